"""A case on a ministry's desk: its state, its holder, its topic in the desk's group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import literal_column, select, update

from storage import tables as t
from storage.counters import count
from storage.transaction import Conflict, Transaction

r = t.referral


async def referral(tx: Transaction, receipt: str, ministry: str, lock: bool = False) -> Any:
    """The row of a referral, or None."""
    statement = select(r).where(r.c.receipt == receipt, r.c.ministry == ministry)
    return await tx.first(statement.with_for_update() if lock else statement)


async def referrals(tx: Transaction, receipt: str) -> Sequence[Any]:
    """All desks a case is or was on."""
    return await tx.all(select(r).where(r.c.receipt == receipt).order_by(r.c.role.desc(), r.c.ministry))


async def change(tx: Transaction, row: Any, at: int, **values: Any) -> None:
    """Change a referral read before, unless somebody did meanwhile. Raises Conflict."""
    where = (r.c.receipt == row.receipt, r.c.ministry == row.ministry, r.c.version == row.version)
    done = await tx.run(update(r).where(*where).values(version=row.version + 1, changed=at, **values))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("the referral was changed meanwhile")
    if (state := values.get("state", row.state)) != row.state:
        await count(tx, (f"referral:{row.ministry}", row.state, -1), (f"referral:{row.ministry}", state, 1))


async def _leave_topics(tx: Transaction, ministry: str) -> None:
    """No topic is a case's any more: numbers of topics begin anew in another group, where one may be anybody's."""
    where = (r.c.ministry == ministry, r.c.thread != literal_column("''"))
    await tx.run(update(r).where(*where).values(thread=""))


async def bind_thread(tx: Transaction, receipt: str, ministry: str, thread: str) -> None:
    """This topic of the ministry's group is the case's."""
    await tx.run(update(r).where(r.c.receipt == receipt, r.c.ministry == ministry).values(thread=thread))


async def unbind_thread(tx: Transaction, receipt: str, ministry: str) -> None:
    """The topic is gone; the next notice opens another."""
    await bind_thread(tx, receipt, ministry, "")


async def of_thread(tx: Transaction, ministry: str, thread: str) -> str:
    """The receipt whose topic it is; empty if none's."""
    where = (r.c.ministry == ministry, r.c.thread == thread, r.c.thread != literal_column("''"))
    row = await tx.first(select(r.c.receipt).where(*where))
    return row[0] if row else ""
