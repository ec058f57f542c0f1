"""Nothing is kept longer than it is needed: what is swept, when, and how keys are wrapped anew.

A draft is forgotten 30 days after the last word; a chat that sent a report keeps its language and the codes, so that
desks can answer. A report goes when its owner says so, and in any case a year after it was sent. Time is passed in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, select, update

from storage import audit, erasure, files, sessions
from storage import tables as t
from storage.feed import drop_page
from storage.keyring import KeyringError
from storage.states import CaseState, LetterState
from storage.store import Store
from storage.timestamps import DAY, ms
from storage.transaction import Transaction
from storage.unanswered import KEPT
from storage.vault import Wrapped

DRAFT_DAYS = 30
"""Days after the last word until a draft and its page are forgotten."""
DONE_DAYS = 30
"""Days that an update's key and a letter's fate are remembered: a messenger repeats for a day at most."""
CASE_DAYS = 365
"""Days after it was sent until a report is erased, as its owner was promised."""
ACCESS_DAYS, SEGMENT_DAYS = 730, 30
"""Days that the audit log says who did what; days of one segment, at whose end it may be cut."""
TERMINAL, TERMINAL_DAYS = "terminal", 30
"""The channel of keyboards, and the days that a letter waits there for its own screen to be opened again."""
MANY = 500
"""Rows in one transaction of a sweep: nobody who writes meanwhile waits long."""
SOME = 50
"""Reports erased in one transaction: each takes a dozen statements."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many drafts, pages, arrivals, letters, sign-ins, cases were forgotten."""

    drafts: int = 0
    pages: int = 0
    arrivals: int = 0
    letters: int = 0
    sign_ins: int = 0
    cases: int = 0


async def sweep(store: Store, at: datetime, new_receipt: Callable[[], str]) -> Swept:
    """Forget what is over on the day of `at`. May be run at any time, by any process, and again."""
    day = ms(at) // DAY
    drafts = await _all(store, lambda tx: _drafts(tx, day - DRAFT_DAYS, ms(at), new_receipt))
    old = ms(at) - DONE_DAYS * DAY
    await _all(store, lambda tx: _unread(tx, ms(at)))
    swept = Swept(
        drafts,
        await _rows(store, t.page, t.page.c.id, t.page.c.created < ms(at) - DRAFT_DAYS * DAY),
        await _rows(store, t.arrival, t.arrival.c.key, t.arrival.c.day < day - DONE_DAYS),
        await _letters(store, old),
        await _rows(store, t.sign_in, t.sign_in.c.hash, t.sign_in.c.until < ms(at)),
        await _all(store, lambda tx: _cases(tx, ms(at)), SOME),
    )
    await _rows(store, t.question_log, t.question_log.c.id, t.question_log.c.at < ms(at) - KEPT)
    await _accesses(store, ms(at))
    await retire(store, at)
    await store.shrink()
    return swept


async def _all(store: Store, some: Callable[[Transaction], Awaitable[int]], most: int = MANY) -> int:
    total = 0
    while True:
        async with store.transaction() as tx:
            done = await some(tx)
        total += done
        if done < most:
            return total


async def _rows(store: Store, table: Table, name: Any, where: Any) -> int:
    async def some(tx: Transaction) -> int:
        found = [row[0] for row in await tx.all(select(name).where(where).limit(MANY))]
        if found:
            await tx.run(delete(table).where(name.in_(found)))
        return len(found)

    return await _all(store, some)


async def _accesses(store: Store, at: int) -> None:
    """End a segment of the audit log every month, and leave out those that ended two years ago."""
    async with store.transaction() as tx:
        begun = await audit.segment_since(tx)
        if begun and begun <= at - SEGMENT_DAYS * DAY:
            await audit.prove(tx, at, anew=True)
        await audit.leave_out(tx, at - ACCESS_DAYS * DAY, at)


async def _letters(store: Store, before: int) -> int:
    o = t.outgoing.c
    return await _rows(store, t.outgoing, o.id, (o.state != LetterState.WAITING) & (o.finished < before))


async def _cases(tx: Transaction, at: int) -> int:
    """Erase some reports that were sent a year ago, and tell nobody but the audit log; return how many."""
    c = t.case_.c
    old = select(c.receipt, c.chat).where(c.created <= at - CASE_DAYS * DAY, c.state != CaseState.ERASED)
    rows = await tx.all(old.order_by(c.created).limit(SOME).with_for_update(skip_locked=True))
    for row in rows:
        await erasure.erase(tx, row.receipt, at, "house")
    await erasure.forget(tx, [(row.chat, row.receipt) for row in rows], at)
    return len(rows)


async def _unread(tx: Transaction, at: int) -> int:
    """End letters to keyboards that nobody sits at any more, and keep nothing of their words; return how many."""
    o = t.outgoing.c
    waiting = (
        o.channel == TERMINAL,
        o.state == LetterState.WAITING,
        o.lease <= at,
        o.created < at - TERMINAL_DAYS * DAY,
    )
    found = [row[0] for row in await tx.all(select(o.id).where(*waiting).limit(MANY))]
    if found:
        gone = {"state": LetterState.ERASED, "letter": b"", "finished": at, "reason": "unread"}
        await tx.run(update(t.outgoing).where(o.id.in_(found)).values(**gone))
    return len(found)


async def _drafts(tx: Transaction, before: int, at: int, new_receipt: Callable[[], str]) -> int:
    """Forget the drafts of some chats not heard of since day `before`; return how many chats."""
    s = t.session
    where = s.c.day < before, s.c.begun | (s.c.filed == 0)
    some = select(s.c.chat, s.c.key, s.c.filed).where(*where).limit(MANY)
    rows = await tx.all(some.with_for_update(skip_locked=True))
    whole = [row for row in rows if not row.filed]
    for row in rows:
        await files.drop_drafts(tx, row.chat)
        await drop_page(tx, row.chat)
    await tx.run(delete(s).where(s.c.chat.in_([row.chat for row in whole])))
    await tx.drop_keys([row.key for row in whole])
    kept = await sessions.load(tx, [row.chat for row in rows if row.filed])
    await sessions.keep(tx, [_fresh(tx, each, at, new_receipt) for each in kept.values()], before)
    return len(rows)


def _fresh(tx: Transaction, kept: sessions.Kept, at: int, new_receipt: Callable[[], str]) -> sessions.Kept:
    """The conversation without its draft, under a new key: what desks said and asked stays, old buttons are known."""
    old, (key, wrapped) = kept.session, tx.vault.new_key(at)
    session = replace(old.with_new_draft("new"), receipt=new_receipt(), turn=old.turn + 1, care=old.care.left())
    return replace(kept, session=session, key=key, wrapped=(wrapped,), done=(kept.key.id,))


async def rotate(store: Store, at: datetime) -> int:
    """Add a key to the ring and wrap every key anew by it, while serving; return how many were. Raises KeyringError
    where some are left.

    The old ring keys stay for a day (`retire`), so that no other process is left with one that is gone.
    """
    newest = store.vault.ring.grow(at)
    total = await _all(store, lambda tx: _rewrap(tx, newest))
    async with store.transaction() as tx:
        if await tx.has(select(t.key.c.id).where(t.key.c.ring < newest).limit(1)):
            raise KeyringError("keys are left that the new ring key does not wrap: what was erased is not final")
        await audit.note(tx, ms(at), "house", "rotated", newest)
    return total


async def retire(store: Store, at: datetime) -> tuple[str, ...]:
    """Destroy the ring keys that were replaced a day ago or more; return their ids. What was erased is gone for good:
    no copy of the database made before can be opened any more. A ring of the settings is the operator's to shorten."""
    ring = store.vault.ring
    if ring.path is None or ring.age(at) < 86_400:
        return ()
    await _all(store, lambda tx: _rewrap(tx, ring.newest))
    async with store.reading() as tx:
        used = {row[0] for row in await tx.all(select(t.key.c.ring).where(t.key.c.ring < ring.newest).limit(1))}
    old = () if used else tuple(name for name in ring.ids if name < ring.newest)
    for name in old:
        ring.drop(name)
    return old


async def _rewrap(tx: Transaction, newest: str) -> int:
    k = t.key
    rows = await tx.all(select(k.c.id, k.c.ring, k.c.wrapped).where(k.c.ring < newest).limit(MANY))
    for row in rows:
        new = tx.vault.rewrap(Wrapped(row.id, row.ring, row.wrapped))
        await tx.run(update(k).where(k.c.id == row.id).values(ring=new.ring, wrapped=new.wrapped))
    return len(rows)
