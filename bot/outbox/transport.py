"""How a letter leaves: the one call a channel offers, how fast it may be called, and the five ways of not arriving.

NotDelivered
├── Wait(seconds)   not taken now (429, connection refused, 5xx before anything was sent): again after that
├── Gone(reason)    never (blocked, chat not found, refused for good): ends visibly as a dead letter
├── ChatMoved(chat) the chat has another id now: its rows and its desk follow
├── TopicGone()     the topic was deleted: its thread is unbound, the post opens another at the next try
└── Unsure()        it may have arrived (time-out, connection lost after sending)
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.outbox.letter import Letter


@dataclass(frozen=True, slots=True)
class OutgoingRow:
    """One row of the outbox on its way. `chat` is the address, `channel:id`. `receipt` and `ministry` are set for
    notices to a desk and name the referral whose topic it belongs to. `again`: it may have arrived before, say so.
    `created`: UTC milliseconds. `tries` counts this one."""

    id: int
    key: str
    channel: str
    chat: str
    thread: str = ""
    receipt: str = ""
    ministry: str = ""
    tries: int = 1
    again: bool = False
    created: int = 0

    @property
    def address(self) -> str:
        """The messenger's own id of the chat."""
        return self.chat.partition(":")[2]


class Transport(Protocol):
    """One channel's way out. Raises `Wait`, `Gone`, `ChatMoved`, `TopicGone` or `Unsure`."""

    async def send(self, row: OutgoingRow, letter: Letter) -> str:
        """Send it and return the messenger's message id."""


@runtime_checkable
class Probe(Protocol):
    """A post that can find out whether a message arrived."""

    async def arrived(self, row: OutgoingRow, letter: Letter, after: str) -> str | None:
        """The message id if the letter of an unsure row is in the chat, None if it surely is not, or may come twice.

        `after` is the last message id known in that chat: only ids above it may be asked about.
        Raises `Unsure` if it can't be told, and what `send` raises.
        """


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a messenger may be written to. Seconds between two messages of a chat and of a group, how many may
    leave at once before that holds (`burst`, groups: 1), messages a second in all; 0 is no limit. `lanes`: chats
    served at the same time. `repeat`: what to do with a letter that may have arrived and can't be asked about."""

    overall: float = 0.0
    chat: float = 0.0
    group: float = 0.0
    burst: int = 1
    lanes: int = 64
    repeat: bool = True


TELEGRAM = Pace(overall=28, chat=1.05, group=3.05, burst=3)


class NotDelivered(Exception):
    """A letter did not leave, or not surely."""


class Wait(NotDelivered):
    def __init__(self, seconds: float) -> None:
        super().__init__(f"again after {seconds} s")
        self.seconds = seconds


class Gone(NotDelivered):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChatMoved(NotDelivered):
    def __init__(self, chat: str) -> None:
        super().__init__("the chat moved")
        self.chat = chat


class TopicGone(NotDelivered):
    def __init__(self) -> None:
        super().__init__("the topic is gone")


class Unsure(NotDelivered):
    def __init__(self) -> None:
        super().__init__("it may have arrived")


class BadToken(Exception):
    """The messenger knows no bot with this token."""


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
