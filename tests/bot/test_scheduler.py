"""What time does to cases by itself, once each: reminders, escalations, news held back, and after standing still."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta

import pytest

from bot.scheduler import Scheduler
from casework.acts import Closed, Seen, Taken
from casework.public_holidays import korea
from guidance.guide import SECRETARIAT
from storage import audit
from storage.store import Store
from storage.timestamps import ms
from storage.vault import Vault
from tests.casework.clockwork import RULES, clockwork, day_of, desk_group, hired, korean, together
from tests.storage.world import NOON

# NOON is nine in the evening of 2 March 2026 in Korea, a Monday held instead of 1 March.


async def test_the_desk_is_reminded_then_told_and_the_secretariat_hears_by_shape_alone(store: Store) -> None:
    await desk_group(store)
    await desk_group(store, SECRETARIAT, "desk:-900")
    async with clockwork(store) as house:
        receipt = await house.filed("telegram:1")
        await house.do(Seen, receipt, await hired(store))
        await house.do(Closed, receipt, await hired(store, "mss"), ministry="mss", reason="other")
        await house.at(korean(2026, 3, 6, 8, 59))
        assert await house.told("desk:-100") == []
        await house.at(korean(2026, 3, 6, 9))
        assert await house.told("desk:-100") == [f"reminded {receipt}"]
        await house.at(korean(2026, 3, 10, 8, 59))
        assert await house.told("desk:-900") == []
        await house.at(korean(2026, 3, 10, 9))
        assert await house.told("desk:-100") == [f"reminded {receipt}", f"overdue {receipt}"]
        letters = {row.chat: row for row in house.desk.rows}
        assert letters["desk:-900"].receipt == ""
        assert await house.told("desk:-900") == [f"escalated {receipt}"]
        assert (await house.clocks(receipt))["first_action"].escalated == ms(korean(2026, 3, 10, 9))
        assert await house.at(korean(2026, 3, 10, 9, 1)) == 0


async def test_the_owner_hears_once_of_each_desk_that_nobody_opened_it_and_of_one_a_day(store: Store) -> None:
    async with clockwork(store) as house:
        receipt = await house.filed("telegram:1")
        await house.at(korean(2026, 3, 5, 8, 59))
        assert await house.heard_of_desks() == []
        await house.at(korean(2026, 3, 5, 9))
        assert await house.heard_of_desks() == ["unopened"]
        await house.daily(korean(2026, 3, 6, 8, 59))
        assert await house.heard_of_desks() == ["unopened"]
        await house.daily(korean(2026, 3, 20, 9))
        assert await house.heard_of_desks() == ["unopened", "unopened"]
        assert day_of((await house.referral(receipt)).unopened) == date(2026, 3, 5)
        assert day_of((await house.referral(receipt, "mss")).unopened) == date(2026, 3, 6)


async def test_who_opened_it_in_time_spares_the_owner_the_word(store: Store) -> None:
    async with clockwork(store) as house:
        receipt = await house.filed("telegram:1")
        for ministry in ("kftc", "mss"):
            await house.do(Seen, receipt, await hired(store, ministry), ministry=ministry)
        await house.at(korean(2026, 3, 8, 12))
        assert await house.heard_of_desks() == ["seen", "seen"]


async def test_taken_in_bulk_the_owner_hears_only_when_it_stands(store: Store) -> None:
    async with clockwork(store) as house:
        receipt, who = await house.filed("telegram:1"), await hired(store)
        await house.do(Taken, receipt, who, bulk="b1")
        await house.at(NOON + timedelta(seconds=59))
        assert await house.heard_of_desks() == []
        await house.at(NOON + timedelta(seconds=60))
        assert await house.heard_of_desks() == ["taken"]
        await house.at(NOON + timedelta(seconds=61))
        assert await house.heard_of_desks() == ["taken"]


async def test_a_case_that_its_holder_let_lie_is_free_again_and_the_log_says_so(store: Store) -> None:
    async with clockwork(store) as house:
        receipt, who = await house.filed("telegram:1"), await hired(store)
        await house.do(Taken, receipt, who)
        await house.at(NOON + timedelta(hours=71))
        assert (await house.referral(receipt)).holder == who
        await house.at(NOON + timedelta(hours=72))
        assert ((await house.referral(receipt)).holder, (await house.clocks(receipt))["idle"].met) == ("", 0)
        async with store.reading() as tx:
            assert "lapsed" in {row.action for row in await audit.history(tx, f"{receipt}:kftc")}


async def test_after_weeks_of_standing_still_each_thing_is_done_once(store: Store) -> None:
    await desk_group(store)
    await desk_group(store, SECRETARIAT, "desk:-900")
    async with clockwork(store) as house:
        receipt = await house.filed("telegram:1")
        await house.at(korean(2026, 6, 1, 10))
        await house.daily(korean(2026, 6, 3, 12))
        assert await house.told("desk:-100") == [f"overdue {receipt}"] * 3
        assert await house.told("desk:-900") == [f"escalated {receipt}"] * 6
        assert await house.heard_of_desks() == ["unopened", "unopened"]


async def test_a_reminder_that_was_missed_is_sent_while_it_is_still_true(store: Store) -> None:
    await desk_group(store)
    async with clockwork(store) as house:
        receipt = await house.filed("telegram:1")
        await house.at(korean(2026, 3, 4, 23, 50))
        assert await house.told("desk:-100") == [f"reminded {receipt}"]


async def test_two_watches_that_look_at_once_do_nothing_twice(store: Store, url: str, vault: Vault) -> None:
    await desk_group(store)
    other = await Store.open(url, vault)
    async with clockwork(store) as one, clockwork(other) as two:
        receipts = [await one.filed(f"telegram:{n}") for n in range(5)]
        for then in (korean(2026, 3, 3, 9), korean(2026, 3, 5, 9), korean(2026, 3, 10, 9), korean(2026, 4, 14, 9)):
            await together(then, one, two)
            await asyncio.gather(one.watch.look(then), two.watch.look(then))
        told = sorted(await one.told("desk:-100") + await two.told("desk:-100"))
        assert told == sorted(f"{kind} {receipt}" for receipt in receipts for kind in ["overdue"] * 3 + ["reminded"])
    await other.close()


async def test_the_watch_looks_again_when_something_is_due_or_after_a_minute(store: Store) -> None:
    async with clockwork(store) as house:
        receipt, who = await house.filed("telegram:1"), await hired(store)
        await house.do(Taken, receipt, who, bulk="b1")
        house.clock.move(30)
        slept: list[float] = []
        watch = Scheduler(store, house.inbox, RULES, korea(), Counting(house.clock.at, slept))
        with pytest.raises(StopWatch):
            await watch.run()
        assert slept == [30.0, 60.0, 60.0]


class StopWatch(BaseException):
    """Enough was seen."""


class Counting:
    """A clock that notes how long it was slept for, and moves on by as much."""

    def __init__(self, at: datetime, slept: list[float]) -> None:
        self._at, self._slept = at, slept

    def now(self) -> datetime:
        return self._at

    async def sleep(self, seconds: float) -> None:
        self._slept.append(seconds)
        self._at += timedelta(seconds=seconds)
        if len(self._slept) == 3:
            raise StopWatch

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        await self.sleep(seconds)
