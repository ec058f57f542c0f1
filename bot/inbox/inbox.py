"""The path of one message, from arrival to outbox: the only place where pure meets stored.

Everything that arrives queues. One committer takes all that is queued and makes one transaction of it: nobody waits
for a timer, a lone person waits for one commit and a crowd shares it. `receive` and `act` return when that commit is
done; then, and only then, the letters leave.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.inbox.batch import Batch
from bot.inbox.effects.context import Effects
from bot.inbox.file_numbers import FileNumberSearch
from bot.inbox.ports import Stepping
from bot.inbox.process import Acted, Arrived, Item, Outcome, Processor
from bot.outbox.outbox import Outbox
from casework.acts import Act, Ruling
from dialogs.events import Arrival, Event
from storage import sessions
from storage.database import StoreDown
from storage.sessions import SessionCache
from storage.store import Store
from storage.timestamps import DAY, ms
from storage.transaction import Conflict, Transaction

MOST = 256
"""Items in one transaction."""
TRIES = 4
"""How often a batch is worked again because another process wrote one of its conversations."""

log = logging.getLogger(__name__)


class Inbox:
    """`async with Inbox(...)`: receives while open. The outbox is started and stopped with it."""

    def __init__(
        self, store: Store, step: Stepping, effects: Effects, outbox: Outbox, hot: SessionCache | None = None
    ) -> None:
        self._store = store
        self._steps = Processor(step, effects)
        self._outbox = outbox
        self._hot = hot if hot is not None else SessionCache()
        self._search = FileNumberSearch()
        self._queue: deque[Item] = deque()
        self._woken = asyncio.Event()
        self._open = True
        self._committer: asyncio.Task[None] | None = None
        outbox.on_marks = self._woken.set

    async def __aenter__(self) -> Inbox:
        self._outbox.start()
        self._committer = asyncio.create_task(self._committing(), name="committer")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Take no more, finish what is queued, send what can be sent now, write it down."""
        self._open = False
        self._woken.set()
        if self._committer is not None:
            await self._committer
        await self._outbox.stop()

    async def receive(self, arrival: Arrival, event: Event, contents: Mapping[str, bytes] | None = None) -> Outcome:
        """Deal with one event and return when it is kept. `contents`: file id -> bytes of a `Sent`.

        Raises StoreDown when it could not be kept: the messenger is to bring it again.
        """
        event = await self._search.looked_through(event, contents or {})
        arrival = replace(arrival, key=self._store.vault.masked(arrival.key, arrival.chat))
        item = Arrived(arrival, event, contents or {}, asyncio.get_running_loop().create_future())
        self._put(item)
        return await item.done

    async def act(self, act: Act, contents: Mapping[str, bytes] | None = None) -> Ruling:
        """Deal with one act of a desk and return when it is kept. `contents`: file id -> bytes. Raises StoreDown."""
        item = Acted(act, asyncio.get_running_loop().create_future(), contents or {})
        self._put(item)
        return await item.done

    def _put(self, item: Item) -> None:
        if not self._open:
            raise StoreDown("stopping")
        self._queue.append(item)
        self._woken.set()

    # ---- the committer ------------------------------------------------------------------------------

    async def _committing(self) -> None:
        while self._open or self._queue:
            await self._woken.wait()
            self._woken.clear()
            while self._queue or (self._open and self._outbox.ledger.marks):
                items = [self._queue.popleft() for _ in range(min(len(self._queue), MOST))]
                await self._settle(items)

    async def _settle(self, items: list[Item]) -> None:
        """Commit the items, together if it can be, else each alone: every one of them gets an answer."""
        try:
            await self._commit(items)
        except StoreDown as down:
            _refuse(items, down)
            if not items:
                await self._outbox.clock.sleep(1.0)
        except Exception as error:
            log.error("a commit failed: kind=%s items=%d", type(error).__name__, len(items))
            await self._one_by_one(items, error)

    async def _one_by_one(self, items: list[Item], error: Exception) -> None:
        if len(items) > 1:
            for item in items:
                await self._settle([item])
        elif items:
            await self._give_up(items[0], error)

    async def _give_up(self, item: Item, error: Exception) -> None:
        """One item that the database refuses, alone: the person is told, and it is not tried for ever."""
        if isinstance(item, Acted):
            _refuse([item], StoreDown(type(error).__name__))
            return
        try:
            await self._commit([item], failing=True)
        except Exception as again:
            log.error("telling of a failure failed: kind=%s", type(again).__name__)
            _refuse([item], StoreDown(type(error).__name__))

    async def _commit(self, items: Sequence[Item], failing: bool = False) -> None:
        for attempt in range(TRIES):
            try:
                await self._transact(items, attempt > 0, failing)
            except Conflict:
                if attempt + 1 == TRIES:
                    raise
            else:
                return

    async def _transact(self, items: Sequence[Item], lock: bool, failing: bool) -> None:
        ledger = self._outbox.ledger
        marks = ledger.take()
        batch: Batch | None = None
        try:
            async with self._store.transaction() as tx:
                await self._outbox.write(tx, marks)
                batch = Batch(tx, self._hot, self._outbox.clock.now(), lock)
                await self._deal(tx, batch, items, failing)
                leaving = await batch.write(self._outbox.sender())
        except BaseException:
            ledger.back(marks)
            if batch is not None:
                batch.failed()
            raise
        batch.committed()
        self._outbox.written(marks)
        _answer(items)
        if batch.erased:
            await self._shrunk()
        self._outbox.hand_over(leaving)
        if batch.unleased:
            self._outbox.wake()

    async def _shrunk(self) -> None:
        """Nothing of what was destroyed is left in the database's log; readers of what was before are waited for."""
        for _try in range(TRIES):
            if await self._store.shrink():
                return
            await self._outbox.clock.sleep(1.0)
        log.warning("a report is destroyed, and a reader holds the database's log: it is emptied with the next sweep")

    async def _deal(self, tx: Transaction, batch: Batch, items: Sequence[Item], failing: bool) -> None:
        if not items:
            return
        fresh = await sessions.admit(tx, [item.key for item in items], ms(batch.at) // DAY)
        await batch.load({item.arrival.chat for item in items if isinstance(item, Arrived)})
        for item in items:
            if failing and isinstance(item, Arrived):
                item.result = self._steps.fail(batch, item)
                continue
            await self._steps.deal(batch, item, item.key in fresh)
            fresh.discard(item.key)


def _answer(items: Sequence[Item]) -> None:
    for item in items:
        if not item.done.done():
            item.done.set_result(item.result)  # type: ignore[arg-type]


def _refuse(items: Sequence[Item], error: StoreDown) -> None:
    for item in items:
        if not item.done.done():
            item.done.set_exception(StoreDown(*error.args))
