"""What the statistics are made of: bounded queries over a year and counters, never content.

`ministry` empty is all desks. Rows are those of the latest `MOST` reports at most.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, literal_column, select

from dialogs.case_states import ReferralState
from storage import tables as t
from storage.counters import counted
from storage.transaction import Transaction, columns_of

c, r, k, g = t.case_, t.referral, t.clock, t.rating
MOST = 20_000
"""Reports that figures are made of at most, the latest."""
_NONE: ColumnElement[int] = literal_column("0")


@dataclass(frozen=True, slots=True)
class SentReport:
    """When a report was sent (ms), in which language, and its blind spots, with commas between them."""

    created: int
    language: str
    spots: str


@dataclass(frozen=True, slots=True)
class HeldReport:
    """How a report stands at a body, since when it is there and when it was first acted on (ms, 0: not yet)."""

    ministry: str
    state: ReferralState
    reason: str
    created: int
    acted: int


async def reports(tx: Transaction, since: int, ministry: str = "") -> list[SentReport]:
    """Reports sent since then (ms)."""
    statement = select(*columns_of(c, SentReport)).where(c.c.created >= since)
    if ministry:
        statement = statement.join(r, r.c.receipt == c.c.receipt).where(r.c.ministry == ministry)
    return await tx.read(SentReport, statement.order_by(c.c.created.desc(), c.c.receipt).limit(MOST))


async def referrals(tx: Transaction, since: int, ministry: str = "") -> list[HeldReport]:
    """Referrals of reports sent since then."""
    statement = select(*columns_of(r, HeldReport)).join(c, c.c.receipt == r.c.receipt).where(c.c.created >= since)
    if ministry:
        statement = statement.where(r.c.ministry == ministry)
    return await tx.read(HeldReport, statement.order_by(c.c.created.desc(), c.c.receipt).limit(MOST))


async def clocks(tx: Transaction, since: int, at: int, ministry: str = "") -> Mapping[str, tuple[int, int]]:
    """Ministry -> how many clocks of reports sent since then were met in time, and missed."""
    late = (k.c.met > k.c.due) | ((k.c.met == _NONE) & (k.c.paused == _NONE) & (k.c.due < at))
    met = (k.c.met > _NONE) & (k.c.met <= k.c.due)
    tallies = (func.sum(case((met, 1), else_=0)), func.sum(case((late, 1), else_=0)))
    statement = select(k.c.ministry, *tallies).join(c, c.c.receipt == k.c.receipt).where(c.c.created >= since)
    if ministry:
        statement = statement.where(k.c.ministry == ministry)
    return dict(await tx.read(_kept, statement.group_by(k.c.ministry).order_by(k.c.ministry)))


def _kept(ministry: str, met: int | None, missed: int | None) -> tuple[str, tuple[int, int]]:
    return ministry, (int(met or 0), int(missed or 0))


async def ratings(tx: Transaction, since: int, ministry: str = "") -> Mapping[int, int]:
    """How satisfied owners said they were, 1 to 5 -> how many."""
    statement = select(g.c.satisfaction, func.count()).join(c, c.c.receipt == g.c.receipt).where(c.c.created >= since)
    if ministry:
        statement = statement.join(r, r.c.receipt == c.c.receipt).where(r.c.ministry == ministry)
    return dict(await tx.read(_rated, statement.where(g.c.satisfaction > _NONE).group_by(g.c.satisfaction)))


def _rated(satisfaction: int, count: int) -> tuple[int, int]:
    return satisfaction, count


async def routes(tx: Transaction, ministry: str = "") -> Mapping[str, int]:
    """`ministry:route` -> reports that fit it, since counting began; of a desk only those that it was given."""
    return await counted(tx, f"route:{ministry}" if ministry else "route")
