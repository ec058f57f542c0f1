"""What an officer is about to say to an owner, for the minute in which it can still be taken back: sealed with the key
of its case, and gone with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, literal_column, or_, select, update

from storage import tables as t
from storage.timestamps import MINUTE
from storage.transaction import Transaction, columns_of
from storage.vault import Key

p = t.pending_act
SENDING = "sending"
"""Being done: too late to take back. Who stops in the middle finds it again, and an act is done once."""
LEASE = MINUTE
"""How long (ms) one process has to do it, before another may."""
_NONE: ColumnElement[int] = literal_column("0")


@dataclass(frozen=True, slots=True)
class SealedPending:
    """An act that waits: by `key`, as an act has it. `due` in ms, 0 once it was refused, and then `why`; `why` is
    `SENDING` while it is being done."""

    key: str
    receipt: str
    ministry: str
    officer: str
    due: int
    why: str
    body: bytes

    def opened(self, key: Key) -> bytes:
        """What is to be done, as whoever put it here packed it."""
        return key.open(f"pending:{self.key}", self.body)


async def put(tx: Transaction, key: Key, row: SealedPending) -> None:
    """Let an act wait. Twice is once."""
    sealed = key.seal(f"pending:{row.key}", row.body)
    values = {"receipt": row.receipt, "ministry": row.ministry, "officer": row.officer, "due": row.due}
    await tx.run(tx.insert(p).values(key=row.key, body=sealed, **values).on_conflict_do_nothing())


async def of_officer(tx: Transaction, receipt: str, officer: str) -> Sequence[SealedPending]:
    """What this officer is about to say on a case, or could not say; the oldest first."""
    mine = select(*columns_of(p, SealedPending)).where(p.c.receipt == receipt, p.c.officer == officer)
    return await tx.read(SealedPending, mine.order_by(p.c.due, p.c.key))


async def due(tx: Transaction, at: int, limit: int) -> Sequence[SealedPending]:
    """What is to be done by now, the longest ago first."""
    over = select(*columns_of(p, SealedPending)).where(p.c.due > _NONE, p.c.due <= at)
    return await tx.read(SealedPending, over.order_by(p.c.due, p.c.key).limit(limit))


async def next_due(tx: Transaction) -> int:
    """When the next act is to be done; 0 when none waits."""
    return await tx.one(int, select(func.coalesce(func.min(p.c.due), _NONE)).where(p.c.due > _NONE)) or 0


async def claim(tx: Transaction, key: str, at: int) -> bool:
    """It is being done now, for `LEASE` by nobody else; False when it was taken back meanwhile, refused before, or
    somebody else does it."""
    free = or_(p.c.why != SENDING, p.c.due <= at)
    mine = (p.c.key == key, p.c.due > _NONE, free)
    return await tx.run(update(p).where(*mine).values(why=SENDING, due=at + LEASE)) == 1


async def is_there(tx: Transaction, key: str) -> bool:
    """Whether an act of this key waits, whoever wrote it."""
    return await tx.has(select(p.c.key).where(p.c.key == key))


async def drop_of(tx: Transaction, officer: str) -> None:
    """Nothing that this officer wrote is said any more, save what is being said now."""
    await tx.run(delete(p).where(p.c.officer == officer, p.c.why != SENDING))


async def take_back(tx: Transaction, key: str, officer: str) -> bool:
    """Nothing is kept of it any more; False when it is being done, or is not this officer's."""
    mine = (p.c.key == key, p.c.officer == officer, p.c.why != SENDING)
    return await tx.run(delete(p).where(*mine)) == 1


async def drop(tx: Transaction, key: str) -> None:
    """It was done."""
    await tx.run(delete(p).where(p.c.key == key))


async def refuse(tx: Transaction, key: str, why: str) -> None:
    """It could not be done: the words stay for whoever wrote them."""
    await tx.run(update(p).where(p.c.key == key).values(due=0, why=why))
