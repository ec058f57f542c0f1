"""The ordinary tier: an update read by aiogram, one catch-all handler per kind of update.

Importing this module imports aiogram (seconds, 100 MB): only `telegram.py` does, lazily, in a thread.
"""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update, User
from pydantic import ValidationError

from bot.inbox.downloads import WantedFile
from bot.telegram.parse_fast import Reading, moment, own, pressed, typed
from dialogs.events import Edited, Event, FileKind, Other, Sent, Started, Stopped

log = logging.getLogger(__name__)

_KINDS: Mapping[str, FileKind] = {
    "document": "document",
    "video": "video",
    "animation": "video",
    "video_note": "video",
    "live_photo": "video",
    "voice": "voice",
    "audio": "voice",
}
"""Content with a file in it -> `FileRef.kind`; `photo`, which comes in sizes, is read by itself."""

_WORDLESS = frozenset(
    {"sticker", "story", "checklist", "contact", "dice", "game", "poll", "venue", "location", "paid_media"}
    | {"gift", "rich_message", "unknown"}
)
"""What a person can send that has neither words nor a file; what is in no set is the messenger's own notice."""


class Reader:
    """aiogram's types and dispatcher, for one bot. It only reads: what is called goes over our own line."""

    def __init__(self, token: str) -> None:
        self.bot = Bot(token)
        self.dispatcher = Dispatcher(disable_fsm=True)
        self.dispatcher.message.register(_message)
        self.dispatcher.edited_message.register(_edited)
        self.dispatcher.callback_query.register(_query)
        self.dispatcher.my_chat_member.register(_member)

    async def read(self, raw: bytes, now: datetime) -> Reading | None:
        """What one update means; None for one that means nothing here, or that cannot be read."""
        try:
            update = Update.model_validate_json(raw, context={"bot": self.bot})
        except ValidationError as error:
            log.warning("an update that aiogram cannot read: %d complaints", error.error_count())
            return None
        found = await self.dispatcher.feed_update(self.bot, update, now=now)
        return None if found is UNHANDLED else cast(Reading, found)


def _hint(user: User | None) -> str:
    return (user.language_code or "") if user is not None else ""


async def _message(message: Message, now: datetime) -> Reading | None:
    if message.chat.type != "private":
        return Reading(message.chat.id, hint=_hint(message.from_user), leave=True)
    at = message.date
    if message.text is not None:
        return _read(message, typed(message.text, at, message.forward_origin is not None))
    if wanted := _files(message):
        return _read(message, Sent(at, (), message.media_group_id or ""), wanted)
    kind = str(getattr(message.content_type, "value", message.content_type))
    return _read(message, Other(at, kind)) if kind in _WORDLESS else None


def _read(message: Message, event: Event, wanted: tuple[WantedFile, ...] = ()) -> Reading:
    return Reading(message.chat.id, event, _hint(message.from_user), own(message.message_id), wanted=wanted)


async def _edited(message: Message, now: datetime) -> Reading | None:
    if message.chat.type != "private":
        return None
    at = moment(message.edit_date or 0, now)
    if message.text is not None:
        return _read(message, Edited(at, message.text))
    if wanted := _files(message):
        return _read(message, Sent(at, (), message.media_group_id or ""), wanted)
    return None


async def _query(query: CallbackQuery, now: datetime) -> Reading:
    chat = query.message.chat if query.message is not None else None
    if chat is None or chat.type != "private" or chat.id != query.from_user.id or query.data is None:
        return Reading(query.from_user.id, query=query.id)
    event, origin = pressed(query.data, now), str(query.message.message_id) if query.message else ""
    return Reading(chat.id, event, _hint(query.from_user), origin, query.id)


async def _member(changed: ChatMemberUpdated, now: datetime) -> Reading | None:
    status, hint = changed.new_chat_member.status, _hint(changed.from_user)
    if changed.chat.type != "private":
        inside = status in ("member", "administrator", "restricted")
        return Reading(changed.chat.id, hint=hint, leave=True) if inside else None
    event: Event = Stopped(changed.date) if status in ("kicked", "left") else Started(changed.date)
    return Reading(changed.chat.id, event, hint)


def _files(message: Message) -> tuple[WantedFile, ...]:
    caption = message.caption or ""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return (_wanted(largest, "photo", caption),)
    for name, kind in _KINDS.items():
        if (content := getattr(message, name, None)) is not None:
            return (_wanted(content, kind, caption),)
    return ()


def _wanted(content: Any, kind: FileKind, caption: str) -> WantedFile:
    """The file in any of aiogram's media types; what it lacks (a photo has no name) is made up from its kind."""
    mime = getattr(content, "mime_type", None) or ("image/jpeg" if kind == "photo" else "application/octet-stream")
    return WantedFile(
        file=content.file_id,
        name=getattr(content, "file_name", None) or kind + (mimetypes.guess_extension(mime) or ""),
        mime=mime,
        size=content.file_size or 0,
        kind=kind,
        caption=caption,
    )
