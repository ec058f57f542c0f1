"""Running time is counted once an hour however many run, and a clock that jumps stops what is destroyed by dates."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.inbox.receipts import new_receipt
from storage import cases, retention
from storage import tables as t
from storage.beats import DAY_OF_BEATS, WEEK, Beats
from storage.feed import Feed
from storage.store import Store
from storage.tables.columns import metadata
from storage.vault import Vault
from tests.bot.house import opened
from tests.storage.hours import Running, counted, run_on
from tests.storage.world import NOON

HOUR = timedelta(hours=1)


async def looks(beats: Beats, running: Running, hours: float, clock: timedelta = timedelta()) -> bool:
    """The process has run so long; whether it counted a beat."""
    running.seconds = hours * 3600
    return await beats.look(NOON + HOUR * hours + clock) is not None


async def test_a_beat_is_an_hour_of_running(store: Store) -> None:
    running = Running()
    beats, begun = Beats(store, running), (await counted(store)).n
    seen = [await looks(beats, running, hours) for hours in (0, 0.5, 0.99, 1, 1.5, 1.99, 2)]
    assert seen == [False, False, False, True, False, False, True]
    assert (await counted(store)).n == begun + 2


async def test_two_processes_count_no_faster_than_one(store: Store, url: str, vault: Vault) -> None:
    other, runnings = await Store.open(url, vault), (Running(), Running())
    both = Beats(store, runnings[0]), Beats(other, runnings[1])
    begun = (await counted(store)).n
    for minute in range(0, 24 * 60 + 1, 10):
        for beats, running in zip(both, runnings, strict=True):
            await looks(beats, running, minute / 60)
    await other.close()
    assert (await counted(store)).n - begun in (23, 24)


async def test_two_that_look_at_the_same_moment_count_one(store: Store, url: str, vault: Vault) -> None:
    other, running = await Store.open(url, vault), Running()
    both = Beats(store, running), Beats(other, running)
    for beats in both:
        await looks(beats, running, 0)
    assert [await looks(beats, running, 1) for beats in both] == [True, False]
    await other.close()


async def test_a_process_that_ends_within_the_hour_counts_nothing_and_loses_nothing(store: Store) -> None:
    await run_on(store, 5, NOON)
    before = (await counted(store)).n
    for _start in range(3):
        running = Running()
        beats = Beats(store, running)
        assert not await looks(beats, running, 0)
        assert not await looks(beats, running, 0.9)
    assert (await counted(store)).n == before


# ---- the clock --------------------------------------------------------------------------------------------


async def left(store: Store, receipt: str) -> bool:
    async with store.reading() as tx:
        case = await cases.load_case(tx, receipt)
    return case is not None and case.file is not None


async def lived_in(store: Store) -> str:
    """A house with a report, a draft and its page, that ran until a moment ago."""
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await house.say("telegram:2", "a draft")
    async with store.transaction() as tx:
        await tx.run(update(t.session).values(visit=False))
    await Feed(store, lambda: NOON).put("web:1", "k1", True, b"x")
    await run_on(store, 3, NOON)
    return receipt


async def rows(store: Store) -> dict[str, int]:
    async with store.reading() as tx:
        return {name: len(await tx.all(select(metadata.tables[name]))) for name in sorted(metadata.tables)}


@pytest.mark.attack("security-B2")
@pytest.mark.parametrize("jump", [400, 40, 4000, -2, -400])
@pytest.mark.parametrize("when", ["before the start", "while it runs"])
async def test_a_clock_that_jumps_destroys_nothing_for_a_week_of_running(store: Store, jump: int, when: str) -> None:
    receipt, running = await lived_in(store), Running()
    beats, wrong = Beats(store, running), NOON + timedelta(days=jump)
    if when == "while it runs":
        await looks(beats, running, 0)
    before = await rows(store)
    await looks(beats, running, 0.1, timedelta(days=jump))
    for _day in range(7):
        await retention.sweep(store, wrong, new_receipt)
        assert await rows(store) == before
        assert (await counted(store)).suspended
        await run_on(store, DAY_OF_BEATS, wrong)
    assert not (await counted(store)).suspended
    assert await left(store, receipt)
    assert ((await counted(store)).jump > 0) == (jump > 0)


@pytest.mark.attack("security-B2")
async def test_a_clock_that_stays_wrong_has_a_report_marked_for_a_week_more(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
    async with store.transaction() as tx:
        await cases.withdraw(tx, receipt, (), 1)
    await run_on(store, 1, NOON)
    running, wrong = Running(), NOON + timedelta(days=400)
    await Beats(store, running).look(wrong)
    await run_on(store, WEEK, wrong)
    await retention.sweep(store, wrong, new_receipt)
    for _hour in range(2):
        await run_on(store, WEEK // 2 - 1, wrong)
        await retention.sweep(store, wrong, new_receipt)
        assert await left(store, receipt)
    assert (await retention.sweep(store, NOON, new_receipt)).cases == 0
    async with store.reading() as tx:
        marked = await tx.first(select(t.term.c.marked))
    assert tuple(marked) == (0,), "a clock that was put right takes the mark off"


async def test_a_clock_that_is_put_right_by_less_than_a_day_is_no_jump(store: Store) -> None:
    running = Running()
    beats = Beats(store, running)
    await looks(beats, running, 0)
    await looks(beats, running, 0.1, timedelta(hours=23))
    await looks(beats, running, 0.2, timedelta(hours=1))
    assert (await counted(store)).suspended == 0


async def test_a_house_without_beats_knows_the_time_by_its_log(store: Store) -> None:
    """After an update from a version that counted none."""
    async with opened(store) as house:
        await house.filed("telegram:1")
    await Beats(store, Running()).look(NOON + timedelta(hours=20))
    assert (await counted(store)).suspended == 0
    await Beats(store, Running()).look(NOON + timedelta(days=400))
    assert (await counted(store)).suspended == WEEK


# ---- visits -----------------------------------------------------------------------------------------------


async def test_a_visit_is_forgotten_after_a_day_of_running_without_a_word(store: Store) -> None:
    feed = Feed(store, lambda: NOON)
    async with opened(store) as house:
        await house.filed("telegram:1")
        await house.say("telegram:2", "hello")
        await feed.put("telegram:2", "k1", True, b"x")
        await retention.sweep(store, NOON, new_receipt)
        await run_on(store, DAY_OF_BEATS - 1, NOON)
        assert (await retention.sweep(store, NOON, new_receipt)).visits == 0
        await house.say("telegram:2", "still here")
        await run_on(store, 1, NOON)
        assert (await retention.sweep(store, NOON, new_receipt)).visits == 0
        await run_on(store, DAY_OF_BEATS, NOON)
        assert (await retention.sweep(store, NOON, new_receipt)).visits == 1
        assert await feed.read("telegram:2") == ()
        assert (await house.say("telegram:2", "hello again")).turn == 1
        assert (await house.say("telegram:1", "and I")).turn > 1
