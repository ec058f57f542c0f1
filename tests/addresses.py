"""Where an address, a receipt code or a group's number stands in a database, its log and its folder, however it may be
written."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import select, text

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
    if address.lstrip("-").isdecimal():
        number = abs(int(address))
        for order in ("big", "little"):
            found |= {number.to_bytes((number.bit_length() + 7) // 8, order)}
    return {each for each in found if len(each) >= 4}


def spelled(receipt: str) -> list[str]:
    """A receipt code as people and machines write it: whole, without its dashes, without what all begin with, small,
    and as JSON writes what it escapes."""
    bare = receipt.replace("-", "")
    found = (receipt, bare, bare[2:], receipt[3:], receipt.replace("-", "\\u002d"), receipt.replace("-", " "))
    return [each for word in found for each in (word, word.lower())]


async def standing(store: Store, folder: Path, *addresses: str) -> list[str]:
    """The columns and files in which one of these addresses stands: none is to be there."""
    return await _holding(store, folder, {needle for address in addresses for needle in written(address)})


async def codes_standing(store: Store, folder: Path, *receipts: str) -> list[str]:
    """The columns and files in which one of these codes stands, in any spelling: none is to be there."""
    return await standing(store, folder, *(each for receipt in receipts for each in spelled(receipt)))


async def _holding(store: Store, folder: Path, needles: set[bytes]) -> list[str]:
    held = await _columns(store) | await asyncio.to_thread(_files, folder)
    return sorted(name for name, content in held.items() if any(each in content for each in needles))


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def _columns(store: Store) -> dict[str, bytes]:
    """As they stand there, whatever the types of the columns make of it."""
    found: dict[str, list[object]] = {}
    async with store.reading() as tx:
        for table in metadata.tables.values():
            for row in await tx.all(select(text("*")).select_from(text(f'"{table.name}"'))):
                for name, cell in row._mapping.items():
                    found.setdefault(f"{table.name}.{name}", []).append(cell)
    return {name: b"\0".join(map(_bytes, cells)) for name, cells in found.items()}


def _bytes(cell: object) -> bytes:
    return cell if isinstance(cell, bytes) else repr(cell).encode()
