"""A report destroyed, whoever destroys it: its owner, time, or whoever runs the machine. One verb for all of them.

Gone are the case and everything said in it, what its chat still holds of it (the page, letters that wait or were given
up, what desks wrote, what was answered since), and the key that these were sealed with. What a body did itself stays in
its own record (`desk_records.py`). Once the transaction is
written, `Store.shrink` leaves nothing of it in SQLite's log either; only then is the proof said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, select, update

from dialogs.awaited import report_of
from dialogs.case_states import Destroyer
from storage import audit, cases, desk_records, files, sessions, terms, tombstones
from storage import tables as t
from storage.feed import drop_page
from storage.sessions import Kept, rekeyed
from storage.states import LetterState
from storage.timestamps import DAY
from storage.tombstones import Tombstone
from storage.transaction import Transaction

o, s = t.outgoing.c, t.session.c


@dataclass(frozen=True, slots=True)
class Erased:
    """What was destroyed: `desks` it was open at, and the line of the audit log that vouches for it. `kept`: bodies
    that keep their own record of it -> the day (since 1970) until which."""

    receipt: str
    chat: str
    desks: tuple[str, ...]
    line: str
    kept: Mapping[str, int]


async def erase(tx: Transaction, receipt: str, at: int, actor: str, by: Destroyer, since: int = 0) -> Erased | None:
    """Destroy a report and what was shown of it; None when there is none, or it is destroyed already. `by`: who its
    pages say destroyed it. The conversation itself is left to its writer: `sessions.rekeyed` for one in hand, `forget`
    for all others. Once this is written its tombstone is."""
    case = await cases.case_row(tx, receipt)
    if case is None or not case.key:
        return None
    kept = await desk_records.end(tx, receipt, since or at, by)
    desks = await cases.erase(tx, receipt, at)
    await terms.gone(tx, receipt, by)
    tx.buried.append(Tombstone(tombstones.name_of(tx.vault, receipt), at // DAY, by))
    await drop_page(tx, case.chat)
    await _end_letters(tx, at, o.receipt == receipt)
    await _end_letters(tx, at, o.chat == case.chat, o.receipt == "")
    return Erased(receipt, case.chat, tuple(desks), await audit.note(tx, at, actor, "erased", receipt), kept)


async def _end_letters(tx: Transaction, at: int, *which: ColumnElement[bool]) -> None:
    """Of letters that did not leave nothing is kept; those that left hold no words any more."""
    waiting = o.state.in_((LetterState.WAITING, LetterState.DEAD))
    gone = {"state": LetterState.ERASED, "letter": b"", "finished": at, "lease": 0, "reason": "erased"}
    await tx.run(update(t.outgoing).where(waiting, *which).values(**gone))


async def forget(tx: Transaction, erased: Iterable[tuple[str, str]], at: int) -> None:
    """Let conversations (chat, receipt) hold nothing of reports that were destroyed without them; their codes can still
    be asked for. The day of a chat's last word stays as it was: its draft is not kept longer for this."""
    gone: dict[str, list[str]] = {}
    for chat, receipt in erased:
        gone.setdefault(chat, []).append(receipt)
    days = dict(await tx.read(_day, select(s.chat, s.day).where(s.chat.in_(gone))))
    kept = await sessions.load(tx, list(days), lock=True)
    for chat, each in kept.items():
        await sessions.keep(tx, [await _without(tx, each, gone[chat], at)], days[chat])


def _day(chat: str, day: int) -> tuple[str, int]:
    return chat, day


async def _without(tx: Transaction, kept: Kept, receipts: Iterable[str], at: int) -> Kept:
    session, gone = kept.session, set(receipts)
    for each in (each for each in session.care.held if each.receipt in gone):
        await files.drop_draft(tx, session.chat, each.file.id)
    care = session.care
    for receipt in gone:
        care = care.emptied(receipt)
    session = replace(session if session.is_drafting else session.with_new_draft("about"), care=care)
    if report_of(session.waiting) in gone:
        session = replace(session, waiting=None)
    return await rekeyed(tx, replace(kept, session=replace(session, turn=session.turn + 1)), at)
