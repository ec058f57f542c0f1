"""The audit log as its auditors read it: the lines of their own desk, and no others; numbers count the same lines.

An auditor who must not know of a case reads nothing of it here either. At the secretariat the desk's own lines come
with those of the house itself (its log, its officers), which belong to no body.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select

from dialogs.parse import find_receipt
from guidance.guide import SECRETARIAT
from storage import tables as t
from storage.audit import CUT, OWNER, SEGMENT, AuditLine, a
from storage.codes import SIGN_OF_CODE
from storage.conflicts import shut_to
from storage.proposals import VOUCHED
from storage.refused_attempts import MANY, RefusedAttempt, attempted
from storage.states import ProposalState, ProposedAct
from storage.transaction import Transaction, pair
from storage.vault import Key, SealBroken

c = t.case_
CODE = 14
"""Characters of a receipt's code, with which subjects on a case begin."""


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
    AuditGroup.READS: ("read", "seen", "unmasked", "record read", "records read", "record downloaded"),
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
    """A line, opened. `more`: an address or a reason, empty where there is none; `gone`: it was destroyed with the
    report of which it spoke."""

    more: str
    gone: bool = False


async def entries(tx: Transaction, wanted: AuditQuery, before: int, limit: int) -> list[AuditEntry]:
    """The newest lines before line `before` (0: of all), the newest first."""
    statement = select(a.c.id, a.c.at, a.c.actor, a.c.action, a.c.subject, a.c.before, a.c.more).where(*_where(wanted))
    if before:
        statement = statement.where(a.c.id < before)
    rows = await tx.read(_SealedLine, statement.order_by(a.c.id.desc()).limit(limit))
    keys = await _keys(tx, [row for row in rows if row.more])
    return [row.opened(keys) for row in rows]


async def _keys(tx: Transaction, rows: Sequence[_SealedLine]) -> Mapping[str, Key]:
    """The keys that these lines may be sealed with: of the house (under no code), and of the reports they speak of."""
    if not rows:
        return {}
    about = {row.subject[:CODE] for row in rows}
    named = select(c.c.receipt, c.c.key).where(c.c.receipt.in_(about), c.c.key != "")
    ids = dict(await tx.read(pair, named))
    keys = await tx.keys([*ids.values()])
    return {"": await tx.house_key()} | {code: keys[each] for code, each in ids.items() if each in keys}


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

    def opened(self, keys: Mapping[str, Key]) -> AuditEntry:
        more = self._said(keys) if self.more else ""
        gone = more is None and self.subject[:CODE] not in keys and find_receipt(self.subject[:CODE]) is not None
        return AuditEntry(self.id, self.at, self.actor, self.action, self.subject, "?" if more is None else more, gone)

    def _said(self, keys: Mapping[str, Key]) -> str | None:
        """What was sealed, by the report's key or, as addresses are, the house's; None where neither opens it."""
        for key in (keys.get(self.subject[:CODE]), keys.get("")):
            if key is not None and self.more and (said := _opened(key, f"audit:{self.before}", self.more)) is not None:
                return said
        return None


def _opened(key: Key, row: str, sealed: bytes) -> str | None:
    try:
        return key.open(row, sealed).decode()
    except SealBroken:
        return None


def _tally(actor: str, action: str, n: int) -> tuple[str, str, int]:
    return actor, action, n
