"""Who did what: a log in which every line vouches for the one before, so that none can be changed or lost unseen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import insert, select, text

from storage import tables as t
from storage.transaction import Transaction, columns_of

a = t.audit
FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Who did what to a subject, and when (ms)."""

    id: int
    at: int
    actor: str
    action: str
    subject: str


@dataclass(frozen=True, slots=True)
class _Sworn(AuditLine):
    """A line with the hash of the one before and its own."""

    before: str
    hash: str

    @property
    def holds(self) -> bool:
        """Whether the line is as it was written."""
        return self.hash == _hash(self.before, self.at, self.actor, self.action, self.subject)


async def note(tx: Transaction, at: int, actor: str, action: str, subject: str) -> str:
    """Add a line and return its hash. `actor`: an officer, `owner` or `house`; `subject`: a receipt or an id, never a
    name."""
    if tx.postgresql:
        await tx.run(text("SELECT pg_advisory_xact_lock(7462)"))
    before = await tx.one(str, select(a.c.hash).order_by(a.c.id.desc()).limit(1)) or FIRST
    line = {"at": at, "actor": actor, "action": action, "subject": subject, "before": before}
    digest = _hash(before, at, actor, action, subject)
    await tx.run(insert(a).values(hash=digest, **line))
    return digest


async def broken(tx: Transaction, after: int = 0) -> int | None:
    """The id of the first line that doesn't follow from the one before, or None: the whole log is as it was written."""
    before = ""
    statement = select(*columns_of(a, _Sworn)).where(a.c.id > after).order_by(a.c.id)
    for line in await tx.read(_Sworn, statement):
        if not line.holds or line.before != (before or (line.before if after else FIRST)):
            return line.id
        before = line.hash
    return None


async def history(tx: Transaction, subject: str, after: int = 0, limit: int = 100) -> list[AuditLine]:
    """What was done to a subject, oldest first."""
    lines = select(*columns_of(a, AuditLine)).where(a.c.subject == subject, a.c.id > after)
    return await tx.read(AuditLine, lines.order_by(a.c.id).limit(limit))


async def last_of(tx: Transaction, subject: str) -> int:
    """The id of the newest line on a subject, 0 when there is none."""
    return await tx.one(int, select(a.c.id).where(a.c.subject == subject).order_by(a.c.id.desc()).limit(1)) or 0


async def last_by_owner(tx: Transaction, receipt: str, ministry: str) -> int:
    """The id of the newest line on what an owner gave to this desk, 0 when there is none."""
    where = (a.c.subject == f"{receipt}:{ministry}", a.c.actor == "owner")
    return await tx.one(int, select(a.c.id).where(*where).order_by(a.c.id.desc()).limit(1)) or 0


def _hash(before: str, at: int, actor: str, action: str, subject: str) -> str:
    return hashlib.sha256("\0".join((before, str(at), actor, action, subject)).encode()).hexdigest()
