"""What an update means: the rules that both tiers share, and the first look that needs no Telegram library.

The first look decodes the few fields it needs and answers only for plain text and buttons of a private chat, which
is nearly everything; for all else it says so, and `telegram_updates` reads the update with aiogram's types.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from bot.inbox.downloads import WantedFile
from dialogs.events import Chose, Event, Said, Started

CHANNEL = "telegram"
OWN = "in:"
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member", "inline_query"]
_START = re.compile(r"/start(?:@\w+)?(?:\s+(?P<payload>[A-Za-z0-9_-]{1,64})?.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one update means. `event` None: nothing for the engine.

    `query` is a button's query to be acknowledged, `wanted` the files a `Sent` still lacks, `album` the group
    they came in, `leave` that the bot does not belong in this chat.
    """

    chat: int
    event: Event | None = None
    hint: str = ""
    origin: str = ""
    query: str = ""
    wanted: tuple[WantedFile, ...] = ()
    album: str = ""
    at: datetime | None = None
    leave: bool = False


class _Chat(msgspec.Struct, frozen=True, gc=False):
    id: int
    type: str = ""


class _From(msgspec.Struct, frozen=True, gc=False):
    id: int
    language_code: str = ""


class _Origin(msgspec.Struct, frozen=True, gc=False):
    """Where a message was written that was forwarded: that it was is enough."""


class _Message(msgspec.Struct, frozen=True, gc=False):
    message_id: int
    chat: _Chat
    date: int = 0
    sender: _From | None = msgspec.field(default=None, name="from")
    text: str | None = None
    via_bot: _From | None = None
    forward_origin: _Origin | None = None


class _Query(msgspec.Struct, frozen=True, gc=False):
    id: str
    sender: _From = msgspec.field(name="from")
    message: _Message | None = None
    data: str | None = None


class _Elsewhere(msgspec.Struct, frozen=True, gc=False):
    chat: _Chat


class Asking(msgspec.Struct, frozen=True, gc=False):
    """An inline query: `@bot words`, typed in any chat."""

    id: str
    sender: _From = msgspec.field(name="from")
    query: str = ""


class Glance(msgspec.Struct, frozen=True, gc=False):
    """The few fields of an update that the first look needs."""

    update_id: int
    message: _Message | None = None
    callback_query: _Query | None = None
    edited_message: _Elsewhere | None = None
    my_chat_member: _Elsewhere | None = None
    inline_query: Asking | None = None

    @property
    def chat(self) -> int:
        """The chat whose order this update must keep; 0 when it has none."""
        if self.callback_query is not None:
            message = self.callback_query.message
            return message.chat.id if message is not None else self.callback_query.sender.id
        if self.inline_query is not None:
            return self.inline_query.sender.id
        holder = self.message or self.edited_message or self.my_chat_member
        return holder.chat.id if holder is not None else 0

    def ours(self, bot: int) -> bool:
        """Whether the message is an answer of this bot, chosen inline in its own chat: words, but nobody's own."""
        message = self.message
        return message is not None and message.via_bot is not None and message.via_bot.id == bot


class _Numbered(msgspec.Struct, frozen=True):
    update_id: int


_glance = msgspec.json.Decoder(Glance).decode
_numbered = msgspec.json.Decoder(_Numbered).decode


def glance(raw: bytes) -> Glance:
    """The first look's fields; of an update of a shape we do not know only its number, so that it holds up nobody.

    Raises msgspec.DecodeError for what is no update.
    """
    try:
        return _glance(raw)
    except msgspec.ValidationError:
        return Glance(_numbered(raw).update_id)


def moment(seconds: int, now: datetime) -> datetime:
    """Telegram's seconds as a time; `now` where it tells none (0: a message that can be seen no more)."""
    return datetime.fromtimestamp(seconds, UTC) if seconds else now


def own(message: int) -> str:
    """The origin of what a person sent: their own message, which can be deleted but not take an answer's place."""
    return f"{OWN}{message}"


def typed(text: str, at: datetime, forwarded: bool = False) -> Event:
    """The event that typed words are; `/start` opens the chat, with the token of a deep link. `forwarded`: somebody
    wrote them elsewhere."""
    start = _START.fullmatch(text)
    if start is not None:
        return Started(at, start["payload"] or "")
    return Said(at, text, forwarded=forwarded)


def pressed(data: str, at: datetime) -> Event:
    """The event of a button `turn|key`; a button that is none of ours is one of turn -1, which never was."""
    turn, mark, key = data.partition("|")
    if mark and turn.isascii() and turn.isdigit() and len(turn) < 19:
        return Chose(at, int(turn), key)
    return Chose(at, -1, data)


def first_look(seen: Glance, now: datetime) -> Reading | None:
    """The reading of plain text or a button of a private chat; None: the other tier must read it."""
    if (message := seen.message) is not None:
        if message.text is None or message.chat.type != "private":
            return None
        event = typed(message.text, moment(message.date, now), message.forward_origin is not None)
        hint = message.sender.language_code if message.sender else ""
        return Reading(message.chat.id, event, hint, own(message.message_id))
    query = seen.callback_query
    if query is None or query.data is None or query.message is None:
        return None
    chat = query.message.chat
    if chat.type != "private" or chat.id != query.sender.id:
        return None
    hint, origin = query.sender.language_code, str(query.message.message_id)
    return Reading(chat.id, pressed(query.data, now), hint, origin, query.id)
