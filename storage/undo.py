"""Acts on many cases at once can be undone for a while: what each referral was before is kept that long."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select

from storage import tables as t
from storage.transaction import Transaction

u = t.undo


async def remember(tx: Transaction, bulk: str, officer: str, row: Any, until: int) -> None:
    """Keep how a referral stands now, before the act `bulk` of an officer changes it once."""
    was = {"state": row.state, "holder": row.holder, "lease": row.lease, "version": row.version + 1}
    named = {"bulk": bulk, "receipt": row.receipt, "ministry": row.ministry, "officer": officer}
    await tx.run(insert(u).values(**named, **was, until=until))


async def before(tx: Transaction, bulk: str, officer: str, row: Any, at: int) -> dict[str, Any] | None:
    """The columns as they were before; None when it is too late, was somebody else's, or more was done since."""
    where = (u.c.bulk == bulk, u.c.receipt == row.receipt, u.c.ministry == row.ministry, u.c.officer == officer)
    was = await tx.first(select(u).where(*where, u.c.until > at, u.c.version == row.version))
    if was is None:
        return None
    await tx.run(delete(u).where(*where))
    never = {"taken": 0, "acted": 0} if was.state in ("sent", "seen") else {}
    return {"state": was.state, "holder": was.holder, "lease": was.lease, "tell": 0, **never}


async def of_bulk(tx: Transaction, bulk: str, officer: str, at: int) -> list[tuple[str, str]]:
    """The referrals (receipt, ministry) of an act on many that can still be undone."""
    where = (u.c.bulk == bulk, u.c.officer == officer, u.c.until > at)
    return [(row.receipt, row.ministry) for row in await tx.all(select(u).where(*where).order_by(u.c.receipt))]


async def forget(tx: Transaction, at: int) -> None:
    """Drop what can't be undone any more."""
    await tx.run(delete(u).where(u.c.until <= at))


async def is_over(tx: Transaction, at: int) -> bool:
    """Whether `forget` would drop any."""
    return await tx.first(select(u.c.bulk).where(u.c.until <= at).limit(1)) is not None
