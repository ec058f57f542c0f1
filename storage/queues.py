"""The queues of a desk: which lines, in which order, page by page.

Pages go by key (`after` is the place of the last line seen), never by offset, so that page one thousand costs what
page one does. What an officer must not know of is left out by the query itself: no page is shorter for it, and no
number counts it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, select, tuple_

from dialogs.events import FileRef
from storage import tables as t
from storage.cases import Case, load_case
from storage.conflicts import shut_to
from storage.counters import counted
from storage.files import files_of
from storage.messages import Spoken, spoken
from storage.referrals import referrals
from storage.transaction import Transaction

r, c = t.referral, t.case_
MOST_SAID = 5_000
"""Messages of one case that its page shows."""
SORTS = ("due", "oldest", "newest")
"""Orders of a queue: the clock that runs out next first, or by when the report came; what is done, by its end."""
_EMPTY: ColumnElement[str] = literal_column("''")
_NONE: ColumnElement[int] = literal_column("0")

Place = tuple[int, int, str]
"""Where a page ended: the part of the queue, the key of its order, the receipt."""


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """Which lines of a desk's queue. `officer` must not be barred from them. `holder`: an officer's id, `free` for
    those that nobody holds, empty for all. `overdue_at`: only those whose clock ran out by then (ms), 0 all.
    `open` None: what is done as well. `hashes`: only cases that name one of these."""

    ministry: str
    officer: str = ""
    open: bool | None = True
    sort: str = "due"
    states: tuple[str, ...] = ()
    language: str = ""
    urgent: bool = False
    overdue_at: int = 0
    holder: str = ""
    role: str = ""
    lead: str = ""
    hashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One line of a queue, no content. Times in UTC milliseconds, 0: not yet. `place` continues the page after it.

    `due`: when the next clock runs out; `paused`: since when one waits for the owner.
    """

    receipt: str
    ministry: str
    role: str
    state: str
    holder: str
    lead: str
    language: str
    created: int
    changed: int
    due: int
    paused: int
    urgent: bool
    place: Place


@dataclass(frozen=True, slots=True)
class WholeCase:
    """A case as its page shows it. `referrals` are rows of that table."""

    case: Case
    referrals: Sequence[Any]
    spoken: Sequence[Spoken]
    files: Sequence[FileRef]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a queue: what it holds, and the column that orders it."""

    where: ColumnElement[bool] | None
    by: ColumnElement[int]
    falling: bool = False


def _parts(wanted: QueueQuery) -> tuple[_Part, ...]:
    """Referrals with a running clock come first, then those without one: each is a range of an index."""
    if not wanted.open:
        return (_Part(None, r.c.changed, wanted.sort != "oldest"),)
    if wanted.sort == "due":
        return (_Part(r.c.due > _NONE, r.c.due), _Part(r.c.due == _NONE, r.c.created))
    return (_Part(None, r.c.created, wanted.sort == "newest"),)


async def lines(tx: Transaction, wanted: QueueQuery, after: Place | None = None, limit: int = 50) -> list[QueueLine]:
    """The lines of a queue after `after`, at most `limit`."""
    found: list[QueueLine] = []
    for number, part in enumerate(_parts(wanted)):
        if after and number < after[0]:
            continue
        place = after if after and number == after[0] else None
        rows = await tx.all(_page(wanted, part, place).limit(limit - len(found)))
        found += [_line(row, number) for row in rows]
        if len(found) == limit:
            break
    return found


def _page(wanted: QueueQuery, part: _Part, after: Place | None) -> Select[Any]:
    key = tuple_(part.by, r.c.receipt)
    statement = _lines(part.by).where(*_where(wanted))
    if part.where is not None:
        statement = statement.where(part.where)
    if after:
        statement = statement.where(key < after[1:] if part.falling else key > after[1:])
    order = (part.by.desc(), r.c.receipt.desc()) if part.falling else (part.by, r.c.receipt)
    return statement.order_by(*order)


def _lines(by: Any) -> Select[Any]:
    columns = (
        r.c.receipt, r.c.ministry, r.c.role, r.c.state, r.c.holder, c.c.lead, c.c.language, r.c.created, r.c.changed,
        r.c.due, r.c.paused, r.c.urgent,
    )  # fmt: skip
    return select(*columns, by.label("by")).join(c, c.c.receipt == r.c.receipt)


def _line(row: Any, part: int) -> QueueLine:
    values = row._asdict()
    by = values.pop("by")
    return QueueLine(**values, place=(part, by, row.receipt))


def _where(wanted: QueueQuery) -> list[ColumnElement[bool]]:
    """Everything that a line must fulfil, whatever its order."""
    where = [r.c.ministry == wanted.ministry]
    if wanted.open is not None:
        where.append(r.c.open if wanted.open else ~r.c.open)
    if wanted.officer:
        where.append(r.c.receipt.not_in(shut_to(wanted.officer)))
    if wanted.states:
        where.append(r.c.state.in_(wanted.states))
    if wanted.holder:
        where.append(r.c.holder == _EMPTY if wanted.holder == "free" else r.c.holder == wanted.holder)
    if wanted.urgent:
        where.append(r.c.urgent)
    if wanted.overdue_at:
        where.append(and_(r.c.due > _NONE, r.c.due <= wanted.overdue_at))
    if wanted.hashes:
        b = t.blind.c
        where.append(r.c.receipt.in_(select(b.receipt).where(b.hash.in_(wanted.hashes))))
    same = ((r.c.role, wanted.role), (c.c.lead, wanted.lead), (c.c.language, wanted.language))
    return where + [column == value for column, value in same if value]


# ---- numbers --------------------------------------------------------------------------------------------


async def count(tx: Transaction, wanted: QueueQuery, most: int) -> int:
    """How many lines there are, counted to `most` at the furthest."""
    inner = select(r.c.receipt).join(c, c.c.receipt == r.c.receipt).where(*_where(wanted)).limit(most).subquery()
    row = await tx.first(select(func.count()).select_from(inner))
    return int(row[0]) if row else 0


async def states(tx: Transaction, ministry: str, officer: str = "") -> Mapping[str, int]:
    """How many referrals of a desk are in which state, without those that the officer must not know of."""
    found = dict(await counted(tx, f"referral:{ministry}"))
    if officer:
        shut = (r.c.ministry == ministry, r.c.receipt.in_(shut_to(officer)))
        for row in await tx.all(select(r.c.state, func.count().label("n")).where(*shut).group_by(r.c.state)):
            found[row.state] = found.get(row.state, 0) - row.n
    return found


async def elsewhere(tx: Transaction, ministry: str, officer: str, hashes: Sequence[str]) -> int:
    """How many referrals other desks have of cases with such a name that are not on this desk."""
    own = r.alias("own")
    b = t.blind.c
    here = select(own.c.receipt).where(own.c.receipt == r.c.receipt, own.c.ministry == ministry).exists()
    named = select(b.receipt).where(b.hash.in_(hashes))
    where = (r.c.receipt.in_(named), r.c.receipt.not_in(shut_to(officer)), r.c.state.not_in(("withdrawn", "erased")))
    row = await tx.first(select(func.count()).select_from(r).where(*where, ~here))
    return int(row[0]) if row else 0


async def one(tx: Transaction, ministry: str, officer: str, receipt: str) -> QueueLine | None:
    """The line of one case; None when it is not on this desk, or the officer must not know of it."""
    where = (r.c.receipt == receipt, r.c.ministry == ministry, r.c.receipt.not_in(shut_to(officer)))
    row = await tx.first(_lines(r.c.created).where(*where))
    return _line(row, 0) if row else None


async def named(tx: Transaction, wanted: QueueQuery, limit: int) -> list[QueueLine]:
    """Lines of cases with one of the names of `wanted`, open and done, the latest first."""
    statement = _lines(r.c.created).where(*_where(wanted))
    return [_line(row, 0) for row in await tx.all(statement.order_by(r.c.created.desc(), r.c.receipt).limit(limit))]


# ---- one case -------------------------------------------------------------------------------------------


async def whole(tx: Transaction, receipt: str) -> WholeCase | None:
    """A case with its referrals, what was said and its files; None for an unknown code. Note the view in `audit`."""
    case = await load_case(tx, receipt)
    if case is None:
        return None
    said = await spoken(tx, case.key, receipt, limit=MOST_SAID) if case.key else []
    keys = {case.key.id: case.key} if case.key else {}
    return WholeCase(case, await referrals(tx, receipt), said, await files_of(tx, receipt, keys))


async def numbers(tx: Transaction) -> Mapping[str, Mapping[str, int]]:
    """What was counted: cases by lead and language, routes, blind spots, questions without an answer."""
    return {name: await counted(tx, name) for name in ("case", "route", "spot", "note")}
