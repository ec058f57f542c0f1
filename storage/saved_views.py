"""Queues that officers come back to: the filter as in an address, under a name of the officer's own, sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import delete, func, insert, select, update

from storage import tables as t
from storage.transaction import Transaction, columns_of

v = t.view
MOST = 20
"""Views that one officer may keep."""
LONGEST_NAME = 40
LONGEST_QUERY = 300


@dataclass(frozen=True, slots=True)
class View:
    """A saved queue. `query` is what stands after the question mark of its address."""

    id: int
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class _SealedView:
    id: int
    query: str
    name: bytes


async def views(tx: Transaction, officer: str) -> Sequence[View]:
    """The views of an officer, the oldest first."""
    rows = await tx.read(
        _SealedView, select(*columns_of(v, _SealedView)).where(v.c.officer == officer).order_by(v.c.id)
    )
    if not rows:
        return []
    key = await tx.house_key()
    names = [msgspec.json.decode(key.open(f"view:{officer}", row.name), type=str) for row in rows]
    return [View(row.id, name, row.query) for row, name in zip(rows, names, strict=True)]


async def add(tx: Transaction, officer: str, name: str, query: str, at: int) -> bool:
    """Keep a view; False when the officer has as many as are kept."""
    kept = await tx.one(int, select(func.count()).select_from(v).where(v.c.officer == officer))
    if kept and kept >= MOST:
        return False
    values = {"officer": officer, "query": query[:LONGEST_QUERY], "created": at}
    await tx.run(insert(v).values(name=await _sealed(tx, officer, name), **values))
    return True


async def rename(tx: Transaction, officer: str, view: int, name: str) -> None:
    """Another name for one of the officer's own views."""
    sealed = await _sealed(tx, officer, name)
    await tx.run(update(v).where(v.c.id == view, v.c.officer == officer).values(name=sealed))


async def drop(tx: Transaction, officer: str, view: int) -> None:
    """Forget one of the officer's own views."""
    await tx.run(delete(v).where(v.c.id == view, v.c.officer == officer))


async def _sealed(tx: Transaction, officer: str, name: str) -> bytes:
    key = await tx.house_key()
    return key.seal(f"view:{officer}", msgspec.json.encode(name[:LONGEST_NAME]))
