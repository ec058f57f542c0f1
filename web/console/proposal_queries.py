"""The store as the page of proposals sees it: what is proposed, who may answer, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.permissions import INVITE, RESET, UNBAR, is_told, may_second, may_stop, may_vouch, reaches
from casework.permissions import may as has_right
from storage import conflicts, officers, proposals
from storage.officers import Officer
from storage.proposals import Proposal
from storage.states import OfficerRole, ProposalState, ProposedAct
from storage.store import Store
from storage.timestamps import ms
from storage.transaction import Transaction
from web.console.access_changes import AccessChange, Invitation, change_access, new_word

CONFIRM, REFUSE, STOP, VOUCH, CARRY = "confirm", "refuse", "stop", "vouch", "carry"
RIGHTS = {ProposedAct.RESET: RESET, ProposedAct.UNBAR: UNBAR}
"""What whoever carries a proposal out needs, where it is not the right to invite."""
ENDS = {REFUSE: ProposalState.REFUSED, STOP: ProposalState.STOPPED}


class NotAnswered(Exception):
    """Somebody is not the one who may answer or do this, or it is over."""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal as one officer sees it: names, and what this officer may do (`verbs`). `reason`: why a declaration is
    to be taken back; `label`: which, for who reads declarations there, and whose it is."""

    proposal: Proposal
    name: str
    role: OfficerRole | None
    by: str
    verbs: tuple[str, ...]
    reason: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class ShownOnce:
    """What is shown once: the `word` to the second person, the `invitation` to who proposed it."""

    word: str = ""
    name: str = ""
    invitation: Invitation | None = None


class ProposalQueries:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def lines(self, officer: Officer, at: datetime) -> list[ProposalLine]:
        """What this officer is told of, the newest first."""
        async with self._store.reading() as tx:
            return [await _line(tx, officer, each, ms(at)) for each in await told_to(tx, officer, ms(at))]

    async def do(self, by: Officer, proposal: str, verb: str, at: datetime) -> ShownOnce:
        """Answer a proposal or carry it out. Raises NotAnswered; then nothing was changed."""
        async with self._store.transaction() as tx:
            found = await proposals.find(tx, proposal)
            if found is None or verb not in verbs_of(by, found, ms(at)):
                raise NotAnswered(verb)
            match verb:
                case "carry":
                    return await _carried_out(tx, by, found, ms(at))
                case "vouch":
                    return await vouched(tx, found, by.id, ms(at))
                case "confirm":
                    return await _confirmed(tx, found, by.id, ms(at))
            await _answer(tx, found, ENDS[verb], by.id, ms(at))
            return ShownOnce()


async def told_to(tx: Transaction, officer: Officer, at: int) -> list[Proposal]:
    """What an officer learns of: what is open or was done within a week about the own access, or at the own body by
    who leads, audits or administers it."""
    everywhere = officer.role is OfficerRole.SECRETARIAT
    found = await proposals.concerning(tx, officer.id, officer.ministry, everywhere, at)
    return [each for each in found if is_told(officer, each)]


def verbs_of(by: Officer, proposal: Proposal, at: int) -> tuple[str, ...]:
    """What an officer may do about a proposal now."""
    if not proposal.open:
        return ()
    asked = proposal.state is ProposalState.ASKED
    found = [CONFIRM, REFUSE] if asked and may_second(by, proposal) else []
    if asked and not proposal.secretary and may_vouch(by, proposal) and CONFIRM not in found:
        found.append(VOUCH)
    if by.id == proposal.by and proposal.ready(at) and proposal.act is not ProposedAct.EXPORT:
        found.append(CARRY)
    return (*found, STOP) if may_stop(by, proposal) and REFUSE not in found else tuple(found)


async def vouched(tx: Transaction, proposal: Proposal, secretary: str, at: int) -> ShownOnce:
    """The operator (`secretary` empty) or the secretariat stands up for it; both together confirm it."""
    now = await proposals.vouch(tx, proposal, secretary, at)
    if now.operator and now.secretary:
        return await _confirmed(tx, now, secretary or "operator", at)
    return ShownOnce()


async def _confirmed(tx: Transaction, proposal: Proposal, by: str, at: int) -> ShownOnce:
    word = new_word() if proposal.act in (ProposedAct.INVITE, ProposedAct.LINK) else ""
    await _answer(tx, proposal, ProposalState.CONFIRMED, by, at, word)
    return ShownOnce(word, await _name(tx, proposal.by))


async def _answer(tx: Transaction, proposal: Proposal, state: ProposalState, by: str, at: int, word: str = "") -> None:
    if not await proposals.answer(tx, proposal, state, by, at, word):
        raise NotAnswered(proposal.id)


async def _carried_out(tx: Transaction, by: Officer, proposal: Proposal, at: int) -> ShownOnce:
    """Do it now, if who proposed it still may."""
    of = await officers.officer(tx, proposal.about) if proposal.about else None
    right = RIGHTS.get(proposal.act, INVITE)
    gone = bool(proposal.about) and (of is None or of.revoked or not reaches(by, right, of))
    if gone or not has_right(by, right) or by.ministry != proposal.body:
        raise NotAnswered(proposal.id)
    wanted = await proposals.wanted_of(tx, proposal)
    await _answer(tx, proposal, ProposalState.DONE, by.id, at)
    change = AccessChange(proposal.act, proposal.body, proposal.about, by.id, at)
    try:
        return ShownOnce(invitation=await change_access(tx, change, wanted))
    except LookupError:
        raise NotAnswered(proposal.id) from None


async def _line(tx: Transaction, officer: Officer, proposal: Proposal, at: int) -> ProposalLine:
    of = await officers.officer(tx, proposal.about) if proposal.about else None
    wanted = await proposals.wanted_of(tx, proposal)
    role = of.role if of else next((each for each in OfficerRole if each == wanted.role), None)
    by = await _name(tx, proposal.by)
    name, label = of.name if of else wanted.name, await _label(tx, officer, proposal, wanted.interest)
    return ProposalLine(proposal, name, role, by, verbs_of(officer, proposal, at), wanted.reason, label)


async def _label(tx: Transaction, officer: Officer, proposal: Proposal, digest: str) -> str:
    """What the declaration names that is to be taken back."""
    reads = officer.id == proposal.about or (has_right(officer, UNBAR) and officer.ministry == proposal.body)
    declared = await conflicts.interests(tx, proposal.about) if digest and reads else ()
    return next((each.label for each in declared if each.hash == digest), "")


async def _name(tx: Transaction, officer: str) -> str:
    found = await officers.officer(tx, officer)
    return found.name if found else ""
