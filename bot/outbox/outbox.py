"""Everything leaves by here: what is due, in order within a chat, paced, until it has arrived or visibly never will.

Rows that this process committed are handed over already leased (`hand_over`) and cost no query. All others are
claimed: left by a dead process, put back after a refusal, or behind such a one. What became of a row (`Mark`) rides
in the next transaction of the committer, or in one of the outbox's own.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import msgspec

from bot.outbox.delivery import LEASE, Delivery
from bot.outbox.lanes import Ledger
from bot.outbox.letter import Letter, unpack
from bot.outbox.transport import (
    TELEGRAM,
    Gone,
    NotDelivered,
    OutgoingRow,
    Pace,
    Pacing,
    Probe,
    TopicGone,
    Transport,
    Unsure,
    Wait,
)
from storage import outbox
from storage.database import StoreDown
from storage.outbox import Claimed, Mark, Worker
from storage.states import LetterState
from storage.store import Store
from storage.timestamps import Clock, WallClock, ms
from storage.transaction import Transaction
from storage.vault import Key, SealBroken

__all__ = [
    "TELEGRAM",
    "Gone",
    "NotDelivered",
    "Outbox",
    "OutgoingRow",
    "Pace",
    "Probe",
    "TopicGone",
    "Transport",
    "Unsure",
    "Wait",
]

LOOK, SOON = 10.0, 0.05
"""Seconds after which rows of others are looked for: even if nobody told of any, and when some were just put."""

log = logging.getLogger(__name__)


class Outbox:
    """`posts` and `paces` by channel. `on_marks` is called when there is something to write down."""

    def __init__(
        self,
        store: Store,
        posts: Mapping[str, Transport],
        paces: Mapping[str, Pace] | None = None,
        clock: Clock | None = None,
        many: int = 200,
    ) -> None:
        self.store = store
        self.posts: dict[str, Transport] = dict(posts)
        self.clock = clock or WallClock()
        self.worker = secrets.token_hex(8)
        self.ledger = Ledger()
        self.on_marks: Callable[[], None] = self._flush_soon
        self._delivery = Delivery(self, {name: Pacing((paces or {}).get(name, Pace())) for name in posts})
        self._many = many
        self._tasks: set[asyncio.Task[None]] = set()
        self._look: asyncio.Task[None] | None = None
        self._awake = asyncio.Event()
        self._alarm: int | None = None
        self._soon, self._more = LOOK, 0
        self.stopping = False

    # ---- for the committer --------------------------------------------------------------------------

    def sender(self) -> Worker:
        """Whom rows put now are leased to; to nobody once it is stopping."""
        if self.stopping:
            return Worker()
        return Worker(self.worker, frozenset(self.posts), ms(self.clock.now()) + LEASE)

    def hand_over(self, rows: Iterable[tuple[Claimed, Letter]]) -> None:
        """Send these: leased to this worker, committed, in order."""
        for row, letter in rows:
            lane = self.ledger.lane(row.chat)
            if lane.closed or row.channel not in self.posts or self.stopping:
                self.ledger.refuse(row.chat, (row,))
                self.told()
                continue
            lane.rows.append((row, letter))
            if not lane.running:
                lane.running = True
                task = asyncio.create_task(self._delivery.drain(row.chat))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    def told(self) -> None:
        """Something is to be written down."""
        self.on_marks()

    def wake(self) -> None:
        """Rows were put that nobody has: look for them, and soon again if another worker is still busy there."""
        self._soon = SOON
        self._awake.set()

    def drained(self) -> None:
        """A lane is empty. While there is more than was claimed, the next claim comes when half the lanes are."""
        if self._more and 2 * len(self.ledger.lanes) <= self._more:
            self._more = 0
            self._awake.set()

    async def write(self, tx: Transaction, marks: Sequence[Mark]) -> None:
        """Write what became of rows. The caller took them from the ledger and settles them after the commit."""
        await outbox.mark(tx, marks)

    def written(self, marks: list[Mark]) -> None:
        """The commit with these marks is done."""
        self.ledger.kept(marks)
        if waiting := [mark.due for mark in marks if mark.state == LetterState.WAITING]:
            self._wake_at(min(waiting))

    # ---- running ------------------------------------------------------------------------------------

    def start(self) -> None:
        self._look = asyncio.create_task(self._looking(), name="outbox")

    async def stop(self) -> None:
        """Finish what is being sent, give the rest back, write it all down."""
        self.stopping = True
        if self._look is not None:
            self._look.cancel()
            with suppress(asyncio.CancelledError):
                await self._look
        for lane in self.ledger.lanes.values():
            rows = [row for row, _ in lane.rows]
            lane.rows.clear()
            for row in rows:
                self.ledger.refuse(row.chat, (row,))
        while self._tasks:
            await asyncio.gather(*self._tasks)
        await self.flush()

    async def flush(self) -> None:
        """Write down what became of rows, now. Raises StoreDown, and then nothing is forgotten."""
        marks = self.ledger.take()
        if not marks:
            return
        try:
            async with self.store.transaction() as tx:
                await self.write(tx, marks)
        except BaseException:
            self.ledger.back(marks)
            raise
        self.written(marks)

    def _flush_soon(self) -> None:
        self._alarm = 0
        self._awake.set()

    def _wake_at(self, due: int) -> None:
        self._alarm = due if self._alarm is None else min(self._alarm, due)
        self._awake.set()

    async def _looking(self) -> None:
        while True:
            self._awake.clear()
            await self._claim()
            await self.clock.wait(self._awake, self._pause())

    def _pause(self) -> float:
        pause, self._soon = self._soon, min(2 * self._soon, LOOK)
        if self._alarm is None:
            return pause
        return min(pause, max(0.0, (self._alarm - ms(self.clock.now())) / 1000))

    async def _claim(self) -> None:
        try:
            await self.claim()
        except StoreDown:
            log.warning("the outbox waits: the database is away")
        except Exception as error:
            # Whatever it was, the next look comes: an outbox that has given up would keep every letter back.
            log.error("the outbox could not look: kind=%s", type(error).__name__)

    async def claim(self) -> int:
        """Claim what is due and send it; return how many letters were taken."""
        self._alarm = None
        at = ms(self.clock.now())
        marks = self.ledger.take()
        try:
            async with self.store.transaction() as tx:
                await self.write(tx, marks)
                rows = await outbox.claim(tx, self.worker, tuple(self.posts), at, at + LEASE, self._many)
                keys = await tx.keys(sorted({row.key for row in rows}))
        except BaseException:
            self.ledger.back(marks)
            raise
        self.written(marks)
        chats = len({row.chat for row in rows})
        self._more = chats if chats == self._many or len(rows) == outbox.EACH * chats else 0
        self.hand_over(self._opened(rows, keys))
        return len(rows)

    def _opened(self, rows: Sequence[Claimed], keys: Mapping[str, Key]) -> list[tuple[Claimed, Letter]]:
        opened, at = [], ms(self.clock.now())
        for row in rows:
            try:
                plain = keys[row.key].open(f"outgoing:{row.entry}", row.letter)
            except (KeyError, SealBroken):
                self.ledger.note(Mark(row.entry, LetterState.ERASED, at=at, reason="erased", tries=row.tries))
                self.told()
            else:
                letter = unpack(plain)
                opened.append((replace(row, address=letter.to), msgspec.structs.replace(letter, to="")))
        return opened
