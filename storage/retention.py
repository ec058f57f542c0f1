"""Nothing is kept longer than it is needed: what is swept, and when.

A visit is forgotten after a day without a word, a draft after 30; a chat that sent a report keeps its language and the
codes, so that desks can answer. A report goes when its owner says so, else at the end of its term (`storage/terms.py`):
it is marked first, and destroyed a week of running time later (`storage/beats.py`). Time is passed in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, literal_column, select, update

from dialogs.case_states import Destroyer
from storage import audit, desk_records, erasure, files, sessions, terms
from storage import tables as t
from storage.beats import DAY_OF_BEATS, WEEK, beat
from storage.erasure import Erased
from storage.feed import drop_page
from storage.states import CaseState, LetterState
from storage.store import Store
from storage.terms import Term
from storage.timestamps import DAY, ms
from storage.transaction import Transaction
from storage.unanswered import KEPT

s = t.session

DRAFT_DAYS = 30
"""Days after the last word until a draft and its page are forgotten."""
DONE_DAYS = 30
"""Days that an update's key and a letter's fate are remembered: a messenger repeats for a day at most."""
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
    """How many visits, drafts, pages, arrivals, letters, sign-ins, cases were forgotten."""

    visits: int = 0
    drafts: int = 0
    pages: int = 0
    arrivals: int = 0
    letters: int = 0
    sign_ins: int = 0
    cases: int = 0


async def sweep(store: Store, at: datetime, new_receipt: Callable[[], str]) -> Swept:
    """Forget what is over. May be run at any time, by any process, and again. By dates nothing is while the clock is in
    doubt (`Beat.suspended`)."""
    async with store.reading() as tx:
        now = await beat(tx)
    swept = Swept(visits=await _all(store, lambda tx: _visits(tx, now.n)))
    await _all(store, lambda tx: _rest(tx, now.n))
    await _hear_of_warnings(store, ms(at))
    if not now.suspended:
        swept = await _by_dates(store, at, new_receipt, swept)
        swept = replace(swept, cases=await _destroy_reports(store, at, now.n))
        await _accesses(store, ms(at))
    await store.shrink()
    return swept


async def _by_dates(store: Store, at: datetime, new_receipt: Callable[[], str], swept: Swept) -> Swept:
    """What is over on the day of `at`."""
    day = ms(at) // DAY
    drafts = await _all(store, lambda tx: _drafts(tx, day - DRAFT_DAYS, ms(at), new_receipt))
    await _all(store, lambda tx: _unread(tx, ms(at)))
    await _all(store, lambda tx: desk_records.sweep(tx, day, MANY))
    await _rows(store, t.proposal, t.proposal.c.id, t.proposal.c.changed < ms(at) - DONE_DAYS * DAY)
    await _rows(store, t.question_log, t.question_log.c.id, t.question_log.c.at < ms(at) - KEPT)
    return replace(
        swept,
        drafts=drafts,
        pages=await _rows(store, t.page, t.page.c.id, _old_page(ms(at))),
        arrivals=await _rows(store, t.arrival, t.arrival.c.key, t.arrival.c.day < day - DONE_DAYS),
        letters=await _letters(store, ms(at) - DONE_DAYS * DAY),
        sign_ins=await _rows(store, t.sign_in, t.sign_in.c.hash, t.sign_in.c.until < ms(at)),
    )


def _old_page(at: int) -> ColumnElement[bool]:
    """Entries that nobody needs any more: what desks wrote about a report stays as long as the report."""
    reporting = select(t.case_.c.chat).where(t.case_.c.state != CaseState.ERASED)
    return (t.page.c.created < at - DRAFT_DAYS * DAY) & t.page.c.chat.not_in(reporting)


# ---- visits ---------------------------------------------------------------------------------------------


async def _rest(tx: Transaction, now: int) -> int:
    """Note of visits in which somebody spoke since the last look that nobody does at this beat; return how many."""
    fresh = [row[0] for row in await tx.all(select(s.c.chat).where(s.c.visit, s.c.rests == 0).limit(MANY))]
    if fresh:
        await tx.run(update(s).where(s.c.chat.in_(fresh), s.c.visit, s.c.rests == 0).values(rests=now))
    return len(fresh)


async def _visits(tx: Transaction, now: int) -> int:
    """Destroy some visits in which nobody spoke for a day of running time, with their pages; return how many."""
    old = (s.c.visit, s.c.rests > 0, s.c.rests <= now - DAY_OF_BEATS)
    rows = await tx.all(select(s.c.chat, s.c.key).where(*old).limit(MANY).with_for_update(skip_locked=True))
    for row in rows:
        await files.drop_drafts(tx, row.chat)
        await drop_page(tx, row.chat)
    await tx.run(delete(s).where(s.c.chat.in_([row.chat for row in rows])))
    await tx.drop_keys([row.key for row in rows])
    return len(rows)


# ---- reports --------------------------------------------------------------------------------------------


async def _destroy_reports(store: Store, at: datetime, now: int) -> int:
    """Mark the reports whose term is over, take the mark off those whose term is not any more, destroy those that were
    marked a week of running time ago; return how many were destroyed."""
    after, done = "", 0
    while True:
        async with store.transaction() as tx:
            some = await terms.ending(tx, ms(at), after, SOME)
            over = [term for term in some if await _is_over(tx, term, ms(at), now)]
            done += len(await _destroy(tx, over, ms(at)))
            await _unmark(tx, ms(at))
        if len(some) < SOME:
            return done
        after = some[-1].receipt


async def _hear_of_warnings(store: Store, at: int) -> None:
    """Note which warnings were delivered, before the letters are forgotten."""
    after = ""
    while True:
        async with store.transaction() as tx:
            some = await terms.ending(tx, at + terms.WARNED * DAY, after, MANY)
            for term in (each for each in some if each.warned and not each.told):
                await terms.hear_of_warning(tx, term, at)
        if len(some) < MANY:
            return
        after = some[-1].receipt


async def _is_over(tx: Transaction, term: Term, at: int, now: int) -> bool:
    """Whether a report is to be destroyed at once; marks it, or takes the mark off."""
    term = await terms.of(tx, term.receipt, lock=True) or term
    since = terms.destroyed_from(term, await terms.unfinished(tx, term.receipt))
    if not since or since > at:
        if term.marked:
            await _mark(tx, term.receipt, 0, at)
        return False
    if not term.marked:
        await _mark(tx, term.receipt, now, at)
    return bool(term.marked) and now - term.marked >= WEEK


async def _mark(tx: Transaction, receipt: str, beat: int, at: int) -> None:
    await terms.mark(tx, receipt, beat, at)
    await audit.note(tx, at, "house", "marked" if beat else "unmarked", receipt)


async def _unmark(tx: Transaction, at: int) -> None:
    """Marks of reports whose end was moved, by their owner or by a clock that was put right."""
    m = t.term.c
    for row in await tx.all(select(m.receipt).where(m.marked > literal_column("0"), m.until > at).limit(SOME)):
        await _mark(tx, row.receipt, 0, at)


async def _destroy(tx: Transaction, over: Sequence[Term], at: int) -> list[Erased]:
    gone = [await erasure.erase(tx, term.receipt, at, "house", Destroyer.TIME) for term in over]
    erased = [each for each in gone if each is not None]
    await erasure.forget(tx, [(each.chat, each.receipt) for each in erased], at)
    return erased


# ---- conversations, letters -----------------------------------------------------------------------------


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
    where = s.c.day < before, s.c.begun | (s.c.filed == 0)
    some = select(s.c.chat, s.c.key, s.c.filed).where(*where).limit(MANY)
    rows = await tx.all(some.with_for_update(skip_locked=True))
    whole = [row for row in rows if not row.filed]
    kept = await sessions.load(tx, [row.chat for row in rows if row.filed])
    for row in rows:
        await files.drop_drafts(tx, row.chat)
        if row.chat not in kept or sessions.has_draft(kept[row.chat].session):
            await drop_page(tx, row.chat)
    await tx.run(delete(s).where(s.c.chat.in_([row.chat for row in whole])))
    await tx.drop_keys([row.key for row in whole])
    await sessions.keep(tx, [_fresh(tx, each, at, new_receipt) for each in kept.values()], before)
    return len(rows)


def _fresh(tx: Transaction, kept: sessions.Kept, at: int, new_receipt: Callable[[], str]) -> sessions.Kept:
    """The conversation without its draft, under a new key: what desks said and asked stays, old buttons are known.
    Files that waited for a word are gone; where there was no draft, all else stays as it was."""
    old = replace(kept.session, turn=kept.session.turn + 1).with_care(held=())
    if not sessions.has_draft(old):
        return replace(kept, session=old)
    key, wrapped = tx.vault.new_key(at)
    session = replace(old.with_new_draft("new"), receipt=new_receipt(), care=old.care.left())
    return replace(kept, session=session, key=key, wrapped=(wrapped,), done=(kept.key.id,))
