"""Files that people send, fetched from Telegram: at most 20 MB, with a hash, or the reason why one was not taken."""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes

import msgspec

from bot.telegram.client import BotApiClient, BotApiRefused
from bot.telegram.parse_fast import WantedFile
from dialogs.events import FileRef

LARGEST = 20 * 1024 * 1024
"""Bytes of the largest file that the Bot API hands out."""
AT_ONCE = 4
"""Files fetched at the same time, so that a crowd of albums does not fill the memory."""


class _File(msgspec.Struct, frozen=True):
    file_path: str = ""


_file = msgspec.json.Decoder(_File).decode


class Fetcher:
    """Fetches files of one bot."""

    def __init__(self, line: BotApiClient) -> None:
        self._line = line
        self._room = asyncio.Semaphore(AT_ONCE)

    async def fetch(self, wanted: WantedFile, name: str) -> tuple[FileRef, bytes | None]:
        """The file under the id `name`, and its bytes, None when it could not be taken (`FileRef.refused`).

        Raises LineError when Telegram cannot be reached or is out of order: then it must be tried again.
        """
        if wanted.size > LARGEST:
            return _ref(wanted, name, wanted.size, refused="too_large"), None
        try:
            async with self._room:
                data = await self._bytes(wanted)
        except BotApiRefused as refused:
            if refused.code not in (400, 404):
                raise
            why = "too_large" if "too big" in refused.description else "gone"
            return _ref(wanted, name, wanted.size, refused=why), None
        if not data:
            return _ref(wanted, name, 0, refused="empty"), None
        digest = await asyncio.to_thread(lambda: hashlib.sha256(data).hexdigest())
        return _ref(wanted, name, len(data), digest), data

    async def _bytes(self, wanted: WantedFile) -> bytes:
        found = _file(await self._line.call("getFile", {"file_id": wanted.file}))
        return await self._line.fetch(found.file_path)


def _ref(wanted: WantedFile, name: str, size: int, digest: str = "", refused: str = "") -> FileRef:
    mime = wanted.mime or "application/octet-stream"
    shown = wanted.name or wanted.kind + (mimetypes.guess_extension(mime) or "")
    return FileRef(name, shown, mime, size, digest, wanted.kind, wanted.caption, refused)
