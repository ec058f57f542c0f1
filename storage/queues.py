"""What the console and the desks look through: queues page by page, a case whole, search by name, the numbers.

Pages go by key (`after` is the last line seen), never by offset, so that page one thousand costs what page one does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, literal_column, select, tuple_

from dialogs.types import FileRef
from storage import house_tables as h
from storage import tables as t
from storage.cases import Case, load_case
from storage.counters import counted
from storage.desks import Spoken, referrals, spoken
from storage.files import files_of
from storage.transaction import Transaction

r, c = t.referral, t.case_
_EMPTY: ColumnElement[str] = literal_column("''")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a queue, no content. Times in UTC milliseconds, 0: not yet. `place` continues the page after it."""

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
    place: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Whole:
    """A case as its page shows it. `referrals` are rows of that table."""

    case: Case
    referrals: Sequence[Any]
    spoken: Sequence[Spoken]
    files: Sequence[FileRef]


def _lines(by: Any) -> Select[Any]:
    columns = (r.c.receipt, r.c.ministry, r.c.role, r.c.state, r.c.holder, r.c.created, r.c.changed, r.c.due)
    return select(*columns, by.label("by"), c.c.lead, c.c.language).join(c, c.c.receipt == r.c.receipt)


def _line(row: Any) -> Line:
    head = (row.receipt, row.ministry, row.role, row.state, row.holder, row.lead, row.language)
    return Line(*head, row.created, row.changed, row.due, (row.by, row.receipt))


async def queue(
    tx: Transaction,
    ministry: str,
    after: tuple[int, str] | None = None,
    limit: int = 50,
    states: Sequence[str] = (),
    language: str = "",
) -> list[Line]:
    """Open cases of a desk, the oldest first; only those in `states` and of owners who write `language`, if named."""
    statement = _lines(r.c.created).where(r.c.ministry == ministry, r.c.open)
    if language:
        statement = statement.where(c.c.language == language)
    if states:
        statement = statement.where(r.c.state.in_(states))
    if after:
        statement = statement.where(tuple_(r.c.created, r.c.receipt) > after)
    return [_line(row) for row in await tx.all(statement.order_by(r.c.created, r.c.receipt).limit(limit))]


async def done(
    tx: Transaction, ministry: str, after: tuple[int, str] | None = None, limit: int = 50
) -> list[Line]:
    """Cases a desk is through with, the latest first."""
    statement = _lines(r.c.changed).where(r.c.ministry == ministry, ~r.c.open)
    if after:
        statement = statement.where(tuple_(r.c.changed, r.c.receipt) < after)
    order = (r.c.changed.desc(), r.c.receipt.desc())
    return [_line(row) for row in await tx.all(statement.order_by(*order).limit(limit))]


async def held(tx: Transaction, officer: str, after: tuple[int, str] | None = None, limit: int = 50) -> list[Line]:
    """Open cases an officer holds, the oldest first."""
    statement = _lines(r.c.created).where(r.c.holder == officer, r.c.holder != _EMPTY, r.c.open)
    if after:
        statement = statement.where(tuple_(r.c.created, r.c.receipt) > after)
    return [_line(row) for row in await tx.all(statement.order_by(r.c.created, r.c.receipt).limit(limit))]


async def overdue(tx: Transaction, at: int, limit: int = 100) -> list[Line]:
    """Open referrals whose clock has run out by `at` (ms), the longest ago first."""
    statement = _lines(r.c.due).where(r.c.open, r.c.due > literal_column("0"), r.c.due <= at)
    return [_line(row) for row in await tx.all(statement.order_by(r.c.due).limit(limit))]


async def whole(tx: Transaction, receipt: str) -> Whole | None:
    """A case with its referrals, what was said and its files; None for an unknown code. Note the view in `audit`."""
    case = await load_case(tx, receipt)
    if case is None:
        return None
    said = await spoken(tx, case.key, receipt) if case.key else []
    keys = {case.key.id: case.key} if case.key else {}
    return Whole(case, await referrals(tx, receipt), said, await files_of(tx, receipt, keys))


async def found(tx: Transaction, kind: str, name: str, limit: int = 50) -> list[str]:
    """Receipts of cases with this name or number in them, by its keyed hash."""
    b = h.blind.c
    digest = tx.vault.blind(kind, name)
    return [row[0] for row in await tx.all(select(b.receipt).where(b.hash == digest).order_by(b.receipt).limit(limit))]


async def related(tx: Transaction, receipt: str, limit: int = 50) -> list[str]:
    """Other cases that share a name or number with this one: that they are there, not what is in them."""
    mine, other = h.blind.alias("mine"), h.blind.alias("other")
    statement = (
        select(other.c.receipt)
        .join(mine, mine.c.hash == other.c.hash)
        .where(mine.c.receipt == receipt, other.c.receipt != receipt)
    )
    return [row[0] for row in await tx.all(statement.distinct().order_by(other.c.receipt).limit(limit))]


async def numbers(tx: Transaction) -> Mapping[str, Mapping[str, int]]:
    """What was counted: cases by lead and language, routes, blind spots, questions without an answer."""
    return {name: await counted(tx, name) for name in ("case", "route", "spot", "note")}


async def states(tx: Transaction, ministry: str) -> Mapping[str, int]:
    """How many referrals of a desk are in which state."""
    return await counted(tx, f"referral:{ministry}")
