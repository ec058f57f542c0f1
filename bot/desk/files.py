"""An officer's files on their way to an owner: under which name each goes, and its bytes from the Bot API."""

from __future__ import annotations

import mimetypes
from typing import Any

from telegram.error import BadRequest, InvalidToken
from telegram.ext import ExtBot

from bot.documents.file_names import neutral_name, tidy_name
from bot.inbox.downloads import Downloader, NotTaken, WantedFile
from dialogs.events import FileKind
from telegram import Message

READ = 60.0
"""Seconds without a byte after which a download is given up, to be tried again."""
AT_ONCE = 2
"""Files fetched at the same time."""


def attached(message: Message) -> WantedFile | None:
    """The file of a message; None for words, and for what is no file (a sticker, a place, a contact)."""
    if message.photo:
        largest = message.photo[-1]
        return WantedFile(largest.file_id, "photo.jpg", "image/jpeg", largest.file_size or 0, "photo")
    if message.voice is not None:
        return _named(message.voice, "voice", "audio/ogg")
    if message.video is not None:
        return _named(message.video, "video", "video/mp4")
    if message.video_note is not None:
        return _named(message.video_note, "video", "video/mp4")
    if message.audio is not None:
        return _named(message.audio, "other", "audio/mpeg")
    return _named(message.document, "document", "application/octet-stream") if message.document is not None else None


def _named(found: Any, kind: FileKind, usual: str) -> WantedFile:
    """Telegram's own classes differ in what they tell; a name that shows nothing is replaced by the kind."""
    mime = getattr(found, "mime_type", None) or usual
    name = neutral_name(tidy_name(getattr(found, "file_name", None) or ""))
    shown = name or ("file" if kind in ("document", "other") else kind) + (mimetypes.guess_extension(mime) or "")
    return WantedFile(found.file_id, shown, mime, found.file_size or 0, kind)


def downloads_of(bot: ExtBot[Any]) -> Downloader:
    """Fetches files of one bot. It raises TelegramError when Telegram is away."""

    async def read(file: str) -> bytes:
        try:
            found = await bot.get_file(file)
            return bytes(await found.download_as_bytearray(read_timeout=READ))
        except BadRequest as error:
            raise NotTaken("too_large" if "too big" in error.message.lower() else "gone") from None
        except InvalidToken:  # the library's name for any 404: here the link of the file is too old
            raise NotTaken("gone") from None

    return Downloader(read, AT_ONCE)
