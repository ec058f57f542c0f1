"""The shape of all cases: that they are there, on which desks, and how they stand. Never what is in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, literal_column, select, tuple_

from dialogs.case_states import ReferralRole, ReferralState
from guidance.guide import DESKS
from storage import tables as t
from storage.conflicts import shut_to
from storage.states import CaseState
from storage.transaction import Transaction, columns_of, pair

c, r, m, k = t.case_, t.referral, t.message, t.clock
KINDS = ("", "overdue", "unopened", "gap", "differ")
"""What the list may be narrowed to: a clock has run out; a desk has not opened it; it fell between the statutes; the
desks hold different views."""
_NONE: ColumnElement[int] = literal_column("0")
_POSITION = (m.c.kind >= literal_column("'position:'"), m.c.kind < literal_column("'position;'"))


@dataclass(frozen=True, slots=True)
class OnDesk:
    """A case on one desk. `late`: its clock has run out; `escalated`: the secretariat was told of that."""

    ministry: str
    role: ReferralRole
    state: ReferralState
    late: bool
    escalated: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """How a case stands. `created` in ms; `spots`: ids of blind spots; `differ`: the desks hold different views."""

    receipt: str
    state: CaseState
    lead: str
    created: int
    spots: tuple[str, ...]
    desks: tuple[OnDesk, ...]
    differ: bool


@dataclass(frozen=True, slots=True)
class _CaseShape:
    receipt: str
    state: CaseState
    lead: str
    created: int
    spots: str


@dataclass(frozen=True, slots=True)
class _HeldRow:
    receipt: str
    ministry: str
    role: ReferralRole
    state: ReferralState
    open: bool
    due: int


async def shapes(
    tx: Transaction, officer: str, at: int, kind: str = "", after: tuple[int, str] | None = None, limit: int = 50
) -> list[Shape]:
    """Cases in the shape an officer of the secretariat may see, the latest first; those barred are not among them."""
    statement = select(*columns_of(c, _CaseShape)).where(c.c.created > _NONE, c.c.receipt.not_in(shut_to(officer)))
    if (only := _only(kind, at)) is not None:
        statement = statement.where(only)
    if after:
        statement = statement.where(tuple_(c.c.created, c.c.receipt) < after)
    rows = await tx.read(_CaseShape, statement.order_by(c.c.created.desc(), c.c.receipt.desc()).limit(limit))
    return await _with_desks(tx, rows, at)


def _only(kind: str, at: int) -> ColumnElement[bool] | None:
    match kind:
        case "overdue":
            return c.c.receipt.in_(select(r.c.receipt).where(r.c.open, r.c.due > _NONE, r.c.due <= at))
        case "unopened":
            at_desks = (r.c.ministry.in_(DESKS), r.c.open, r.c.state == literal_column("'sent'"))
            return c.c.receipt.in_(select(r.c.receipt).where(*at_desks))
        case "gap":
            return c.c.spots != literal_column("''")
        case "differ":
            return c.c.receipt.in_(_differing())
    return None


def _differing() -> Select[tuple[str]]:
    """Cases in which the last positions of their desks are not all the same."""
    last = select(func.max(m.c.id)).where(*_POSITION).group_by(m.c.receipt, m.c.ministry)
    there = select(m.c.receipt).where(m.c.id.in_(last), *_POSITION)
    return there.group_by(m.c.receipt).having(func.count(m.c.kind.distinct()) > 1)


async def _with_desks(tx: Transaction, rows: Sequence[_CaseShape], at: int) -> list[Shape]:
    receipts = [row.receipt for row in rows]
    there = select(*columns_of(r, _HeldRow)).where(r.c.receipt.in_(receipts))
    held = await tx.read(_HeldRow, there.order_by(r.c.role.desc(), r.c.ministry))
    told = (k.c.receipt.in_(receipts), k.c.met == _NONE, k.c.escalated > _NONE)
    escalated = set(await tx.read(pair, select(k.c.receipt, k.c.ministry).where(*told)))
    differ = set(await tx.read(str, _differing().where(m.c.receipt.in_(receipts))))
    desks: dict[str, list[OnDesk]] = defaultdict(list)
    for row in held:
        head = (row.ministry, row.role, row.state, row.open and 0 < row.due <= at)
        desks[row.receipt].append(OnDesk(*head, (row.receipt, row.ministry) in escalated))
    return [
        Shape(
            row.receipt, row.state, row.lead, row.created, tuple(each for each in row.spots.split(",") if each),
            tuple(desks[row.receipt]), row.receipt in differ,
        )
        for row in rows
    ]  # fmt: skip
