"""Acts on many cases at once can be undone for a while: what each referral was before is kept that long."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import delete, insert, select

from dialogs.case_states import ReferralState
from storage import tables as t
from storage.referrals import Referral
from storage.transaction import Transaction, columns_of, pair

u = t.undo


@dataclass(frozen=True, slots=True)
class _Was:
    state: ReferralState
    holder: str
    lease: int


async def remember(tx: Transaction, bulk: str, officer: str, row: Referral, until: int) -> None:
    """Keep how a referral stands now, before the act `bulk` of an officer changes it once."""
    was = {"state": row.state, "holder": row.holder, "lease": row.lease, "version": row.version + 1}
    named = {"bulk": bulk, "receipt": row.receipt, "ministry": row.ministry, "officer": officer}
    await tx.run(insert(u).values(**named, **was, until=until))


async def before(tx: Transaction, bulk: str, officer: str, row: Referral, at: int) -> Referral | None:
    """The referral as it was before; None when it is too late, was somebody else's, or more was done since."""
    where = (u.c.bulk == bulk, u.c.receipt == row.receipt, u.c.ministry == row.ministry, u.c.officer == officer)
    mine = select(*columns_of(u, _Was)).where(*where, u.c.until > at, u.c.version == row.version)
    was = await tx.one(_Was, mine)
    if was is None:
        return None
    await tx.run(delete(u).where(*where))
    then = replace(row, state=was.state, holder=was.holder, lease=was.lease, tell=0)
    return replace(then, taken=0, acted=0) if was.state.fresh else then


async def of_bulk(tx: Transaction, bulk: str, officer: str, at: int) -> list[tuple[str, str]]:
    """The referrals (receipt, ministry) of an act on many that can still be undone."""
    where = (u.c.bulk == bulk, u.c.officer == officer, u.c.until > at)
    return await tx.read(pair, select(u.c.receipt, u.c.ministry).where(*where).order_by(u.c.receipt))


async def forget(tx: Transaction, at: int) -> None:
    """Drop what can't be undone any more."""
    await tx.run(delete(u).where(u.c.until <= at))


async def is_over(tx: Transaction, at: int) -> bool:
    """Whether `forget` would drop any."""
    return await tx.has(select(u.c.bulk).where(u.c.until <= at).limit(1))
