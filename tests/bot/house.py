"""An inbox and an outbox over a store, with posts that note and a clock moved by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import update

from bot.inbox.effects.context import Effects
from bot.inbox.inbox import Inbox
from bot.inbox.process import Outcome
from bot.outbox.outbox import Outbox
from bot.outbox.transport import Pace
from dialogs.effects import CaseStatus
from storage import groups
from storage import tables as t
from storage.officers import add_officer
from storage.sessions import Kept, SessionCache
from storage.store import Store
from storage.timestamps import ms
from tests.storage.world import BOOK, NOON, Hand, Noting, Tells, Words, names, said, step, until


class House:
    def __init__(self, store: Store, pace: Pace | None = None, post: Noting | None = None) -> None:
        self.store = store
        self.post, self.desk, self.clock, self.hot = post or Noting(), Noting(), Hand(), SessionCache()
        paces = {"telegram": pace} if pace else {}
        self.outbox = Outbox(store, {"telegram": self.post, "desk": self.desk}, paces, self.clock)
        effects = Effects(BOOK, Words(), Tells(), names)
        self.inbox = Inbox(store, step, effects, self.outbox, self.hot)
        self._n = 0

    async def say(self, chat: str, *texts: str) -> Outcome:
        """Say these, one after another, each with a key of its own; the last one's outcome."""
        outcome = Outcome()
        for text in texts:
            self._n += 1
            outcome = await self.inbox.receive(*said(chat, text, f"{self.outbox.worker}{self._n}", self.clock.at))
        return outcome

    def kept(self, chat: str) -> Kept | None:
        """The conversation of a chat as memory holds it."""
        return self.hot.get(self.store.vault.handle(chat))

    async def heard(self, chat: str, n: int) -> list[str]:
        """What was sent to a chat, once it is `n` letters."""
        await until(lambda: len(self.post.words(chat)) >= n)
        return self.post.words(chat)

    async def filed(self, chat: str) -> str:
        """File a report from this chat; its receipt."""
        await self.say(chat, "hello", "file")
        kept = self.kept(chat)
        assert kept is not None
        return kept.session.care.filed[-1]

    def later(self, seconds: float) -> None:
        """Time passes, and the outbox looks what is due now."""
        self.clock.move(seconds)
        self.outbox.wake()

    async def status(self, receipt: str) -> CaseStatus:
        return await self.store.status(receipt)


@asynccontextmanager
async def opened(store: Store, pace: Pace | None = None, post: Noting | None = None) -> AsyncIterator[House]:
    house = House(store, pace, post)
    async with house.inbox:
        yield house


async def desk_group(store: Store, ministry: str = "kftc", chat: str = "desk:-100") -> None:
    """Bind a group to a ministry."""
    async with store.transaction() as tx:
        token = await groups.invite_desk(tx, ministry, "ko", ms(NOON) + 1000)
        assert await groups.bind_desk(tx, token, chat, ms(NOON))


async def hired(
    store: Store, ministry: str = "kftc", role: str = "officer", name: str = "", came: int = ms(NOON)
) -> str:
    """An officer of a ministry who signed in at `came`; the id."""
    async with store.transaction() as tx:
        who = await add_officer(tx, ministry, role, name or f"{role} of {ministry}", "ko", ms(NOON), "house")
        await tx.run(update(t.officer).where(t.officer.c.id == who).values(signed_in=came))
        return who
