"""A report that is destroyed is gone, whoever destroys it: not one sealed byte of it is left in any file of the house,
so that no key can bring it back; and the page that shows it is wiped."""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, select

from app.commands import cases as commands
from bot.inbox.receipts import new_receipt
from storage import files, retention
from storage.beats import WEEK
from storage.cases import load_case
from storage.sessions import load
from storage.store import Store
from storage.tables.columns import metadata
from storage.timestamps import now
from tests.storage.hours import run_on
from tests.web.console.house import House, opened
from tests.web.sent import Sent
from tests.web.visitor import forms, said

MARK = "MARK7Q"


@pytest.fixture
async def house(sent: Sent, tmp_path: Path) -> AsyncIterator[House]:
    async with opened(sent, tmp_path / "house") as made:
        yield made


async def lived(house: House) -> None:
    """After sending: a desk asks and answers, the owner answers with words and a file, adds and corrects."""
    kftc = await house.officer("kftc")
    await kftc.does("ask", words=f"{MARK} asked by a desk", language="en")
    await kftc.does("reply", words=f"{MARK} written by a desk", language="en")
    house.owner.page = (await house.owner.client.get("/")).text
    await house.owner.press(f"answer:kftc:{house.receipt}")
    await house.owner.say(f"{MARK} answered by the owner")
    await house.owner.say(f"{MARK} added by the owner")
    await house.owner.press("keep:add")
    await house.owner.press(f"answer:kftc:{house.receipt}")
    await house.owner.say("", [("files", (f"{MARK}.pdf", b"%PDF-1 " + MARK.encode(), "application/pdf"))])


# ---- who destroys it ----------------------------------------------------------------------------------


async def in_the_chat(house: House) -> None:
    await house.owner.say("/delete")
    await house.owner.press("confirm:delete")
    await house.owner.press("confirm:delete-yes")


async def beside_a_draft(house: House) -> None:
    """While another report is being written, which stays."""
    await house.owner.press("about:new")
    await in_the_chat(house)


async def on_the_page(house: House) -> None:
    """With its box ticked, where the page asks what is to be erased."""
    page = (await house.owner.client.get("/erase")).text
    form = forms(page, "/erase")[0]
    assert f'name="report:{house.receipt}"' in page
    answer = await house.owner.client.post("/erase", data={**form.fields, f"report:{house.receipt}": "1"})
    assert answer.status_code == 200


async def on_the_machine(house: House) -> None:
    args = argparse.Namespace(receipt=house.receipt, yes=True)
    assert await commands.erase(Parts(house.world.store), args) == 0  # type: ignore[arg-type]


async def by_time(house: House) -> None:
    """Every desk is done with it, its term is over, and the service ran for a week since."""
    store, late = house.world.store, now() + timedelta(days=366)
    async with store.transaction() as tx:
        await tx.run(metadata.tables["referral"].update().values(state="closed", open=False))
        await tx.run(metadata.tables["clock"].update().values(met=1))
    await retention.sweep(store, late, new_receipt)
    await run_on(store, WEEK, late)
    assert (await retention.sweep(store, late, new_receipt)).cases == 1


class Parts:
    """What the verb needs of the house."""

    def __init__(self, store: Store) -> None:
        self.store = store


WAYS: dict[str, Callable[[House], Awaitable[None]]] = {
    "in the chat": in_the_chat,
    "beside a draft": beside_a_draft,
    "on the page": on_the_page,
    "on the machine": on_the_machine,
    "by time": by_time,
}


# ---- what is left -------------------------------------------------------------------------------------


async def sealed(store: Store, *names: str) -> set[bytes]:
    """Everything sealed in these tables."""
    found: set[bytes] = set()
    async with store.reading() as tx:
        for name in names:
            for column in metadata.tables[name].columns:
                if isinstance(column.type, LargeBinary):
                    found |= {bytes(row[0]) for row in await tx.all(select(column)) if row[0]}
    return found


def on_disk(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def pieces(blobs: Iterable[bytes]) -> Iterable[bytes]:
    """A stretch from the middle of each, shorter than what fits on a page of the database."""
    for blob in blobs:
        yield blob[len(blob) // 2 :][:48]


def left_in(folder: Path, blobs: Iterable[bytes]) -> list[tuple[str, int]]:
    files = on_disk(folder)
    found = list(pieces(blobs))
    assert all(len(each) >= 14 for each in found)
    return [(name, n) for name, content in files.items() for n, each in enumerate(found) if each in content]


@pytest.mark.attack("security-A4")
@pytest.mark.parametrize("way", WAYS)
async def test_not_a_sealed_byte_of_a_destroyed_report_is_left(house: House, tmp_path: Path, way: str) -> None:
    store, folder = house.world.store, tmp_path / "house"
    await lived(house)
    gone = await sealed(store, "case_", "message", "evidence", "answer_log", "page", "session")
    assert len(gone) > 20
    assert left_in(folder, gone), "they are found as long as they are there"
    await WAYS[way](house)
    assert await store.shrink()
    assert left_in(folder, gone) == []


@pytest.mark.attack("security-A4")
@pytest.mark.parametrize("way", WAYS)
async def test_nobody_is_shown_anything_of_a_destroyed_report(house: House, way: str) -> None:
    await lived(house)
    kftc = await house.officer("kftc", name="B")
    await WAYS[way](house)
    page = said((await house.owner.client.get("/")).text)
    assert MARK not in page
    assert "drawings" not in page
    assert MARK not in await kftc.case()
    async with house.world.store.reading() as tx:
        chats = [row[0] for row in await tx.all(select(metadata.tables["session"].c.chat))]
        kept = await load(tx, chats)
    assert not any(MARK in repr(each.session) or "drawings" in repr(each.session) for each in kept.values())


async def test_a_draft_in_progress_keeps_its_files(house: House) -> None:
    await house.owner.press("about:new")
    await house.owner.say("", [("files", ("draft.pdf", b"%PDF-1 the next report", "application/pdf"))])
    await in_the_chat(house)
    async with house.world.store.reading() as tx:
        evidence = metadata.tables["evidence"].c
        left = [row[0] for row in await tx.all(select(evidence.id).where(evidence.receipt == ""))]
        found = [await files.stored(tx, each) for each in left]
        kept = await load(tx, [row[0] for row in await tx.all(select(metadata.tables["session"].c.chat))])
    assert [each.content for each in found if each] == [b"%PDF-1 the next report"]
    assert [each.name for one in kept.values() for each in one.session.draft.files] == ["draft.pdf"]


@pytest.mark.attack("security-A4")
async def test_the_proof_is_said_when_the_log_is_empty(house: House, tmp_path: Path) -> None:
    """Nothing that is said of it leaves before the log of the database is."""
    await lived(house)
    gone = await sealed(house.world.store, "case_", "message", "page")
    seen: list[list[tuple[str, int]]] = []
    shown = house.world.streams.notify

    def noticed(topic: str) -> None:
        seen.append(left_in(tmp_path / "house", gone))
        shown(topic)

    await house.owner.say("/delete")
    await house.owner.press("confirm:delete")
    house.world.streams.notify = noticed  # type: ignore[method-assign]
    await house.owner.press("confirm:delete-yes")
    own, *letters = seen
    assert own, "the owner's own press wakes the page before anything is destroyed"
    assert letters
    assert not any(letters)


async def test_the_page_destroys_no_report_that_was_not_ticked(house: House) -> None:
    form = forms((await house.owner.client.get("/erase")).text, "/erase")[0]
    stranger = {f"report:{each}": "1" for each in ("SM-AAAA-BBBB-C", "")}
    assert (await house.owner.client.post("/erase", data={**form.fields, **stranger})).status_code == 200
    async with house.world.store.reading() as tx:
        case = await load_case(tx, house.receipt)
    assert case is not None
    assert case.file is not None
