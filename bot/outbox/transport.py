"""How a letter leaves: the one call a channel offers, and the five ways in which it may not succeed.

NotDelivered
├── Wait(seconds)   not taken now (429, connection refused, 5xx before anything was sent): again after that
├── Gone(reason)    never (blocked, chat not found, refused for good): ends visibly as a dead letter
├── ChatMoved(chat) the chat has another id now: its rows and its desk follow
├── TopicGone()     the topic was deleted: its thread is unbound, the post opens another at the next try
└── Unsure()        it may have arrived (time-out, connection lost after sending)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.outbox.letter import Letter


@dataclass(frozen=True, slots=True)
class OutgoingRow:
    """One row of the outbox on its way. `chat` is `channel:id`. `receipt` and `ministry` are set for notices to a
    desk and name the referral whose topic it belongs to. `again`: it may have arrived before, say so.
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
        """The message id if the letter of an unsure row is in the chat, None if it surely is not.

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
