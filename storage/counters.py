"""Counting without counting: a number is kept beside what it counts, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from storage import tables as t
from storage.transaction import Transaction

c = t.counter


async def count(tx: Transaction, *what: tuple[str, str, int]) -> None:
    """Add n to the counters (name, part, n)."""
    rows = [{"name": name, "part": part[:160], "n": n} for name, part, n in sorted(what)]
    if not rows:
        return
    make: Any = postgresql.insert if tx.postgresql else sqlite.insert
    adding = make(c)
    statement = adding.on_conflict_do_update(index_elements=[c.c.name, c.c.part], set_={"n": c.c.n + adding.excluded.n})
    await tx.run(statement, rows)


async def counted(tx: Transaction, name: str) -> Mapping[str, int]:
    """All parts of a counter."""
    return {row.part: row.n for row in await tx.all(select(c.c.part, c.c.n).where(c.c.name == name))}


async def counts(tx: Transaction, name: str, parts: Sequence[str]) -> Mapping[str, int]:
    """Some parts of a counter; those never counted are left out."""
    statement = select(c.c.part, c.c.n).where(c.c.name == name, c.c.part.in_(parts))
    return {row.part: row.n for row in await tx.all(statement)}


async def clear(tx: Transaction, name: str, before: str) -> None:
    """Forget the parts of a counter that sort before `before`: those named by hours gone by."""
    await tx.run(delete(c).where(c.c.name == name, c.c.part < before))
