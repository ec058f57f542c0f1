"""A year of dozens of cases passes, with officers and owners who do what chance says and a service that stands still
for days and weeks: everything that time has to do is done, once, and not before its time, as a naive model has it."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Any

import pytest

from casework.acts import Asked, Closed, Declined, Extended, Noted, Released, Replied, Seen, Taken
from guidance.guide import SECRETARIAT
from storage.store import Store
from storage.timestamps import ms
from storage.vault import Vault
from tests.casework.clockwork import OF_CLOCKS, Clockwork, clockwork, day_of, desk_group, hired, together
from tests.casework.naive import NaiveDesk, korean_day, nine, walk
from tests.storage.world import NOON

GROUPS = {"kftc": "desk:-100", "mss": "desk:-200", SECRETARIAT: "desk:-900"}
ACTS: tuple[tuple[type[Any], int, dict[str, Any]], ...] = (
    (Seen, 4, {}),
    (Taken, 4, {}),
    (Noted, 3, {"words": "looked at it"}),
    (Replied, 2, {"words": "a word", "language": "en"}),
    (Asked, 5, {"words": "a question", "language": "en"}),
    (Extended, 3, {"clock": "term", "reason": "more is to be read"}),
    (Released, 1, {}),
    (Closed, 1, {"reason": "supported"}),
    (Declined, 1, {"reason": "own_words", "words": "not ours", "language": "en"}),
)
Told = tuple[str, str, str, int]
"""Group or owner, kind, receipt (empty for an owner), when (ms)."""


class Year:
    """What happens, to the service and to the model at once."""

    def __init__(self, houses: list[Clockwork], seed: int) -> None:
        self.houses, self.chance = houses, random.Random(seed)
        self.desks: dict[tuple[str, str], NaiveDesk] = {}
        self.chats: dict[str, str] = {}
        self.officers: dict[str, str] = {}
        self.heard_on: dict[str, Any] = {}
        self.expected: list[Told] = []

    @property
    def now(self) -> datetime:
        return self.houses[0].clock.at

    # ---- what people do -----------------------------------------------------------------------------

    async def file(self) -> None:
        chat = f"telegram:{len(self.chats) + 1}"
        receipt = await self.houses[0].filed(chat)
        self.chats[receipt] = chat
        for ministry in ("kftc", "mss"):
            self.desks[receipt, ministry] = NaiveDesk(self.now)

    async def officers_act(self) -> None:
        there = [name for name, desk in self.desks.items() if desk.open]
        for receipt, ministry in self.chance.sample(there, min(len(there), self.chance.choice((0, 1, 2)))):
            kind, _, more = self.chance.choices(ACTS, [weight for _, weight, _ in ACTS])[0]
            days = self.chance.randint(1, 15)
            more = {**more, "days": days} if kind is Extended else more
            house, desk = self.chance.choice(self.houses), self.desks[receipt, ministry]
            may = desk.may_extend(days, self.now) if kind is Extended else True
            ruling = await house.do(kind, receipt, self.officers[ministry], ministry, **more)
            assert ruling.done == may, (kind.__name__, ruling)
            if ruling.done:
                desk.act(kind.__name__, self.now, days)

    async def owners_act(self) -> None:
        for (receipt, ministry), desk in sorted(self.desks.items()):
            if desk.state == "asked" and self.chance.random() < 0.12:
                await self.houses[0].say(self.chats[receipt], f"answer {ministry} this")
                desk.answered(self.now)
        if self.chats and self.chance.random() < 0.01:
            receipt = self.chance.choice(sorted(self.chats))
            await self.houses[0].say(self.chats[receipt], "withdraw mss")
            self.desks[receipt, "mss"].end("withdrawn")

    # ---- what time does -----------------------------------------------------------------------------

    async def look(self) -> None:
        """Two watches look at once; the model once."""
        other = self.houses[-1]
        await asyncio.gather(self.houses[0].watch.look(self.now), other.watch.look(self.now))
        at = ms(self.now)
        for (receipt, ministry), desk in self.desks.items():
            for kind in desk.look(self.now):
                self.expected.append((GROUPS[ministry], kind, receipt, at))
                if kind == "overdue":
                    self.expected.append((GROUPS[SECRETARIAT], "escalated", receipt, at))
        for receipt, chat in self.chats.items():
            self._tell_owner(receipt, chat)

    def _tell_owner(self, receipt: str, chat: str) -> None:
        """One desk a day: the one that has been silent longer, the other from the next morning on."""
        waiting = [
            (desk.silent, ministry, desk)
            for ministry in ("kftc", "mss")
            if (desk := self.desks[receipt, ministry]).silent and not desk.told and desk.state == "sent"
        ]
        today = korean_day(self.now)
        for _, _, desk in sorted(waiting, key=lambda each: each[:2]):
            if desk.silent is None or desk.silent > self.now:
                continue
            if self.heard_on.get(chat) == today:
                desk.silent = nine(walk(today, 1))
                continue
            desk.told, self.heard_on[chat] = True, today
            self.expected.append((chat, "unopened", "", ms(self.now)))

    # ---- whether it agrees --------------------------------------------------------------------------

    async def agrees(self) -> None:
        """Every clock that runs ends on the day that the model has."""
        for (receipt, ministry), desk in self.desks.items():
            row = await self.houses[0].referral(receipt, ministry)
            assert (day_of(row.due) if row.due else None) == desk.due(), (desk, row)

    async def told(self) -> list[Told]:
        """What the letters say that left, and when each was written."""
        found: list[Told] = []
        for house in self.houses:
            await house.sent()
        for house in self.houses:
            for post in (house.desk, house.post):
                for row, letter in zip(post.rows, post.letters, strict=True):
                    found += _read(row.chat, letter.parts[0].text, row.created)
        return found


def _read(chat: str, words: str, at: int) -> list[Told]:
    kind, _, receipt = words.partition(" ")
    if kind in OF_CLOCKS:
        return [(chat, kind, receipt, at)]
    return [(chat, "unopened", "", at)] if words.startswith("heard unopened") else []


async def live(year: Year, days: int, cases: int, outages: list[tuple[int, int]]) -> None:
    """Let the days pass. `outages`: (first day, days) in which nothing of the service runs."""
    filings = sorted(year.chance.sample(range(days * 3 // 4), cases))
    for day in range(days):
        if any(first <= day < first + long for first, long in outages):
            continue
        for hour in sorted(year.chance.sample(range(24), 2)):
            then = NOON + timedelta(days=day, hours=hour, minutes=year.chance.randrange(60))
            await together(then, *year.houses)
            if day in filings:
                filings.remove(day)
                await year.file()
            people = [year.officers_act, year.owners_act, year.look]
            for each in year.chance.sample(people, 3):
                await each()
        if day % 30 == 0:
            await year.agrees()
    await year.agrees()


async def peopled(houses: list[Clockwork], seed: int) -> Year:
    year, store = Year(houses, seed), houses[0].store
    for ministry, chat in GROUPS.items():
        await desk_group(store, ministry, chat)
    for ministry in ("kftc", "mss"):
        year.officers[ministry] = await hired(store, ministry, "lead")
    return year


def check(year: Year, told: list[Told]) -> None:
    wanted, done = Counter(year.expected), Counter(told)
    assert done - wanted == Counter(), "told too often, too early or without reason"
    assert wanted - done == Counter(), "missed"
    kinds = Counter(kind for _, kind, _, _ in told)
    assert min(kinds[kind] for kind in ("reminded", "overdue", "escalated", "unopened")) > 5, kinds


@pytest.mark.slow("a whole year of a house, hour by hour, against a naive model")
@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_in_a_year_with_long_outages_nothing_is_missed_doubled_or_early(store: Store) -> None:
    async with clockwork(store) as house:
        year = await peopled([house], 2026)
        await live(year, 365, 40, [(40, 3), (90, 9), (150, 21), (230, 1), (300, 35)])
        check(year, await year.told())


@pytest.mark.slow("a hundred days of two houses over one database")
@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
async def test_two_processes_over_one_database_share_a_season(store: Store, url: str, vault: Vault) -> None:
    other = await Store.open(url, vault)
    async with AsyncExitStack() as stack:
        houses = [await stack.enter_async_context(clockwork(each)) for each in (store, other)]
        year = await peopled(houses, 4)
        await live(year, 100, 16, [(20, 2), (45, 15)])
        check(year, await year.told())
    await other.close()
