"""The parts of a demo under a clock moved by hand: events and acts go through the real inbox, the watch looks on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from app.assembly import Assembly, inbox_of
from app.demo.screens import Phones
from bot.inbox.inbox import Inbox
from bot.outbox.outbox import Outbox
from bot.outbox.transport import Transport
from bot.scheduler import Scheduler
from casework.acts import Act
from casework.public_holidays import korea
from guidance.calendar import day_of as korean_day
from guidance.calendar import morning_of
from storage.sessions import SessionCache
from storage.store import Store
from storage.timestamps import WallClock
from web.chat.store import PageStore
from web.chat.transport import WebTransport
from web.streams import Streams

LONGEST = 20.0
"""Seconds in which what was said must have arrived on its page."""
MOMENT = 0.002
"""Seconds between two looks whether it has."""


class NotPlayed(Exception):
    """Something of a story could not be done; says what."""


class HandClock(WallClock):
    """It is what `at` says; waiting takes real time."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class DemoHouse:
    """What the people of a demo act upon. `n` counts what was done, for keys that are used once."""

    def __init__(self, parts: Assembly, start: datetime) -> None:
        self.parts, self.clock = parts, HandClock(start)
        self.pages = PageStore(parts.store, self.clock.now)
        self.phones = Phones()
        posts: dict[str, Transport] = {"web": WebTransport(self.pages, Streams()), "telegram": self.phones}
        self.outbox = Outbox(parts.store, posts, clock=self.clock)
        self.talks = SessionCache()
        self.inbox: Inbox = inbox_of(parts, self.outbox, self.talks)
        rules = parts.book.knowledge.desk_clocks
        self._watch = Scheduler(parts.store, self.inbox, rules, korea(), self.clock)
        self._n = 0

    @property
    def store(self) -> Store:
        return self.parts.store

    def key(self) -> str:
        self._n += 1
        return f"demo:{self._n}"

    async def settled(self) -> None:
        """Wait until everything that was said has arrived: a clock that jumps would end the leases of letters."""
        ledger = self.outbox.ledger
        async with asyncio.timeout(LONGEST):
            while ledger.lanes or ledger.marks:  # noqa: ASYNC110  the outbox tells nobody when all lanes are empty
                await asyncio.sleep(MOMENT)

    async def until(self, then: datetime) -> None:
        """Let time pass; on every morning in between the watch looks what is due."""
        await self.settled()
        morning = morning_of(korean_day(self.clock.at))
        while morning < then:
            if morning > self.clock.at:
                self.clock.at = morning
                await self._watch.look(morning)
                await self.settled()
            morning += timedelta(days=1)
        self.clock.at = max(then, self.clock.at)

    async def act(self, act: Act, contents: Mapping[str, bytes]) -> None:
        """An officer's act. Raises NotPlayed when it is refused."""
        ruling = await self.inbox.act(act, contents)
        if not ruling.done:
            raise NotPlayed(f"{type(act).__name__} of {act.ministry}: {ruling.why}")

    def named(self, receipt: str, ministry: str, officer: str) -> dict[str, Any]:
        """What every act says: a key of its own, which case, who, when."""
        who = {"receipt": receipt, "ministry": ministry, "officer": officer}
        return {"key": self.key(), "at": self.clock.at, **who}


@asynccontextmanager
async def opened(parts: Assembly, start: datetime) -> AsyncIterator[DemoHouse]:
    """A house that receives until it is left."""
    house = DemoHouse(parts, start)
    async with house.inbox:
        yield house
        await house.settled()
