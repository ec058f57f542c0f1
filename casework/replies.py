"""Words to the owner: replies, questions, passing on, closing, declining; and words corrected afterwards."""

from __future__ import annotations

from dataclasses import replace

from casework.acts import Asked, Closed, Declined, PassedOn, Replied, Reworded
from casework.results import Ruled, change, heard, stays, words_of
from dialogs.case_states import ReferralState
from dialogs.events import Heard
from dialogs.questions import Answer
from guidance.guide import DESKS
from storage import cases, messages, referrals
from storage.cases import CaseRow
from storage.messages import MessageHeading
from storage.reach import staffed
from storage.referrals import Referral
from storage.states import Direction
from storage.timestamps import HOUR, ms
from storage.transaction import Transaction

Words = Replied | Asked | PassedOn | Closed | Declined
ANSWERED_FOR = 24
"""Hours for which an officer has a case at least who says something to its owner."""


def state_after(act: Words) -> ReferralState:
    """The state of the referral after words to its owner, and the kind of what the owner hears."""
    match act:
        case Replied():
            return ReferralState.ANSWERED
        case Asked():
            return ReferralState.ASKED
        case PassedOn():
            return ReferralState.PASSED_ON
        case Closed():
            return ReferralState.CLOSED
        case Declined():
            return ReferralState.DECLINED


async def tell(tx: Transaction, act: Words, row: Referral, case: CaseRow) -> Ruled:
    """Say it, and let the referral follow."""
    if isinstance(act, PassedOn) and (why := await _why_not_to(tx, act)):
        return Ruled(stays(row, why), case)
    ruling = await change(tx, act, row, _after(act, row))
    await _keep(tx, act, case)
    return Ruled(ruling, case, spoken(act))


async def _why_not_to(tx: Transaction, act: PassedOn) -> str:
    """Empty when there is such a desk, somebody sits there, and it does not have the case."""
    if act.to not in DESKS or await referrals.referral(tx, act.receipt, act.to) is not None:
        return "wrong"
    return "" if act.to in await staffed(tx, ms(act.at)) else "unstaffed"


def _after(act: Words, row: Referral) -> Referral:
    """The referral once this was said; news of a bulk act that waited is not told any more, an answer says more."""
    at = ms(act.at)
    lease = max(row.lease, at + ANSWERED_FOR * HOUR)
    held = replace(row, state=state_after(act), holder=act.officer, lease=lease, tell=0, acted=row.acted or at)
    match act:
        case Closed(reason=reason) | Declined(reason=reason):
            return replace(held.laid_down(), open=False, reason=reason[:64])
        case PassedOn(to=to, reason=reason):
            return replace(held, passed_to=to, reason=reason[:64])
        case Replied() | Asked():
            return held


async def _keep(tx: Transaction, act: Words, case: CaseRow) -> None:
    questions = act.questions if isinstance(act, Asked) else ""
    if not (act.words or act.prepared or questions):
        return
    if (key := await cases.key_of(tx, case)) is not None:
        head = MessageHeading(Direction.OUT, state_after(act), act.ministry, act.officer, frozenset({act.ministry}))
        said = Answer(act.words, said=questions, language=act.language)
        await messages.say(tx, key, act.receipt, act.key, ms(act.at), said, head, act.prepared)


async def reword(tx: Transaction, act: Reworded, row: Referral, case: CaseRow) -> Ruled:
    """A new version of the officer's own words; the owner hears that they were corrected. An edit that is older than
    the last one (they may come in any order) changes nothing, and neither does one to the same words."""
    sealed = await messages.said_as(tx, act.receipt, act.of)
    mine = sealed is not None and (sealed.officer, sealed.ministry) == (act.officer, act.ministry)
    if sealed is None or not mine or sealed.direction is not Direction.OUT:
        return Ruled(stays(row, "wrong"), case)
    key = await cases.key_of(tx, case)
    if key is None:
        return Ruled(stays(row, "over"), case)
    if sealed.opened(key).words == act.words:
        return Ruled(stays(row, "again"), case)
    if sealed.version and ms(act.at) < sealed.created:
        return Ruled(stays(row, "late"), case)
    head = MessageHeading(Direction.OUT, sealed.kind, act.ministry, act.officer, frozenset({act.ministry}))
    await messages.say(tx, key, act.receipt, act.of, ms(act.at), words_of(act), head)
    return Ruled(stays(row), case, heard(act, "corrected", act.words, act.language))


def spoken(act: Words) -> Heard:
    """What the owner hears of these words."""
    heard = Heard(act.at, act.receipt, act.ministry, state_after(act), act.words, act.language, act.prepared)
    match act:
        case Replied(files=files):
            return replace(heard, files=files)
        case Asked(questions=questions):
            return replace(heard, questions=questions)
        case PassedOn(to=to):
            return replace(heard, to=to)
        case Closed() | Declined():
            return heard
