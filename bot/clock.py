"""Time, passed in: what it is now, and waiting for it to pass."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Protocol

from storage.timestamps import now


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
