"""Who holds a case: seen, taken, laid down, handed over, and what was done in bulk undone."""

from __future__ import annotations

from typing import Any

from casework.acts import HELD_FOR, Released, Ruling, Seen, Taken, Undone, Unhushed
from casework.results import Ruled, change, first_act, heard, words_of
from storage import conflicts, messages, undo
from storage.cases import Case
from storage.officers import officer
from storage.timestamps import HOUR, MINUTE, ms
from storage.transaction import Transaction

UNDO_FOR = MINUTE
"""Milliseconds in which an act on many cases can be undone. The owner hears of it only then."""


async def hold(tx: Transaction, act: Seen | Taken | Released | Undone | Unhushed, row: Any, case: Case) -> Ruled:
    """Do one of these acts to a referral that the officer may do it to."""
    at = ms(act.at)
    match act:
        case Seen():
            fresh = row.state == "sent"
            ruling = await change(tx, act, row, **({"state": "seen", "seen": at} if fresh else {}))
            return Ruled(ruling, case, heard(act, "seen") if fresh else None)
        case Taken():
            return await _take(tx, act, row, case)
        case Released():
            return await _release(tx, act, row, case)
        case Undone(bulk=bulk):
            values = await undo.before(tx, bulk, act.officer, row, at)
            if values is None:
                return Ruled(Ruling(row.state, row.holder, "late"), case)
            if values["holder"] and await conflicts.is_barred(tx, act.receipt, values["holder"]):
                values |= {"holder": "", "lease": 0}
            return Ruled(await change(tx, act, row, **values), case)
        case Unhushed():
            if not 0 < row.tell <= at:
                return Ruled(Ruling(row.state, row.holder, "late"), case)
            return Ruled(await change(tx, act, row, tell=0), case, heard(act, "taken"))


async def _take(tx: Transaction, act: Taken, row: Any, case: Case) -> Ruled:
    at, new = ms(act.at), row.state in ("sent", "seen")
    if act.bulk:
        await undo.remember(tx, act.bulk, act.officer, row, at + UNDO_FOR)
    values = {"holder": act.officer, "lease": at + act.hours * HOUR, "taken": row.taken or at, **first_act(row, at)}
    hushed = {"tell": at + UNDO_FOR} if new and act.bulk else {}
    ruling = await change(tx, act, row, state="taken" if new else row.state, **values, **hushed)
    return Ruled(ruling, case, heard(act, "taken") if new and not act.bulk else None)


async def _release(tx: Transaction, act: Released, row: Any, case: Case) -> Ruled:
    if act.to and not await _colleague(tx, act.to, act):
        return Ruled(Ruling(row.state, row.holder, "wrong"), case)
    if act.bulk:
        await undo.remember(tx, act.bulk, act.officer, row, ms(act.at) + UNDO_FOR)
    if act.words and case.key is not None:
        named = {"ministry": act.ministry, "direction": "note", "kind": "note", "officer": act.officer}
        await messages.say(tx, case.key, act.receipt, act.key, ms(act.at), words_of(act), **named)
    lease = ms(act.at) + HELD_FOR * HOUR if act.to else 0
    return Ruled(await change(tx, act, row, holder=act.to, lease=lease, reason=act.reason[:64], tell=0), case)


async def _colleague(tx: Transaction, to: str, act: Released) -> bool:
    """Whether a case may be handed to this officer: of the same desk, with access, and with no interest in it."""
    who = await officer(tx, to)
    if who is None or who.revoked or who.ministry != act.ministry or who.role == "auditor":
        return False
    return not await conflicts.is_barred(tx, act.receipt, to)
