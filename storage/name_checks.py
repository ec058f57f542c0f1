"""An official whom an owner named is looked at before a case is opened: by a desk for itself, by the name alone.

Until somebody has said who it is, the case does not exist at that desk (`conflicts.py` asks the same rows), save for an
urgent one. Rows are read and sealed here; who may check is decided in `casework/name_checks.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, delete, func, insert, literal, literal_column, select, union, update

from storage import tables as t
from storage.conflicts import bars, tied
from storage.name_hashes import OFFICIAL, whole_hash
from storage.reach import SIGNED_IN_WITHIN
from storage.states import OfficerRole
from storage.tables.hidden import code_said
from storage.timestamps import DAY
from storage.transaction import Transaction, columns_of, pair
from storage.vault import Key

b, c, h, k, m = t.barred, t.case_, t.name_check, t.name_token, t.mostly_shut
n, o, r = t.blind, t.officer, t.referral
MOST = 100
"""Names that are shown at once."""
RINGS_AGAIN = 7 * DAY
"""How long (ms) after somebody was told of a name that still waits it is told again, to whoever may check it then."""
_NONE: ColumnElement[int] = literal_column("0")
_OPEN = select(r.c.receipt).where(r.c.receipt == h.c.receipt, r.c.ministry == h.c.ministry, r.c.open).exists()
_WAITS = (h.c.checked == _NONE, _OPEN)


@dataclass(frozen=True, slots=True)
class NameToCheck:
    """A name that waits at a desk: all that whoever checks it sees. Not even when it came, since the secretariat sees
    when reports do."""

    id: int
    ministry: str
    name: str


@dataclass(frozen=True, slots=True)
class NameCheckRow:
    """What can be known of a check without opening the name."""

    id: int
    receipt: str
    ministry: str
    checked: int
    rung: int


@dataclass(frozen=True, slots=True)
class _SealedName:
    id: int
    receipt: str
    ministry: str
    hash: str
    name: bytes

    def opened(self, key: Key) -> NameToCheck:
        name = key.open(f"named:{self.receipt}:{self.hash}", self.name)
        return NameToCheck(self.id, self.ministry, msgspec.json.decode(name, type=str))


async def wait_for(
    tx: Transaction, receipt: str, key: Key, named: Iterable[tuple[str, str]], at: int, holds: bool = True
) -> None:
    """Let every desk of a case check the officials that it names, before it opens the case where that `holds`."""
    names = {whole_hash(tx.vault, kind, name): name for kind, name in named if kind == OFFICIAL}
    names.pop("", None)
    if not names:
        return
    there = select(r.c.ministry, r.c.urgent).where(r.c.receipt == receipt)
    desks = await tx.read(_desk, there.order_by(r.c.ministry))
    for digest, name in sorted(names.items()):
        sealed = key.seal(f"named:{receipt}:{digest}", msgspec.json.encode(name))
        open_to = {ministry: urgent or not holds for ministry, urgent in desks}
        await _add(tx, receipt, {digest: sealed}, open_to, at)


def _desk(ministry: str, urgent: bool) -> tuple[str, bool]:
    return ministry, urgent


async def follow(tx: Transaction, receipt: str, ministries: Sequence[str], at: int, urgent: bool) -> None:
    """A case that comes to further desks is to be checked by them as well."""
    known = await tx.read(_sealed, select(h.c.hash, h.c.name).where(h.c.receipt == receipt))
    if known:
        await _add(tx, receipt, dict(known), dict.fromkeys(ministries, urgent), at)


def _sealed(digest: str, name: bytes) -> tuple[str, bytes]:
    return digest, name


async def _add(tx: Transaction, receipt: str, names: dict[str, bytes], desks: dict[str, bool], at: int) -> None:
    """`desks`: whether the case is open there to who shares no name with it."""
    rows = [
        {"receipt": receipt, "ministry": ministry, "hash": digest, "holds": not is_open, "created": at, "name": name}
        for digest, name in sorted(names.items())
        for ministry, is_open in sorted(desks.items())
    ]
    await tx.run(tx.insert(h).on_conflict_do_nothing(), rows)


async def forget(tx: Transaction, receipt: str) -> None:
    """Keep no name of a case. At a desk that never opened it, it stays as if it had not been there."""
    held = select(h.c.ministry).where(h.c.receipt == receipt, h.c.holds, h.c.checked == _NONE).distinct()
    desks = await tx.read(str, held)
    await tx.run(delete(h).where(h.c.receipt == receipt))
    if desks:
        nameless = {"receipt": receipt, "hash": "", "holds": True, "name": b""}
        await tx.run(insert(h), [{**nameless, "ministry": ministry} for ministry in desks])


# ---- who checks -----------------------------------------------------------------------------------------


async def waiting(tx: Transaction, ministry: str, officer: str) -> list[NameToCheck]:
    """The names that wait at a desk, without those of cases that this officer must not know of."""
    return await _opened(tx, h.c.ministry == ministry, ~tied(h.c.receipt, literal(officer)))


async def without_lead(tx: Transaction, officer: str, at: int) -> list[NameToCheck]:
    """The names that wait at desks where no lead may check them, without those that this officer must not know of."""
    return await _opened(tx, ~_has_lead(h.c.ministry, h.c.receipt, at), ~tied(h.c.receipt, literal(officer)))


async def has_lead(tx: Transaction, ministry: str, receipt: str, at: int) -> bool:
    """Whether a desk has a lead who comes and may know of a case, whatever is still to be checked."""
    return await tx.has(select(literal(1)).where(_has_lead(literal(ministry), code_said(receipt), at)))


def _has_lead(ministry: ColumnElement[str], receipt: ColumnElement[str], at: int) -> ColumnElement[bool]:
    """A lead who signed in lately: one who never came, or comes no more, keeps no report shut."""
    came = o.c.signed_in > at - SIGNED_IN_WITHIN
    lead = (o.c.ministry == ministry, o.c.role == OfficerRole.LEAD, ~o.c.revoked, came)
    return select(o.c.id).where(*lead, ~tied(receipt, o.c.id)).exists()


async def _opened(tx: Transaction, *where: ColumnElement[bool]) -> list[NameToCheck]:
    key_of = select(c.c.key).where(c.c.receipt == h.c.receipt).scalar_subquery()
    found = select(*columns_of(h, _SealedName), key_of)
    rows = await tx.read(_sealed_row, found.where(*_WAITS, *where).order_by(h.c.ministry, h.c.id).limit(MOST))
    keys = await tx.keys(sorted({key for _row, key in rows}))
    return [row.opened(keys[key]) for row, key in rows if key in keys]


def _sealed_row(*values: Any) -> tuple[_SealedName, str]:
    return _SealedName(*values[:-1]), values[-1]


# ---- checking -------------------------------------------------------------------------------------------


async def check_row(tx: Transaction, number: int) -> NameCheckRow | None:
    """What a check says of itself without its name."""
    return await tx.one(NameCheckRow, select(*columns_of(h, NameCheckRow)).where(h.c.id == number))


async def settle(tx: Transaction, number: int, by: str, at: int) -> bool:
    """Somebody has said who it is; False when that was said before."""
    where = (h.c.id == number, h.c.checked == _NONE)
    return await tx.run(update(h).where(*where).values(checked=at, by=by)) == 1


async def is_held(tx: Transaction, receipt: str, ministry: str) -> bool:
    """Whether a desk has still to check a name before the case is there."""
    where = (h.c.receipt == receipt, h.c.ministry == ministry, h.c.holds, h.c.checked == _NONE)
    return await tx.has(select(h.c.id).where(*where).limit(1))


# ---- telling --------------------------------------------------------------------------------------------


async def unrung(tx: Transaction, at: int, limit: int) -> list[NameCheckRow]:
    """Checks of which nobody was told yet, or not for `RINGS_AGAIN`: whoever was told may come no more."""
    new = select(*columns_of(h, NameCheckRow)).where(*_WAITS, h.c.rung <= at - RINGS_AGAIN)
    return await tx.read(NameCheckRow, new.order_by(h.c.rung).limit(limit))


async def ring(tx: Transaction, number: int, at: int) -> bool:
    """Those who check are told now; False when they were lately."""
    return await tx.run(update(h).where(h.c.id == number, h.c.rung <= at - RINGS_AGAIN).values(rung=at)) == 1


# ---- most of a desk -------------------------------------------------------------------------------------


async def mostly_shut(tx: Transaction, limit: int = 50, ministry: str = "", officer: str = "") -> list[tuple[str, str]]:
    """(receipt, ministry) of open cases that more than half of a desk's officers must not know of: all that no lead was
    told of, or those at the `ministry` that its `officer` may know of."""
    shut = union(
        select(b.c.receipt, b.c.who.label("who")), select(n.c.receipt, k.c.officer).join(k, k.c.hash == n.c.hash)
    )
    each = shut.subquery()
    team = o.alias("team")
    there = (team.c.ministry == r.c.ministry, ~team.c.revoked)
    whole = select(func.count()).select_from(team).where(*there).scalar_subquery()
    found = (
        select(r.c.receipt, r.c.ministry)
        .join(each, each.c.receipt == r.c.receipt)
        .join(o, (o.c.id == each.c.who) & (o.c.ministry == r.c.ministry) & ~o.c.revoked)
        .where(r.c.open, *_asked(ministry, officer))
        .group_by(r.c.receipt, r.c.ministry)
        .having(func.count(o.c.id.distinct()) * 2 > whole)
    )
    return await tx.read(pair, found.order_by(r.c.receipt, r.c.ministry).limit(limit))


def _asked(ministry: str, officer: str) -> tuple[ColumnElement[bool], ...]:
    if ministry:
        return r.c.ministry == ministry, ~bars(r.c.receipt, literal(officer))
    told = select(m.c.receipt).where(m.c.receipt == r.c.receipt, m.c.ministry == r.c.ministry)
    return (~told.exists(),)


async def tell_mostly_shut(tx: Transaction, receipt: str, ministry: str, at: int) -> bool:
    """A lead is told now that most of a desk must not know of a case; False when one was."""
    row = {"receipt": receipt, "ministry": ministry, "told": at}
    return await tx.run(tx.insert(m).values(**row).on_conflict_do_nothing()) == 1
