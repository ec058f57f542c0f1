"""What is seen in a ministry's group: what the bot said where, and the buttons below it."""

from __future__ import annotations

from tests.bot.telegram.people import Owner
from tests.bot.telegram.refusing import Room, Wire

ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "x"}
"""Where a forwarded message came from."""


def texts(room: Room, thread: int = 0) -> list[str]:
    """What the bot said in a group, oldest first; in one topic when it is named."""
    return [m["text"] for m in said(room, thread)]


def said(room: Room, thread: int = 0) -> list[Wire]:
    """The bot's messages with words, oldest first."""
    found = [m for m in room.messages.values() if m["from"]["is_bot"] and "text" in m]
    return [m for m in found if not thread or m.get("message_thread_id") == thread]


def topic_of(room: Room, receipt: str) -> int:
    """The living topic of a case."""
    return next(thread for thread, name in room.topics.items() if name == receipt and thread not in room.gone)


def last(room: Room, thread: int = 0) -> Wire:
    """The bot's last message."""
    return said(room, thread)[-1]


def notice(room: Room) -> Wire:
    return next(m for m in room.messages.values() if "reply_markup" in m)


def labels(message: Wire) -> list[str]:
    """What stands on the buttons of a message."""
    return [b["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", ()) for b in row]


def heard(owner: Owner, words: str) -> int:
    """How many messages with these words the owner has."""
    return len([m for m in owner.inbox if words in m.get("text", "")])
