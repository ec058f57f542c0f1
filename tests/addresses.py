"""Where the address of a person stands in a database, its log and its folder, however it may be written."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import select

from storage.store import Store
from storage.tables.columns import metadata


def written(address: str) -> set[bytes]:
    """The ways in which an address may be written, also as a hash that nobody needs a key for."""
    plain = address.encode()
    hashed = [hashlib.new(name, plain).digest() for name in ("md5", "sha1", "sha256", "blake2b")]
    found = {plain, address.encode("utf-16-le"), address.encode("utf-16-be"), quote(address, "").encode(), plain[::-1]}
    for each in (plain, *(whole[:16] for whole in hashed)):
        found |= {each, each.hex().encode(), each.hex().upper().encode(), base64.b32encode(each).rstrip(b"=")}
        for shift in range(3):  # wherever it begins in a longer text
            whole = base64.b64encode(b"\0" * shift + each)
            found |= {whole[-(-shift * 4 // 3) : len(each) * 4 // 3 - 1]}
    if address.isdecimal():
        number = int(address)
        for order in ("big", "little"):
            found |= {number.to_bytes((number.bit_length() + 7) // 8, order)}
    return {each for each in found if len(each) >= 4}


async def standing(store: Store, folder: Path, *addresses: str) -> list[str]:
    """The columns and files in which one of these addresses stands: none is to be there."""
    needles = {needle for address in addresses for needle in written(address)}
    held = await _columns(store) | await asyncio.to_thread(_files, folder)
    return sorted(name for name, content in held.items() if any(each in content for each in needles))


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def _columns(store: Store) -> dict[str, bytes]:
    found: dict[str, list[object]] = {}
    async with store.reading() as tx:
        for table in metadata.tables.values():
            for row in await tx.all(select(table)):
                for name, cell in zip(table.c.keys(), row, strict=True):
                    found.setdefault(f"{table.name}.{name}", []).append(cell)
    return {name: b"\0".join(map(_bytes, cells)) for name, cells in found.items()}


def _bytes(cell: object) -> bytes:
    return cell if isinstance(cell, bytes) else repr(cell).encode()
