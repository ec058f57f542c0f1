"""Who may do what to which case: role x action x relation x state, in one table. What is not in it is refused.

A relation says how an officer stands to a case: `barred` (conflict of interest: it does not exist for this officer),
`stranger` (not on the officer's desk), `desk` (on it, held by nobody or a colleague), `holder` (held by this officer).
`leads` adds that the officer's desk leads the case. The secretariat is a desk of its own for the cases that owners
agreed to give it, and a stranger to all others, of which it sees the shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guidance.guide import DESKS, MINISTRIES, SECRETARIAT
from storage.officers import Officer

BARRED, STRANGER, DESK, HOLDER = "barred", "stranger", "desk", "holder"
RELATIONS = (BARRED, STRANGER, DESK, HOLDER)
STATES = (
    "sent", "seen", "taken", "asked", "passed_on", "answered", "closed", "declined", "withdrawn", "erased",
)  # fmt: skip
OPEN = frozenset(STATES[:6])
DONE = frozenset({"closed", "declined"})
KEPT = OPEN | DONE
ALL = frozenset(STATES)

SHAPE = "shape"
READ, EXPORT, DOWNLOAD = "read", "export", "download"
SEE, TAKE, RELEASE, HAND_OVER, UNDO = "see", "take", "release", "hand_over", "undo"
REPLY, REWORD, ASK, PASS_ON, CLOSE, DECLINE = "reply", "reword", "ask", "pass_on", "close", "decline"
NOTE, POSITION, SETTLE, QUERY, BAR, EXTEND = "note", "position", "settle", "query", "bar", "extend"
CASE_ACTIONS = (
    SHAPE, READ, EXPORT, DOWNLOAD, SEE, TAKE, RELEASE, HAND_OVER, UNDO, REPLY, REWORD, ASK, PASS_ON, CLOSE, DECLINE,
    NOTE, POSITION, SETTLE, QUERY, BAR, EXTEND,
)  # fmt: skip

COUNT, INVITE, END, RESET, EDIT, AUDIT = "count", "invite", "end", "reset", "edit", "audit"
"""Rights in the house, whatever the case: numbers; inviting officers, ending their access, taking codes and Telegram
accounts off them; content; the log."""

HOUSE_RIGHTS: Mapping[str, frozenset[str]] = {
    "officer": frozenset(),
    "lead": frozenset({COUNT, END}),
    "auditor": frozenset({COUNT, AUDIT}),
    "secretariat": frozenset({COUNT, EDIT}),
    "administrator": frozenset({COUNT, INVITE, END, RESET, EDIT}),
}

States = Mapping[str, frozenset[str]]

_READING: States = {SHAPE: ALL, READ: KEPT, DOWNLOAD: KEPT}
_AT_THE_DESK: States = {
    **_READING, EXPORT: KEPT,
    SEE: OPEN, TAKE: OPEN, REPLY: OPEN, REWORD: KEPT, ASK: OPEN, PASS_ON: OPEN, CLOSE: OPEN, DECLINE: OPEN,
    NOTE: KEPT, POSITION: OPEN, QUERY: OPEN, EXTEND: OPEN, UNDO: OPEN,
}  # fmt: skip
_HOLDING: States = {**_AT_THE_DESK, RELEASE: OPEN, HAND_OVER: OPEN}
_LEADING_A_DESK: States = {HAND_OVER: OPEN, RELEASE: OPEN, BAR: KEPT}

MATRIX: Mapping[tuple[str, str], States] = {
    ("officer", DESK): _AT_THE_DESK,
    ("officer", HOLDER): _HOLDING,
    ("lead", DESK): {**_AT_THE_DESK, **_LEADING_A_DESK},
    ("lead", HOLDER): {**_HOLDING, **_LEADING_A_DESK},
    ("secretariat", STRANGER): {SHAPE: ALL},
    ("secretariat", DESK): {**_AT_THE_DESK, **_LEADING_A_DESK},
    ("secretariat", HOLDER): {**_HOLDING, **_LEADING_A_DESK},
    ("auditor", DESK): _READING,
    ("auditor", HOLDER): _READING,
}
"""The secretariat sees that a case is there and how it stands; content only on its own desk. An auditor reads and
carries nothing out of the house. An administrator looks after people and sees numbers, no case."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an officer stands to a case: `leads` when the officer's own desk leads it."""

    relation: str
    leads: bool = False


def allows(role: str, action: str, standing: Standing, state: str) -> bool:
    """Whether this role may do this to a case that it stands to like this, in this state of its referral."""
    if action == SETTLE:
        return standing.leads and state in MATRIX.get((role, standing.relation), {}).get(POSITION, frozenset())
    return state in MATRIX.get((role, standing.relation), {}).get(action, frozenset())


def state_of(row: Any) -> str:
    """The state of a referral as rights know it: what was passed on with the owner's consent is over for the giver."""
    return "closed" if row.state in OPEN and not row.open else str(row.state)


def may(officer: Officer, right: str) -> bool:
    """Whether the officer has a right in the house."""
    return right in HOUSE_RIGHTS.get(officer.role, frozenset())


def reaches(by: Officer, right: str, of: Officer) -> bool:
    """Whether `by` may use a right about officers on this one: never on oneself, a lead only within the own desk."""
    if not may(by, right) or by.id == of.id:
        return False
    if by.role == "administrator":
        return True
    return right == END and bool(by.ministry) and by.ministry == of.ministry and of.role in ("officer", "auditor")


def fits(role: str, ministry: str) -> bool:
    """Whether there is such a role at this desk: empty is none, which only administrators have."""
    match role:
        case "officer" | "lead":
            return ministry in MINISTRIES
        case "auditor":
            return ministry in DESKS
        case "secretariat":
            return ministry == SECRETARIAT
        case _:
            return role == "administrator" and not ministry


def has_desk(officer: Officer) -> bool:
    """Whether the officer has a desk with a queue: reading is a right there."""
    return bool(officer.ministry) and READ in MATRIX.get((officer.role, DESK), {})
