"""Time: as it is kept (UTC milliseconds in whole numbers, days since 1970 for what is swept by the day), and the clock
that is passed in."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
"""In milliseconds."""


def ms(moment: datetime) -> int:
    """UTC milliseconds of an aware `moment`. Raises TypeError for a naive one."""
    return (moment - _EPOCH) // _MS


def moment(milliseconds: int) -> datetime:
    """The aware moment that `ms` made a number of."""
    return _EPOCH + milliseconds * _MS


def now() -> datetime:
    """The wall clock; passed in everywhere, so that tests set their own."""
    return datetime.now(UTC)


class Clock(Protocol):
    """What time it is, and waiting for it to pass. Tests pass their own."""

    def now(self) -> datetime: ...

    async def sleep(self, seconds: float) -> None: ...

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """Return when `event` is set or `seconds` have passed."""


class WallClock:
    """The real one."""

    def now(self) -> datetime:
        return now()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return
