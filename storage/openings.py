"""Who opened a report, by role and day, out of the audit log."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select

from dialogs.effects import Opening
from guidance.calendar import KOREA
from guidance.guide import DESKS
from storage import tables as t
from storage.timestamps import DAY
from storage.transaction import Transaction

a, o = t.audit.c, t.officer.c
OPENED = ("read", "seen", "copied", "downloaded", "exported", "unmasked")
"""What officers do with which they see a report."""
MOST = 60
"""Days and roles that are looked at, the latest ones."""
_KOREAN = int(KOREA.utcoffset(None).total_seconds() * 1000)
_DAY_ONE = date(1970, 1, 1)


async def openings(tx: Transaction, receipt: str) -> tuple[Opening, ...]:
    """Desks, roles and Korean days on which somebody opened a report, the latest first."""
    day = (a.at + _KOREAN) // DAY
    ours = (a.subject.in_([f"{receipt}:{desk}" for desk in DESKS]), a.action.in_(OPENED))
    found = select(a.subject, o.role, func.max(day)).join(t.officer, o.id == a.actor)
    rows = found.where(*ours).group_by(a.subject, o.role, day).order_by(day.desc(), a.subject, o.role)
    return tuple(await tx.read(_opening, rows.limit(MOST)))


def _opening(subject: str, role: str, day: int) -> Opening:
    return Opening(subject.rpartition(":")[2], role, _DAY_ONE + timedelta(days=int(day)))
