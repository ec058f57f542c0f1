"""The clocks of referrals as rows: what runs, until when, and what time has to do with it next.

Times are UTC milliseconds, 0 is not. What they mean is decided in `casework/clocks.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, literal_column, select, tuple_, update

from guidance.calendar import day_of
from storage import tables as t
from storage.timestamps import moment
from storage.transaction import Transaction

k, r = t.clock, t.referral
_NONE: ColumnElement[int] = literal_column("0")


@dataclass(frozen=True, slots=True)
class RunningClock:
    """One clock of a referral. `due`: its last millisecond; `rings`: when time has something to do with it next.

    `met`: when it was met, or ended with its referral. `extended`, `waited`: days added by officers, and by waiting
    for the owner, in the clock's own kind of day.
    """

    receipt: str
    ministry: str
    name: str
    started: int
    due: int
    paused: int = 0
    met: int = 0
    reminded: int = 0
    escalated: int = 0
    rings: int = 0
    extended: int = 0
    waited: int = 0
    inward: bool = False


Row = RunningClock
Place = tuple[int, str, str, str]
"""Where a clock stands among those that ring: rings, receipt, ministry, name."""


@dataclass(frozen=True, slots=True)
class Ringing:
    """A clock that rings, with what its referral says: `state`, and when the owner heard that nobody opened it."""

    clock: RunningClock
    state: str
    unopened: int

    @property
    def place(self) -> Place:
        return (self.clock.rings, self.clock.receipt, self.clock.ministry, self.clock.name)


async def of(tx: Transaction, receipt: str, ministry: str) -> Sequence[Row]:
    """The clocks of a referral, the one due first first."""
    where = (k.c.receipt == receipt, k.c.ministry == ministry)
    return [RunningClock(*row) for row in await tx.all(_clocks().where(*where).order_by(k.c.due, k.c.name))]


async def add(tx: Transaction, clocks: Sequence[RunningClock]) -> None:
    """Keep new clocks, and what referrals of their cases say of them."""
    if clocks:
        await tx.run(insert(k), [asdict(clock) for clock in clocks])
        await _tell(tx, {clock.receipt for clock in clocks})


async def put(tx: Transaction, clocks: Sequence[RunningClock]) -> None:
    """Keep clocks that were there as they are now."""
    for clock in clocks:
        named = (k.c.receipt == clock.receipt, k.c.ministry == clock.ministry, k.c.name == clock.name)
        await tx.run(update(k).where(*named).values(**asdict(clock)))
    if clocks:
        await _tell(tx, {clock.receipt for clock in clocks})


async def end(tx: Transaction, receipt: str, ministries: Sequence[str], at: int) -> None:
    """These desks have nothing to do with the case any more: their clocks end."""
    where = (k.c.receipt == receipt, k.c.ministry.in_(ministries), k.c.met == _NONE)
    await tx.run(update(k).where(*where).values(met=at, paused=0, rings=0))
    await _tell(tx, {receipt})


async def drop(tx: Transaction, receipt: str) -> None:
    """Nothing of the clocks of a case is kept."""
    await tx.run(delete(k).where(k.c.receipt == receipt))
    await _tell(tx, {receipt})


async def _tell(tx: Transaction, receipts: set[str]) -> None:
    """Referrals say when their next clock runs out, and since when one of them waits for the owner."""
    mine = (k.c.receipt == r.c.receipt, k.c.ministry == r.c.ministry, k.c.met == _NONE)
    due = select(func.coalesce(func.min(k.c.due), _NONE)).where(*mine, k.c.paused == _NONE).scalar_subquery()
    paused = select(func.coalesce(func.max(k.c.paused), _NONE)).where(*mine).scalar_subquery()
    await tx.run(update(r).where(r.c.receipt.in_(sorted(receipts))).values(due=due, paused=paused))


def _clocks(*more: Any) -> Any:
    return select(*(k.c[name] for name in RunningClock.__slots__), *more)


# ---- the owner's view -----------------------------------------------------------------------------------


async def shown(tx: Transaction, receipt: str) -> tuple[tuple[str, str, date | None], ...]:
    """What the owner sees: ministry, name, the Korean day it runs out; None while it waits for the owner."""
    where = (k.c.receipt == receipt, k.c.met == _NONE, ~k.c.inward)
    rows = await tx.all(_clocks().where(*where).order_by(k.c.ministry, k.c.due, k.c.name))
    return tuple((row.ministry, row.name, None if row.paused else day_of(moment(row.due))) for row in rows)


# ---- what time does -------------------------------------------------------------------------------------


async def ringing(tx: Transaction, at: int, limit: int, after: Place | None = None) -> list[Ringing]:
    """Clocks that ring by `at`, the longest ago first, those after the place of the last one seen."""
    there = (r.c.receipt == k.c.receipt) & (r.c.ministry == k.c.ministry)
    order = (k.c.rings, k.c.receipt, k.c.ministry, k.c.name)
    statement = _clocks(r.c.state, r.c.unopened).join(r, there)
    statement = statement.where(k.c.rings > _NONE, k.c.rings <= at)
    if after:
        statement = statement.where(tuple_(*order) > after)
    rows = await tx.all(statement.order_by(*order).limit(limit))
    return [Ringing(RunningClock(*list(row)[:-2]), row.state, row.unopened) for row in rows]


async def next_moment(tx: Transaction, after: int) -> int:
    """When time has something to do next, later than `after`; 0 when nothing is to come."""
    rings = await tx.first(select(func.min(k.c.rings)).where(k.c.rings > _NONE, k.c.rings > after))
    tells = await tx.first(select(func.min(r.c.tell)).where(r.c.tell > _NONE, r.c.tell > after))
    found = [row[0] for row in (rings, tells) if row and row[0]]
    return min(found, default=0)


async def untold(tx: Transaction, at: int, limit: int) -> Sequence[Any]:
    """Referrals whose owner is to hear by `at` that they were taken in bulk: receipt, ministry, tell."""
    columns = select(r.c.receipt, r.c.ministry, r.c.tell)
    where = (r.c.tell > _NONE, r.c.tell <= at, r.c.open)
    return await tx.all(columns.where(*where).order_by(r.c.tell, r.c.receipt, r.c.ministry).limit(limit))


async def told_unopened(tx: Transaction, chat: str) -> int:
    """When the owner of this chat last heard of any report that nobody had opened it; 0 never."""
    of_chat = select(t.case_.c.receipt).where(t.case_.c.chat == chat)
    row = await tx.first(select(func.max(r.c.unopened)).where(r.c.receipt.in_(of_chat)))
    return (row[0] or 0) if row else 0


async def tell_unopened(tx: Transaction, receipt: str, ministry: str, at: int) -> None:
    """The owner hears now that nobody at this desk has opened the report. The referral itself did not change."""
    named = (r.c.receipt == receipt, r.c.ministry == ministry)
    await tx.run(update(r).where(*named).values(unopened=at))


async def lapse(tx: Transaction, at: int) -> list[tuple[str, str]]:
    """Free the referrals whose holder let them lie: (receipt, ministry) of each."""
    freed = update(r).where(*_let_lie(at)).values(holder="", lease=0, version=r.c.version + 1)
    rows = (await tx.run(freed.returning(r.c.receipt, r.c.ministry))).all()
    return sorted((row.receipt, row.ministry) for row in rows)


async def has_lapsed(tx: Transaction, at: int) -> bool:
    """Whether `lapse` would free any."""
    return await tx.first(select(r.c.receipt).where(*_let_lie(at)).limit(1)) is not None


def _let_lie(at: int) -> tuple[ColumnElement[bool], ...]:
    """Held longer than agreed; whoever waits for the owner lets nothing lie."""
    return (r.c.open, r.c.holder != literal_column("''"), r.c.lease <= at, r.c.state.not_in(("asked", "passed_on")))
