"""Nothing stays longer than it has to, and nothing is readable that was erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.inbox.batch import begin
from bot.inbox.receipts import new_receipt
from casework.acts import Replied
from dialogs.awaited import ForSecretYes
from dialogs.case_states import Destroyer, ReferralState
from dialogs.events import Chose, FileRef, Heard
from dialogs.questions import Answer
from dialogs.session import Draft, Form, Session
from storage import audit, erasure, outbox, queues, retention, sessions
from storage import tables as t
from storage.audience import OWNER
from storage.audit_check import find_damage
from storage.beats import WEEK
from storage.feed import Feed
from storage.states import LetterState
from storage.store import Store
from storage.timestamps import DAY, ms
from tests.bot.house import desk_group, hired, opened
from tests.dialogs.test_aftercare import aftercare
from tests.dialogs.test_conversation import said as told
from tests.dialogs.test_conversation import sent
from tests.storage.hours import run_on
from tests.storage.world import NOON, files, until

LATER = NOON + timedelta(days=retention.DRAFT_DAYS + 2)


async def _count(store: Store, table: object) -> int:
    async with store.reading() as tx:
        return int((await tx.first(select(func.count()).select_from(table)))[0])  # type: ignore[arg-type]


async def test_a_draft_is_forgotten_after_thirty_days_and_not_before(store: Store) -> None:
    feed = Feed(store, lambda: NOON)
    ref = FileRef("f1", "a.txt", "text/plain", 1)
    async with opened(store) as house:
        await house.say("web:1", "my secret")
        await house.inbox.receive(*files("web:1", "u1", ref), {"f1": b"x"})
        await feed.put("web:1", "k1", True, b"my secret")
        await retention.sweep(store, NOON + timedelta(days=29), new_receipt)
        assert (await house.say("web:1", "more")).turn == 3
        swept = await retention.sweep(store, LATER, new_receipt)
        assert (swept.drafts, await feed.read("web:1"), await store.file("f1")) == (1, (), None)
        assert await _count(store, t.key) == 0
        again = await house.say("web:1", "hello again")
    assert again.turn == 1


@pytest.mark.attack("owner-B3")
async def test_what_desks_wrote_stays_on_the_page_as_long_as_the_report(store: Store) -> None:
    feed = Feed(store, lambda: NOON)
    async with opened(store) as house:
        receipt = await house.filed("web:1")
        await feed.put("web:1", "k1", False, b"please send a signed copy by January")
        await feed.put("web:2", "k2", False, b"nothing was sent from here")
        for days in (31, 200, 360):
            await retention.sweep(store, NOON + timedelta(days=days), new_receipt)
        assert (len(await feed.read("web:1")), await feed.read("web:2")) == (1, ())
        async with store.transaction() as tx:
            await erasure.erase(tx, receipt, ms(NOON) + 1, "house", Destroyer.TIME)
        assert await feed.read("web:1") == ()


async def test_a_chat_that_reported_keeps_its_codes_but_not_its_draft(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("web:1")
        await house.say("web:1", "another draft")
        assert (await retention.sweep(store, LATER, new_receipt)).drafts == 1
        house.clock.at = LATER
        await house.say("web:1", "hello")
        kept = house.kept("web:1")
        assert kept is not None
        assert (kept.session.care.filed, len(kept.session.form.answers), kept.session.language) == ((receipt,), 1, "en")
        kim = await hired(store)
        act = Replied(key="1", receipt=receipt, ministry="kftc", officer=kim, at=LATER, words="still there")
        assert (await house.inbox.act(act)).done
        assert (await retention.sweep(store, LATER, new_receipt)).drafts == 0


async def swept(store: Store, session: Session) -> Session:
    """The conversation as it is after nobody spoke in it for longer than a draft is kept."""
    async with store.transaction() as tx:
        kept = replace(begin(store.vault, session.chat, NOON, "en"), session=session)
        await sessions.keep(tx, [kept], ms(NOON) // DAY)
    assert (await retention.sweep(store, LATER, new_receipt)).drafts == 1
    async with store.reading() as tx:
        return (await sessions.load(tx, [session.chat]))[session.chat].session


async def test_news_held_for_a_discreet_owner_is_not_swept_away_with_the_draft(store: Store) -> None:
    person = sent()
    person.types("/notices")
    person.presses("notices:short")
    person.does(Heard(person.at, "SM-7K2Q-9XMD-5", "kftc", "answered", "The drawings match.", "en"), "")
    person.session = await swept(store, replace(person.session, receipt="SM-1"))
    person.does(Chose(person.at, person.session.turn, "news:show"), "")
    assert "The drawings match." in told(person)


async def test_the_sweep_touches_nothing_of_the_reports(store: Store) -> None:
    session = Session("web:1", "SM-1", "asking", "en", 7, "edition", waiting=ForSecretYes("story", "secret"))
    session = replace(session, draft=Draft(Form({"story": Answer("long ago")})), care=aftercare("SM-2", "SM-3"))
    after = await swept(store, session)
    care = replace(aftercare("SM-2", "SM-3"), held=())  # files that waited for a word go with those of the draft
    assert after == replace(session, receipt=after.receipt, stage="new", turn=8, waiting=None, draft=Draft(), care=care)
    assert after.receipt != "SM-1"


async def test_a_set_that_was_open_is_left_by_the_sweep_and_can_be_gone_on_with(store: Store) -> None:
    care = aftercare("SM-2")
    beside = replace(care.asked[0], form=replace(care.asked[0].form, asking="set.damage.before"))
    session = Session("web:1", "SM-1", draft=Draft(Form({"story": Answer("x")})), care=replace(care, side=beside))
    assert (await swept(store, session)).care == replace(care, held=())


async def test_nothing_said_in_a_report_outlives_its_year_in_the_chat(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("web:1")
        kept = house.kept("web:1")
        assert kept is not None
        kept.session = replace(kept.session, care=aftercare(receipt, "SM-2"))
        async with store.transaction() as tx:
            await sessions.keep(tx, [kept], ms(NOON) // DAY)
    assert await over(store) == 1
    async with store.reading() as tx:
        care = (await sessions.load(tx, ["web:1"]))["web:1"].session.care
    sent_to = aftercare(receipt, "SM-2").sent_to
    assert care == replace(aftercare("SM-2"), filed=(receipt, "SM-2"), sent_to=sent_to, held=())


async def over(store: Store) -> int:
    """Every desk is done, the year is over, and the service ran for a week; how many reports were destroyed."""
    async with store.transaction() as tx:
        await tx.run(update(t.referral).values(state=ReferralState.CLOSED, open=False))
    year = NOON + timedelta(days=365)
    assert (await retention.sweep(store, year, new_receipt)).cases == 0
    await run_on(store, WEEK, year)
    return (await retention.sweep(store, year, new_receipt)).cases


async def test_a_report_is_destroyed_a_year_after_it_was_sent_and_a_week_of_running(store: Store) -> None:
    await desk_group(store)
    year = timedelta(days=365)
    async with opened(store) as house:
        receipts = [await house.filed(f"telegram:{n}") for n in range(retention.SOME + 1)]
        await until(lambda: len(house.desk.sent) == len(receipts))
        before = len(house.desk.sent), len(house.post.sent)
        assert (await retention.sweep(store, NOON + year - timedelta(seconds=1), new_receipt)).cases == 0
        assert await over(store) == len(receipts)
        assert (await retention.sweep(store, NOON + year, new_receipt)).cases == 0
        await house.outbox.claim()
        assert (len(house.desk.sent), len(house.post.sent)) == before
        status = await house.status(receipts[0])
    assert {state for _, state, _ in status.referrals} == {"erased"}
    assert (status.gone, status.until) == (Destroyer.TIME, None)
    async with store.reading() as tx:
        whole = await queues.whole(tx, receipts[0], OWNER)
        done = [(row.actor, row.action) for row in await audit.history(tx, receipts[0])]
        assert done[-2:] == [("house", "marked"), ("house", "erased")]
        assert await find_damage(tx) == []
    assert whole is not None
    assert (whole.case.key, whole.case.file, whole.case.state) == (None, None, "erased")


async def test_a_letter_to_a_keyboard_that_nobody_sits_at_ends_after_thirty_days(store: Store) -> None:
    async with store.transaction() as tx:
        rows = [outbox.Leaving(each, each, f"{each}:1", "k", b"x") for each in ("terminal", "telegram")]
        await outbox.put(tx, rows, outbox.Worker(), ms(NOON))
    o = t.outgoing.c

    async def letters() -> list[tuple[str, int, bytes]]:
        async with store.reading() as tx:
            return [tuple(row) for row in await tx.all(select(o.channel, o.state, o.letter).order_by(o.id))]

    await retention.sweep(store, NOON + timedelta(days=29), new_receipt)
    assert [state for _, state, _ in await letters()] == [LetterState.WAITING, LetterState.WAITING]
    async with store.transaction() as tx:
        await tx.run(update(t.outgoing).values(lease=ms(LATER) + 1))
    await retention.sweep(store, LATER, new_receipt)
    assert [state for _, state, _ in await letters()] == [LetterState.WAITING, LetterState.WAITING]
    await retention.sweep(store, LATER + timedelta(seconds=1), new_receipt)
    assert await letters() == [("terminal", LetterState.ERASED, b""), ("telegram", LetterState.WAITING, b"x")]
    await retention.sweep(store, LATER + timedelta(days=31), new_receipt)
    assert [channel for channel, _, _ in await letters()] == ["telegram"]


async def test_what_was_dealt_with_is_forgotten_once_no_messenger_repeats_it(store: Store) -> None:
    async with opened(store) as house:
        await house.say("telegram:1", "a", "b")
        await house.heard("telegram:1", 2)
    swept = await retention.sweep(store, LATER, new_receipt)
    assert (swept.arrivals, swept.letters) == (2, 2)
    assert (await _count(store, t.arrival), await _count(store, t.outgoing)) == (0, 0)


async def test_a_page_keeps_order_and_forgets_what_was_replaced(store: Store) -> None:
    feed = Feed(store, lambda: NOON)
    first = await feed.put("web:1", "a", False, b"one")
    assert await feed.put("web:1", "a", False, b"twice") == first
    second = await feed.put("web:1", "b", True, b"two")
    await feed.put("web:2", "a", False, b"elsewhere")
    third = await feed.put("web:1", "c", False, b"three", str(first))
    entries = [(entry.seq, entry.body, entry.mine) for entry in await feed.read("web:1")]
    assert entries == [(second, b"two", True), (third, b"three", False)]
    assert [e.body for e in await feed.read("web:1", second)] == [b"three"]


async def test_the_pulse_says_how_long_the_oldest_letter_waits(store: Store) -> None:
    assert await store.pulse() == {"unsent": 0.0, "dead": 0.0}
    async with store.transaction() as tx:
        await outbox.put(tx, [outbox.Leaving("e", "web", "web:1", "k", b"x")], outbox.Worker(), ms(NOON))
    assert (await store.pulse())["unsent"] != 0
