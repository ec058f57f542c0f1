"""What owners decide after sending, carried out in one transaction: passing on, answers to sets, endings, archives."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.documents.files import BARE, EVERYTHING, Documents, copy_ref
from bot.documents.printer import Printer
from bot.inbox.effects import archive as effects_archive
from casework.acts import Act, Closed, Noted, PassedOn, Replied, Taken
from dialogs.case_states import ReferralState
from dialogs.effects import Amend
from dialogs.events import FileRef
from dialogs.questions import Answer
from storage import answer_drafts, audit, cases, conflicts, consents, referrals
from storage import tables as t
from storage import versions as storage_versions
from storage.answer_drafts import DraftPlace
from storage.audience import OWNER
from storage.audit_check import find_damage
from storage.counters import counted
from storage.states import ConsentKind
from storage.store import Store
from storage.timestamps import ms
from tests.bot.house import House, desk_group, hired, opened
from tests.dialogs.person import book, words
from tests.storage.world import NOON, files, held, until


async def passed(house: House, store: Store, giver: str = "kftc", to: str = "moip") -> str:
    """A report that the giver would pass on."""
    receipt = await house.filed("telegram:1")
    officer = await hired(store, giver)
    whose: dict[str, Any] = {"receipt": receipt, "ministry": giver, "officer": officer, "at": NOON}
    assert (await house.inbox.act(Taken(key="t", **whose))).done
    assert (await house.inbox.act(PassedOn(key="p", to=to, reason="patent", words="yours", **whose))).done
    return receipt


@pytest.mark.parametrize("to", ["moip", "secretariat"])
async def test_an_agreed_report_is_on_the_new_desk_with_the_lead(store: Store, to: str) -> None:
    await desk_group(store)
    await desk_group(store, to, "desk:-200")
    async with opened(store) as house:
        receipt = await passed(house, store, to=to)
        await house.say("telegram:1", f"agree kftc {to}")
        await until(lambda: any(f"decided referred {to}" in each for each in house.post.words("telegram:1")))
        await until(lambda: ("desk:-100", f"referred {receipt}") in house.desk.sent)
        kept = house.kept("telegram:1")
        async with store.reading() as tx:
            giver, new = await held(tx, receipt), await held(tx, receipt, to)
            done = [line.action for line in await audit.history(tx, receipt)]
    assert (giver.state, giver.open, giver.role) == ("passed_on", False, "cooperating")
    assert (new.state, new.open, new.role) == ("sent", True, "lead")
    assert ("desk:-200", f"new {receipt}") in house.desk.sent
    assert "agreed" in done
    assert kept is not None
    assert to in kept.session.care.sent_to[receipt]


async def test_a_body_that_comes_later_shares_only_when_the_owner_is_asked_anew(store: Store) -> None:
    async with opened(store) as house:
        receipt = await passed(house, store)
        async with store.transaction() as tx:
            await consents.give(tx, receipt, ConsentKind.SHARE, ("kftc", "mss"), "1", ms(NOON))
        await house.say("telegram:1", "agree kftc moip")
        await until(lambda: f"may share moip {receipt}" in house.post.words("telegram:1"))
        for said, shares in (("", False), ("joins moip", True), ("apart moip", False), ("joins nis", False)):
            if said:
                await house.say("telegram:1", said)
            async with store.reading() as tx:
                case = await cases.load_case(tx, receipt)
                assert case is not None
                wanted = {"mss", "moip"} if shares else {"mss"}
                assert await consents.audience(tx, case, "mss", ("moip", "nis")) == wanted
                sent = {row.whom for row in await consents.given(tx, receipt) if row.what is ConsentKind.SEND}
        assert sent == {"kftc", "mss", "moip"}


async def test_a_desk_that_only_works_along_passes_no_lead_on(store: Store) -> None:
    async with opened(store) as house:
        receipt = await passed(house, store, "mss")
        await house.say("telegram:1", "agree mss moip")
        async with store.reading() as tx:
            roles = {row.ministry: row.role for row in await referrals.referrals(tx, receipt)}
    assert roles == {"kftc": "lead", "mss": "cooperating", "moip": "cooperating"}


async def test_a_refused_report_stays_with_its_officer(store: Store) -> None:
    await desk_group(store)
    async with opened(store) as house:
        receipt = await passed(house, store)
        await house.say("telegram:1", "refuse kftc moip")
        await until(lambda: ("desk:-100", f"kept {receipt}") in house.desk.sent)
        async with store.reading() as tx:
            giver, new = await held(tx, receipt), await referrals.referral(tx, receipt, "moip")
    assert (giver.state, giver.open, giver.passed_to, new) == ("taken", True, "", None)


@pytest.mark.parametrize("other", ["agree kftc nis", "agree mss moip", "refuse mss moip"])
async def test_what_was_not_proposed_is_not_done(store: Store, other: str) -> None:
    async with opened(store) as house:
        receipt = await passed(house, store)
        await house.say("telegram:1", other)
        async with store.reading() as tx:
            rows = {row.ministry: row.state for row in await referrals.referrals(tx, receipt)}
    assert rows == {"kftc": "passed_on", "mss": "sent"}


async def test_the_second_yes_changes_nothing(store: Store) -> None:
    async with opened(store) as house:
        receipt = await passed(house, store)
        await house.say("telegram:1", "agree kftc moip", "agree kftc moip", "refuse kftc moip")
        async with store.reading() as tx:
            rows = {row.ministry: row.state for row in await referrals.referrals(tx, receipt)}
            assert await find_damage(tx) == []
    assert rows == {"kftc": "passed_on", "mss": "sent", "moip": "sent"}


async def test_who_passed_a_report_on_acts_on_it_no_more(store: Store) -> None:
    async with opened(store) as house:
        receipt = await passed(house, store)
        await house.say("telegram:1", "agree kftc moip")
        kim = await hired(store)
        whose: dict[str, Any] = {"receipt": receipt, "ministry": "kftc", "officer": kim, "at": NOON}
        late: tuple[Act, ...] = (
            Taken(key="1", **whose), Replied(key="2", words="hello again", **whose),
            PassedOn(key="3", to="nis", words="or there", **whose), Closed(key="4", reason="other", words="x", **whose),
        )  # fmt: skip
        assert [(await house.inbox.act(each)).why for each in late] == ["over"] * 4
        assert (await house.inbox.act(Noted(key="5", words="what we knew", **whose))).done
    assert not any("hello again" in each for each in house.post.words("telegram:1"))


async def test_no_report_is_passed_to_a_desk_that_is_none(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        whose: dict[str, Any] = {"receipt": receipt, "ministry": "kftc", "officer": await hired(store), "at": NOON}
        for to in ("", "court", "kftc", "mss"):
            assert (await house.inbox.act(PassedOn(key=to, to=to, words="there", **whose))).why == "wrong"


async def test_what_another_desk_has_done_with_meanwhile_goes_back_to_its_giver(store: Store) -> None:
    async with opened(store) as house:
        receipt = await passed(house, store)
        async with store.transaction() as tx:
            await cases.refer(tx, receipt, ("moip",), "", ms(NOON))
            row = await held(tx, receipt, "moip")
            await referrals.change(tx, row, replace(row, state=ReferralState.CLOSED, open=False), ms(NOON))
        await house.say("telegram:1", "agree kftc moip")
        await until(lambda: any("decided late" in each for each in house.post.words("telegram:1")))
        async with store.reading() as tx:
            giver = await held(tx, receipt)
    assert (giver.state, giver.open, giver.passed_to) == ("taken", True, "")


async def test_an_official_whom_a_correction_names_lays_the_report_down(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        kim, lee = await hired(store), await hired(store)
        whose: dict[str, Any] = {"receipt": receipt, "ministry": "kftc", "at": NOON}
        assert (await house.inbox.act(Taken(key="1", officer=kim, **whose))).done
        async with store.transaction() as tx:
            await conflicts.declare(tx, kim, "counterpart", "other maker", ms(NOON))
            case = await cases.load_case(tx, receipt)
            assert case is not None
            assert case.key is not None
            for who in (kim, lee):
                await answer_drafts.put(tx, case.key, DraftPlace(receipt, who, "kftc", "f"), b"begun", ms(NOON))
            added = Amend(receipt, answers={"story": Answer("it was the other maker")})
            await cases.amend(tx, case, added, ms(NOON), [("counterpart", "other maker")])
            assert await tx.read(str, select(t.answer_draft.c.officer)) == [lee], "what was begun goes as well"
        assert (await house.inbox.act(Taken(key="2", officer=lee, **whose))).done
        assert (await house.inbox.act(Taken(key="3", officer=kim, **whose))).why == "unknown"


async def test_answers_to_a_set_are_kept_at_once_and_desks_are_told_at_its_end(store: Store) -> None:
    await desk_group(store)
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await house.say("telegram:1", "quietly 5", "quietly 6")
        async with store.reading() as tx:
            case = await cases.load_case(tx, receipt)
        assert case is not None
        assert case.file is not None
        assert "set.damage.cost" not in case.file.answers, "what one desk was told is no part of the report"
        assert "set.damage.cost" not in case.file.facts
        assert [each for _chat, each in house.desk.sent if each.startswith("answered")] == []
        await house.say("telegram:1", "close 6")
        await until(lambda: ("desk:-100", f"answered {receipt}") in house.desk.sent)
        async with store.reading() as tx:
            assert case.key is not None
            versions = [
                each
                for each in await storage_versions.answers(tx, receipt, case.key, OWNER)
                if each.question.startswith("set.")
            ]
    assert [each.answer.value for each in versions] == ["5", "6"]


async def test_a_judgement_is_counted_once_and_may_change(store: Store) -> None:
    async with opened(store) as house:
        await house.filed("telegram:1")
        await house.say("telegram:1", "rate stopped 0", "rate stopped 4", "rate settled 5", "rate settled 5")
        async with store.reading() as tx:
            found = {part: n for part, n in (await counted(tx, "rating")).items() if n}
    assert found == {"outcome:settled": 1, "satisfaction:5": 1}


async def test_the_earlier_answer_is_recalled_to_its_owner_only(store: Store) -> None:
    async with opened(store) as house:
        await house.filed("telegram:1")
        await house.say("telegram:1", "recall story")
        await until(lambda: "recalled story stolen drawings" in house.post.words("telegram:1"))
        await house.say("telegram:2", "hello", "recall story")
        await house.heard("telegram:2", 2)
    assert not any("drawings" in each for each in house.post.words("telegram:2"))


async def test_deleting_gives_the_line_of_the_log_as_proof(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await house.say("telegram:1", "forget it")
        await until(lambda: any(each.startswith("proof") for each in house.post.words("telegram:1")))
        async with store.reading() as tx:
            lines = [line.hash for line in await tx.all(select(audit.a).where(audit.a.c.subject == receipt))]
            assert await find_damage(tx) == []
    proof = next(each for each in house.post.words("telegram:1") if each.startswith("proof"))
    assert proof == f"proof {receipt} {lines[-1]}"


async def said_and_filed(house: House, store: Store) -> str:
    """A report with a file of its owner, a word of an officer, an officer's file, and a note between desks."""
    await house.inbox.receive(*files("telegram:1", "u1", FileRef("f1", "../도면.pdf", "application/pdf", 5)),
                                  {"f1": b"bytes"})  # fmt: skip
    receipt = await house.filed("telegram:1")
    kim = await hired(store)
    whose: dict[str, Any] = {"receipt": receipt, "ministry": "kftc", "officer": kim, "at": NOON}
    ref = FileRef("o1", "letter.pdf", "application/pdf", 6)
    await house.inbox.act(Replied(key="r", words="we look into it", files=(ref,), **whose), {"o1": b"letter"})
    await house.inbox.act(Noted(key="n", words="internal doubts", **whose))
    await house.say("telegram:1", "add one more thing")
    return receipt


async def test_an_archive_holds_everything_but_what_desks_say_among_themselves(store: Store) -> None:
    async with opened(store) as house:
        receipt = await said_and_filed(house, store)
        handing = Documents(store, Printer(words(), book()), lambda: NOON)
        name, _mime, content = await handing.find(EVERYTHING, copy_ref(receipt, "en"))
        bare = (await handing.find(BARE, copy_ref(receipt, "en")))[2]
        assert await handing.archive(receipt, "en", "telegram:2") is None
    archive = zipfile.ZipFile(io.BytesIO(content))
    document = json.loads(archive.read(f"{receipt}.json"))
    assert name == f"{receipt}.zip"
    assert archive.read(f"{receipt}.pdf").startswith(b"%PDF")
    assert {each: archive.read(each) for each in archive.namelist() if each.startswith("files/")} == {
        "files/01-도면.pdf": b"bytes",
        "files/02-letter.pdf": b"letter",
    }
    assert [each["words"] for each in document["messages"]] == ["we look into it", "one more thing"]
    assert document["answers"]["story"]["value"] == "stolen drawings"
    assert document["consents"] == {"privacy": "1"}
    assert b"internal doubts" not in b"".join(archive.read(each) for each in archive.namelist())
    assert len(archive.read("SHA256SUMS.txt").splitlines()) == 2
    assert not any(each.startswith("files/") for each in zipfile.ZipFile(io.BytesIO(bare)).namelist())


async def test_what_a_messenger_does_not_take_in_one_comes_in_parts(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(store) as house:
        receipt = await said_and_filed(house, store)
        await house.say("telegram:1", "whole")
        await until(lambda: any(part.source == EVERYTHING for each in house.post.letters for part in each.parts))
        monkeypatch.setitem(effects_archive.LARGEST, "telegram", 8)
        await house.say("telegram:1", "whole")
        await until(lambda: "too large 2" in house.post.words("telegram:1"))
        await until(lambda: sum(part.source == "evidence" for each in house.post.letters for part in each.parts) == 2)
        sources = [part.source for each in house.post.letters for part in each.parts if part.kind == "file"]
    assert receipt
    assert sources == [EVERYTHING, BARE, "evidence", "evidence"]


async def test_closing_reaches_the_owner_and_a_judgement_of_a_stranger_is_not_kept(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        kim = await hired(store)
        closed = Closed(key="c", receipt=receipt, ministry="kftc", officer=kim, at=NOON, reason="other", words="done")
        assert (await house.inbox.act(closed)).done
        await house.say("telegram:2", "hello", "rate stopped 1")
        async with store.reading() as tx:
            assert await counted(tx, "rating") == {}
