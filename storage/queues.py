"""The queues of a desk: which lines, in which order, page by page.

Pages go by key (`after` is the place of the last line seen), never by offset, so that page one thousand costs what
page one does. What an officer must not know of is left out by the query itself: no page is shorter for it, and no
number counts it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, select, tuple_

from dialogs.case_states import GONE, ReferralRole, ReferralState
from dialogs.events import FileRef
from storage import tables as t
from storage.audience import CaseReader
from storage.cases import Case, load_case
from storage.conflicts import shut_to
from storage.counters import counted
from storage.files import files_of
from storage.messages import Spoken, spoken
from storage.referrals import Referral, referrals
from storage.transaction import Transaction
from storage.versions import as_read

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
    `open` None: what is done as well. `states` None: all. `hashes`: only cases that name one of these."""

    ministry: str
    officer: str = ""
    open: bool | None = True
    sort: str = "due"
    states: tuple[ReferralState, ...] | None = None
    language: str = ""
    urgent: bool = False
    overdue_at: int = 0
    holder: str = ""
    role: ReferralRole | None = None
    lead: str = ""
    hashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One line of a queue, no content. Times in UTC milliseconds, 0: not yet. `place` continues the page after it.

    `due`: when the next clock runs out; `paused`: since when one waits for the owner.
    """

    place: Place
    receipt: str
    ministry: str
    role: ReferralRole
    state: ReferralState
    holder: str
    lead: str
    language: str
    created: int
    changed: int
    due: int
    paused: int
    urgent: bool


@dataclass(frozen=True, slots=True)
class WholeCase:
    """A case as its page shows it."""

    case: Case
    referrals: Sequence[Referral]
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
        found += await tx.read(_line_of(number), _page(wanted, part, place).limit(limit - len(found)))
        if len(found) == limit:
            break
    return found


def _page(wanted: QueueQuery, part: _Part, after: Place | None) -> Select[*tuple[object, ...]]:
    key = tuple_(part.by, r.c.receipt)
    statement = _lines(part.by).where(*_where(wanted))
    if part.where is not None:
        statement = statement.where(part.where)
    if after:
        statement = statement.where(key < after[1:] if part.falling else key > after[1:])
    order = (part.by.desc(), r.c.receipt.desc()) if part.falling else (part.by, r.c.receipt)
    return statement.order_by(*order)


def _lines(by: ColumnElement[int]) -> Select[*tuple[object, ...]]:
    columns = (
        by, r.c.receipt, r.c.ministry, r.c.role, r.c.state, r.c.holder, c.c.lead, c.c.language, r.c.created,
        r.c.changed, r.c.due, r.c.paused, r.c.urgent,
    )  # fmt: skip
    return select(*columns).join(c, c.c.receipt == r.c.receipt)


def _line_of(part: int) -> Callable[..., QueueLine]:
    """What makes a line of a row of `_lines`, in this part of the queue."""

    def line(by: int, receipt: str, *values: Any) -> QueueLine:
        return QueueLine((part, by, receipt), receipt, *values)

    return line


def _where(wanted: QueueQuery) -> list[ColumnElement[bool]]:
    """Everything that a line must fulfil, whatever its order."""
    where = [r.c.ministry == wanted.ministry]
    if wanted.open is not None:
        where.append(r.c.open if wanted.open else ~r.c.open)
    if wanted.officer:
        where.append(r.c.receipt.not_in(shut_to(wanted.officer)))
    if wanted.states is not None:
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
    return await tx.one(int, select(func.count()).select_from(inner)) or 0


async def states(tx: Transaction, ministry: str, officer: str = "") -> Mapping[ReferralState, int]:
    """How many referrals of a desk are in which state, without those that the officer must not know of."""
    found = Counter({ReferralState(state): n for state, n in (await counted(tx, f"referral:{ministry}")).items()})
    if officer:
        shut = (r.c.ministry == ministry, r.c.receipt.in_(shut_to(officer)))
        found.subtract(dict(await tx.read(_tally, select(r.c.state, func.count()).where(*shut).group_by(r.c.state))))
    return found


def _tally(state: ReferralState, n: int) -> tuple[ReferralState, int]:
    return state, n


async def elsewhere(tx: Transaction, ministry: str, officer: str, hashes: Sequence[str]) -> int:
    """How many referrals other desks have of cases with such a name that are not on this desk."""
    own = r.alias("own")
    b = t.blind.c
    here = select(own.c.receipt).where(own.c.receipt == r.c.receipt, own.c.ministry == ministry).exists()
    named = select(b.receipt).where(b.hash.in_(hashes))
    where = (r.c.receipt.in_(named), r.c.receipt.not_in(shut_to(officer)), r.c.state.not_in(GONE))
    return await tx.one(int, select(func.count()).select_from(r).where(*where, ~here)) or 0


async def one(tx: Transaction, ministry: str, officer: str, receipt: str) -> QueueLine | None:
    """The line of one case; None when it is not on this desk, or the officer must not know of it."""
    where = (r.c.receipt == receipt, r.c.ministry == ministry, r.c.receipt.not_in(shut_to(officer)))
    return await tx.one(_line_of(0), _lines(r.c.created).where(*where))


async def named(tx: Transaction, wanted: QueueQuery, limit: int) -> list[QueueLine]:
    """Lines of cases with one of the names of `wanted`, open and done, the latest first."""
    statement = _lines(r.c.created).where(*_where(wanted))
    return await tx.read(_line_of(0), statement.order_by(r.c.created.desc(), r.c.receipt).limit(limit))


# ---- one case -------------------------------------------------------------------------------------------


async def whole(tx: Transaction, receipt: str, reader: CaseReader) -> WholeCase | None:
    """A case with its referrals, and what was said and its files as far as the reader may see them; None for an unknown
    code. Note the view in `audit`."""
    case = await load_case(tx, receipt)
    if case is None:
        return None
    if case.key is None or case.file is None:
        return WholeCase(case, await referrals(tx, receipt), [], ())
    read = replace(case, file=await as_read(tx, case.file, case.key, reader))
    said = await spoken(tx, case.key, receipt, reader, limit=MOST_SAID)
    sent = await files_of(tx, receipt, reader, {case.key.id: case.key})
    return WholeCase(read, await referrals(tx, receipt), said, sent)


async def numbers(tx: Transaction) -> Mapping[str, Mapping[str, int]]:
    """What was counted: cases by lead and language, routes, blind spots, questions without an answer."""
    return {name: await counted(tx, name) for name in ("case", "route", "spot", "note")}
