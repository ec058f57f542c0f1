"""Conflict of interest: who must not know of a case, by name of the officer or by what the officer declared.

Barred is whoever was barred by hand, and whoever declared an interest in a name or number that the case names, in any
form that either is written in. A desk that has still to check a name for a case (`name_checks.py`) has no case yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import ColumnElement, Select, delete, literal, literal_column, or_, select, update

from dialogs.parse.person_names import NameSide
from storage import tables as t
from storage.name_hashes import OFFICIAL, hashes, whole_hash
from storage.tables.hidden import code_said
from storage.transaction import Transaction, columns_of
from storage.vault import Key

b, d, h, i, k = t.barred, t.answer_draft, t.name_check, t.interest, t.name_token
n, o, r = t.blind, t.officer, t.referral
_NONE: ColumnElement[int] = literal_column("0")
_HELD = (h.c.holds, h.c.checked == _NONE)


@dataclass(frozen=True, slots=True)
class Interest:
    """What an officer must not work on, as declared. `hash` names it; `created` in ms."""

    hash: str
    label: str
    created: int


def shut_to(officer: str) -> Select[tuple[str]]:
    """Receipts of all cases that do not exist for this officer, to be excluded from any query."""
    by_hand = select(b.c.receipt).where(b.c.who == officer)
    declared = select(n.c.receipt).join(k, k.c.hash == n.c.hash).where(k.c.officer == officer)
    desk = select(o.c.ministry).where(o.c.id == officer).scalar_subquery()
    held = select(h.c.receipt).where(h.c.ministry == desk, *_HELD)
    return by_hand.union(declared, held)  # type: ignore[return-value]


async def is_barred(tx: Transaction, receipt: str, officer: str) -> bool:
    """Whether an officer must not know of this case."""
    return await tx.has(select(literal_column("1")).where(bars(code_said(receipt), literal(officer))))


async def is_tied(tx: Transaction, receipt: str, officer: str) -> bool:
    """Whether an officer is barred from this case by hand or by a name, whatever its desk has still to check."""
    return await tx.has(select(literal_column("1")).where(tied(code_said(receipt), literal(officer))))


def bars(receipt: ColumnElement[str], officer: ColumnElement[str]) -> ColumnElement[bool]:
    """That an officer must not know of a case, as a query says it."""
    held = select(h.c.receipt).join(o, o.c.ministry == h.c.ministry).where(o.c.id == officer, *_HELD)
    return or_(tied(receipt, officer), held.where(h.c.receipt == receipt).exists())


def tied(receipt: ColumnElement[str], officer: ColumnElement[str]) -> ColumnElement[bool]:
    """That an officer is barred from a case by hand or by a name, whatever its desk has still to check."""
    by_hand = select(b.c.receipt).where(b.c.receipt == receipt, b.c.who == officer)
    declared = select(n.c.receipt).join(k, k.c.hash == n.c.hash)
    return by_hand.exists() | declared.where(n.c.receipt == receipt, k.c.officer == officer).exists()


async def barred_from(tx: Transaction, receipt: str) -> set[str]:
    """The ids of all officers who must not know of this case, whatever their desks have still to check."""
    by_hand = await tx.read(str, select(b.c.who).where(b.c.receipt == receipt))
    return {*by_hand, *await tx.read(str, _declared(receipt))}


async def keeps_from_group(tx: Transaction, receipt: str, ministry: str) -> bool:
    """Whether somebody who may sit in the ministry's group must not know of this case, or nobody yet: then it hears
    nothing of it."""
    held = select(h.c.receipt).where(h.c.ministry == ministry, h.c.receipt == receipt, *_HELD)
    return await tx.has(select(literal_column("1")).where(_in_group(receipt, ministry) | held.exists()))


async def sits_in_group(tx: Transaction, receipt: str, ministry: str) -> bool:
    """Whether somebody who may sit in the ministry's group must not know of this case."""
    return await tx.has(select(literal_column("1")).where(_in_group(receipt, ministry)))


def _in_group(receipt: str, ministry: str) -> ColumnElement[bool]:
    by_hand = select(b.c.who).where(b.c.receipt == receipt)
    there = (o.c.ministry == ministry, o.c.telegram.is_not(None), ~o.c.revoked)
    return select(o.c.id).where(*there, o.c.id.in_(by_hand.union(_declared(receipt)))).exists()


async def bar(tx: Transaction, receipt: str, who: str, reason: str, at: int) -> None:
    """From now on the case does not exist for this officer, nor what the officer had begun to write on it. Doing it
    twice changes nothing."""
    values = {"receipt": receipt, "who": who, "reason": reason[:64], "created": at}
    await tx.run(tx.insert(b).values(**values).on_conflict_do_nothing())
    await tx.run(delete(d).where(d.c.officer == who, d.c.receipt == receipt))


async def declare(tx: Transaction, officer: str, kind: str, name: str, at: int) -> None:
    """An officer must not work on what names this: `kind` as in the blind index (`counterpart`, `business_number`)."""
    digest = whole_hash(tx.vault, kind, name)
    key = await tx.house_key()
    label = key.seal(f"interest:{officer}:{digest}", msgspec.json.encode(name))
    values = {"officer": officer, "hash": digest, "kind": kind, "created": at, "label": label}
    await tx.run(tx.insert(i).values(**values).on_conflict_do_nothing())
    await find_by(tx, officer, kind, name)
    named = select(n.c.receipt).join(k, k.c.hash == n.c.hash).where(k.c.officer == officer, k.c.of == digest)
    await _let_go(tx, at, r.c.holder == officer, r.c.receipt.in_(named))
    await tx.run(delete(d).where(d.c.officer == officer, d.c.receipt.in_(named)))


async def find_by(tx: Transaction, officer: str, kind: str, name: str) -> None:
    """Let a declaration be found by every form of its name."""
    digest = whole_hash(tx.vault, kind, name)
    forms = sorted({digest, *hashes(tx.vault, kind, name, NameSide.HELD)})
    rows = [{"officer": officer, "of": digest, "hash": each} for each in forms]
    await tx.run(tx.insert(k).on_conflict_do_nothing(), rows)


async def find_all(tx: Transaction) -> None:
    """Let every declaration be found by every form of its name."""
    key = await tx.house_key()
    for each in await tx.read(_Declared, select(*columns_of(i, _Declared))):
        await find_by(tx, each.officer, each.kind, each.opened(key))


@dataclass(frozen=True, slots=True)
class _Declared:
    officer: str
    hash: str
    kind: str
    label: bytes

    def opened(self, key: Key) -> str:
        return msgspec.json.decode(key.open(f"interest:{self.officer}:{self.hash}", self.label), type=str)


async def let_go(tx: Transaction, receipt: str, at: int) -> None:
    """A case that names somebody new is laid down by who must not know of it now, with what was begun on it."""
    await _let_go(tx, at, r.c.receipt == receipt, r.c.holder.in_(_declared(receipt)))
    await tx.run(delete(d).where(d.c.receipt == receipt, d.c.officer.in_(_declared(receipt))))


async def _let_go(tx: Transaction, at: int, *which: ColumnElement[bool]) -> None:
    free = {"holder": "", "lease": 0, "version": r.c.version + 1, "changed": at}
    await tx.run(update(r).where(r.c.holder != literal_column("''"), *which).values(**free))


async def stays_shut(tx: Transaction, receipt: str, at: int) -> None:
    """A case whose names are about to be erased stays shut to who declared an interest in one of them."""
    for officer in await tx.read(str, _declared(receipt)):
        await bar(tx, receipt, officer, "", at)


def _declared(receipt: str) -> Select[tuple[str]]:
    """The officers who declared an interest in a name of this case."""
    return select(k.c.officer).join(n, n.c.hash == k.c.hash).where(n.c.receipt == receipt).distinct()


async def undeclare(tx: Transaction, officer: str, digest: str) -> bool:
    """Take a declaration back; the officer's own name stays. False when there is none such."""
    done = await tx.run(delete(i).where(i.c.officer == officer, i.c.hash == digest, i.c.kind != OFFICIAL))
    if done:
        await tx.run(delete(k).where(k.c.officer == officer, k.c.of == digest))
    return done > 0


async def interests(tx: Transaction, officer: str) -> Sequence[Interest]:
    """What an officer declared, the oldest first."""
    key = await tx.house_key()
    declared = select(*columns_of(i, _Declared), i.c.created).where(i.c.officer == officer, i.c.kind != OFFICIAL)

    def opened(officer: str, digest: str, kind: str, label: bytes, created: int) -> Interest:
        return Interest(digest, _Declared(officer, digest, kind, label).opened(key), created)

    return await tx.read(opened, declared.order_by(i.c.created, i.c.hash))
