"""What the statistics are made of: bounded queries over a year and counters, never content.

`ministry` empty is all desks. Rows are those of the latest `MOST` reports at most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal_column, select

from storage import tables as t
from storage.counters import counted
from storage.transaction import Transaction

c, r, k, g = t.case_, t.referral, t.clock, t.rating
MOST = 20_000
"""Reports that figures are made of at most, the latest."""
_NONE: ColumnElement[int] = literal_column("0")


async def reports(tx: Transaction, since: int, ministry: str = "") -> Sequence[Any]:
    """Reports sent since then (ms): created, language, spots."""
    statement = select(c.c.created, c.c.language, c.c.spots).where(c.c.created >= since)
    if ministry:
        statement = statement.join(r, r.c.receipt == c.c.receipt).where(r.c.ministry == ministry)
    return await tx.all(statement.order_by(c.c.created.desc(), c.c.receipt).limit(MOST))


async def referrals(tx: Transaction, since: int, ministry: str = "") -> Sequence[Any]:
    """Referrals of reports sent since then: ministry, state, reason, created, acted."""
    columns = (r.c.ministry, r.c.state, r.c.reason, r.c.created, r.c.acted)
    statement = select(*columns).join(c, c.c.receipt == r.c.receipt).where(c.c.created >= since)
    if ministry:
        statement = statement.where(r.c.ministry == ministry)
    return await tx.all(statement.order_by(c.c.created.desc(), c.c.receipt).limit(MOST))


async def clocks(tx: Transaction, since: int, at: int, ministry: str = "") -> Mapping[str, tuple[int, int]]:
    """Ministry -> how many clocks of reports sent since then were met in time, and missed."""
    late = (k.c.met > k.c.due) | ((k.c.met == _NONE) & (k.c.paused == _NONE) & (k.c.due < at))
    met = (k.c.met > _NONE) & (k.c.met <= k.c.due)
    tallies = (func.sum(case((met, 1), else_=0)), func.sum(case((late, 1), else_=0)))
    statement = select(k.c.ministry, *tallies).join(c, c.c.receipt == k.c.receipt).where(c.c.created >= since)
    if ministry:
        statement = statement.where(k.c.ministry == ministry)
    rows = await tx.all(statement.group_by(k.c.ministry).order_by(k.c.ministry))
    return {row[0]: (int(row[1] or 0), int(row[2] or 0)) for row in rows}


async def ratings(tx: Transaction, since: int, ministry: str = "") -> Mapping[int, int]:
    """How satisfied owners said they were, 1 to 5 -> how many."""
    statement = select(g.c.satisfaction, func.count()).join(c, c.c.receipt == g.c.receipt).where(c.c.created >= since)
    if ministry:
        statement = statement.join(r, r.c.receipt == c.c.receipt).where(r.c.ministry == ministry)
    rows = await tx.all(statement.where(g.c.satisfaction > _NONE).group_by(g.c.satisfaction))
    return {int(row[0]): int(row[1]) for row in rows}


async def routes(tx: Transaction, ministry: str = "") -> Mapping[str, int]:
    """`ministry:route` -> reports that fit it, since counting began; of a desk only those that it was given."""
    return await counted(tx, f"route:{ministry}" if ministry else "route")
