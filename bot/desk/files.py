"""An officer's files on their way to an owner: what is taken, under which name, and the bytes from the Bot API."""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
from dataclasses import dataclass
from typing import Any, Literal

from telegram.error import BadRequest, InvalidToken
from telegram.ext import ExtBot

from bot.inbox.uploads import neutral_name, tidy_name
from dialogs.events import FileRef
from telegram import Message

LARGEST = 20 * 1024 * 1024
"""Bytes of the largest file that the Bot API hands out."""
READ = 60.0
"""Seconds without a byte after which a download is given up, to be tried again."""
AT_ONCE = 2
"""Files fetched at the same time, so that albums do not fill the memory."""
Kind = Literal["document", "photo", "voice", "video", "other"]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a message, not fetched yet. `size` in bytes, 0 when not told."""

    file: str
    name: str
    mime: str
    size: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file with its bytes, or why it was not taken: `too_large`, `empty` or `gone`."""

    ref: FileRef | None = None
    content: bytes = b""
    why: str = ""


def attached(message: Message) -> Attached | None:
    """The file of a message; None for words, and for what is no file (a sticker, a place, a contact)."""
    if message.photo:
        largest = message.photo[-1]
        return Attached(largest.file_id, "photo.jpg", "image/jpeg", largest.file_size or 0, "photo")
    if message.voice is not None:
        return _named(message.voice, "voice", "audio/ogg")
    if message.video is not None:
        return _named(message.video, "video", "video/mp4")
    if message.video_note is not None:
        return _named(message.video_note, "video", "video/mp4")
    if message.audio is not None:
        return _named(message.audio, "other", "audio/mpeg")
    return _named(message.document, "document", "application/octet-stream") if message.document is not None else None


def _named(found: Any, kind: Kind, usual: str) -> Attached:
    """Telegram's own classes differ in what they tell; a name that shows nothing is replaced by the kind."""
    mime = getattr(found, "mime_type", None) or usual
    name = neutral_name(tidy_name(getattr(found, "file_name", None) or ""))
    shown = name or ("file" if kind in ("document", "other") else kind) + (mimetypes.guess_extension(mime) or "")
    return Attached(found.file_id, shown, mime, found.file_size or 0, kind)


class Files:
    """Fetches files of one bot."""

    def __init__(self, bot: ExtBot[Any]) -> None:
        self._bot = bot
        self._room = asyncio.Semaphore(AT_ONCE)

    async def fetch(self, wanted: Attached, name: str) -> Fetched:
        """The file under the id `name`. Raises TelegramError when Telegram is away: then it comes again."""
        if wanted.size > LARGEST:
            return Fetched(why="too_large")
        try:
            async with self._room:
                found = await self._bot.get_file(wanted.file)
                data = bytes(await found.download_as_bytearray(read_timeout=READ))
        except BadRequest as error:
            return Fetched(why="too_large" if "too big" in error.message.lower() else "gone")
        except InvalidToken:  # the library's name for any 404: here the link of the file is too old
            return Fetched(why="gone")
        if not data:
            return Fetched(why="empty")
        digest = await asyncio.to_thread(lambda: hashlib.sha256(data).hexdigest())
        return Fetched(FileRef(name, wanted.name, wanted.mime, len(data), digest, wanted.kind), data)
