"""Between the desks: notes, positions, settling, asking the desk of a related case, conflicts of interest.

Nothing of it ever reaches the owner; what reaches other desks needs the owner's consent.
"""

from __future__ import annotations

from typing import Any

from casework.acts import STANCES, Barred, Noted, Positioned, Queried, Ruling, Settled
from casework.results import Ruled, Told, change, words_of
from dialogs.questions import Answer
from storage import blind_index, cases, conflicts, messages, referrals
from storage.cases import Case
from storage.officers import officer
from storage.timestamps import ms
from storage.transaction import Transaction


async def among(tx: Transaction, act: Noted | Positioned | Settled | Queried, row: Any, case: Case) -> Ruled:
    """Do one of these acts, if the owner agreed to what it shares."""
    match act:
        case Noted(shared=False):
            return await _note(tx, act, row, case, "note", ())
        case Queried(about=about):
            return await _query(tx, act, row, case, about)
        case Positioned(stance=stance) if stance not in STANCES:
            return Ruled(Ruling(row.state, row.holder, "wrong"), case)
    others = [each for each in await referrals.referrals(tx, act.receipt) if each.ministry != act.ministry]
    if others and not may_share(case):
        return Ruled(Ruling(row.state, row.holder, "no_consent"), case)
    match act:
        case Positioned(stance=stance):
            return await _note(tx, act, row, case, f"position:{stance}", others)
        case Settled():
            return await _settle(tx, act, row, case, others)
        case _:
            return await _note(tx, act, row, case, "shared", others)


def may_share(case: Case) -> bool:
    """Whether the owner agreed that the desks share what they learn with each other."""
    return bool(case.file and case.file.consents.get("share"))


async def _note(tx: Transaction, act: Any, row: Any, case: Case, kind: str, others: Any) -> Ruled:
    """Keep words that the owner never sees; tell the desks that they are there."""
    if case.key is None:
        return Ruled(Ruling(row.state, row.holder, "over"), case)
    named = {"ministry": act.ministry, "direction": "note", "kind": kind, "officer": act.officer}
    await messages.say(tx, case.key, act.receipt, act.key, ms(act.at), words_of(act), **named)
    told = tuple(Told(each.ministry, kind.partition(":")[0], act.receipt) for each in others if each.open)
    return Ruled(Ruling(row.state, row.holder), case, None, told)


async def _settle(tx: Transaction, act: Settled, row: Any, case: Case, others: Any) -> Ruled:
    next_lead = next((each for each in others if each.ministry == act.lead), None)
    if act.lead and (next_lead is None or not next_lead.open):
        return Ruled(Ruling(row.state, row.holder, "wrong"), case)
    if next_lead is not None:
        await referrals.change(tx, row, ms(act.at), role="cooperating")
        await referrals.change(tx, next_lead, ms(act.at), role="lead")
        await cases.lead(tx, act.receipt, act.lead)
    return await _note(tx, act, row, case, "settled", others)


async def _query(tx: Transaction, act: Queried, row: Any, case: Case, about: str) -> Ruled:
    """Ask the desks of a related case. The question is kept with the case that asks; they see its code and desk."""
    if await conflicts.is_barred(tx, about, act.officer) or not await blind_index.are_related(tx, act.receipt, about):
        return Ruled(Ruling(row.state, row.holder, "wrong"), case)
    there = [each for each in await referrals.referrals(tx, about) if each.open and each.ministry != act.ministry]
    done = await _note(tx, act, row, case, "query", ())
    other = await cases.load_case(tx, about)
    if other is not None and other.key is not None:
        named = {"ministry": act.ministry, "direction": "note", "kind": "queried", "officer": act.officer}
        await messages.say(tx, other.key, about, act.key, ms(act.at), Answer(act.receipt), **named)
    told = tuple(Told(each.ministry, "query", about, act.receipt) for each in there)
    return Ruled(done.ruling, case, None, told)


async def bar_officer(tx: Transaction, act: Barred, row: Any, case: Case) -> Ruled:
    who = await officer(tx, act.who)
    if who is None or who.ministry != act.ministry or who.id == act.officer:
        return Ruled(Ruling(row.state, row.holder, "wrong"), case)
    await conflicts.bar(tx, act.receipt, act.who, act.reason, ms(act.at))
    free = {"holder": "", "lease": 0} if row.holder == act.who else {}
    return Ruled(await change(tx, act, row, **free), case)
