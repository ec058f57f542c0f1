"""Marks of the owner in every kind of field, file and act, marks of the desks in everything that they sent: once the
owner has erased the report, of the first nothing is anywhere, and each desk alone has its own of the second."""

from __future__ import annotations

import argparse
import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.commands import cases as commands
from casework.acts import (
    Act,
    Asked,
    HoldAsked,
    Noted,
    Positioned,
    Released,
    Replied,
    Reworded,
    Seen,
    Settled,
    Taken,
)
from dialogs.case_states import Destroyer
from dialogs.events import FileRef
from storage import audit, cases, erasure, officers, pending_acts, ring_change
from storage import tables as t
from storage.audit_check import find_damage
from storage.beats import DAY_OF_BEATS
from storage.officers import LINK, Officer, add_officer, make_token
from storage.pending_acts import SealedPending
from storage.referrals import referrals
from storage.timestamps import DAY, ms, now
from tests.dialogs.person import MORNING
from tests.storage.hours import run_on
from tests.storage.thief import DATABASE, Loot, Thief, at_every_commit, taken
from tests.web.console.house import House, opened
from tests.web.console.officers import signed_in
from tests.web.reporting import CODE, TYPED, answer
from tests.web.sent import Sent
from tests.web.test_erasure import WAYS, Parts
from tests.web.visitor import Person, said
from tests.web.world import World, real, without_scripts

OWNER, DESK = r"OWNMARK\w+", r"DSKMARK\w+"
EITHER = rf"{OWNER}|{DESK}"
PDF = b"%PDF-1 "
OTHERS = (("knpa", "officer"), ("secretariat", "secretariat"), ("kftc", "auditor"), ("kftc", "administrator"))
"""Those who read no record: another body, and at the own one whoever carries no cases."""


# ---- a report that was lived with ---------------------------------------------------------------------


async def marked_report(person: Person) -> str:
    """A report with a mark in every answer that is typed, in a file, its name and its caption."""
    typed = {**TYPED, "story": "OWNMARKstory We handed over drawings.", "contact": "OWNMARKcontact@firm.example.com"}
    for step in range(70):
        if 'class="entry ours receipt' in person.page:
            return str(CODE.findall(said(person.page))[-1])
        if step == 10:
            pdf = ("OWNMARKname.pdf", PDF + b"OWNMARKbytes", "application/pdf")
            await person.say("OWNMARKcaption", [("files", pdf)])
        await answer(person, step, typed, "OWNMARKtyped{} company")
    raise AssertionError(said(person.page))


async def hire(world: World, ministry: str, role: str) -> str:
    async with world.store.transaction() as tx:
        return await add_officer(tx, ministry, role, "김담당", "en", ms(MORNING), "house")


async def worked_on(world: World, receipt: str, ministry: str, leads: bool) -> None:
    """A desk writes to the owner, with its own marks, and among officers, with the owner's."""
    who, at = await hire(world, ministry, "officer"), now()

    async def does(kind: type[Any], contents: dict[str, bytes] | None = None, **more: Any) -> str:
        key = f"{ministry}:{kind.__name__}:{len(done)}"
        act: Act = kind(key=key, receipt=receipt, ministry=ministry, officer=who, at=at, **more)
        ruling = await world.inbox.act(act, contents or {})
        assert ruling.done, (kind, ruling)
        done.append(key)
        return key

    done: list[str] = []
    await does(Seen)
    await does(Taken)
    ref = FileRef(f"desk:{ministry}:1", f"DSKMARK{ministry}name.pdf", "application/pdf", 30)
    content = PDF + f"DSKMARK{ministry}bytes".encode()
    written = await does(Replied, {ref.id: content}, words=f"DSKMARK{ministry}replied", language="en", files=(ref,))
    await does(Reworded, of=written, words=f"DSKMARK{ministry}reworded", language="en")
    await does(Asked, words=f"DSKMARK{ministry}asked quoting OWNQUOTE", language="en")
    await does(Noted, words=f"OWNMARK{ministry}note", language="en")
    await does(Noted, words=f"OWNMARK{ministry}shared", language="en", shared=True)
    await does(Positioned, stance="acts", words=f"OWNMARK{ministry}position", language="en")
    if leads:
        await does(Settled, words=f"OWNMARK{ministry}settled", language="en")
    until = (at + timedelta(days=30)).date().isoformat()
    await does(HoldAsked, basis="court", until=until, words=f"OWNMARK{ministry}paper")
    await does(Released, words=f"OWNMARK{ministry}released", language="en")
    await _aside(world, receipt, ministry, who)


async def _aside(world: World, receipt: str, ministry: str, who: str) -> None:
    """Words that wait to be sent, and a reason for looking at personal data."""
    async with world.store.transaction() as tx:
        case = await cases.case_row(tx, receipt)
        assert case is not None
        key = await cases.key_of(tx, case)
        assert key is not None
        waits = SealedPending(f"p:{ministry}", receipt, ministry, who, 0, "late", f"OWNMARK{ministry}pending".encode())
        await pending_acts.put(tx, key, waits)
        reason = f"contact: OWNMARK{ministry}reason"
        await audit.note(tx, ms(now()), who, "unmasked", f"{receipt}:{ministry}", reason, key=key)


async def owner_answers(person: Person, receipt: str, ministry: str) -> None:
    person.page = (await person.client.get("/")).text
    await person.press(f"answer:{ministry}:{receipt}")
    await person.say(f"OWNMARK{ministry}answered")
    await person.press(f"answer:{ministry}:{receipt}")
    pdf = (f"OWNMARK{ministry}filename.pdf", PDF + f"OWNMARK{ministry}filebytes".encode(), "application/pdf")
    await person.say(f"OWNMARK{ministry}filecaption", [("files", pdf)])
    await person.say(f"OWNMARK{ministry}added")
    await person.press("keep:add")


async def live(folder: Path) -> Sent:
    async with real(folder) as world, without_scripts(world) as client:
        person = await Person(client).begin("en")
        receipt = await marked_report(person)
        for ministry in await desks_of(world, receipt):
            await worked_on(world, receipt, ministry, ministry == (await desks_of(world, receipt))[0])
            await owner_answers(person, receipt, ministry)
        return Sent(folder, dict(client.cookies), receipt)


async def desks_of(world: World, receipt: str) -> list[str]:
    async with world.store.reading() as tx:
        return [row.ministry for row in await referrals(tx, receipt)]


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """A report in which everything is marked, lived with once; each test works on a copy of what was stored."""
    return asyncio.run(live(tmp_path_factory.mktemp("lived")))


@pytest.fixture
async def house(lived: Sent, tmp_path: Path) -> AsyncIterator[House]:
    async with opened(lived, tmp_path / "house") as made:
        yield made


# ---- what is left -------------------------------------------------------------------------------------


def of(loot: Loot, pattern: str) -> set[str]:
    return {mark for mark in loot.marks if re.fullmatch(pattern, mark)}


def thief(house: House) -> Thief:
    return Thief(house.world.store.vault.ring, EITHER)


async def desk_of_key(house: House) -> dict[str, str]:
    """The key of each record -> its body."""
    async with house.world.store.reading() as tx:
        return {row.key: row.ministry for row in await tx.all(select(t.record_key.c.key, t.record_key.c.ministry))}


async def assert_desks_have_their_own(house: House, loot: Loot, before: set[str]) -> None:
    """Every mark of a desk is there still, in its own record alone, and opens with the key of that body alone."""
    owners, desks = await desk_of_key(house), set()
    assert of(loot, DESK) == before
    for mark in before:
        assert {table for table, _key in loot.marks[mark]} == {"desk_record"}
        bodies = {owners[key] for _table, key in loot.marks[mark]}
        assert len(bodies) == 1
        assert mark.startswith(f"DSKMARK{next(iter(bodies))}")
        desks |= bodies
    assert len(desks) > 1


@pytest.mark.attack("security-A4")
@pytest.mark.parametrize("way", WAYS)
async def test_the_owners_marks_are_nowhere_and_each_desk_keeps_its_own(house: House, tmp_path: Path, way: str) -> None:
    before = thief(house).loot(taken(tmp_path / "house", tmp_path / "before"))
    assert len(before.marks) >= 50, sorted(before.marks)
    await WAYS[way](house)
    assert await house.world.store.shrink()
    left = thief(house).loot(taken(tmp_path / "house", tmp_path / "left"))
    assert of(left, OWNER) == set()
    await assert_desks_have_their_own(house, left, of(before, DESK))
    files = [file.read_bytes() for file in (tmp_path / "house").rglob("*") if file.is_file()]
    assert not [each for each in files if re.search(EITHER.encode(), each)]
    async with house.world.store.reading() as tx:
        assert await find_damage(tx) == []


@pytest.mark.attack("security-A4c")
async def test_no_commit_of_the_log_gives_back_what_was_erased(house: House, tmp_path: Path) -> None:
    """A backup, and the database with its log cut at each commit: what the ring opens of them before its key changed
    it does not open afterwards; and the last commit holds nothing of the owner's either way."""
    store, folder = house.world.store, tmp_path / "house"
    await house.owner.say("OWNMARKlast")
    await house.owner.press("keep:add")
    saved = tmp_path / "saved"
    saved.mkdir()
    backed_up(tmp_path / "house", saved)
    async with store.transaction() as tx:
        gone = await erasure.erase(tx, house.receipt, ms(now()), "owner", Destroyer.OWNER)
        assert gone is not None
        await erasure.forget(tx, [(gone.chat, gone.receipt)], ms(now()))
    cuts = list(at_every_commit(taken(folder, tmp_path / "log"), tmp_path / "cut"))
    assert len(cuts) > 3
    found = [of(thief(house).loot(cut), OWNER) for cut in cuts]
    assert all(found[:-1])
    assert len(found[0]) >= 25
    assert not found[-1]
    assert len(of(thief(house).loot(saved), OWNER)) >= 25
    assert await store.shrink()
    await ring_change.rotate(store, now() + timedelta(days=1))
    await ring_change.retire(store)
    await run_on(store, DAY_OF_BEATS, now())
    assert await ring_change.retire(store)
    later = thief(house)
    assert [of(later.loot(copy), EITHER) for copy in (saved, *cuts)] == [set()] * (len(cuts) + 1)
    assert of(later.loot(taken(folder, tmp_path / "now")), OWNER) == set()


def backed_up(house: Path, to: Path) -> None:
    """A backup, as SQLite makes one."""
    with closing(sqlite3.connect(house / DATABASE)) as line, closing(sqlite3.connect(to / DATABASE)) as copy:
        line.backup(copy)


# ---- who reads it -------------------------------------------------------------------------------------


async def browser(house: House, ministry: str, role: str) -> tuple[Officer | None, Callable[[str], Awaitable[str]]]:
    """An officer of this role, and the words of a page as that officer's browser shows it."""
    async with house.world.store.transaction() as tx:
        who = await add_officer(tx, ministry, role, "이담당", "en", ms(MORNING), "house")
        link = await make_token(tx, who, LINK, ms(MORNING), ms(MORNING) + 3650 * DAY)
        officer = await officers.officer(tx, who)
    client = await house.browser()
    await signed_in(client, link)

    async def page(path: str) -> str:
        return (await client.get(path)).text

    return officer, page


@pytest.mark.attack("security-A4")
async def test_a_record_is_read_by_its_own_desk_alone(house: House) -> None:
    desks = await desks_of(house.world, house.receipt)
    await WAYS["on the machine"](house)
    keys = {ministry: key for key, ministry in (await desk_of_key(house)).items()}
    pages = {f"/desk/records/{key}": ministry for ministry, key in keys.items()}
    for ministry in desks[:2]:
        _officer, page = await browser(house, ministry, "officer")
        assert house.receipt in await page("/desk/records")
        for path, whose in pages.items():
            shown = await page(path)
            assert (f"DSKMARK{ministry}replied" in shown) is (whose == ministry)
            assert (f"DSKMARK{ministry}reworded" in shown) is (whose == ministry)
            assert not re.search(OWNER, shown)
        assert f"DSKMARK{ministry}bytes" in await page(await _file(house, keys[ministry]))
    for ministry, role in OTHERS:
        _officer, page = await browser(house, ministry, role)
        for path in ("/desk/records", *pages, await _file(house, keys[desks[0]]), f"/desk/case/{house.receipt}"):
            assert not re.search(EITHER, await page(path))


async def _file(house: House, key: str) -> str:
    d = t.desk_record.c
    async with house.world.store.reading() as tx:
        n = await tx.one(int, select(d.n).where(d.key == key, d.content.is_not(None)))
    return f"/desk/records/{key}/{n}"


async def test_whoever_runs_the_machine_is_told_what_stays(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    desks, args = await desks_of(house.world, house.receipt), argparse.Namespace(receipt=house.receipt, yes=False)
    assert await commands.erase(Parts(house.world.store), args) == 1  # type: ignore[arg-type]
    before = capsys.readouterr().out
    await WAYS["on the machine"](house)
    after = capsys.readouterr().out
    assert all(f"stays at each of: {', '.join(sorted(desks))}" in said for said in (before, after))


@pytest.mark.attack("security-A4")
async def test_who_must_not_know_of_a_report_reads_no_record_of_it(house: House) -> None:
    desks = await desks_of(house.world, house.receipt)
    officer, page = await browser(house, desks[0], "officer")
    assert officer is not None
    async with house.world.store.transaction() as tx:
        await tx.run(t.barred.insert().values(receipt=house.receipt, who=officer.id, reason="tie", created=1))
    await WAYS["on the machine"](house)
    keys = {ministry: key for key, ministry in (await desk_of_key(house)).items()}
    assert house.receipt not in await page("/desk/records")
    assert "DSKMARK" not in await page(f"/desk/records/{keys[desks[0]]}")
    assert "DSKMARK" not in await page(await _file(house, keys[desks[0]]))
