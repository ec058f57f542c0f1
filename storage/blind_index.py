"""Reports that name the same counterpart or number, found by keyed hash without opening them."""

from __future__ import annotations

from sqlalchemy import select

from storage.conflicts import n
from storage.name_hashes import OFFICIAL
from storage.transaction import Transaction


async def found(tx: Transaction, kind: str, name: str, limit: int = 50) -> list[str]:
    """Receipts of cases with this name or number in them, by its keyed hash."""
    digest = tx.vault.blind(kind, name)
    statement = select(n.c.receipt).where(n.c.hash == digest).order_by(n.c.receipt).limit(limit)
    return await tx.read(str, statement)


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
