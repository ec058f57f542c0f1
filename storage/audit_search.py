"""The audit log as its auditors read it: the lines of their own desk, and no others; numbers count the same lines.

An auditor who must not know of a case reads nothing of it here either. At the secretariat the desk's own lines come
with those of the house itself (its log, its officers), which belong to no body.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select

from guidance.guide import SECRETARIAT
from storage.audit import CUT, OWNER, SEGMENT, AuditLine, a
from storage.codes import SIGN_OF_CODE
from storage.conflicts import shut_to
from storage.proposals import VOUCHED
from storage.refused_attempts import MANY, RefusedAttempt, attempted
from storage.states import ProposalState, ProposedAct
from storage.transaction import Transaction
from storage.vault import Key, SealBroken


class AuditGroup(StrEnum):
    """Kinds of lines by which auditors look. ACTS is what no other holds."""

    READS = "reads"
    ACTS = "acts"
    REFUSED = "refused"
    SEARCHES = "searches"
    EXPORTS = "exports"
    SIGN_INS = "sign_ins"
    PEOPLE = "people"
    LOG = "log"


def proposed_actions() -> tuple[str, ...]:
    """What is noted of acts that need a second person, or of which people are told."""
    noted = (*ProposalState, VOUCHED)
    return tuple(f"{act} {became}" for act in ProposedAct for became in noted)


ACTIONS: Mapping[AuditGroup, tuple[str, ...]] = {
    AuditGroup.READS: ("read", "seen", "unmasked"),
    AuditGroup.REFUSED: (*RefusedAttempt, MANY),
    AuditGroup.SEARCHES: ("searched",),
    AuditGroup.EXPORTS: ("exported", "copied", "downloaded"),
    AuditGroup.SIGN_INS: ("signed_in", "session ended", "sessions ended", "locked", "recovery code used"),
    AuditGroup.PEOPLE: (
        "added", "invited again", "revoked", "codes reset", "telegram bound", "telegram unbound", "back in group",
        "left group", "group invited", "desk bound", "bot fit again", "bot put out of desk", "interest declared",
        "interest taken back", "sign-in name chosen", "recovery codes made", "passkey added", "passkey taken away",
        "codes set up anew", *proposed_actions(),
    ),
    AuditGroup.LOG: (SEGMENT, CUT, "audited", "rotated"),
}  # fmt: skip
_GROUPED = tuple(action for actions in ACTIONS.values() for action in actions)


def group_of(action: str) -> AuditGroup:
    """The group of an action."""
    return next((group for group, actions in ACTIONS.items() if action in actions), AuditGroup.ACTS)


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """Lines of a desk that `reader`, an officer of it, may see. Times in ms; empty or 0: all."""

    desk: str
    reader: str
    receipt: str = ""
    officer: str = ""
    group: AuditGroup | None = None
    since: int = 0
    until: int = 0


@dataclass(frozen=True, slots=True)
class AuditEntry(AuditLine):
    """A line, opened. `more`: an address or a reason, empty where there is none."""

    more: str


async def entries(tx: Transaction, wanted: AuditQuery, before: int, limit: int) -> list[AuditEntry]:
    """The newest lines before line `before` (0: of all), the newest first."""
    statement = select(a.c.id, a.c.at, a.c.actor, a.c.action, a.c.subject, a.c.before, a.c.more).where(*_where(wanted))
    if before:
        statement = statement.where(a.c.id < before)
    rows = await tx.read(_SealedLine, statement.order_by(a.c.id.desc()).limit(limit))
    key = await tx.house_key() if any(row.more for row in rows) else None
    return [AuditEntry(row.id, row.at, row.actor, row.action, row.subject, row.opened(key)) for row in rows]


async def tally(tx: Transaction, wanted: AuditQuery) -> Sequence[tuple[str, str, int]]:
    """How many lines each actor has of each action: actor, action, number."""
    counted = select(a.c.actor, a.c.action, func.count()).where(*_where(wanted)).group_by(a.c.actor, a.c.action)
    return await tx.read(_tally, counted.order_by(a.c.actor, a.c.action))


async def actors(tx: Transaction, wanted: AuditQuery) -> list[str]:
    """Who has lines at the desk."""
    return await tx.read(str, select(a.c.actor).where(*_where(wanted)).distinct().order_by(a.c.actor))


def _where(wanted: AuditQuery) -> list[ColumnElement[bool]]:
    where = [_of_desk(wanted.desk), func.substr(a.c.subject, 1, SIGN_OF_CODE).not_in(shut_to(wanted.reader))]
    if wanted.receipt:
        case = wanted.receipt
        where.append(a.c.subject.in_((case, f"{case}:{wanted.desk}", attempted(case, wanted.desk))))
    if wanted.officer:
        where.append(a.c.actor == wanted.officer)
    if wanted.group is AuditGroup.ACTS:
        where.append(a.c.action.not_in(_GROUPED))
    elif wanted.group is not None:
        where.append(a.c.action.in_(ACTIONS[wanted.group]))
    if wanted.since:
        where.append(a.c.at >= wanted.since)
    if wanted.until:
        where.append(a.c.at < wanted.until)
    return where


OF_A_BODY = ("erased", "marked", "unmarked")
"""Done by the house itself to the report of some body: no line of the house's own."""


def _of_desk(desk: str) -> ColumnElement[bool]:
    if desk != SECRETARIAT:
        return a.c.desk == desk
    ours = (a.c.desk == "") & (a.c.proof != "") & (a.c.actor != OWNER) & a.c.action.not_in(OF_A_BODY)
    return (a.c.desk == desk) | ours


@dataclass(frozen=True, slots=True)
class _SealedLine(AuditLine):
    before: str
    more: bytes | None

    def opened(self, key: Key | None) -> str:
        if key is None or not self.more:
            return ""
        try:
            return key.open(f"audit:{self.before}", self.more).decode()
        except SealBroken:
            return "?"


def _tally(actor: str, action: str, n: int) -> tuple[str, str, int]:
    return actor, action, n
