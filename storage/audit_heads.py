"""Heads of the audit log, kept outside the database: a file beside the key ring that only grows. What was cut off the
end of the log, or written anew with all that followed, is missing from it or other than it says.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from guidance.calendar import KOREA
from storage import audit
from storage.store import Store
from storage.timestamps import moment

HEADS_FILE = "audit.heads"


@dataclass(frozen=True, slots=True)
class KeptHead:
    """That the log had this line with this hash. `day` in Korea, as `2026-12-01`."""

    day: str
    line: int
    hash: str

    def __str__(self) -> str:
        return f"{self.day} {self.line} {self.hash}"


def day_of(at: int) -> str:
    """The day in Korea of a moment in ms."""
    return f"{moment(at).astimezone(KOREA):%Y-%m-%d}"


def kept_heads(folder: Path) -> Iterator[KeptHead]:
    """The heads kept in a ring's folder until now, oldest first. A line that a power cut left half is passed over."""
    file = folder / HEADS_FILE
    if not file.exists():
        return
    with file.open(encoding="ascii", errors="replace") as lines:
        left = os.fstat(lines.fileno()).st_size
        for line in lines:
            left -= len(line)
            if (found := _read(line)) is not None:
                yield found
            if left <= 0:
                return  # what is added while somebody reads may be younger than the log that it is held against


def _read(line: str) -> KeptHead | None:
    day, _, rest = line.rstrip("\n").partition(" ")
    number, _, digest = rest.partition(" ")
    whole = line.endswith("\n") and number.isdigit() and len(digest) == len(audit.FIRST)
    return KeptHead(day, int(number), digest) if whole else None


async def current_head(store: Store) -> KeptHead:
    """The newest line of the log; line 0 of an empty one."""
    async with store.reading() as tx:
        newest = await audit.head(tx)
    return KeptHead(day_of(newest.at), newest.line, newest.hash)


class HeadKeeper:
    """Writes down where the log stands, if that has changed. Nothing to do where the ring is a setting."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last = 0

    async def keep(self) -> None:
        """Raises StoreDown."""
        folder = self._store.vault.ring.path
        if folder is None:
            return
        newest = await current_head(self._store)
        if newest.line != self._last and newest.line:
            add_head(folder, newest)
            self._last = newest.line


def add_head(folder: Path, head: KeptHead) -> None:
    """Write a head down, on the disk before this returns."""
    handle = os.open(folder / HEADS_FILE, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "r+b", buffering=0) as file:
        end = file.seek(0, os.SEEK_END)
        whole = not end or os.pread(handle, 1, end - 1) == b"\n"
        file.write(f"{'' if whole else chr(10)}{head}\n".encode("ascii"))
        os.fsync(handle)
