"""Leaks of our own data: what is told of them, and whom of those concerned it was told already.

Rows are made by `sinmungo leak` and worked off by `bot/scheduler.py`; whoever stops half-way goes on with the rest.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import ColumnElement, case, func, insert, literal_column, select, update

from dialogs.case_states import ReferralState
from storage import tables as t
from storage.timestamps import DAY
from storage.transaction import Transaction, pair

n, d, c, r = t.leak_notice, t.leak_due, t.case_, t.referral
SHOWN = 30 * DAY
"""How long (ms) the privacy notice says that there was a leak: it reaches those whom no letter reaches."""
_NONE: ColumnElement[int] = literal_column("0")


@dataclass(frozen=True, slots=True)
class LeakDue:
    """A report whose owner is to be told; `ministry`: a desk that has it, by which its row is found."""

    notice: str
    receipt: str
    ministry: str


@dataclass(frozen=True, slots=True)
class LeakProgress:
    """How far a notice has come: of `all` reports, `waits` are not dealt with, `gone` were destroyed before."""

    id: str
    known: int
    made: int
    all: int
    waits: int
    gone: int


async def concerned(tx: Transaction) -> Sequence[tuple[str, str]]:
    """Every report that can still be opened, whatever became of it at the desks: its code, and its chat's handle."""
    return await tx.read(pair, select(c.c.receipt, c.c.chat).where(c.c.key != "").order_by(c.c.receipt))


async def begin(tx: Transaction, words: Mapping[str, str], known: int, receipts: Collection[str], at: int) -> str:
    """From now on the owners of these reports are told these words (by language); the notice's id."""
    new = secrets.token_hex(16)
    sealed = (await tx.house_key()).seal(f"leak:{new}", msgspec.json.encode(dict(words)))
    await tx.run(insert(n).values(id=new, known=known, made=at, words=sealed))
    await tx.insert_many(d, ("notice", "receipt", "done", "gone"), [(new, each, 0, False) for each in sorted(receipts)])
    return new


async def words_of(tx: Transaction, notice: str) -> Mapping[str, str]:
    """What is told of a leak, by language."""
    sealed = await tx.one(bytes, select(n.c.words).where(n.c.id == notice))
    assert sealed is not None, "notices are never deleted"
    return msgspec.json.decode((await tx.house_key()).open(f"leak:{notice}", sealed), type=dict[str, str])


async def due(tx: Transaction, after: tuple[str, str], limit: int) -> Sequence[LeakDue]:
    """Whom to tell, in the order of codes, behind the (code, notice) `after`."""
    there = (r.c.state != ReferralState.ERASED, c.c.key != "", d.c.done == _NONE)
    behind = (d.c.receipt > after[0]) | ((d.c.receipt == after[0]) & (d.c.notice > after[1]))
    columns = (d.c.notice, d.c.receipt, func.min(r.c.ministry))
    found = select(*columns).join(c, c.c.receipt == d.c.receipt).join(r, r.c.receipt == d.c.receipt)
    grouped = found.where(*there, behind).group_by(d.c.notice, d.c.receipt)
    return await tx.read(LeakDue, grouped.order_by(d.c.receipt, d.c.notice).limit(limit))


async def take(tx: Transaction, notice: str, receipt: str, chat: str, at: int) -> bool:
    """Whether this owner is to be told now: nobody was of this chat, whichever of its reports it was for."""
    waits = (d.c.notice == notice, d.c.done == _NONE)
    if not await tx.run(update(d).where(*waits, d.c.receipt == receipt).values(done=at)):
        return False
    of_chat = select(c.c.receipt).where(c.c.chat == chat)
    await tx.run(update(d).where(*waits, d.c.receipt.in_(of_chat)).values(done=at))
    return True


async def has_gone(tx: Transaction) -> bool:
    """Whether a report was destroyed before its owner was told."""
    gone = select(d.c.receipt).join(c, c.c.receipt == d.c.receipt).where(d.c.done == _NONE, c.c.key == "")
    return await tx.has(gone.limit(1))


async def skip_gone(tx: Transaction, at: int) -> int:
    """Who deleted a report meanwhile is reached no more: nothing leads from it to anybody. How many that were."""
    gone = select(c.c.receipt).where(c.c.key == "")
    left = (d.c.done == _NONE, d.c.receipt.in_(gone))
    return await tx.run(update(d).where(*left).values(done=at, gone=True))


async def progress(tx: Transaction) -> Sequence[LeakProgress]:
    """Every notice, the newest first."""
    waits = func.sum(case((d.c.done == _NONE, 1), else_=0))
    gone = func.sum(case((d.c.gone, 1), else_=0))
    columns = (n.c.id, n.c.known, n.c.made, func.count(), waits, gone)
    found = select(*columns).join(d, d.c.notice == n.c.id).group_by(n.c.id, n.c.known, n.c.made)
    return await tx.read(LeakProgress, found.order_by(n.c.made.desc(), n.c.id))


async def covers(tx: Transaction, notice: str, receipts: Collection[str]) -> bool:
    """Whether a notice is for all of these reports."""
    there = await tx.read(str, select(d.c.receipt).where(d.c.notice == notice))
    return set(receipts) <= set(there)


async def shown(tx: Transaction, at: int) -> int:
    """When we learnt of the newest leak that the privacy notice is still to speak of (ms); 0: of none."""
    newest = select(n.c.known).where(n.c.made > at - SHOWN, n.c.made <= at).order_by(n.c.made.desc()).limit(1)
    return await tx.one(int, newest) or 0
