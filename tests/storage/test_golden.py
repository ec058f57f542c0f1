"""What an earlier commit stored opens for ever, goes on, and loses nothing; what nobody knows is named, not guessed."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from dataclasses import fields
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from bot.outbox import letter
from dialogs.awaited import ForAddition, ForAnswer, ForCode, ForSecretYes, ForWithdrawal
from dialogs.case_states import Destroyer
from dialogs.engine import step
from dialogs.events import Said, Started
from dialogs.session import Form, Session, Side
from storage import audit, cases, desk_records, erasure, messages, officers, sessions
from storage import tables as t
from storage import versions as storage_versions
from storage.audience import OWNER
from storage.audit import Sworn
from storage.codec import UnknownNoun, pack, pack_session, unpack, unpack_session
from storage.feed import Feed
from storage.files import stored
from storage.store import Store
from storage.transaction import columns_of
from tests.dialogs.person import MORNING, book
from tests.storage import golden
from tests.storage.world import report

SESSIONS = golden.read("sessions.json.gz")


@pytest.fixture
async def house(url: str) -> AsyncIterator[Store]:
    store = await golden.laid_out(url)
    yield store
    await store.close()


def held(session: Session) -> dict[str, Any]:
    """A session as plain JSON, in the flat shape of the golden files."""
    head = named(session, but={"draft", "care", "waiting", "doubts", "half", "alone", "asked"})
    draft = named(session.draft, but={"form", "held"})
    care = named(session.care, but={"side", "asked", "passing", "ended", "shared", "inquiries", "recorded", "held"})
    apart = {
        "aside": aside(session),
        "side": beside(session.care.side) if session.care.side else None,
        "asked": [beside(each) for each in session.care.asked],
        "passing": [f"{each.giver}:{each.to}:{each.receipt}" for each in session.care.passing],
        "ended": [f"{each.ministry}:{each.receipt}" for each in session.care.ended],
    }
    return {"$": "Session", **head, **draft, **asked(session.form), **care, **apart}


def named(part: Any, but: set[str]) -> dict[str, Any]:
    """The fields of a part as plain JSON, but for those that have another shape now. No field may be left out."""
    kept = {each.name: getattr(part, each.name) for each in fields(part)}
    assert but < set(kept)
    return {name: msgspec.json.decode(pack(each)) for name, each in kept.items() if name not in but}


def asked(form: Form) -> dict[str, Any]:
    return named(form, but={"anew"})


def beside(side: Side) -> dict[str, Any]:
    return {"$": "Side", **named(side, but={"form"}), **asked(side.form)}


def aside(session: Session) -> str:
    """What is waited for, as the one string it was then."""
    match session.waiting:
        case ForCode():
            return "status"
        case ForAnswer(desk, receipt):
            return f"answer:{desk}:{receipt}"
        case ForSecretYes(question, words):
            return f"held:{question}:{words}"
        case ForAddition(receipt, words) if receipt == session.care.filed[-1]:
            return f"held::{words}"
        case ForWithdrawal(receipt):
            return f"report:{receipt}"
        case _:
            return "anew:" if session.form.anew else ""


def opened(row: dict[str, Any]) -> Session:
    return unpack_session(base64.b64decode(row["packed"]))


@pytest.mark.parametrize("row", SESSIONS, ids=[f"{each['holds']['stage']}-{n}" for n, each in enumerate(SESSIONS)])
def test_a_session_of_then_opens_as_it_was_and_goes_on(row: dict[str, Any]) -> None:
    session = opened(row)
    assert held(session) == row["holds"]
    assert session.care.recorded == ()
    assert opened({"packed": base64.b64encode(pack_session(session))}) == session
    for event in (Said(MORNING, "/help"), Started(MORNING)):
        done = step(session, event, book())
        assert done.replies
        assert dict(done.session.form.answers) == dict(session.form.answers)
        assert (done.session.draft.files, done.session.care.filed) == (session.draft.files, session.care.filed)


@pytest.mark.parametrize("row", golden.read("nouns.json.gz"), ids=lambda row: row["$"])
def test_a_noun_of_then_opens_as_it_was(row: dict[str, Any]) -> None:
    assert msgspec.json.decode(pack(unpack(msgspec.json.encode(row)))) == row


async def test_every_conversation_of_then_opens(house: Store) -> None:
    async with house.reading() as tx:
        chats = [row[0] for row in await tx.all(select(t.session.c.chat))]
        found = {kept.session.chat: kept for kept in (await sessions.load(tx, chats)).values()}
    assert len(found) == len(chats) == 6
    side = found["web:factory"].session.care.side
    assert side is not None
    assert (side.set, side.form.asking) == ("damage", "set.damage.before")
    assert side.form.answers["set.damage.cost"].value == 300_000_000
    assert len(found["telegram:3"].session.care.news) == 3
    assert found["telegram:2"].session.draft.files[0].name == "계약서.pdf"


async def test_every_report_of_then_opens_with_its_corrections_and_files(house: Store) -> None:
    async with house.reading() as tx:
        found = await tx.all(select(t.case_.c.receipt))
        receipt = (await cases.of_chat(tx, "web:factory"))[-1].receipt
        for each in (row[0] for row in found):
            case = await cases.load_case(tx, each)
            assert case is not None
            assert case.file is not None
            assert case.file.guide.routes
            row = await cases.case_row(tx, each)
            assert row is not None
            assert (await cases.address(tx, row)).startswith(("web:", "telegram:"))
        case = await cases.load_case(tx, receipt)
        assert case is not None
        assert case.key is not None
        assert case.file is not None
        versions = await storage_versions.answers(tx, receipt, case.key, OWNER)
        filed = await storage_versions.files(tx, receipt, case.key, OWNER)
        contents = [await stored(tx, each.ref.id) for each in filed]
        said = await messages.spoken(tx, case.key, receipt, OWNER)
    assert [each.answer.value for each in versions if each.question == "overseas"] == ["no", "yes"]
    assert case.file.answers["overseas"].value == "yes"
    assert case.file.answers["set.damage.cost"].value == 300_000_000
    assert [each.content for each in contents if each] == [b"%PDF-1.4 drawing", b"letter", b"more evidence"]
    assert [each.ref.name for each in filed] == ["발주서.pdf", "안내.pdf", "추가.pdf"]
    assert [each.kind for each in said if each.words][:2] == ["answered", "note"]
    assert "같이 볼 메모" in [each.words for each in said]


async def test_reports_of_then_leave_no_record_of_their_bodies(house: Store) -> None:
    """Their owners were told that everything goes: no record is begun at an update, nor with the next act."""
    async with house.transaction() as tx:
        for receipt in await tx.read(str, select(t.case_.c.receipt)):
            assert await desk_records.bodies_with(tx, receipt) == ()
            await desk_records.add(tx, receipt, "kftc", desk_records.RecordLine("replied", 1, "o1", words="a letter"))
            gone = await erasure.erase(tx, receipt, 1, "owner", Destroyer.OWNER)
            assert gone is not None
            assert gone.kept == {}
        for table in (t.record_key, t.desk_record, t.message, t.answer_log):
            assert await tx.all(select(table)) == []


async def test_letters_pages_and_the_log_of_then_open(house: Store) -> None:
    async with house.reading() as tx:
        rows = await tx.all(select(t.outgoing).where(t.outgoing.c.letter != b""))
        keys = await tx.keys(sorted({row.key for row in rows}))
        letters = [letter.unpack(keys[row.key].open(f"outgoing:{row.entry}", row.letter)) for row in rows]
        lines = await tx.read(Sworn, select(*columns_of(audit.a, Sworn)))
        assert all(line.holds(tx.vault.ring) for line in lines)
        assert len(lines) == 21
        names = {each.name for desk in ("kftc", "mss") for each in await officers.officers_of(tx, desk)}
    assert len(letters) == len(rows) > 50
    assert all(each.parts for each in letters)
    assert len(await Feed(house).read("web:factory")) > 50
    assert names == {"김담당", "이담당", "최담당"}


async def test_opening_loses_no_row(url: str) -> None:
    await golden.lay(url)
    before = await golden.counts(url)
    await (await Store.open(url, golden.vault())).close()
    assert await golden.counts(url) == before
    assert all(before.values())


def test_a_stored_class_that_nobody_knows_is_named() -> None:
    stored_later = msgspec.json.decode(pack(report(Session("web:1", "SM-0000-0000-0"))))
    stored_later["guide"]["$"] = "Guidance"
    with pytest.raises(UnknownNoun, match="Guidance"):
        unpack(msgspec.json.encode(stored_later))
