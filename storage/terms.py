"""How long each report is kept: what its own consent promised, what its owner agreed to since, and what a hold orders.

A report that is open, clocked or was held is destroyed only after both sides were warned of the very day, and the
warning was delivered. Times are UTC milliseconds, 0 is not; beats are those of `storage/beats.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, insert, literal_column, select, update

from dialogs.case_states import GONE, Destroyer
from guidance.records.retention_periods import longest, read_periods
from storage import tables as t
from storage.outbox import fates
from storage.states import LetterState
from storage.timestamps import DAY
from storage.transaction import Transaction, columns_of

m, r, k, h = t.term, t.referral, t.clock, t.hold
PROMISES: Mapping[str, int] = {"": 365, "2026-11": 365}
"""Version of the consent to take a case down -> days that a report is kept from sending, where the version said so for
every report. Later ones say it by body and outcome (`content/retention.toml`)."""
MORE = 365
"""Days that an owner may add, once."""
WARNED = 60
"""Days before the end at which both sides are warned, and the owner is asked once whether to keep it longer."""
LATE = 30
"""Days that a warning that came late leaves."""
UNTOLD = 90
"""Days that a report is kept longer whose warning was not delivered."""
_NONE: ColumnElement[int] = literal_column("0")


@dataclass(frozen=True, slots=True)
class Term:
    """How long a report is kept: see the table."""

    receipt: str
    promise: str
    rules: str
    promised: int
    until: int
    more: bool
    asked: int
    warned: int
    named: int
    told: int
    marked: int
    marked_at: int
    gone: Destroyer


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What still goes on with a report: `busy` when a desk has it open or a clock of it runs; `held`: the day until
    which a confirmed hold orders it kept, past or to come; `left`: its owner took it back from all."""

    busy: bool = False
    held: int = 0
    left: bool = False


def end_of(term: Term, work: Unfinished) -> int:
    """When the report is to be destroyed, as things stand."""
    return max(term.until, work.held)


def is_to_be_warned(term: Term, work: Unfinished, at: int) -> bool:
    """Whether both sides are to hear now of the end that the report has now. Who took it back hears nothing more,
    unless it was held."""
    end = end_of(term, work)
    return at >= end - WARNED * DAY and term.named < end and not (work.left and not work.held)


def destroyed_from(term: Term, work: Unfinished) -> int:
    """The moment from which the report may be destroyed; 0 while nobody was warned who has to be."""
    end = end_of(term, work)
    if not (work.busy or work.held):
        return end
    if term.named < end:
        return 0
    if term.told:
        return max(end, term.warned + LATE * DAY)
    return max(end, term.warned) + UNTOLD * DAY


def warning(receipt: str, end: int) -> str:
    """The key of the act that warns of this end."""
    return f"ending:{receipt}:{end}"


# ---- rows -----------------------------------------------------------------------------------------------


async def begin(
    tx: Transaction, receipt: str, promise: str, at: int, rules: str = "", bodies: Iterable[str] = ()
) -> None:
    """A report was sent to these bodies: it is kept for what was promised, by `rules` where its version says so."""
    days = PROMISES.get(promise) or longest(read_periods(rules), ((each, "") for each in bodies))
    end, kept = at + days * DAY, "" if promise in PROMISES else rules
    await tx.run(insert(m).values(receipt=receipt, promise=promise, promised=end, until=end, rules=kept))


async def of(tx: Transaction, receipt: str, lock: bool = False) -> Term | None:
    """How long a report is kept; None for an unknown code."""
    statement = select(*columns_of(m, Term)).where(m.c.receipt == receipt)
    return await tx.one(Term, statement.with_for_update() if lock else statement)


async def ended(tx: Transaction, term: Term, sent: int, ends: Iterable[tuple[str, str]]) -> None:
    """The report, sent at `sent`, stands so at its bodies now (body, outcome): it is kept as its rules say for that. A
    mark that was made is made anew."""
    promised = sent + longest(read_periods(term.rules), ends) * DAY
    if term.promise in PROMISES or promised == term.promised:
        return
    until = promised + (MORE * DAY if term.more else 0)
    values = {"promised": promised, "until": until, "marked": 0, "marked_at": 0}
    await tx.run(update(m).where(m.c.receipt == term.receipt).values(**values))


async def ending(tx: Transaction, by: int, after: str, limit: int) -> list[Term]:
    """Reports that are there and whose term ends by then, in the order of their codes, those after `after`."""
    where = (m.c.until <= by, m.c.receipt > after, m.c.gone == literal_column("''"), t.case_.c.key != "")
    there = select(*columns_of(m, Term)).join(t.case_, t.case_.c.receipt == m.c.receipt)
    return await tx.read(Term, there.where(*where).order_by(m.c.receipt).limit(limit))


async def unfinished(tx: Transaction, receipt: str) -> Unfinished:
    """What still goes on with a report."""
    of_case = r.c.receipt == receipt
    busy = await tx.has(select(r.c.receipt).where(of_case, r.c.open).limit(1)) or await tx.has(
        select(k.c.receipt).where(k.c.receipt == receipt, k.c.met == _NONE).limit(1)
    )
    in_force = (h.c.receipt == receipt, h.c.confirmed > _NONE)
    held = await tx.one(int, select(func.coalesce(func.max(h.c.until), _NONE)).where(*in_force)) or 0
    stays = await tx.has(select(r.c.receipt).where(of_case, r.c.state.not_in(GONE)).limit(1))
    return Unfinished(busy, held, not stays)


async def warn(tx: Transaction, term: Term, end: int, at: int) -> None:
    """Both sides hear now that the report is destroyed at `end`; the owner is asked with it, the first time."""
    values = {"warned": at, "named": end, "told": 0, "asked": term.asked or at}
    await tx.run(update(m).where(m.c.receipt == term.receipt).values(**values))


async def agree(tx: Transaction, term: Term, more: bool) -> Term:
    """The owner's word, the last one holds: keep it longer than was promised, or not."""
    until = term.promised + (MORE * DAY if more else 0)
    await tx.run(update(m).where(m.c.receipt == term.receipt).values(until=until, more=more, marked=0, marked_at=0))
    found = await of(tx, term.receipt)
    assert found is not None, "it was there a moment ago, in this transaction"
    return found


async def hear_of_warning(tx: Transaction, term: Term, at: int) -> bool:
    """Whether the last warning was delivered to all that it was for; noted, since letters are forgotten."""
    found = await fates(tx, f"act:{warning(term.receipt, term.named)}:")
    to_owner = any(channel != "desk" for channel, _state in found)
    if not to_owner or any(state != LetterState.SENT for _channel, state in found):
        return False
    await tx.run(update(m).where(m.c.receipt == term.receipt).values(told=at))
    return True


async def mark(tx: Transaction, receipt: str, beat: int, at: int) -> None:
    """The report is to be destroyed a week of running time from now; `beat` 0: it is not."""
    await tx.run(update(m).where(m.c.receipt == receipt).values(marked=beat, marked_at=at if beat else 0))


async def gone(tx: Transaction, receipt: str, by: Destroyer) -> None:
    """The report is destroyed, and by whom."""
    await tx.run(update(m).where(m.c.receipt == receipt).values(gone=by, marked=0, marked_at=0))
