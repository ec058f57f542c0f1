"""Everything leaves once, in order within a chat, or visibly not at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import delete, select

from bot.outbox.delivery import LEASE, MOST
from bot.outbox.letter import Letter
from bot.outbox.outbox import Outbox
from bot.outbox.transport import (
    TELEGRAM,
    ChatMoved,
    Gone,
    NotDelivered,
    OutgoingRow,
    Pace,
    Pacing,
    TopicGone,
    Unsure,
    Wait,
)
from storage import groups as storage_groups
from storage import outbox as storage_outbox
from storage import referrals, tables
from storage.database import StoreDown
from storage.states import LetterState
from storage.store import Store
from storage.timestamps import ms
from storage.transaction import Transaction
from tests.bot.house import House, desk_group, opened
from tests.storage.world import NOON, Hand, Noting, said, until


class Asked(Noting):
    """A post that can be asked whether a letter arrived: it answers from what really did."""

    def __init__(self, arrived: dict[str, str]) -> None:
        super().__init__()
        self._arrived = arrived
        self.asked: list[tuple[str, str]] = []

    async def arrived(self, row: OutgoingRow, letter: Letter, after: str) -> str | None:
        self.asked.append((row.key, after))
        return self._arrived.get(row.key)


async def _abandoned(store: Store, *texts: str) -> list[str]:
    """A process that committed these letters, and died before it knew of their fate; their keys."""
    house = House(store)
    never = asyncio.Event()

    class Stuck(Noting):
        async def send(self, row: OutgoingRow, letter: Letter) -> str:
            await never.wait()
            return ""

    house.outbox.posts["telegram"] = Stuck()
    committing = asyncio.create_task(house.inbox._committing())
    for n, text in enumerate(texts):
        await house.inbox.receive(*said("telegram:1", text, f"u{n}"))
    dying = [committing, *house.outbox._tasks]
    for task in dying:
        task.cancel()
    await asyncio.gather(*dying, return_exceptions=True)
    return [f"u{n}:0" for n in range(len(texts))]


async def _states(store: Store) -> Sequence[tuple[str, int]]:
    o = tables.outgoing.c
    async with store.reading() as tx:
        return [tuple(row) for row in await tx.all(select(o.entry, o.state).order_by(o.id))]


async def test_letters_of_a_dead_process_leave_once_their_lease_is_over(store: Store) -> None:
    await _abandoned(store, "a", "b")
    async with opened(store) as house:
        await house.outbox.claim()
        assert house.post.sent == []
        house.later(LEASE / 1000 + 1)
        assert await house.heard("telegram:1", 2) == ["1 a", "2 b"]
    assert all(row.again for row in house.post.rows)
    assert {state for _, state in await _states(store)} == {LetterState.SENT}


async def test_after_an_outage_everything_leaves_without_a_pause(store: Store) -> None:
    """More than one claim takes: the next one comes as soon as the lanes are empty, not when the clock says so."""
    many = 3 * storage_outbox.EACH + 1
    writer = House(store)
    writer.outbox.posts.clear()
    async with writer.inbox:
        await writer.say("telegram:1", *(f"w{n}" for n in range(many)))
    async with opened(store) as house:
        assert await house.heard("telegram:1", many) == [f"{n + 1} w{n}" for n in range(many)]


async def test_a_letter_that_arrived_before_the_crash_is_not_sent_again(store: Store) -> None:
    keys = await _abandoned(store, "a", "b")
    post = Asked({keys[0]: "77"})
    async with opened(store, post=post) as house:
        house.later(LEASE / 1000 + 1)
        await house.heard("telegram:1", 1)
    assert post.words("telegram:1") == ["2 b"]
    assert post.asked == [(keys[0], ""), (keys[1], "")] or post.asked == [(keys[0], ""), (keys[1], "77")]


async def test_where_nobody_can_be_asked_a_letter_may_be_left_instead_of_repeated(store: Store) -> None:
    await _abandoned(store, "a")
    async with opened(store, pace=Pace(repeat=False)) as house:
        house.later(LEASE / 1000 + 1)
        await house.outbox.claim()
        await until(lambda: bool(house.outbox.ledger.marks) or not house.outbox._tasks)
    assert house.post.sent == []
    async with store.reading() as tx:
        found = [(row.reason, row.chat) for row in await storage_outbox.dead(tx)]
    assert found == [("unsure", store.vault.handle("telegram:1"))]


async def test_a_refusal_for_some_seconds_holds_the_chat_and_no_other(store: Store) -> None:
    async with opened(store) as house:
        house.post.failures = [Wait(5)]
        await house.say("telegram:1", "a")
        await house.say("telegram:1", "b", "c")
        await house.say("telegram:2", "other")
        assert await house.heard("telegram:2", 1) == ["1 other"]
        assert house.post.words("telegram:1") == []
        house.clock.move(4)
        await house.outbox.claim()
        assert house.post.words("telegram:1") == []
        house.later(1.1)
        assert await house.heard("telegram:1", 3) == ["1 a", "2 b", "3 c"]


async def test_a_blocked_bot_ends_visibly_and_can_be_sent_again(store: Store) -> None:
    async with opened(store) as house:
        house.post.failures = [Gone("blocked")]
        await house.say("telegram:1", "a", "b")
        assert await house.heard("telegram:1", 1) == ["2 b"]
        await house.outbox.flush()
        async with store.transaction() as tx:
            dead = await storage_outbox.dead(tx)
            assert [row.reason for row in dead] == ["blocked"]
            assert await storage_outbox.send_again(tx, dead[0].entry, ms(house.clock.at))
            assert not await storage_outbox.send_again(tx, "unknown", ms(house.clock.at))
        house.outbox.wake()
        assert await house.heard("telegram:1", 2) == ["2 b", "1 a"]


async def test_a_send_of_unknown_fate_is_tried_again_and_says_so(store: Store) -> None:
    async with opened(store) as house:
        house.post.failures = [Unsure()]
        await house.say("telegram:1", "a", "b")
        await until(lambda: len(house.post.rows) == 1)
        await house.outbox.flush()
        house.later(3)
        assert await house.heard("telegram:1", 2) == ["1 a", "2 b"]
    assert [row.again for row in house.post.rows] == [False, True, False]


async def test_a_group_that_moved_takes_its_letters_along(store: Store) -> None:
    await desk_group(store)
    async with opened(store) as house:
        house.desk.failures = [ChatMoved("-200")]
        receipt = await house.filed("telegram:1")
        await until(lambda: bool(house.desk.sent))
        async with store.reading() as tx:
            desk = await storage_groups.desk(tx, "kftc")
    assert house.desk.sent == [("desk:-200", f"new {receipt}")]
    assert desk.chat == "desk:-200"


async def test_a_deleted_topic_is_unbound_and_tried_again(store: Store) -> None:
    await desk_group(store)
    async with opened(store) as house:
        house.desk.failures = [TopicGone()]
        receipt = await house.filed("telegram:1")
        await until(lambda: bool(house.desk.sent))
        async with store.transaction() as tx:
            await referrals.bind_thread(tx, receipt, "kftc", "7")
            assert await referrals.of_thread(tx, "kftc", "7") == receipt
            await referrals.unbind_thread(tx, receipt, "kftc")
            assert await referrals.of_thread(tx, "kftc", "7") == ""
    assert len(house.desk.rows) == 2


class Faltering(Store):
    """A store whose database is away for the next `away` transactions."""

    def __init__(self, whole: Store) -> None:
        super().__init__(*whole.engines, whole.vault)
        self._whole = whole
        self.away = 0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        if self.away:
            self.away -= 1
            raise StoreDown("OSError")
        async with self._whole.transaction() as tx:
            yield tx


@pytest.mark.parametrize("refusal", [ChatMoved("-200"), TopicGone()])
async def test_what_a_messenger_tells_while_the_database_is_away_is_dealt_with_at_the_next_try(
    store: Store, refusal: NotDelivered
) -> None:
    await desk_group(store)
    faltering = Faltering(store)

    def away() -> None:
        faltering.away = int(len(house.desk.rows) == 0)

    async with opened(store) as house:
        house.outbox.store = faltering
        house.desk.failures, house.desk.before = [refusal, refusal], away
        await house.filed("telegram:1")
        await until(lambda: bool(house.desk.sent))
        await house.outbox.flush()
    assert (len(house.desk.rows), len(house.desk.sent), faltering.away) == (3, 1, 0)
    assert {state for _, state in await _states(store)} == {LetterState.SENT}


async def test_a_letter_whose_topic_went_is_marked_before_the_topic_is_unbound(store: Store) -> None:
    await desk_group(store)
    faltering = Faltering(store)

    def away() -> None:
        faltering.away = 1

    async with opened(store) as house:
        house.outbox.store = faltering
        house.outbox.on_marks = lambda: None
        house.desk.failures, house.desk.before = [TopicGone()], away
        await house.filed("telegram:1")
        await until(lambda: len(house.desk.rows) == 1 and not house.outbox._tasks)
        assert [mark.state for mark in house.outbox.ledger.marks if ":kftc:" in mark.entry] == [LetterState.WAITING]


async def test_a_fault_of_ours_is_not_tried_for_ever(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    async with opened(store) as house:
        house.post.failures = [ValueError("secret words")] * MOST
        await house.say("telegram:1", "a", "b")
        while len(house.post.rows) < MOST:
            tried = len(house.post.rows)
            await house.outbox.flush()
            house.later(301)
            await until(lambda tried=tried: len(house.post.rows) > tried)  # type: ignore[misc]
        assert await house.heard("telegram:1", 1) == ["2 b"]
        await house.outbox.flush()
    async with store.reading() as tx:
        assert [(row.reason, row.tries) for row in await storage_outbox.dead(tx)] == [("ValueError", MOST)]
    assert "secret" not in caplog.text


async def test_two_workers_never_write_to_one_chat_at_once(store: Store, url: str) -> None:
    other = await Store.open(url, store.vault)
    busy: dict[str, int] = {}

    class Careful(Noting):
        async def send(self, row: OutgoingRow, letter: Letter) -> str:
            busy[row.chat] = busy.get(row.chat, 0) + 1
            assert busy[row.chat] == 1
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            busy[row.chat] -= 1
            return await super().send(row, letter)

    one, two = Careful(), Careful()
    async with opened(store, post=one) as first, opened(other, post=two) as second:
        for n in range(10):
            await asyncio.gather(*(house.say(f"telegram:{n % 3}", "x") for house in (first, second)))
        while len(one.sent) + len(two.sent) < 20:
            await first.outbox.claim()
            await second.outbox.claim()
            await asyncio.sleep(0)
    await other.close()
    assert not one.failures
    assert len(set(one.sent) | set(two.sent)) == 20


async def test_writing_is_paced_per_chat_and_group_and_in_all(store: Store) -> None:
    def row(chat: str) -> OutgoingRow:
        return OutgoingRow(0, "k", "telegram", chat)

    pacing = Pacing(TELEGRAM)
    assert [round(pacing.delay(row("telegram:1"), 0.0), 2) for _ in range(5)] == [0, 0, 0, 1.05, 2.1]
    groups = Pacing(TELEGRAM)
    assert [round(groups.delay(row("telegram:-1"), 0.0), 2) for _ in range(3)] == [0, 3.05, 6.1]
    many = Pacing(TELEGRAM)
    last = max(many.delay(row(f"telegram:{n}"), 0.0) for n in range(61))
    assert 1.9 < last < 2.1


async def test_pacing_waits_on_the_clock_it_was_given(store: Store) -> None:
    async with opened(store, pace=Pace(chat=1.0)) as house:
        await house.say("telegram:1", "a", "b", "c")
        assert await house.heard("telegram:1", 1) == ["1 a"]
        house.clock.move(1.0)
        assert await house.heard("telegram:1", 2) == ["1 a", "2 b"]
        house.clock.move(1.0)
        assert await house.heard("telegram:1", 3) == ["1 a", "2 b", "3 c"]


async def test_the_words_of_what_was_sent_are_not_kept(store: Store) -> None:
    async with opened(store) as house:
        await house.say("telegram:1", "a")
        await house.heard("telegram:1", 1)
    async with store.reading() as tx:
        row = await tx.first(select(tables.outgoing))
    assert (row.letter, row.sent_as, row.state) == (b"", "1", LetterState.SENT)


async def test_a_letter_whose_key_was_destroyed_is_dropped(store: Store) -> None:
    await _abandoned(store, "a")
    async with store.transaction() as tx:
        await tx.run(delete(tables.key))
    outbox = Outbox(store, {"telegram": Noting()}, clock=Hand(NOON))
    assert isinstance(outbox.clock, Hand)
    outbox.clock.move(LEASE / 1000 + 1)
    await outbox.claim()
    await outbox.flush()
    assert [state for _, state in await _states(store)] == [LetterState.ERASED]


async def test_a_worker_of_its_own_sends_what_others_wrote(store: Store) -> None:
    """Inbox without a sender on one machine, an outbox alone on another."""
    writer = House(store)
    writer.outbox.posts.clear()
    async with writer.inbox:
        await writer.say("telegram:1", "a", "b")
    post, clock = Noting(), Hand()
    outbox = Outbox(store, {"telegram": post}, clock=clock)
    outbox.start()
    await until(lambda: len(post.sent) == 2)
    await outbox.stop()
    assert post.words("telegram:1") == ["1 a", "2 b"]
    assert {state for _, state in await _states(store)} == {LetterState.SENT}


async def test_a_late_word_of_a_worker_whose_lease_ran_out_changes_nothing(store: Store) -> None:
    async with opened(store) as house:
        await house.say("telegram:1", "hello")
        await house.heard("telegram:1", 1)
    async with store.transaction() as tx:
        entry = (await tx.first(select(tables.outgoing.c.entry)))[0]
        await storage_outbox.mark(tx, [storage_outbox.Mark(entry, LetterState.SENT, "7", 1)])
        late = (
            storage_outbox.Mark(entry, LetterState.WAITING, due=1),
            storage_outbox.Mark(entry, LetterState.DEAD, reason="late"),
        )
        await storage_outbox.mark(tx, late)
        row = await tx.first(select(tables.outgoing.c.state, tables.outgoing.c.sent_as))
        assert await storage_outbox.claim(tx, "me", ["telegram"], 10**14, 10**14 + 30, 20) == []
    assert (row.state, row.sent_as) == (LetterState.SENT, "7")
