"""The clocks of referrals as rows: what runs, until when, and what time has to do with it next.

Times are UTC milliseconds, 0 is not. What they mean is decided in `casework/clocks.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import ColumnElement, delete, func, insert, literal_column, select, tuple_, update

from dialogs.case_states import WAITS
from guidance.calendar import day_of
from storage import tables as t
from storage.timestamps import moment
from storage.transaction import Transaction, columns_of, pair

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


_CLOCKS = select(*columns_of(k, RunningClock))
Place = tuple[int, str, str, str]
"""Where a clock stands among those that ring: rings, receipt, ministry, name."""


@dataclass(frozen=True, slots=True)
class Ringing:
    """A clock that rings."""

    clock: RunningClock

    @property
    def place(self) -> Place:
        return (self.clock.rings, self.clock.receipt, self.clock.ministry, self.clock.name)


async def of(tx: Transaction, receipt: str, ministry: str) -> list[RunningClock]:
    """The clocks of a referral, the one due first first."""
    where = (k.c.receipt == receipt, k.c.ministry == ministry)
    return await tx.read(RunningClock, _CLOCKS.where(*where).order_by(k.c.due, k.c.name))


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


# ---- the owner's view -----------------------------------------------------------------------------------


async def shown(tx: Transaction, receipt: str) -> tuple[tuple[str, str, date | None], ...]:
    """What the owner sees: ministry, name, the Korean day it runs out; None while it waits for the owner."""
    where = (k.c.receipt == receipt, k.c.met == _NONE, ~k.c.inward)
    rows = await tx.read(RunningClock, _CLOCKS.where(*where).order_by(k.c.ministry, k.c.due, k.c.name))
    return tuple((row.ministry, row.name, None if row.paused else day_of(moment(row.due))) for row in rows)


# ---- what time does -------------------------------------------------------------------------------------


async def ringing(tx: Transaction, at: int, limit: int, after: Place | None = None) -> list[Ringing]:
    """Clocks that ring by `at`, the longest ago first, those after the place of the last one seen."""
    there = (r.c.receipt == k.c.receipt) & (r.c.ministry == k.c.ministry)
    order = (k.c.rings, k.c.receipt, k.c.ministry, k.c.name)
    statement = _CLOCKS.join(r, there).where(k.c.rings > _NONE, k.c.rings <= at)
    if after:
        statement = statement.where(tuple_(*order) > after)
    return [Ringing(clock) for clock in await tx.read(RunningClock, statement.order_by(*order).limit(limit))]


async def next_moment(tx: Transaction, after: int) -> int:
    """When time has something to do next, later than `after`; 0 when nothing is to come."""
    rings = select(_or_none(func.min(k.c.rings))).where(k.c.rings > _NONE, k.c.rings > after)
    tells = select(_or_none(func.min(r.c.tell))).where(r.c.tell > _NONE, r.c.tell > after)
    found = [await tx.one(int, rings), await tx.one(int, tells)]
    return min((each for each in found if each), default=0)


def _or_none(moment: ColumnElement[int]) -> ColumnElement[int]:
    return func.coalesce(moment, _NONE)


@dataclass(frozen=True, slots=True)
class Untold:
    """A referral that was taken in bulk, whose owner is to hear of it at `tell`."""

    receipt: str
    ministry: str
    tell: int


async def untold(tx: Transaction, at: int, limit: int) -> list[Untold]:
    """Referrals whose owner is to hear by `at` that they were taken in bulk."""
    held = select(*columns_of(r, Untold)).where(r.c.tell > _NONE, r.c.tell <= at, r.c.open)
    return await tx.read(Untold, held.order_by(r.c.tell, r.c.receipt, r.c.ministry).limit(limit))


async def told_unopened(tx: Transaction, chat: str) -> int:
    """When the owner of this chat last heard of any report that nobody had opened it; 0 never."""
    of_chat = select(t.case_.c.receipt).where(t.case_.c.chat == tx.vault.handle(chat))
    return await tx.one(int, select(_or_none(func.max(r.c.unopened))).where(r.c.receipt.in_(of_chat))) or 0


async def tell_unopened(tx: Transaction, receipt: str, ministry: str, at: int) -> None:
    """The owner hears now that nobody at this desk has opened the report. The referral itself did not change."""
    named = (r.c.receipt == receipt, r.c.ministry == ministry)
    await tx.run(update(r).where(*named).values(unopened=at))


async def lapse(tx: Transaction, at: int) -> list[tuple[str, str]]:
    """Free the referrals whose holder let them lie: (receipt, ministry) of each."""
    freed = update(r).where(*_let_lie(at)).values(holder="", lease=0, version=r.c.version + 1)
    return sorted(await tx.read(pair, freed.returning(r.c.receipt, r.c.ministry)))


async def has_lapsed(tx: Transaction, at: int) -> bool:
    """Whether `lapse` would free any."""
    return await tx.has(select(r.c.receipt).where(*_let_lie(at)).limit(1))


def _let_lie(at: int) -> tuple[ColumnElement[bool], ...]:
    """Held longer than agreed; whoever waits for the owner lets nothing lie."""
    return (r.c.open, r.c.holder != literal_column("''"), r.c.lease <= at, r.c.state.not_in(WAITS))
