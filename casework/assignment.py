"""Who holds a case: seen, taken, laid down, handed over, and what was done in bulk undone."""

from __future__ import annotations

from dataclasses import replace

from casework.acts import HELD_FOR, Released, Seen, Taken, Undone, Unhushed
from casework.results import Ruled, change, heard, stays, words_of
from dialogs.case_states import ReferralState
from storage import cases, conflicts, messages, undo
from storage.cases import CaseRow
from storage.messages import MessageHeading
from storage.officers import officer_row
from storage.referrals import Referral
from storage.states import Direction, OfficerRole
from storage.timestamps import HOUR, MINUTE, ms
from storage.transaction import Transaction

UNDO_FOR = MINUTE
"""Milliseconds in which an act on many cases can be undone. The owner hears of it only then."""


async def hold(
    tx: Transaction, act: Seen | Taken | Released | Undone | Unhushed, row: Referral, case: CaseRow
) -> Ruled:
    """Do one of these acts to a referral that the officer may do it to."""
    match act:
        case Seen():
            return await _see(tx, act, row, case)
        case Taken():
            return await _take(tx, act, row, case)
        case Released():
            return await _release(tx, act, row, case)
        case Undone():
            return await _undo(tx, act, row, case)
        case Unhushed():
            if not 0 < row.tell <= ms(act.at):
                return Ruled(stays(row, "late"), case)
            return Ruled(await change(tx, act, row, replace(row, tell=0)), case, heard(act, ReferralState.TAKEN))


async def _see(tx: Transaction, act: Seen, row: Referral, case: CaseRow) -> Ruled:
    if row.state is not ReferralState.SENT:
        return Ruled(stays(row), case)
    seen = replace(row, state=ReferralState.SEEN, seen=ms(act.at))
    return Ruled(await change(tx, act, row, seen), case, heard(act, ReferralState.SEEN))


async def _take(tx: Transaction, act: Taken, row: Referral, case: CaseRow) -> Ruled:
    at, new = ms(act.at), row.state.fresh
    if act.bulk:
        await undo.remember(tx, act.bulk, act.officer, row, at + UNDO_FOR)
    held = replace(row, holder=act.officer, lease=at + act.hours * HOUR, taken=row.taken or at, acted=row.acted or at)
    if new:
        held = replace(held, state=ReferralState.TAKEN, tell=at + UNDO_FOR if act.bulk else row.tell)
    ruling = await change(tx, act, row, held)
    return Ruled(ruling, case, heard(act, ReferralState.TAKEN) if new and not act.bulk else None)


async def _release(tx: Transaction, act: Released, row: Referral, case: CaseRow) -> Ruled:
    if act.to and not await _colleague(tx, act.to, act):
        return Ruled(stays(row, "wrong"), case)
    if act.bulk:
        await undo.remember(tx, act.bulk, act.officer, row, ms(act.at) + UNDO_FOR)
    if act.words and (key := await cases.key_of(tx, case)) is not None:
        head = MessageHeading(Direction.NOTE, "note", act.ministry, act.officer, frozenset({act.ministry}))
        await messages.say(tx, key, act.receipt, act.key, ms(act.at), words_of(act), head)
    lease = ms(act.at) + HELD_FOR * HOUR if act.to else 0
    given = replace(row, holder=act.to, lease=lease, reason=act.reason[:64], tell=0)
    return Ruled(await change(tx, act, row, given), case)


async def _colleague(tx: Transaction, to: str, act: Released) -> bool:
    """Whether a case may be handed to this officer: of the same desk, with access, and with no interest in it."""
    who = await officer_row(tx, to)
    if who is None or who.revoked or who.ministry != act.ministry or who.role is OfficerRole.AUDITOR:
        return False
    return not await conflicts.is_barred(tx, act.receipt, to)


async def _undo(tx: Transaction, act: Undone, row: Referral, case: CaseRow) -> Ruled:
    then = await undo.before(tx, act.bulk, act.officer, row, ms(act.at))
    if then is None:
        return Ruled(stays(row, "late"), case)
    if then.holder and await conflicts.is_barred(tx, act.receipt, then.holder):
        then = then.laid_down()
    return Ruled(await change(tx, act, row, then), case)
