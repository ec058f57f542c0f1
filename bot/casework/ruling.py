"""What an act of a desk does to its referral, and what the owner hears of it."""

from __future__ import annotations

from typing import Any

from bot.casework.acts import Act, Asked, Closed, Declined, PassedOn, Released, Replied, Ruling, Seen, Taken
from dialogs.types import Answer, Heard
from storage import audit, cases, desks
from storage.cases import Case
from storage.moments import ms
from storage.transaction import Transaction

HOUR = 3_600_000
_SAID = {Replied: "answered", Asked: "asked", PassedOn: "passed_on", Closed: "closed", Declined: "declined"}


async def rule(tx: Transaction, act: Act) -> tuple[Ruling, Case | None, Heard | None]:
    """Do the act; return what came of it, the case, and what the owner is to hear (None: nothing)."""
    row = await desks.referral(tx, act.receipt, act.ministry, lock=True)
    case = await cases.load_case(tx, act.receipt) if row else None
    if row is None or case is None:
        return Ruling(why="unknown"), None, None
    if not row.open or case.key is None:
        return Ruling(row.state, row.holder, "over"), case, None
    if why := _held(act, row):
        return Ruling(row.state, row.holder, why), case, None
    changes, heard = _changes(act, row)
    if changes:
        await desks.change(tx, row, ms(act.at), **changes)
    await _keep_words(tx, act, case)
    await audit.note(tx, ms(act.at), act.officer, type(act).__name__.lower(), f"{act.receipt}:{act.ministry}")
    ruling = Ruling(changes.get("state", row.state), changes.get("holder", row.holder))
    return ruling, case, _heard(act, heard) if heard else None


def _held(act: Act, row: Any) -> str:
    """Why this officer may not do this now: another one holds the case, or nobody does."""
    mine = row.holder == act.officer
    taken = bool(row.holder) and row.lease > ms(act.at)
    match act:
        case Seen():
            return ""
        case Released():
            return "" if mine else "not_held"
        case _:
            return "held" if taken and not mine else ""


def _changes(act: Act, row: Any) -> tuple[dict[str, Any], str]:
    """Columns of the referral that change, and the kind of what the owner hears."""
    at = ms(act.at)
    first = {} if row.acted or isinstance(act, Seen) else {"acted": at}
    match act:
        case Seen():
            return ({"state": "seen", "seen": at}, "seen") if row.state == "sent" else ({}, "")
        case Taken(hours=hours):
            new = row.state in ("sent", "seen")
            held = {"holder": act.officer, "lease": at + hours * HOUR, "taken": row.taken or at}
            return {**held, **first, "state": "taken" if new else row.state}, "taken" if new else ""
        case Released(to=to, reason=reason):
            return {"holder": to, "lease": row.lease if to else 0, "reason": reason[:64]}, ""
    kind = _SAID[type(act)]
    held = {"holder": act.officer, "lease": max(row.lease, at + 24 * HOUR)}
    return {**held, **first, "state": kind, **_ending(act)}, kind


def _ending(act: Act) -> dict[str, Any]:
    match act:
        case Closed(reason=reason) | Declined(reason=reason):
            return {"open": False, "reason": reason[:64], "holder": "", "lease": 0}
        case PassedOn(to=to, reason=reason):
            return {"passed_to": to, "reason": reason[:64]}
        case _:
            return {}


async def _keep_words(tx: Transaction, act: Act, case: Case) -> None:
    if case.key is None or isinstance(act, Seen | Taken | Released) or not (act.words or act.prepared):
        return
    named = {"ministry": act.ministry, "direction": "out", "kind": _SAID[type(act)], "officer": act.officer}
    said = Answer(act.words, language=act.language)
    await desks.say(tx, case.key, act.receipt, act.key, ms(act.at), said, act.prepared, **named)


def _heard(act: Act, kind: str) -> Heard:
    if isinstance(act, Seen | Taken | Released):
        return Heard(act.at, act.receipt, act.ministry, kind)
    return Heard(act.at, act.receipt, act.ministry, kind, act.words, act.language, act.prepared)
