"""Many files as one ZIP, made while it is sent: one file is in memory at a time, nothing touches the disk.

Used for a whole case: its copy to print, its data, its files, and a list of hashes that says what was handed out.
"""

from __future__ import annotations

import asyncio
import hashlib
import zipfile
from collections.abc import AsyncIterator
from datetime import datetime

from guidance.calendar import korean_time

HASHES = "SHA256SUMS.txt"

Entry = tuple[str, bytes]
"""The name of a file in the ZIP, with `/` between folders of ours, and its bytes."""


async def bundled(entries: AsyncIterator[Entry], at: datetime) -> AsyncIterator[bytes]:
    """The ZIP of these files in pieces, with a list of their SHA-256 at its end. Packed in a thread."""
    out, sums = _Pieces(), []
    stamp = korean_time(at).timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        async for name, content in entries:
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
            await asyncio.to_thread(_add, archive, name, content, stamp)
            yield out.taken()
        _add(archive, HASHES, "".join(sums).encode(), stamp)
    yield out.taken()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, stamp: tuple[int, ...]) -> None:
    info = zipfile.ZipInfo(name, stamp)  # type: ignore[arg-type]
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    archive.writestr(info, content)


class _Pieces:
    """What a ZIP is written to: it cannot go back, and gives away what it has."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
