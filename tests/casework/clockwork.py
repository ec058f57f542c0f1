"""A house whose desks have the clocks of the real content, and a watch that looks when it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from bot.inbox.effects.context import Effects
from bot.inbox.inbox import Inbox
from bot.scheduler import Scheduler
from casework.acts import Act, Ruling
from casework.public_holidays import korea
from dialogs.book import Book
from dialogs.effects import Amend, Step
from dialogs.events import Event, Said
from dialogs.session import Session
from guidance.calendar import KOREA
from storage import clocks, referrals
from storage import tables as t
from storage.clocks import RunningClock
from storage.content.load import load_knowledge
from storage.states import LetterState
from storage.store import Store
from tests.bot.house import House, desk_group, hired
from tests.storage import world
from tests.storage.world import BOOK, Noting, Tells, Words, names, report, until

RULES = load_knowledge().desk_clocks
OF_CLOCKS = ("reminded", "overdue", "escalated")
"""What a group hears of its clocks."""


def step(session: Session, event: Event, book: Book) -> Step:
    """The world's step, which also files something urgent, and ticks papers."""
    words = event.text if isinstance(event, Said) else ""
    if words == "tick":
        return Step(replace(session, turn=session.turn + 1), effects=(Amend(session.care.filed[-1], ticked=("nda",)),))
    if words != "file urgently":
        return world.step(session, event, book)
    file = report(session)
    now = replace(session, turn=session.turn + 1).with_care(filed=(*session.care.filed, session.receipt))
    return Step(now, effects=(replace(file, guide=replace(file.guide, urgent=True)),))


def korean(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment on Korea's clocks, in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=KOREA).astimezone(UTC)


def day_of(milliseconds: int) -> date:
    """The Korean day of what the store keeps."""
    return datetime.fromtimestamp(milliseconds / 1000, KOREA).date()


class Clockwork(House):
    def __init__(self, store: Store, post: Noting | None = None) -> None:
        super().__init__(store, post=post)
        book = replace(BOOK, knowledge=replace(BOOK.knowledge, desk_clocks=RULES))
        effects = Effects(book, Words(), Tells(), names)
        self.inbox = Inbox(store, step, effects, self.outbox, self.hot)
        self.watch = Scheduler(store, self.inbox, RULES, korea(), self.clock)
        self._acts = 0

    async def at(self, then: datetime) -> int:
        """It becomes `then`, and the watch looks once; how many acts it did."""
        await together(then, self)
        return await self.watch.look(self.clock.at)

    async def daily(self, until: datetime) -> None:
        """Look every hour until then."""
        while self.clock.at + timedelta(hours=1) <= until:
            await self.at(self.clock.at + timedelta(hours=1))
        await self.at(until)

    async def do(self, kind: type[Any], receipt: str, officer: str, ministry: str = "kftc", **more: Any) -> Ruling:
        """An officer's act, now."""
        self._acts += 1
        named = {"key": f"{self.outbox.worker}:{self._acts}", "at": self.clock.at, "officer": officer}
        act: Act = kind(receipt=receipt, ministry=ministry, **named, **more)
        return await self.inbox.act(act)

    async def clocks(self, receipt: str, ministry: str = "kftc") -> dict[str, RunningClock]:
        async with self.store.reading() as tx:
            return {each.name: each for each in await clocks.of(tx, receipt, ministry)}

    async def referral(self, receipt: str, ministry: str = "kftc") -> Any:
        async with self.store.reading() as tx:
            return await referrals.referral(tx, receipt, ministry)

    async def _waiting(self) -> int:
        async with self.store.reading() as tx:
            row = await tx.first(select(func.count()).where(t.outgoing.c.state == LetterState.WAITING))
        return int(row[0])

    async def sent_all(self) -> None:
        """Wait until what this house has to send is sent."""
        ledger = self.outbox.ledger
        await until(lambda: not (ledger.lanes or ledger.marks))

    async def sent(self) -> None:
        """Wait until nothing is left to be sent by anybody."""
        async with asyncio.timeout(20):
            while await self._waiting():
                self.outbox.wake()
                await asyncio.sleep(0)

    async def told(self, chat: str) -> list[str]:
        """What a desk's group was told of clocks."""
        await self.sent()
        return [words for words in self.desk.words(chat) if words.startswith(OF_CLOCKS)]

    async def heard_of_desks(self, chat: str = "telegram:1") -> list[str]:
        """What an owner heard of desks."""
        await self.sent()
        found = [words for words in self.post.words(chat) if words.startswith("heard")]
        return [words.removeprefix("heard ").partition(":")[0] for words in found]


async def together(then: datetime, *houses: Clockwork) -> None:
    """It becomes `then` in all these houses. Nothing is on its way meanwhile: a time that jumps would end its lease."""
    for house in houses:
        await house.sent_all()
    if len(houses) > 1:
        await houses[0].sent()
    for house in houses:
        house.later((then - house.clock.at).total_seconds())


@asynccontextmanager
async def clockwork(store: Store, post: Noting | None = None) -> AsyncIterator[Clockwork]:
    house = Clockwork(store, post)
    async with house.inbox:
        yield house


__all__ = ["RULES", "Clockwork", "clockwork", "day_of", "desk_group", "hired", "korean", "together"]
