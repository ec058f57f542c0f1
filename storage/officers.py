"""Officers and their signing in. Links and sessions are random tokens of which only a hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import delete, insert, select, update

from storage import audit
from storage import house_tables as h
from storage.desk_members import Person
from storage.transaction import Transaction

o, s = h.officer, h.sign_in
ROLES = ("officer", "lead", "secretariat", "auditor", "administrator")
LINK, SESSION = "link", "session"
MOST_FAILURES = 5
"""Failed sign-ins after which an officer is locked for a quarter of an hour."""
LOCK = 900_000


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer, opened. `locked`: until when (ms), 0 is not."""

    id: str
    ministry: str
    role: str
    language: str
    name: str
    totp: str
    revoked: bool
    locked: int


async def add_officer(
    tx: Transaction, ministry: str, role: str, name: str, language: str, at: int, by: str
) -> str:
    """A new officer's id. Raises ValueError for an unknown role."""
    if role not in ROLES:
        raise ValueError(f"unknown role {role}")
    key, new = await tx.house_key(), secrets.token_hex(16)
    person = key.seal(f"officer:{new}", msgspec.json.encode(Person(name)))
    row = {"id": new, "ministry": ministry, "role": role, "language": language, "created": at, "person": person}
    await tx.run(insert(o).values(**row))
    await audit.note(tx, at, by, "added", new)
    return new


async def officer(tx: Transaction, officer_id: str) -> Officer | None:
    row = await tx.first(select(o).where(o.c.id == officer_id))
    return await _opened(tx, row) if row else None


async def _opened(tx: Transaction, row: Any) -> Officer:
    key = await tx.house_key()
    person = msgspec.json.decode(key.open(f"officer:{row.id}", row.person), type=Person)
    head = (row.id, row.ministry, row.role, row.language)
    return Officer(*head, person.name, person.totp, row.revoked, row.locked)


async def set_totp(tx: Transaction, officer_id: str, secret: str) -> None:
    """Keep an officer's TOTP secret, sealed."""
    who = await officer(tx, officer_id)
    if who is None:
        raise LookupError("no such officer")
    key = await tx.house_key()
    person = key.seal(f"officer:{officer_id}", msgspec.json.encode(Person(who.name, secret)))
    await tx.run(update(o).where(o.c.id == officer_id).values(person=person))


async def make_token(tx: Transaction, officer_id: str, kind: str, at: int, until: int) -> str:
    """A one-time link (`link`) or a console session (`session`) of an officer, good until `until` (ms)."""
    token = secrets.token_urlsafe(32)
    row = {"hash": _hash(token), "officer": officer_id, "kind": kind, "created": at, "until": until}
    await tx.run(insert(s).values(**row))
    return token


async def use_link(tx: Transaction, token: str, at: int) -> Officer | None:
    """Whose link it is, the first time; None when it is unknown, used, too old, or its officer may not sign in."""
    where = (s.c.hash == _hash(token), s.c.kind == LINK, s.c.used == 0, s.c.until > at)
    used = await tx.run(update(s).where(*where).values(used=at).returning(s.c.officer))
    row = used.first()
    who = await officer(tx, row[0]) if row else None
    if who is None or who.revoked or who.locked > at:
        return None
    await audit.note(tx, at, who.id, "signed_in", who.id)
    return who


async def who_is(tx: Transaction, token: str, at: int) -> Officer | None:
    """Whose console session it is; None when it has ended or its officer was revoked."""
    where = (s.c.hash == _hash(token), s.c.kind == SESSION, s.c.until > at)
    row = await tx.first(select(o).join(s, s.c.officer == o.c.id).where(*where, ~o.c.revoked))
    return await _opened(tx, row) if row else None


async def end_session(tx: Transaction, token: str) -> None:
    await tx.run(delete(s).where(s.c.hash == _hash(token)))


async def revoke(tx: Transaction, officer_id: str, at: int, by: str) -> None:
    """An officer is none any more: every link and session ends."""
    await tx.run(update(o).where(o.c.id == officer_id).values(revoked=True))
    await tx.run(delete(s).where(s.c.officer == officer_id))
    await audit.note(tx, at, by, "revoked", officer_id)


async def failed(tx: Transaction, officer_id: str, at: int) -> None:
    """A wrong code: counted, and locked for a while after too many."""
    row = await tx.first(select(o.c.failures).where(o.c.id == officer_id))
    failures = row[0] + 1 if row else 0
    locked = at + LOCK if failures >= MOST_FAILURES else 0
    values = {"failures": 0 if locked else failures, "locked": locked}
    await tx.run(update(o).where(o.c.id == officer_id).values(**values))


async def officers_of(tx: Transaction, ministry: str) -> Sequence[Officer]:
    """The officers of a ministry who are not revoked."""
    rows = await tx.all(select(o).where(o.c.ministry == ministry, ~o.c.revoked).order_by(o.c.created, o.c.id))
    return [await _opened(tx, row) for row in rows]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
