"""Conflict of interest: who must not know of a case, by name of the officer or by what the officer declared.

Barred is whoever was barred by hand, and whoever declared an interest in a name or number that the case names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import ColumnElement, Select, delete, literal_column, select, update

from storage import tables as t
from storage.transaction import Transaction, columns_of

b, i, n, o, r = t.barred, t.interest, t.blind, t.officer, t.referral
OFFICIAL = "official"
"""The kind of name in the blind index that shuts a case to the officer of that name."""


@dataclass(frozen=True, slots=True)
class Interest:
    """What an officer must not work on, as declared. `hash` names it; `created` in ms."""

    hash: str
    label: str
    created: int


def shut_to(officer: str) -> Select[tuple[str]]:
    """Receipts of all cases that do not exist for this officer, to be excluded from any query."""
    by_hand = select(b.c.receipt).where(b.c.who == officer)
    declared = select(n.c.receipt).join(i, i.c.hash == n.c.hash).where(i.c.officer == officer)
    return by_hand.union(declared)  # type: ignore[return-value]


async def is_barred(tx: Transaction, receipt: str, officer: str) -> bool:
    """Whether an officer must not know of this case."""
    return await tx.has(select(literal_column("1")).where(bars(receipt, officer)))


def bars(receipt: str, officer: str) -> ColumnElement[bool]:
    """That an officer must not know of a case, as a query says it."""
    by_hand = select(b.c.receipt).where(b.c.receipt == receipt, b.c.who == officer)
    declared = select(n.c.receipt).join(i, i.c.hash == n.c.hash)
    return by_hand.exists() | declared.where(n.c.receipt == receipt, i.c.officer == officer).exists()


async def barred_from(tx: Transaction, receipt: str) -> set[str]:
    """The ids of all officers who must not know of this case."""
    by_hand = await tx.read(str, select(b.c.who).where(b.c.receipt == receipt))
    return {*by_hand, *await tx.read(str, _declared(receipt))}


async def keeps_from_group(tx: Transaction, receipt: str, ministry: str) -> bool:
    """Whether somebody who may sit in the ministry's group must not know of this case: then it hears nothing of it."""
    by_hand = select(b.c.who).where(b.c.receipt == receipt)
    declared = select(i.c.officer).join(n, n.c.hash == i.c.hash).where(n.c.receipt == receipt)
    there = (o.c.ministry == ministry, o.c.telegram.is_not(None), ~o.c.revoked)
    return await tx.has(select(o.c.id).where(*there, o.c.id.in_(by_hand.union(declared))).limit(1))


async def bar(tx: Transaction, receipt: str, who: str, reason: str, at: int) -> None:
    """From now on the case does not exist for this officer. Doing it twice changes nothing."""
    values = {"receipt": receipt, "who": who, "reason": reason[:64], "created": at}
    await tx.run(tx.insert(b).values(**values).on_conflict_do_nothing())


async def declare(tx: Transaction, officer: str, kind: str, name: str, at: int) -> None:
    """An officer must not work on what names this: `kind` as in the blind index (`counterpart`, `business_number`)."""
    digest = tx.vault.blind(kind, name)
    key = await tx.house_key()
    label = key.seal(f"interest:{officer}:{digest}", msgspec.json.encode(name))
    values = {"officer": officer, "hash": digest, "kind": kind, "created": at, "label": label}
    await tx.run(tx.insert(i).values(**values).on_conflict_do_nothing())
    named = select(n.c.receipt).where(n.c.hash == digest)
    await _let_go(tx, at, r.c.holder == officer, r.c.receipt.in_(named))


async def let_go(tx: Transaction, receipt: str, at: int) -> None:
    """A case that names somebody new is laid down by who must not know of it now."""
    await _let_go(tx, at, r.c.receipt == receipt, r.c.holder.in_(_declared(receipt)))


async def _let_go(tx: Transaction, at: int, *which: ColumnElement[bool]) -> None:
    free = {"holder": "", "lease": 0, "version": r.c.version + 1, "changed": at}
    await tx.run(update(r).where(r.c.holder != literal_column("''"), *which).values(**free))


async def stays_shut(tx: Transaction, receipt: str, at: int) -> None:
    """A case whose names are about to be erased stays shut to who declared an interest in one of them."""
    for officer in await tx.read(str, _declared(receipt)):
        await bar(tx, receipt, officer, "", at)


def _declared(receipt: str) -> Select[tuple[str]]:
    """The officers who declared an interest in a name of this case."""
    return select(i.c.officer).join(n, n.c.hash == i.c.hash).where(n.c.receipt == receipt).distinct()


async def undeclare(tx: Transaction, officer: str, digest: str) -> None:
    """Take a declaration back; the officer's own name stays."""
    await tx.run(delete(i).where(i.c.officer == officer, i.c.hash == digest, i.c.kind != OFFICIAL))


async def interests(tx: Transaction, officer: str) -> Sequence[Interest]:
    """What an officer declared, the oldest first."""
    key = await tx.house_key()

    def opened(digest: str, label: bytes, created: int) -> Interest:
        name = key.open(f"interest:{officer}:{digest}", label)
        return Interest(digest, msgspec.json.decode(name, type=str), created)

    declared = select(*columns_of(i, Interest)).where(i.c.officer == officer, i.c.kind != OFFICIAL)
    return await tx.read(opened, declared.order_by(i.c.created, i.c.hash))
