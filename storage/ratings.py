"""How owners judged it at the end: one row a report, and counters beside it."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from storage import tables as t
from storage.counters import count
from storage.transaction import Transaction

g = t.rating


async def rate(tx: Transaction, receipt: str, outcome: str, satisfaction: int, at: int) -> None:
    """Keep the judgement, or the one that replaces it; counters follow. `satisfaction`: 1 to 5, 0 not said."""
    was = select(g.c.outcome, g.c.satisfaction).where(g.c.receipt == receipt)
    before = await tx.one(_parts, was.with_for_update())
    values = {"outcome": outcome, "satisfaction": satisfaction, "created": at}
    if before is None:
        await tx.run(insert(g).values(receipt=receipt, **values))
    else:
        await tx.run(update(g).where(g.c.receipt == receipt).values(**values))
    tallies: dict[str, int] = {}
    for part in before or ():
        tallies[part] = tallies.get(part, 0) - 1
    for part in _parts(outcome, satisfaction):
        tallies[part] = tallies.get(part, 0) + 1
    await count(tx, *(("rating", part, n) for part, n in tallies.items() if n))


def _parts(outcome: str, satisfaction: int) -> tuple[str, ...]:
    return (f"outcome:{outcome}", *((f"satisfaction:{satisfaction}",) if satisfaction else ()))
