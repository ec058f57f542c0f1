"""The end of a report: both sides are warned of it by time, and officers ask for and confirm holds against it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from casework.acts import Ending, HoldAsked, HoldConfirmed
from casework.results import Ruled, Told, stays
from dialogs.events import Heard
from guidance.calendar import day_of, end_of
from storage import cases, holds, referrals, terms
from storage.cases import CaseRow
from storage.holds import HoldWanted
from storage.referrals import Referral
from storage.timestamps import moment, ms
from storage.transaction import Transaction

MOST_HELD = 3_653
"""Days that one hold may last: what lasts longer is asked for again."""
End = Ending | HoldAsked | HoldConfirmed


async def end(tx: Transaction, act: End, row: Referral, case: CaseRow) -> Ruled:
    """Do what time or an officer does about the end of a report, if it is still to be done."""
    match act:
        case Ending():
            return await _warn(tx, act, row, case)
        case HoldAsked():
            return await _ask(tx, act, row, case)
        case HoldConfirmed():
            return await _confirm(tx, act, row, case)


async def _warn(tx: Transaction, act: Ending, row: Referral, case: CaseRow) -> Ruled:
    """The owner hears on which day the report is destroyed, and is asked once whether to keep it longer; the desks that
    have it open hear the day."""
    term = await terms.of(tx, act.receipt, lock=True)
    goes_on = await terms.unfinished(tx, act.receipt)
    if term is None or not terms.is_to_be_warned(term, goes_on, ms(act.at)):
        return Ruled(stays(row, "again"))
    at, ends = ms(act.at), terms.end_of(term, goes_on)
    await terms.warn(tx, term, ends, at)
    day = day_of(moment(ends)).isoformat()
    kind = "ending" if term.asked or goes_on.left else "longer"
    there = await referrals.referrals(tx, act.receipt)
    told = tuple(Told(each.ministry, "ending", act.receipt) for each in there if each.open)
    return Ruled(stays(row), case, Heard(act.at, act.receipt, act.ministry, kind, day=day), told)


async def _ask(tx: Transaction, act: HoldAsked, row: Referral, case: CaseRow) -> Ruled:
    """One person asks: nothing is in force yet, and the desk hears that a second one is needed."""
    until = _last_day(act.until, act.at)
    key = await cases.key_of(tx, case)
    if until is None or not act.words.strip() or not act.basis or key is None:
        return Ruled(stays(row, "wrong"))
    wanted = HoldWanted(act.receipt, act.ministry, act.basis, ms(until), act.words)
    await holds.ask(tx, key, wanted, act.officer, ms(act.at))
    return Ruled(stays(row), case, None, (Told(act.ministry, "hold", act.receipt),))


def _last_day(day: str, at: datetime) -> datetime | None:
    """The last moment of the day of a hold; None for what is no day, one that is over, or one too far away."""
    try:
        until = end_of(date.fromisoformat(day))
    except ValueError:
        return None
    return until if at < until <= at + timedelta(days=MOST_HELD) else None


async def _confirm(tx: Transaction, act: HoldConfirmed, row: Referral, case: CaseRow) -> Ruled:
    """Another person confirms: from now on it is in force, and the owner hears until when."""
    if not await holds.confirm(tx, act.hold, act.receipt, act.ministry, act.officer, ms(act.at)):
        return Ruled(stays(row, "second"))
    goes_on = await terms.unfinished(tx, act.receipt)
    day = day_of(moment(goes_on.held)).isoformat()
    return Ruled(stays(row), case, Heard(act.at, act.receipt, act.ministry, "held", day=day))
