"""Words to the owner: replies, questions, passing on, closing, declining; and words corrected afterwards."""

from __future__ import annotations

from typing import Any

from casework.acts import Asked, Closed, Declined, PassedOn, Replied, Reworded, Ruling, Telling
from casework.results import Ruled, change, first_act, heard, words_of
from dialogs.events import Heard
from dialogs.questions import Answer
from guidance.guide import DESKS
from storage import messages, referrals
from storage.cases import Case
from storage.timestamps import HOUR, ms
from storage.transaction import Transaction

SAID = {Replied: "answered", Asked: "asked", PassedOn: "passed_on", Closed: "closed", Declined: "declined"}
"""Acts with words to the owner -> the state of the referral after it, and the kind of what the owner hears."""


async def tell(tx: Transaction, act: Replied | Asked | PassedOn | Closed | Declined, row: Any, case: Case) -> Ruled:
    """Say it, and let the referral follow."""
    at, kind = ms(act.at), SAID[type(act)]
    if isinstance(act, PassedOn) and not await _may_go_to(tx, act):
        return Ruled(Ruling(row.state, row.holder, "wrong"), case)
    held = {"holder": act.officer, "lease": max(row.lease, at + 24 * HOUR), "tell": 0}  # an answer says more
    ruling = await change(tx, act, row, **{**held, **first_act(row, at), "state": kind, **_ending(act)})
    await _keep(tx, act, case, kind)
    return Ruled(ruling, case, _spoken(act, kind))


async def _may_go_to(tx: Transaction, act: PassedOn) -> bool:
    """Whether there is such a desk, and it does not have the case."""
    return act.to in DESKS and await referrals.referral(tx, act.receipt, act.to) is None


def _ending(act: Telling) -> dict[str, Any]:
    match act:
        case Closed(reason=reason) | Declined(reason=reason):
            return {"open": False, "reason": reason[:64], "holder": "", "lease": 0}
        case PassedOn(to=to, reason=reason):
            return {"passed_to": to, "reason": reason[:64]}
        case _:
            return {}


async def _keep(tx: Transaction, act: Telling, case: Case, kind: str) -> None:
    questions = act.questions if isinstance(act, Asked) else ""
    if case.key is None or not (act.words or act.prepared or questions):
        return
    named = {"ministry": act.ministry, "direction": "out", "kind": kind, "officer": act.officer}
    said = Answer(act.words, said=questions, language=act.language)
    await messages.say(tx, case.key, act.receipt, act.key, ms(act.at), said, act.prepared, **named)


async def reword(tx: Transaction, act: Reworded, row: Any, case: Case) -> Ruled:
    """A new version of the officer's own words; the owner hears that they were corrected. An edit that is older than
    the last one (they may come in any order) changes nothing, and neither does one to the same words."""
    if case.key is None:
        return Ruled(Ruling(row.state, row.holder, "over"), case)
    first = await messages.words_as(tx, case.key, act.receipt, act.of)
    if first is None or first.officer != act.officer or first.ministry != act.ministry or first.direction != "out":
        return Ruled(Ruling(row.state, row.holder, "wrong"), case)
    if first.words == act.words or (first.version and ms(act.at) < first.created):
        return Ruled(Ruling(row.state, row.holder, "again" if first.words == act.words else "late"), case)
    named = {"ministry": act.ministry, "direction": "out", "kind": first.kind, "officer": act.officer}
    await messages.say(tx, case.key, act.receipt, act.of, ms(act.at), words_of(act), **named)
    return Ruled(Ruling(row.state, row.holder), case, heard(act, "corrected", act.words, act.language))


def _spoken(act: Replied | Asked | PassedOn | Closed | Declined, kind: str) -> Heard:
    more: dict[str, Any] = {}
    match act:
        case Replied(files=files):
            more = {"files": files}
        case Asked(questions=questions):
            more = {"questions": questions}
        case PassedOn(to=to):
            more = {"to": to}
    return Heard(act.at, act.receipt, act.ministry, kind, act.words, act.language, act.prepared, **more)
