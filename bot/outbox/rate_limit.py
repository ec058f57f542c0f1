"""Time, and not writing too fast: the clock that is passed in, and gates that say how long to wait."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from bot.outbox.transport import OutgoingRow, Pace


class Gate:
    """At most one every `interval` seconds on average, `burst` at once (the generic cell rate algorithm)."""

    def __init__(self, interval: float, burst: int = 1) -> None:
        self.interval = interval
        self._slack = interval * (burst - 1)
        self._next = 0.0

    def delay(self, at: float) -> float:
        """Take the next place; return the seconds from `at` (in seconds) until it."""
        place = max(self._next, at)
        self._next = place + self.interval
        return max(0.0, place - self._slack - at)


class Pacing:
    """One messenger's gates: all of it, and every chat written to lately."""

    def __init__(self, pace: Pace, chats: int = 10_000) -> None:
        self.pace = pace
        self.places = asyncio.Semaphore(pace.lanes)
        self._overall = Gate(1 / pace.overall, 5) if pace.overall else None
        self._chats: OrderedDict[str, Gate] = OrderedDict()
        self._most = chats

    def delay(self, row: OutgoingRow, at: float) -> float:
        """Seconds from `at` until this row may leave; its place is taken."""
        overall = self._overall.delay(at) if self._overall else 0.0
        gate = self._gate(row)
        return max(overall, gate.delay(at + overall) + overall if gate else 0.0)

    def _gate(self, row: OutgoingRow) -> Gate | None:
        group = row.address.startswith("-")
        interval = self.pace.group if group else self.pace.chat
        if not interval:
            return None
        gate = self._chats.pop(row.chat, None) or Gate(interval, 1 if group else self.pace.burst)
        self._chats[row.chat] = gate
        if len(self._chats) > self._most:
            self._chats.popitem(last=False)
        return gate
