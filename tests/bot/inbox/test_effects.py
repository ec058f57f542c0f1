"""What steps want done is done in their own transaction: reports, desks, codes, copies."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

import pytest
from sqlalchemy import delete

from bot.documents.files import Documents, copy_ref
from bot.outbox.transport import Gone
from casework.acts import Act, Asked, Closed, Declined, PassedOn, Released, Replied, Seen, Taken
from dialogs.events import FileRef
from storage import blind_index, cases, queues, unanswered
from storage import tables as t
from storage.audience import OWNER, CaseReader
from storage.audit_check import find_damage
from storage.counters import counted
from storage.store import Store
from tests.bot.house import House, desk_group, hired, opened
from tests.storage.world import NOON, Prints, files, held, until


async def test_a_report_is_kept_and_referred_and_its_desk_is_told(store: Store) -> None:
    await desk_group(store)
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await until(lambda: len(house.desk.sent) == 1)
        status = await house.status(receipt)
    assert house.desk.sent == [("desk:-100", f"new {receipt}")]
    assert (house.desk.rows[0].receipt, house.desk.rows[0].ministry) == (receipt, "kftc")
    assert [(ministry, state) for ministry, state, _ in status.referrals] == [("kftc", "sent"), ("mss", "sent")]
    async with store.reading() as tx:
        whole = await queues.whole(tx, receipt, OWNER)
        assert whole is not None
        assert whole.case.file is not None
        assert whole.case.file.guide.routes[0].deadline is not None
        assert whole.case.file.answers["story"].value == "stolen drawings"
        assert await counted(tx, "case") == {"all": 1, "lead:kftc": 1, "language:en": 1}
        assert await counted(tx, "spot") == {"no-transaction": 1}
        assert [line.receipt for line in await queues.lines(tx, queues.QueueQuery("mss"))] == [receipt]


async def test_the_next_draft_has_a_code_and_a_key_of_its_own(store: Store) -> None:
    async with opened(store) as house:
        first = await house.filed("telegram:1")
        old = house.kept("telegram:1")
        second = await house.filed("telegram:1")
        new = house.kept("telegram:1")
    assert old is not None
    assert new is not None
    assert first != second
    assert old.session.receipt == second
    assert old.key.id != new.key.id


async def test_files_are_kept_with_the_report_and_hashed(store: Store) -> None:
    ref = FileRef("f1", "도면.pdf", "application/pdf", 5, caption="the drawing")
    async with opened(store) as house:
        await house.inbox.receive(*files("telegram:1", "u1", ref), {"f1": b"bytes"})
        receipt = await house.filed("telegram:1")
        async with store.reading() as tx:
            whole = await queues.whole(tx, receipt, OWNER)
        file = await store.file("f1")
    assert whole is not None
    assert [(each.name, each.size, each.caption) for each in whole.files] == [("도면.pdf", 5, "the drawing")]
    assert whole.files[0].sha256 == hashlib.sha256(b"bytes").hexdigest()
    assert file is not None
    assert file.content == b"bytes"


async def test_something_added_later_reaches_the_case_and_its_desks(store: Store) -> None:
    await desk_group(store)
    ref = FileRef("f2", "more.png", "image/png", 3)
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await house.inbox.receive(*files("telegram:1", "u9", ref), {"f2": b"abc"})
        await house.say("telegram:1", "amend they copied it twice")
        await until(lambda: len(house.desk.sent) == 2)
        async with store.reading() as tx:
            whole = await queues.whole(tx, receipt, OWNER)
    assert house.desk.sent[-1][1] == f"added {receipt}"
    assert whole is not None
    assert whole.case.file is not None
    assert whole.case.file.answers["story"].value == "they copied it twice"
    assert [said.words for said in whole.spoken] == ["they copied it twice"]
    assert [each.id for each in whole.files] == ["f2"]


async def test_taking_back_from_one_desk_leaves_the_others(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await house.say("telegram:1", "withdraw mss")
        states = {ministry: state for ministry, state, _ in (await house.status(receipt)).referrals}
    assert states == {"kftc": "sent", "mss": "withdrawn"}


async def test_taking_back_closes_the_report_to_a_desk_that_is_through_with_it(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        case = {"receipt": receipt, "ministry": "kftc"}
        kim = await hired(store)
        await house.inbox.act(Closed(key="a1", officer=kim, at=NOON, reason="other", words="done", **case))
        await house.say("telegram:1", "withdraw")
        states = {ministry: state for ministry, state, _ in (await house.status(receipt)).referrals}
        async with store.reading() as tx:
            counts = await counted(tx, "referral:kftc")
    assert states == {"kftc": "withdrawn", "mss": "withdrawn"}
    assert {state: n for state, n in counts.items() if n} == {"withdrawn": 1}


async def test_adding_to_a_report_leaves_the_files_of_the_next_draft_alone(store: Store) -> None:
    ref = FileRef("f7", "next.pdf", "application/pdf", 3)
    async with opened(store) as house:
        first = await house.filed("telegram:1")
        await house.inbox.receive(*files("telegram:1", "u7", ref), {"f7": b"new"})
        await house.say("telegram:1", "add an answer to the officers")
        async with store.reading() as tx:
            before = await queues.whole(tx, first, OWNER)
        second = await house.filed("telegram:1")
        async with store.reading() as tx:
            after = await queues.whole(tx, second, OWNER)
    assert before is not None
    assert after is not None
    assert [before.files, [each.id for each in after.files]] == [[], ["f7"]]


async def test_nobody_else_can_take_a_report_back(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        async with store.transaction() as tx:
            case = await cases.load_case(tx, receipt)
        await house.say("telegram:2", "hello")
        kept = house.kept("telegram:2")
        assert kept is not None
        assert case is not None
        assert case.chat != store.vault.handle(kept.session.chat)
        await house.say("telegram:2", "withdraw")
        states = {state for _, state, _ in (await house.status(receipt)).referrals}
    assert states == {"sent"}


async def test_erasing_a_report_leaves_that_there_was_one(store: Store) -> None:
    await desk_group(store)
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await house.say("telegram:1", "forget it")
        await until(lambda: len(house.desk.sent) == 2)
        async with store.reading() as tx:
            whole = await queues.whole(tx, receipt, OWNER)
            assert await blind_index.found(tx, "name", "taker") == []
            assert await find_damage(tx) == []
    assert whole is not None
    assert (whole.case.file, whole.case.key, whole.case.state) == (None, None, "erased")
    assert house.desk.sent[-1][1] == f"withdrawn {receipt}"


async def test_forgetting_the_draft_destroys_its_key_and_files(store: Store) -> None:
    ref = FileRef("f3", "a.txt", "text/plain", 1)
    async with opened(store) as house:
        await house.inbox.receive(*files("telegram:1", "u1", ref), {"f3": b"x"})
        old = house.kept("telegram:1")
        await house.say("telegram:1", "forget")
        new = house.kept("telegram:1")
        assert await store.file("f3") is None
        async with store.reading() as tx:
            assert old is not None
            assert new is not None
            assert await tx.keys([old.key.id]) == {}
            assert len(await tx.keys([new.key.id])) == 1


async def test_a_status_is_told_to_whoever_has_the_code_and_guessing_ends(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await house.say("telegram:2", f"tell {receipt}")
        for _ in range(6):
            await house.say("telegram:2", "tell SM-0000-0000-0")
        house.clock.at = house.clock.at.replace(hour=13)
        await house.say("telegram:2", f"tell {receipt}")
        heard = [words for words in await house.heard("telegram:2", 16) if not words[0].isdigit()]
    assert heard[0] == f"status {receipt} found=True own=False kftc=sent mss=sent"
    assert heard[1:6] == ["status SM-0000-0000-0 found=False own=False"] * 5
    assert heard[6] == "too often"
    assert heard[7].startswith(f"status {receipt} found=True")


async def test_a_copy_of_the_report_leaves_as_a_file(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await house.say("telegram:1", "copy")
        await house.heard("telegram:1", 4)
        part = house.post.letters[-1].parts[0]
        handing = Documents(store, Prints(), lambda: NOON)
        name, mime, content = await handing.find(part.source, part.ref)
    assert (part.name, name, mime) == (name, f"{receipt}.pdf", "application/pdf")
    assert content == b"en 2026-03-02 False stolen drawings"


async def test_a_copy_of_an_erased_report_is_never_made(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await house.say("telegram:1", "copy", "forget report")
        await house.heard("telegram:1", 5)
        handing = Documents(store, Prints())
        with pytest.raises(Gone):
            await handing.find("report", copy_ref(receipt, "en"))
        assert await handing.copy(receipt, "ko", CaseReader("kftc")) is None


async def test_an_unanswered_question_is_kept_without_who_asked(store: Store) -> None:
    async with opened(store) as house:
        await house.say("telegram:1", "note call 010-1234-5678 or a@b.kr about ㈜가나 and Kim Co., Ltd")
        async with store.reading() as tx:
            rows = await unanswered.open_questions(tx)
    assert [row.said for row in rows] == ["call [number] or [mail] about [firm] and [firm]"]


async def _acts(house: House, *acts: Act) -> list[str]:
    return [(await house.inbox.act(act)).why or "done" for act in acts]


async def test_the_owner_hears_what_a_desk_does_without_losing_the_place(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await house.say("telegram:1", "new draft")
        one, two = await hired(store), await hired(store)
        whose: dict[str, Any] = {"receipt": receipt, "ministry": "kftc", "officer": one, "at": NOON}
        done = await _acts(
            house,
            Seen(key="1", **whose),
            Seen(key="1", **whose),
            Taken(key="2", **whose),
            Taken(key="3", **{**whose, "officer": two}),
            Released(key="4", **{**whose, "officer": two}),
            Asked(key="5", words="언제?", **whose),
            Replied(key="6", prepared="thanks", words="네", **whose),
            Closed(key="7", reason="settled", **whose),
            Replied(key="8", words="late", **whose),
        )
        heard = [words for words in await house.heard("telegram:1", 8) if words.startswith("heard")]
        kept = house.kept("telegram:1")
        async with store.reading() as tx:
            whole = await queues.whole(tx, receipt, OWNER)
            assert await find_damage(tx) == []
    assert done == ["done", "again", "done", "held", "not_held", "done", "done", "done", "over"]
    assert heard == ["heard seen: ", "heard taken: ", "heard asked: 언제?", "heard answered: 네", "heard closed: "]
    assert kept is not None
    assert "new draft" in {answer.value for answer in kept.session.form.answers.values()}
    assert whole is not None
    assert [(said.direction, said.words, said.prepared) for said in whole.spoken] == [
        ("out", "언제?", ""),
        ("out", "네", "thanks"),
    ]


async def test_a_desk_can_pass_on_decline_and_hand_over(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        kim, lee, park = await hired(store), await hired(store), await hired(store, "mss")
        nis = await hired(store, "nis")
        whose: dict[str, Any] = {"receipt": receipt, "officer": kim, "at": NOON}
        done = await _acts(
            house,
            Taken(key="1", ministry="kftc", **whose),
            Released(key="2", ministry="kftc", to=lee, **whose),
            Replied(key="3", ministry="kftc", words="x", **whose),
            PassedOn(key="4", ministry="mss", to="moip", reason="patent", **{**whose, "officer": park}),
            Declined(key="5", ministry="mss", reason="not ours", **{**whose, "officer": park}),
            Seen(key="6", ministry="nis", **{**whose, "officer": nis}),
        )
        async with store.reading() as tx:
            mss, kftc = await held(tx, receipt, "mss"), await held(tx, receipt)
            assert dict(await queues.states(tx, "mss")) == {"sent": 0, "passed_on": 0, "declined": 1}
            assert [line.receipt for line in await queues.lines(tx, queues.QueueQuery("mss", open=False))] == [receipt]
            assert [line.receipt for line in await queues.lines(tx, queues.QueueQuery("kftc", holder=lee))] == [receipt]
    assert done == ["done", "done", "held", "done", "done", "unknown"]
    assert (mss.state, mss.passed_to, mss.open, kftc.holder) == ("declined", "moip", False, lee)


async def test_of_two_hundred_who_take_a_case_one_gets_it(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        whose: dict[str, Any] = {"receipt": receipt, "ministry": "kftc", "at": NOON}
        officers = [await hired(store) for _ in range(200)]
        takes = [Taken(key=f"t{n}", officer=officer, **whose) for n, officer in enumerate(officers)]
        rulings = await asyncio.gather(*(house.inbox.act(take) for take in takes))
    assert sum(ruling.done for ruling in rulings) == 1
    assert len({ruling.holder for ruling in rulings}) == 1


async def test_an_act_reaches_the_owner_after_the_conversation_was_forgotten(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        async with store.transaction() as tx:
            await tx.run(delete(t.session))
        house.hot.clear()
        await house.inbox.act(
            Replied(key="1", receipt=receipt, ministry="kftc", officer=await hired(store), at=NOON, words="still here")
        )
        heard = await house.heard("telegram:1", 3)
        kept = house.kept("telegram:1")
    assert heard[-1] == "heard answered: still here"
    assert kept is not None
    assert kept.session.care.filed == (receipt,)
