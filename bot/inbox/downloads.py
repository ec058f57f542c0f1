"""Files that people send through a messenger, fetched: with a hash, or the reason why one was not taken."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from dialogs.events import FileKind, FileRef

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of one file, whatever it comes through: the most that Telegram's Bot API hands out."""


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file to be fetched. `file` is the messenger's id; `size` in bytes, 0 when not told."""

    file: str
    name: str
    mime: str
    size: int
    kind: FileKind
    caption: str = ""


class NotTaken(Exception):
    """The messenger does not hand a file out, and never will: `too_large` or `gone`."""


class Downloader:
    """Fetches files of one bot, `at_once` of them at the same time, so that albums do not fill the memory.

    `read`: the bytes of a file by the messenger's id. It raises NotTaken, or its own error when the messenger is away.
    """

    def __init__(self, read: Callable[[str], Awaitable[bytes]], at_once: int) -> None:
        self._read = read
        self._room = asyncio.Semaphore(at_once)

    async def fetch(self, wanted: WantedFile, name: str) -> tuple[FileRef, bytes | None]:
        """The file under the id `name`, and its bytes, None when it could not be taken (`FileRef.refused`).

        Raises what `read` raises when the messenger is away: then it must be tried again.
        """
        if wanted.size > LARGEST_FILE:
            return _ref(wanted, name, wanted.size, refused="too_large"), None
        try:
            async with self._room:
                data = await self._read(wanted.file)
        except NotTaken as why:
            return _ref(wanted, name, wanted.size, refused=str(why)), None
        if not data:
            return _ref(wanted, name, 0, refused="empty"), None
        digest = await asyncio.to_thread(lambda: hashlib.sha256(data).hexdigest())
        return _ref(wanted, name, len(data), digest), data


def _ref(wanted: WantedFile, name: str, size: int, digest: str = "", refused: str = "") -> FileRef:
    return FileRef(name, wanted.name, wanted.mime, size, digest, wanted.kind, wanted.caption, refused)
