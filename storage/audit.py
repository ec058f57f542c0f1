"""Who did what: a log in which every line vouches for the one before, so that none can be changed or lost unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, text

from storage import tables as t
from storage.transaction import Transaction

a = t.audit
FIRST = "0" * 64


async def note(tx: Transaction, at: int, actor: str, action: str, subject: str) -> str:
    """Add a line and return its hash. `actor`: an officer, `owner` or `house`; `subject`: a receipt or an id, never a
    name."""
    if tx.postgresql:
        await tx.run(text("SELECT pg_advisory_xact_lock(7462)"))
    last = await tx.first(select(a.c.hash).order_by(a.c.id.desc()).limit(1))
    before = last[0] if last else FIRST
    line = {"at": at, "actor": actor, "action": action, "subject": subject, "before": before}
    digest = _hash(before, at, actor, action, subject)
    await tx.run(insert(a).values(hash=digest, **line))
    return digest


async def broken(tx: Transaction, after: int = 0) -> int | None:
    """The id of the first line that doesn't follow from the one before, or None: the whole log is as it was written."""
    before = ""
    for row in await tx.all(select(a).where(a.c.id > after).order_by(a.c.id)):
        whole = row.hash == _hash(row.before, row.at, row.actor, row.action, row.subject)
        if not whole or row.before != (before or (row.before if after else FIRST)):
            return int(row.id)
        before = row.hash
    return None


async def history(tx: Transaction, subject: str, after: int = 0, limit: int = 100) -> Sequence[Any]:
    """What was done to a subject, oldest first: id, at, actor, action."""
    columns = (a.c.id, a.c.at, a.c.actor, a.c.action)
    return await tx.all(select(*columns).where(a.c.subject == subject, a.c.id > after).order_by(a.c.id).limit(limit))


async def last_of(tx: Transaction, subject: str) -> int:
    """The id of the newest line on a subject, 0 when there is none."""
    row = await tx.first(select(a.c.id).where(a.c.subject == subject).order_by(a.c.id.desc()).limit(1))
    return int(row[0]) if row else 0


def _hash(before: str, at: int, actor: str, action: str, subject: str) -> str:
    return hashlib.sha256("\0".join((before, str(at), actor, action, subject)).encode()).hexdigest()
