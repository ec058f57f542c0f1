"""Running time, counted in beats of an hour: what is destroyed by age is destroyed by these, and no clock is ahead of
them.

A beat is counted by whoever has seen an hour of its own running time pass in which nobody counted one: several
processes together count no faster than one. A process that ends within the hour has counted nothing, so that time is
counted too slowly at worst. The wall clock is only watched here: when it jumps, nothing is destroyed by dates for a
week of beats.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal_column, select, update

from storage import tables as t
from storage.store import Store
from storage.timestamps import DAY, ms
from storage.transaction import Transaction, columns_of

b = t.beat
HOUR_OF_RUNNING = 3_600.0
"""Seconds of running time in a beat."""
WEEK, DAY_OF_BEATS = 168, 24


@dataclass(frozen=True, slots=True)
class Beat:
    """The count as it stands, and what was seen of the clock: see the table."""

    n: int
    at: int
    jumped: int
    jump: int
    destroyed: int
    rotated: int

    @property
    def suspended(self) -> int:
        """Beats for which nothing is destroyed by dates, because the clock jumped; 0 when it did not."""
        return max(self.jumped + WEEK - self.n, 0) if self.jumped else 0


_BEAT = select(*columns_of(b, Beat)).where(b.c.id == literal_column("1"))


async def beat(tx: Transaction) -> Beat:
    """The count as it stands. Raises LookupError for a database that no migration made."""
    found = await tx.one(Beat, _BEAT)
    if found is None:
        raise LookupError("the database counts no beats")
    return found


async def count(tx: Transaction, seen: int, at: int) -> bool:
    """Count one more than `seen`; False when somebody else did."""
    one_more = update(b).where(b.c.n == seen).values(n=seen + 1, at=at)
    return await tx.run(one_more) == 1


class Beats:
    """What one process sees of running time. `elapsed`: seconds that only run while the machine does."""

    def __init__(self, store: Store, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._elapsed = elapsed
        self._seen, self._since = 0, 0.0
        self._clock: tuple[float, int] | None = None

    async def look(self, at: datetime) -> Beat | None:
        """Count a beat if it is time to, and watch the clock, which says `at`. The beat, if this process counted it.
        Raises StoreDown. To be called every few minutes at least."""
        elapsed = self._elapsed()
        async with self._store.reading() as tx:
            there = await beat(tx)
            jump = ms(at) - (await self._expected(tx, there, elapsed) or ms(at))
        self._clock = (elapsed, ms(at))
        if abs(jump) > DAY:
            await self._jumped(jump)
        if there.n != self._seen:
            self._seen, self._since = there.n, elapsed
        if elapsed - self._since < HOUR_OF_RUNNING:
            return None
        counted = await self._count(ms(at))
        if counted is not None:
            self._seen, self._since = counted.n, elapsed
        return counted

    async def _expected(self, tx: Transaction, there: Beat, elapsed: float) -> int:
        """What the clock should say: as much later as this process ran, or else what was written last."""
        if self._clock is not None:
            return self._clock[1] + int((elapsed - self._clock[0]) * 1000)
        return await last_known(tx, there)

    async def _jumped(self, jump: int) -> None:
        """From the beat that is now, nothing is destroyed by dates for a week."""
        async with self._store.transaction() as tx:
            await tx.run(update(b).values(jumped=b.c.n, jump=jump))

    async def _count(self, at: int) -> Beat | None:
        async with self._store.transaction() as tx:
            if not await count(tx, self._seen, at):
                return None
            return await beat(tx)


async def last_known(tx: Transaction, there: Beat) -> int:
    """The latest moment that the house has written down; 0 where it has none."""
    written = await tx.one(int, select(func.coalesce(func.max(t.audit.c.at), literal_column("0"))))
    return max(there.at, written or 0)
