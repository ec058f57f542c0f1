"""What an act of a desk does to its referral, what its owner hears of it, and what other desks do.

Everything is looked up and decided in the transaction that keeps it: rights, holder, consent. Nothing is trusted that
a page or a button carried. Whether an officer may is decided by rows alone, before anything of the report is opened.
"""

from __future__ import annotations

from dataclasses import replace

from casework import clock_updates, name_checks, own_record, permissions
from casework.acts import (
    HOUSE,
    Act,
    Asked,
    Barred,
    Checked,
    Closed,
    Declined,
    Ending,
    Escalated,
    Extended,
    HoldAsked,
    HoldConfirmed,
    LeakTold,
    LeftAlone,
    MostlyShut,
    NameWaits,
    Noted,
    PassedOn,
    Positioned,
    Queried,
    Released,
    Reminded,
    Replied,
    Reworded,
    Ruling,
    Seen,
    Settled,
    Taken,
    Undone,
    Unhushed,
    Unopened,
)
from casework.assignment import hold
from casework.clocks import Clocks, clocks_of
from casework.cooperation import among, bar_officer
from casework.endings import End, end
from casework.leaks import tell_of_leak
from casework.replies import reword, tell
from casework.results import Ruled, Told, stays
from dialogs.case_states import ReferralState
from dialogs.events import Heard
from guidance.guide import SECRETARIAT
from storage import audit, cases, referrals
from storage.cases import CaseRow
from storage.officers import ActingOfficer, acting
from storage.reach import staffed
from storage.referrals import Referral
from storage.refused_attempts import RefusedAttempt, attempted, note_refused
from storage.states import OfficerRole
from storage.timestamps import ms
from storage.transaction import Transaction

RIGHTS: dict[type, str] = {
    Seen: permissions.SEE,
    Taken: permissions.TAKE,
    Released: permissions.RELEASE,
    Undone: permissions.UNDO,
    Replied: permissions.REPLY,
    Reworded: permissions.REWORD,
    Asked: permissions.ASK,
    PassedOn: permissions.PASS_ON,
    Closed: permissions.CLOSE,
    Declined: permissions.DECLINE,
    Noted: permissions.NOTE,
    Positioned: permissions.POSITION,
    Settled: permissions.SETTLE,
    Queried: permissions.QUERY,
    Barred: permissions.BAR,
    Extended: permissions.EXTEND,
    HoldAsked: permissions.HOLD,
    HoldConfirmed: permissions.HOLD,
}
NO_CLOCKS = clocks_of({})
NO_RIGHT = ("unknown", "no_right")
"""Refusals that are noted: the others tell of the case or of a colleague, not of who tried."""
BY_TIME = (Reminded, Escalated, Unopened, Unhushed, LeftAlone, NameWaits, MostlyShut, Ending, LeakTold)


async def rule(tx: Transaction, act: Act, clocks: Clocks = NO_CLOCKS) -> Ruled:
    """Do the act, if its officer may, and say what came of it. Raises Conflict as `carry_out` does."""
    row = await admitted(tx, act)
    return Ruled(row) if isinstance(row, Ruling) else await carry_out(tx, act, row, clocks)


async def admitted(tx: Transaction, act: Act) -> Referral | Ruling:
    """The referral of the act, locked, if its officer may do it; else why not. Reads rows and opens nothing."""
    row = await referrals.referral(tx, act.receipt, act.ministry, lock=True)
    why = await _refused(tx, act, row) if row is not None else "unknown"
    if why in NO_RIGHT:
        subject = attempted(act.receipt, act.ministry)
        await note_refused(tx, ms(act.at), act.officer, RefusedAttempt.ACT, subject)
    if row is None or why == "unknown":
        return Ruling(why="unknown")
    return stays(row, why) if why else row


async def carry_out(tx: Transaction, act: Act, row: Referral, clocks: Clocks = NO_CLOCKS) -> Ruled:
    """Do an act that was admitted. Raises Conflict when the referral was changed meanwhile."""
    case = await cases.case_row(tx, act.receipt)
    if case is None:
        return Ruled(Ruling(why="unknown"))
    done = await _do(tx, act, row, case, clocks)
    if not done.ruling.why:
        await clock_updates.follow(tx, clocks, act, row, done.ruling)
        name = type(act).__name__.lower()
        await audit.note(tx, ms(act.at), act.officer, name, f"{act.receipt}:{act.ministry}")
        await own_record.keep(tx, act)
    return done


# ---- whether --------------------------------------------------------------------------------------------


async def _refused(tx: Transaction, act: Act, row: Referral) -> str:
    if isinstance(act, BY_TIME):
        there = row.open or (isinstance(act, Ending | LeakTold) and row.state is not ReferralState.ERASED)
        return "" if act.officer == HOUSE and there else "over"
    if isinstance(act, Checked):
        return await name_checks.refused(tx, act, row)
    who = await acting(tx, act.officer, act.receipt)
    if who is None or who.revoked:
        return "unknown"
    stands = standing(who, row)
    if not stands.relation.knows:
        return "unknown"
    if row.state is ReferralState.ERASED:
        return "over"
    if not permissions.allows(who.role, _action(act, row), stands, row.standing):
        return _why_not(who.role, act, row, stands)
    return _held(act, row)


def _action(act: Act, row: Referral) -> str:
    """Laying down what a colleague holds is handing over, which takes more."""
    if isinstance(act, Released) and (act.to or row.holder != act.officer):
        return permissions.HAND_OVER
    return RIGHTS[type(act)]


def _why_not(role: OfficerRole, act: Act, row: Referral, stands: permissions.Standing) -> str:
    """`over` when only the state is in the way; `not_held` when only not holding it is."""
    if not row.open and permissions.allows(role, _action(act, row), stands, ReferralState.TAKEN):
        return "over"
    if stands.relation == permissions.DESK and isinstance(act, Released):
        return "not_held" if role is not OfficerRole.AUDITOR else "no_right"
    return "no_right"


def standing(who: ActingOfficer, row: Referral) -> permissions.Standing:
    """How an officer stands to the case of this referral."""
    if who.barred:
        return permissions.Standing(permissions.BARRED)
    if who.ministry != row.ministry:
        return permissions.Standing(permissions.STRANGER)
    return permissions.Standing(permissions.HOLDER if row.holder == who.id else permissions.DESK, row.leads)


def _held(act: Act, row: Referral) -> str:
    """Whether another officer holds the case: who only looks, notes or settles does not mind."""
    free = isinstance(act, Seen | Noted | Positioned | Settled | Queried | Barred | Undone | Reworded | Released | End)
    taken = bool(row.holder) and row.holder != act.officer and row.lease > ms(act.at)
    return "held" if taken and not free else ""


# ---- what -----------------------------------------------------------------------------------------------


async def _do(tx: Transaction, act: Act, row: Referral, case: CaseRow, clocks: Clocks) -> Ruled:
    match act:
        case Seen() | Taken() | Released() | Undone() | Unhushed():
            return await hold(tx, act, row, case)
        case Replied() | Asked() | PassedOn() | Closed() | Declined():
            return await tell(tx, act, row, case)
        case Reworded():
            return await reword(tx, act, row, case)
        case Extended() | Reminded() | Escalated() | Unopened():
            return await _clock(tx, act, row, case, clocks)
        case LeftAlone():
            return await _left_alone(tx, act, row, case)
        case Checked():
            return await name_checks.settle(tx, act, row, case)
        case NameWaits() | MostlyShut():
            return await name_checks.tell(tx, act, row, case)
        case Ending() | HoldAsked() | HoldConfirmed():
            return await end(tx, act, row, case)
        case LeakTold():
            return await tell_of_leak(tx, act, row, case)
        case Barred():
            return await bar_officer(tx, act, row, case)
        case Noted() | Positioned() | Settled() | Queried():
            return await among(tx, act, row, case)


async def _left_alone(tx: Transaction, act: LeftAlone, row: Referral, case: CaseRow) -> Ruled:
    """Once, until somebody sits there again."""
    if row.left_alone or act.ministry in await staffed(tx, ms(act.at)):
        return Ruled(stays(row, "again"), case)
    there = await referrals.change(tx, row, replace(row, left_alone=ms(act.at)), ms(act.at))
    told = () if act.ministry == SECRETARIAT else (Told(SECRETARIAT, "left_alone", act.receipt),)
    return Ruled(stays(there), case, Heard(act.at, act.receipt, act.ministry, "left_alone"), told)


# ---- clocks ---------------------------------------------------------------------------------------------


async def _clock(tx: Transaction, act: clock_updates.Timed, row: Referral, case: CaseRow, clocks: Clocks) -> Ruled:
    done = await clock_updates.tick(tx, act, row, case, clocks)
    told = tuple(Told(ministry, kind, act.receipt) for ministry, kind in done.told)
    return Ruled(stays(row, done.why), case, done.hear, told)
