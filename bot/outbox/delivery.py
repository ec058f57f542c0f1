"""Sending one lane's letters, and what each way of not arriving leads to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Protocol

from bot.outbox.lanes import Ledger
from bot.outbox.letter import Letter
from bot.outbox.transport import (
    ChatMoved,
    Gone,
    NotDelivered,
    OutgoingRow,
    Pacing,
    Probe,
    TopicGone,
    Transport,
    Unsure,
    Wait,
)
from storage import groups, outbox, referrals
from storage.database import StoreDown
from storage.outbox import Claimed, Mark
from storage.states import LetterState
from storage.store import Store
from storage.timestamps import Clock, ms

LEASE = 30_000
"""How long a worker has a row, in milliseconds; no send may take longer than a third of it."""
MOST = 8
"""Tries after which a letter that fails without being refused is given up."""

log = logging.getLogger(__name__)


class OutboxSide(Protocol):
    """What delivery needs of the outbox."""

    store: Store
    posts: dict[str, Transport]
    clock: Clock
    ledger: Ledger
    worker: str

    @property
    def stopping(self) -> bool: ...

    def told(self) -> None: ...

    def drained(self) -> None: ...


class Delivery:
    """Sends what lies in a lane until it is empty or closed."""

    def __init__(self, house: OutboxSide, paces: Mapping[str, Pacing]) -> None:
        self._house = house
        self._paces = paces

    async def drain(self, chat: str) -> None:
        lane = self._house.ledger.lane(chat)
        try:
            while lane.rows:
                row, letter = lane.rows.popleft()
                await self._one(row, letter)
        finally:
            self._house.ledger.ended(chat)
            self._house.drained()

    async def _one(self, claimed: Claimed, letter: Letter) -> None:
        pacing = self._paces[claimed.channel]
        row = _row(claimed)
        async with pacing.places:
            if delay := pacing.delay(row, self._house.clock.now().timestamp()):
                await self._house.clock.sleep(delay)
            if self._late(claimed):
                self._again(claimed, 0, claimed.tries - 1)
                return
            await self._try(claimed, row, letter, pacing.pace.repeat)

    def _late(self, row: Claimed) -> bool:
        """The lease would not outlast a send: whoever claims it next sends it."""
        return self._house.stopping or row.lease - ms(self._house.clock.now()) < LEASE // 3

    async def _try(self, claimed: Claimed, row: OutgoingRow, letter: Letter, repeat: bool) -> None:
        try:
            async with asyncio.timeout(LEASE / 3000):
                sent_as = await self._sent(row, letter, repeat)
        except Wait as refusal:
            self._again(claimed, refusal.seconds, claimed.tries)
        except NotDelivered as refusal:
            await self._refused(claimed, refusal)
        except StoreDown:
            self._again(claimed, 1, claimed.tries)
        except TimeoutError:
            self._failed(claimed, "unsure", True)
        except Exception as error:
            # A fault of ours or of a messenger's library: the letter stays, the lane waits, the log names the kind.
            log.error("sending failed: channel=%s kind=%s", row.channel, type(error).__name__)
            self._failed(claimed, type(error).__name__)
        else:
            self._note(Mark(row.key, LetterState.SENT, sent_as, self._now(), tries=row.tries))

    async def _sent(self, row: OutgoingRow, letter: Letter, repeat: bool) -> str:
        post = self._house.posts[row.channel]
        if row.again and isinstance(post, Probe):
            async with self._house.store.reading() as tx:
                after = await outbox.last_sent(tx, row.chat)
            if (found := await post.arrived(row, letter, after)) is not None:
                return found
        elif row.again and not repeat:
            raise Gone("unsure")
        return await post.send(row, letter)

    async def _refused(self, row: Claimed, refusal: NotDelivered) -> None:
        match refusal:
            case Gone(reason=reason):
                self._end(row, reason)
            case ChatMoved(chat=chat):
                await self._moved(row, chat)
            case TopicGone():
                await self._topic_gone(row)
            case Unsure():
                self._failed(row, "unsure", True)
            case _:
                self._failed(row, type(refusal).__name__)

    async def _moved(self, row: Claimed, address: str) -> None:
        new = address if ":" in address else f"{row.channel}:{address}"
        self._house.ledger.give_back(row, self._waiting(row, 0, row.tries))
        try:
            async with self._house.store.transaction() as tx:
                await outbox.move(tx, row.chat, new)
                await groups.moved(tx, row.chat, new)
        except StoreDown:
            log.warning("a chat moved while the database is away: the next try tells it again")
        self._house.told()

    async def _topic_gone(self, row: Claimed) -> None:
        self._failed(row, "topic_gone", seconds=0)
        try:
            async with self._house.store.transaction() as tx:
                await referrals.unbind_thread(tx, row.receipt, row.ministry)
        except StoreDown:
            log.warning("a topic went while the database is away: the next try tells it again")

    def _failed(self, row: Claimed, reason: str, unsure: bool = False, seconds: float | None = None) -> None:
        if row.tries >= MOST:
            self._end(row, reason)
            return
        wait = min(2.0**row.tries, 300.0) if seconds is None else seconds
        self._again(row, wait, row.tries, unsure)

    def _again(self, row: Claimed, seconds: float, tries: int, unsure: bool = False) -> None:
        self._house.ledger.give_back(row, self._waiting(row, seconds, tries, unsure))
        self._house.told()

    def _waiting(self, row: Claimed, seconds: float, tries: int, unsure: bool = False) -> Mark:
        due = self._now() + round(seconds * 1000)
        return Mark(row.entry, LetterState.WAITING, due=due, again=unsure or row.unsure, tries=tries)

    def _end(self, row: Claimed, reason: str) -> None:
        log.warning("a letter could not be delivered: channel=%s reason=%s", row.channel, reason)
        self._note(Mark(row.entry, LetterState.DEAD, at=self._now(), reason=reason, tries=row.tries))

    def _note(self, mark: Mark) -> None:
        self._house.ledger.note(mark)
        self._house.told()

    def _now(self) -> int:
        return ms(self._house.clock.now())


def _row(row: Claimed) -> OutgoingRow:
    named = (row.id, row.entry, row.channel, row.address or row.chat, row.thread, row.receipt, row.ministry)
    return OutgoingRow(*named, row.tries, row.unsure, row.created)
