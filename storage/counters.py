"""Counting without counting: a number is kept beside what it counts, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select

from storage import tables as t
from storage.transaction import Transaction

c = t.counter


async def count(tx: Transaction, *what: tuple[str, str, int]) -> None:
    """Add n to the counters (name, part, n)."""
    rows = [{"name": name, "part": part[:160], "n": n} for name, part, n in sorted(what)]
    if not rows:
        return
    adding = tx.insert(c)
    statement = adding.on_conflict_do_update(index_elements=[c.c.name, c.c.part], set_={"n": c.c.n + adding.excluded.n})
    await tx.run(statement, rows)


async def counted(tx: Transaction, name: str) -> Mapping[str, int]:
    """All parts of a counter."""
    return dict(await tx.read(_tally, select(c.c.part, c.c.n).where(c.c.name == name)))


async def counts(tx: Transaction, name: str, parts: Sequence[str]) -> Mapping[str, int]:
    """Some parts of a counter; those never counted are left out."""
    statement = select(c.c.part, c.c.n).where(c.c.name == name, c.c.part.in_(parts))
    return dict(await tx.read(_tally, statement))


def _tally(part: str, n: int) -> tuple[str, int]:
    return part, n


async def clear(tx: Transaction, name: str, before: str) -> None:
    """Forget the parts of a counter that sort before `before`: those named by hours gone by."""
    await tx.run(delete(c).where(c.c.name == name, c.c.part < before))
