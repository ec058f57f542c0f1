"""Who has copies of a database of SQLite and of its log, and the key ring in hand: opens whatever any key opens.

A seal is opened without asking whether it is whole, and whatever row it is bound to, as a thief would.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

from storage.keyring import Keyring, KeyringError

DATABASE = "sinmungo.db"


@dataclass
class Loot:
    """Marks that were found: mark -> table and id of the key that opened it; empty where nothing was sealed."""

    marks: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def add(self, table: str, key: str, found: frozenset[str]) -> None:
        for each in found:
            self.marks.setdefault(each, set()).add((table, key))


def taken(house: Path, to: Path) -> Path:
    """A copy of the database and its log as they lie there."""
    to.mkdir(parents=True)
    for file in house.glob(f"{DATABASE}*"):
        if not file.name.endswith("-shm"):
            shutil.copy(file, to / file.name)
    return to


def at_every_commit(copy: Path, to: Path) -> Iterator[Path]:
    """The copy as it was before its log, and after each commit in it."""
    log = copy / f"{DATABASE}-wal"
    whole = log.read_bytes() if log.exists() else b""
    for n, end in enumerate((0, *_commits(whole))):
        place = to / str(n)
        place.mkdir(parents=True)
        shutil.copy(copy / DATABASE, place / DATABASE)
        if end:
            (place / f"{DATABASE}-wal").write_bytes(whole[:end])
        yield place


def _commits(log: bytes) -> Iterator[int]:
    """Where each commit ends. See “The Write-Ahead Log” in SQLite's file format."""
    if len(log) < 32:
        return
    size, salts = struct.unpack(">I", log[8:12])[0] + 24, log[16:24]
    for start in range(32, len(log) - size + 1, size):
        (pages,) = struct.unpack(">I", log[start + 4 : start + 8])
        if log[start + 8 : start + 16] != salts:
            return
        if pages:
            yield start + size


class Thief:
    """Looks for what matches `mark` in anything."""

    def __init__(self, ring: Keyring, mark: str) -> None:
        self._ring, self._mark = ring, re.compile(mark.encode())
        self._seen = lru_cache(maxsize=None)(self._opened)

    def loot(self, copy: Path) -> Loot:
        """What the database in this folder gives away, with the ring as it is now."""
        found = Loot()
        line = sqlite3.connect(copy / DATABASE)
        try:
            keys = list(self._keys(line))
            for table, value in _values(line):
                found.add(table, "", self._in(value))
                for name, raw in keys:
                    found.add(table, name, self._seen(raw, value))
        finally:
            line.close()
        return found

    def _keys(self, line: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
        for name, ring, wrapped in line.execute("SELECT id, ring, wrapped FROM key"):
            try:
                yield name, self._ring.unwrap(name, ring, wrapped)
            except (KeyringError, InvalidTag):
                continue

    def _in(self, value: bytes) -> frozenset[str]:
        return frozenset(each.decode() for each in self._mark.findall(value))

    def _opened(self, raw: bytes, value: bytes) -> frozenset[str]:
        if len(value) < 28:
            return frozenset()
        plain = Cipher(AES(raw), CTR(value[:12] + b"\0\0\0\2")).decryptor().update(value[12:-16])
        return self._in(plain) | self._in(_inflated(plain)) | self._in(_inflated(plain[1:]))


def _values(line: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    tables = [row[0] for row in line.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for row in line.execute(f'SELECT * FROM "{table}"'):
            for value in row:
                if isinstance(value, bytes | str):
                    yield table, value if isinstance(value, bytes) else value.encode()


def _inflated(plain: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(plain)
    except zlib.error:
        return b""
