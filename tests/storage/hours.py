"""Running time moved by hand: beats are counted by the verb that counts them, and no clock is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.beats import Beat, beat, count
from storage.store import Store
from storage.timestamps import ms


@dataclass
class Running:
    """Seconds that a process has run."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


async def run_on(store: Store, beats: int, at: datetime) -> None:
    """The service runs for so many hours; the clock says `at` at the end."""
    async with store.transaction() as tx:
        seen = (await beat(tx)).n
        for n in range(beats):
            assert await count(tx, seen + n, ms(at))


async def counted(store: Store) -> Beat:
    """The count as it stands."""
    async with store.reading() as tx:
        return await beat(tx)
