"""Who may do what to which case: role x action x relation x state, in one table. What is not in it is refused.

A relation says how an officer stands to a case: `barred` (conflict of interest: it does not exist for this officer),
`stranger` (not on the officer's desk), `desk` (on it, held by nobody or a colleague), `holder` (held by this officer).
`leads` adds that the officer's desk leads the case. The secretariat is a desk of its own for the cases that owners
agreed to give it, and a stranger to all others, of which it sees the shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dialogs.case_states import GONE, OPEN, ReferralState
from guidance.guide import DESKS, MINISTRIES, SECRETARIAT
from storage.officers import Officer
from storage.proposals import Proposal
from storage.states import OfficerRole


class Relation(StrEnum):
    """How an officer stands to a case."""

    BARRED = "barred"
    STRANGER = "stranger"
    DESK = "desk"
    HOLDER = "holder"

    @property
    def knows(self) -> bool:
        """Whether the case exists for the officer."""
        return self in (Relation.DESK, Relation.HOLDER)


BARRED, STRANGER, DESK, HOLDER = Relation.BARRED, Relation.STRANGER, Relation.DESK, Relation.HOLDER
OFFICER, LEAD, AUDITOR = OfficerRole.OFFICER, OfficerRole.LEAD, OfficerRole.AUDITOR
SECRETARY, ADMINISTRATOR = OfficerRole.SECRETARIAT, OfficerRole.ADMINISTRATOR
ALL = frozenset(ReferralState)
OPENED = frozenset(OPEN)
KEPT = ALL - frozenset(GONE)

SHAPE = "shape"
READ, EXPORT, DOWNLOAD = "read", "export", "download"
SEE, TAKE, RELEASE, HAND_OVER, UNDO = "see", "take", "release", "hand_over", "undo"
REPLY, REWORD, ASK, PASS_ON, CLOSE, DECLINE = "reply", "reword", "ask", "pass_on", "close", "decline"
NOTE, POSITION, SETTLE, QUERY, BAR, EXTEND = "note", "position", "settle", "query", "bar", "extend"
HOLD = "hold"
CASE_ACTIONS = (
    SHAPE, READ, EXPORT, DOWNLOAD, SEE, TAKE, RELEASE, HAND_OVER, UNDO, REPLY, REWORD, ASK, PASS_ON, CLOSE, DECLINE,
    NOTE, POSITION, SETTLE, QUERY, BAR, EXTEND, HOLD,
)  # fmt: skip

COUNT, INVITE, END, RESET, EDIT, AUDIT = "count", "invite", "end", "reset", "edit", "audit"
CHECK, UNBAR, RECORDS = "check", "unbar", "records"
"""Rights in the house, whatever the case: numbers; inviting officers, ending their access, taking codes and Telegram
accounts off them; content; the log; saying who an official is whom an owner named, taking a declaration back; reading
the body's own records of reports that were destroyed."""

HOUSE_RIGHTS: Mapping[OfficerRole, frozenset[str]] = {
    OFFICER: frozenset({RECORDS}),
    LEAD: frozenset({COUNT, END, CHECK, UNBAR, RECORDS}),
    AUDITOR: frozenset({COUNT, AUDIT}),
    SECRETARY: frozenset({COUNT, EDIT, CHECK, UNBAR}),
    ADMINISTRATOR: frozenset({COUNT, INVITE, END, RESET, EDIT}),
}

States = Mapping[str, frozenset[ReferralState]]

_READING: States = {SHAPE: ALL, READ: KEPT, DOWNLOAD: KEPT}
_AT_THE_DESK: States = {
    **_READING, EXPORT: KEPT,
    SEE: OPENED, TAKE: OPENED, REPLY: OPENED, REWORD: KEPT, ASK: OPENED, PASS_ON: OPENED, CLOSE: OPENED,
    DECLINE: OPENED, NOTE: KEPT, POSITION: OPENED, QUERY: OPENED, EXTEND: OPENED, UNDO: OPENED,
    HOLD: KEPT,
}  # fmt: skip
_HOLDING: States = {**_AT_THE_DESK, RELEASE: OPENED, HAND_OVER: OPENED}
_LEADING_A_DESK: States = {HAND_OVER: OPENED, RELEASE: OPENED, BAR: KEPT}

MATRIX: Mapping[tuple[OfficerRole, Relation], States] = {
    (OFFICER, DESK): _AT_THE_DESK,
    (OFFICER, HOLDER): _HOLDING,
    (LEAD, DESK): {**_AT_THE_DESK, **_LEADING_A_DESK},
    (LEAD, HOLDER): {**_HOLDING, **_LEADING_A_DESK},
    (SECRETARY, STRANGER): {SHAPE: ALL},
    (SECRETARY, DESK): {**_AT_THE_DESK, **_LEADING_A_DESK},
    (SECRETARY, HOLDER): {**_HOLDING, **_LEADING_A_DESK},
    (AUDITOR, DESK): _READING,
    (AUDITOR, HOLDER): _READING,
}
"""The secretariat sees that a case is there and how it stands; content only on its own desk. An auditor reads and
carries nothing out of the house. An administrator looks after the people of one body and sees numbers, no case."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an officer stands to a case: `leads` when the officer's own desk leads it."""

    relation: Relation
    leads: bool = False


def allows(role: OfficerRole, action: str, standing: Standing, state: ReferralState) -> bool:
    """Whether this role may do this to a case that it stands to like this, in this state of its referral."""
    if action == SETTLE:
        return standing.leads and state in MATRIX.get((role, standing.relation), {}).get(POSITION, frozenset())
    return state in MATRIX.get((role, standing.relation), {}).get(action, frozenset())


def ever_allows(role: OfficerRole, action: str, standing: Standing) -> bool:
    """Whether this role may do this to a case that has just come and that it stands to like this."""
    return allows(role, action, standing, ReferralState.SENT)


def sees_masked(officer: Officer) -> bool:
    """Whether what names or reaches a person is hidden from the officer until a reason is given."""
    return officer.role in (AUDITOR, SECRETARY)


def may(officer: Officer, right: str) -> bool:
    """Whether the officer has a right in the house."""
    return right in HOUSE_RIGHTS[officer.role]


def reaches(by: Officer, right: str, of: Officer, alone: bool = False) -> bool:
    """Whether `by` may use a right about officers on this one: never on oneself, and only within the own body. `alone`:
    one person tries the house on the own machine; then the operator reaches everybody."""
    if not may(by, right) or by.id == of.id:
        return False
    if right == UNBAR:
        return bool(by.ministry) and by.ministry == of.ministry
    if alone and operates(by):
        return True
    if not by.ministry or by.ministry != of.ministry:
        return False
    return by.role is ADMINISTRATOR or (right == END and of.role in (OFFICER, AUDITOR))


def operates(by: Officer) -> bool:
    """Whether this is the machine's operator: an administrator of no body."""
    return by.role is ADMINISTRATOR and not by.ministry


def invites(by: Officer, role: OfficerRole, ministry: str, first: bool, alone: bool = False) -> bool:
    """Whether `by` may propose this role at this body. The operator makes the `first` administrator of a body, and
    nobody else unless `alone`."""
    if not may(by, INVITE) or not fits(role, ministry):
        return False
    if operates(by):
        return alone or (role is ADMINISTRATOR and first)
    return by.ministry == ministry


def may_second(by: Officer, proposal: Proposal) -> bool:
    """Whether `by` is the second person that a proposal needs: who leads or administers that body, and is neither who
    proposed it nor whom it is about."""
    here = bool(proposal.body) and by.ministry == proposal.body
    return here and _beside(by, proposal) and by.role in (LEAD, SECRETARY, ADMINISTRATOR)


def may_vouch(by: Officer, proposal: Proposal) -> bool:
    """Whether `by` may stand up for a proposal for the secretariat, beside the operator."""
    return _beside(by, proposal) and by.role is SECRETARY and by.ministry == SECRETARIAT


def _beside(by: Officer, proposal: Proposal) -> bool:
    return by.id not in (proposal.by, proposal.about) and not by.revoked


def may_stop(by: Officer, proposal: Proposal) -> bool:
    """Whether `by` may stop it: whom it is about, who proposed it, who leads, audits or administers that body."""
    told = (LEAD, SECRETARY, ADMINISTRATOR, AUDITOR)
    return by.id in (proposal.by, proposal.about) or (by.ministry == proposal.body != "" and by.role in told)


def is_told(by: Officer, proposal: Proposal) -> bool:
    """Whether `by` learns of a proposal: who may stop it, and whom the operator needs beside."""
    return may_stop(by, proposal) or (proposal.open and may_vouch(by, proposal))


def fits(role: OfficerRole, ministry: str) -> bool:
    """Whether there is such a role at this body. An administrator belongs to one as well; only the machine's operator
    has none, and is invited by nobody."""
    match role:
        case OfficerRole.OFFICER | OfficerRole.LEAD:
            return ministry in MINISTRIES
        case OfficerRole.AUDITOR | OfficerRole.ADMINISTRATOR:
            return ministry in DESKS
        case OfficerRole.SECRETARIAT:
            return ministry == SECRETARIAT


def has_desk(officer: Officer) -> bool:
    """Whether the officer has a desk with a queue: reading is a right there."""
    return bool(officer.ministry) and READ in MATRIX.get((officer.role, DESK), {})
