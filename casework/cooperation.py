"""Between the desks: notes, positions, settling, asking the desk of a related case, conflicts of interest.

Nothing of it ever reaches the owner; what reaches other desks needs the owner's consent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from casework.acts import STANCES, Barred, Noted, Positioned, Queried, Settled
from casework.results import Ruled, Told, change, stays, words_of
from dialogs.case_states import ReferralRole
from dialogs.questions import Answer
from storage import blind_index, cases, conflicts, consents, messages, referrals
from storage.cases import CaseRow
from storage.messages import MessageHeading
from storage.officers import officer_row
from storage.referrals import Referral
from storage.states import Direction
from storage.tables.columns import Audience
from storage.timestamps import ms
from storage.transaction import Transaction

Among = Noted | Positioned | Settled | Queried


async def among(tx: Transaction, act: Among, row: Referral, case: CaseRow) -> Ruled:
    """Do one of these acts, if the owner agreed to what it shares: only then is the report opened."""
    match act:
        case Noted(shared=False):
            return await _note(tx, act, row, case, "note")
        case Queried():
            return await _query(tx, act, row, case)
        case Positioned(stance=stance) if stance not in STANCES:
            return Ruled(stays(row, "wrong"), case)
    rows = [each for each in await referrals.referrals(tx, act.receipt) if each.ministry != act.ministry]
    readers = await readers_of(tx, act.receipt, act.ministry) if rows else frozenset({act.ministry})
    others = [each for each in rows if each.ministry in readers]
    if rows and not others:
        return Ruled(stays(row, "no_consent"), case)
    match act:
        case Positioned(stance=stance):
            return await _note(tx, act, row, case, f"position:{stance}", others)
        case Settled():
            return await _settle(tx, act, row, case, others)
        case Noted():
            return await _note(tx, act, row, case, "shared", others)


async def readers_of(tx: Transaction, receipt: str, desk: str) -> Audience:
    """The desks that may read what `desk` writes down for the others: it, and those with whom the owner lets it share
    what it learns."""
    case = await cases.load_case(tx, receipt)
    return await consents.readers(tx, case, desk) if case is not None else frozenset({desk})


async def _note(
    tx: Transaction, act: Among, row: Referral, case: CaseRow, kind: str, others: Sequence[Referral] = ()
) -> Ruled:
    """Keep words that the owner never sees, for the own desk and `others`; tell these that they are there."""
    key = await cases.key_of(tx, case)
    if key is None:
        return Ruled(stays(row, "over"), case)
    sees = frozenset({act.ministry, *(each.ministry for each in others)})
    head = MessageHeading(Direction.NOTE, kind, act.ministry, act.officer, sees)
    await messages.say(tx, key, act.receipt, act.key, ms(act.at), words_of(act), head)
    told = tuple(Told(each.ministry, kind.partition(":")[0], act.receipt) for each in others if each.open)
    return Ruled(stays(row), case, None, told)


async def _settle(tx: Transaction, act: Settled, row: Referral, case: CaseRow, others: Sequence[Referral]) -> Ruled:
    next_lead = next((each for each in others if each.ministry == act.lead), None)
    if act.lead and (next_lead is None or not next_lead.open):
        return Ruled(stays(row, "wrong"), case)
    if next_lead is not None:
        await referrals.change(tx, row, replace(row, role=ReferralRole.COOPERATING), ms(act.at))
        await referrals.change(tx, next_lead, replace(next_lead, role=ReferralRole.LEAD), ms(act.at))
        await cases.lead(tx, act.receipt, act.lead)
    return await _note(tx, act, row, case, "settled", others)


async def _query(tx: Transaction, act: Queried, row: Referral, case: CaseRow) -> Ruled:
    """Ask the desks of a related case. The question is kept with the case that asks; they see its code and desk."""
    about = act.about
    if await conflicts.is_barred(tx, about, act.officer) or not await blind_index.are_related(tx, act.receipt, about):
        return Ruled(stays(row, "wrong"), case)
    there = [each for each in await referrals.referrals(tx, about) if each.open and each.ministry != act.ministry]
    done = await _note(tx, act, row, case, "query")
    other = await cases.case_row(tx, about)
    if other is not None and (key := await cases.key_of(tx, other)) is not None:
        head = MessageHeading(Direction.NOTE, "queried", act.ministry, act.officer)
        await messages.say(tx, key, about, act.key, ms(act.at), Answer(act.receipt), head)
    told = tuple(Told(each.ministry, "query", about, act.receipt) for each in there)
    return Ruled(done.ruling, case, None, told)


async def bar_officer(tx: Transaction, act: Barred, row: Referral, case: CaseRow) -> Ruled:
    """Shut the case to a colleague; refused as `wrong` for anybody else."""
    who = await officer_row(tx, act.who)
    if who is None or who.ministry != act.ministry or who.id == act.officer:
        return Ruled(stays(row, "wrong"), case)
    await conflicts.bar(tx, act.receipt, act.who, act.reason, ms(act.at))
    if row.holder != act.who:
        return Ruled(stays(row), case)
    return Ruled(await change(tx, act, row, row.laid_down()), case)
