"""Reports that name the same counterpart or number, found by keyed hash without opening them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select

from dialogs.case_states import GONE
from storage import tables as t
from storage.conflicts import n
from storage.name_hashes import OFFICIAL, hashes
from storage.transaction import Transaction

r = t.referral


async def found(tx: Transaction, kind: str, name: str, limit: int = 50) -> list[str]:
    """Receipts of cases with this name or number in them, by its keyed hash."""
    digest = tx.vault.blind(kind, name)
    statement = select(n.c.receipt).where(n.c.hash == digest).order_by(n.c.receipt).limit(limit)
    return await tx.read(str, statement)


async def bodies(tx: Transaction, kinds: Iterable[str], name: str) -> Mapping[str, int]:
    """The desks that have a report with this name or number in it, in any form, and how many each."""
    digests = frozenset(digest for kind in kinds for digest in hashes(tx.vault, kind, name))
    named = select(n.c.receipt).where(n.c.hash.in_(digests)).distinct()
    there = (r.c.receipt.in_(named), r.c.state.not_in(GONE))
    counted = select(r.c.ministry, func.count()).where(*there).group_by(r.c.ministry)
    return dict(await tx.read(_body, counted))


def _body(ministry: str, count: int) -> tuple[str, int]:
    return ministry, count


async def related(tx: Transaction, receipt: str, limit: int = 50) -> list[str]:
    """Other cases that share a name or number with this one: that they are there, not what is in them."""
    mine, other = n.alias("mine"), n.alias("other")
    statement = (
        select(other.c.receipt)
        .join(mine, mine.c.hash == other.c.hash)
        .where(mine.c.receipt == receipt, other.c.receipt != receipt, mine.c.kind != OFFICIAL)
    )
    return await tx.read(str, statement.distinct().order_by(other.c.receipt).limit(limit))


async def are_related(tx: Transaction, one: str, other: str) -> bool:
    """Whether two cases share a name or number."""
    theirs = n.alias("theirs")
    statement = select(n.c.hash).join(theirs, theirs.c.hash == n.c.hash)
    where = (n.c.receipt == one, theirs.c.receipt == other, n.c.kind != OFFICIAL)
    return await tx.has(statement.where(*where).limit(1))
