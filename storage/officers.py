"""Officers and their signing in. Links and sessions are random tokens of which only a hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import ColumnElement, Executable, delete, insert, literal, select, update

from storage import answer_drafts, audit, conflicts, pending_acts
from storage import tables as t
from storage.members import JOIN, OfficerRow, Person
from storage.name_hashes import OFFICIAL
from storage.states import OfficerRole
from storage.tables.hidden import code_said
from storage.timestamps import DAY, MINUTE
from storage.transaction import Transaction, columns_of
from storage.vault import Key

o, s = t.officer, t.sign_in
LINK, HALF, SESSION = "link", "half", "session"
"""A one-time link; who used one and has still to give a code; who is signed in."""
LINK_FOR, INVITED_FOR = 15 * MINUTE, 7 * DAY
"""How long a link to sign in is good that somebody waits for; how long an invitation of a group, in ms."""
HALF_FOR, LONGEST, IDLE = 10 * MINUTE, 12 * 60 * MINUTE, 60 * MINUTE
"""How long one is half signed in; how long a session lasts, and how long without being used, in ms."""
PROLONGED = 20 * 60 * MINUTE
"""How long a session lasts at most, when its officer asks again and again to stay signed in, in ms."""
MOST_FAILURES = 5
"""Wrong codes after which an officer is locked for a quarter of an hour."""
LOCK = 15 * MINUTE


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer, opened. `locked`: until when (ms), 0 is not. `totp`: the secret of the codes, empty before the
    first sign-in; `pending`: the one that is being set up. `bound`: writes from Telegram; `left`: when this officer
    left the ministry's group (ms); `named`: has a name to sign in with."""

    id: str
    ministry: str
    role: OfficerRole
    language: str
    name: str
    totp: str = field(repr=False)
    revoked: bool
    locked: int
    pending: str = field(default="", repr=False)
    bound: bool = False
    left: int = 0
    named: bool = False


async def add_officer(tx: Transaction, ministry: str, role: str, name: str, language: str, at: int, by: str) -> str:
    """A new officer's id. Raises ValueError for an unknown role."""
    if role not in tuple(OfficerRole):
        raise ValueError(f"unknown role {role}")
    key, new = await tx.house_key(), secrets.token_hex(16)
    person = key.seal(f"officer:{new}", msgspec.json.encode(Person(name)))
    row = {"id": new, "ministry": ministry, "role": role, "language": language, "created": at, "person": person}
    await tx.run(insert(o).values(**row))
    await conflicts.declare(tx, new, OFFICIAL, name, at)
    await audit.note(tx, at, by, "added", new)
    return new


async def officer(tx: Transaction, officer_id: str) -> Officer | None:
    found = await _opened(tx, _SEALED.where(o.c.id == officer_id))
    return found[0] if found else None


async def officer_row(tx: Transaction, officer_id: str) -> OfficerRow | None:
    """What its row says of an officer; the name is not opened."""
    return await tx.one(OfficerRow, select(*columns_of(o, OfficerRow)).where(o.c.id == officer_id))


@dataclass(frozen=True, slots=True)
class ActingOfficer(OfficerRow):
    """An officer before a case: `barred` from it where it must not be known."""

    barred: bool


async def acting(tx: Transaction, officer_id: str, receipt: str) -> ActingOfficer | None:
    """Who acts on a case, in one look and with nothing opened."""
    columns = (*columns_of(o, OfficerRow), conflicts.bars(code_said(receipt), literal(officer_id)))
    return await tx.one(ActingOfficer, select(*columns).where(o.c.id == officer_id))


@dataclass(frozen=True, slots=True)
class _SealedOfficer(OfficerRow):
    sign_name: str | None
    person: bytes

    def opened(self, key: Key) -> Officer:
        person = msgspec.json.decode(key.open(f"officer:{self.id}", self.person), type=Person)
        head = (self.id, self.ministry, self.role, self.language)
        more = (person.pending, self.telegram is not None, self.left_group, self.sign_name is not None)
        return Officer(*head, person.name, person.totp, self.revoked, self.locked, *more)


_SEALED = select(*columns_of(o, _SealedOfficer))


async def _opened(tx: Transaction, statement: Executable) -> list[Officer]:
    """The officers that a query on `_SEALED` finds. The house key is looked up once, and only for somebody."""
    rows = await tx.read(_SealedOfficer, statement)
    key = await tx.house_key() if rows else None
    return [row.opened(key) for row in rows] if key else []


async def officers_of(tx: Transaction, ministry: str) -> Sequence[Officer]:
    """The officers of a ministry who are not revoked."""
    there = _SEALED.where(o.c.ministry == ministry, ~o.c.revoked)
    return await _opened(tx, there.order_by(o.c.created, o.c.id))


async def revoke(tx: Transaction, officer_id: str, at: int, by: str) -> None:
    """An officer is none any more: every link and session ends."""
    await tx.run(update(o).where(o.c.id == officer_id).values(revoked=True))
    await tx.run(delete(s).where(s.c.officer == officer_id))
    await tx.run(delete(t.account).where(t.account.c.officer == officer_id))
    await answer_drafts.drop_of(tx, officer_id)
    await audit.note(tx, at, by, "revoked", officer_id)


# ---- codes ----------------------------------------------------------------------------------------------


async def set_totp(tx: Transaction, officer_id: str, secret: str, pending: str = "") -> None:
    """Keep an officer's TOTP secret, sealed, and one that is being set up. Raises LookupError."""
    who = await officer(tx, officer_id)
    if who is None:
        raise LookupError("no such officer")
    key = await tx.house_key()
    person = key.seal(f"officer:{officer_id}", msgspec.json.encode(Person(who.name, secret, pending)))
    await tx.run(update(o).where(o.c.id == officer_id).values(person=person))


async def reset_totp(tx: Transaction, officer_id: str, at: int, by: str) -> None:
    """The officer sets codes up anew at the next sign-in; sessions, passkeys, recovery codes, unused links and a lock
    end. Raises LookupError."""
    await set_totp(tx, officer_id, "")
    await tx.run(update(o).where(o.c.id == officer_id).values(step=0, failures=0, locked=0))
    await tx.run(delete(s).where(s.c.officer == officer_id, s.c.kind.in_((HALF, SESSION, LINK))))
    await pending_acts.drop_of(tx, officer_id)
    for table in (t.passkey, t.recovery, t.account):
        await tx.run(delete(table).where(table.c.officer == officer_id))
    await audit.note(tx, at, by, "codes reset", officer_id)


async def forget_steps(tx: Transaction, officer_id: str, at: int) -> None:
    """The officer sets codes up anew alone: none of the new ones was used, and it is noted."""
    await tx.run(update(o).where(o.c.id == officer_id).values(step=0))
    await audit.note(tx, at, officer_id, "codes set up anew", officer_id)


async def tries(tx: Transaction, officer_id: str, at: int) -> bool:
    """Count a try of a code before looking at it, so that many at once are not more than allowed. False: locked."""
    where = (o.c.id == officer_id, o.c.locked <= at, ~o.c.revoked)
    return await tx.run(update(o).where(*where).values(failures=o.c.failures + 1)) == 1


async def used_step(tx: Transaction, officer_id: str, step: int) -> bool:
    """The code of this step was right, and counts once: False when it or a later one was used before."""
    where = (o.c.id == officer_id, o.c.step < step)
    return await tx.run(update(o).where(*where).values(step=step, failures=0, locked=0)) == 1


async def failed(tx: Transaction, officer_id: str, at: int) -> bool:
    """The code that was tried was wrong: True when that was one too many, and the officer is locked for a while."""
    where = (o.c.id == officer_id, o.c.failures >= MOST_FAILURES)
    locked = await tx.run(update(o).where(*where).values(failures=0, locked=at + LOCK)) == 1
    if locked:
        await audit.note(tx, at, officer_id, "locked", officer_id)
    return locked


# ---- links and sessions ---------------------------------------------------------------------------------


async def make_token(tx: Transaction, officer_id: str, kind: str, at: int, until: int, browser: str = "") -> str:
    """A one-time link (`link`), or a session (`session`, `half`) of an officer, good until `until` (ms)."""
    token = secrets.token_urlsafe(32)
    row = {"hash": hash_of(token), "officer": officer_id, "kind": kind, "created": at, "until": until}
    await tx.run(insert(s).values(**row, used=at if kind == SESSION else 0, browser=browser[:48]))
    return token


async def drop_tokens(tx: Transaction, officer_id: str, kind: str) -> None:
    """Tokens of this kind that the officer did not use are good no longer."""
    await tx.run(delete(s).where(s.c.officer == officer_id, s.c.kind == kind, s.c.used == 0))


async def whose(tx: Transaction, token: str, kind: str, at: int) -> Officer | None:
    """Whose unused token of this kind it is; None when it is unknown, used, too old, or its officer revoked."""
    return await _by_token(tx, s.c.hash == hash_of(token), s.c.kind == kind, s.c.used == 0, s.c.until > at)


async def by_sign_name(tx: Transaction, hashed: str) -> Officer | None:
    """The officer who signs in with the name of this hash, not revoked."""
    found = await _opened(tx, _SEALED.where(o.c.sign_name == hashed, ~o.c.revoked))
    return found[0] if found else None


async def _by_token(tx: Transaction, *where: ColumnElement[bool]) -> Officer | None:
    found = await _opened(tx, _SEALED.join(s, s.c.officer == o.c.id).where(*where, ~o.c.revoked))
    return found[0] if found else None


async def use_link(tx: Transaction, token: str, at: int, kind: str = LINK) -> Officer | None:
    """Whose link it is, the first time; None when it is unknown, used, too old, or its officer may not sign in.

    The link of an officer who is locked stays good.
    """
    who = await whose(tx, token, kind, at)
    if who is None or who.locked > at:
        return None
    where = (s.c.hash == hash_of(token), s.c.used == 0)
    return who if await tx.run(update(s).where(*where).values(used=at)) == 1 else None


async def who_is(tx: Transaction, token: str, at: int) -> Officer | None:
    """Whose console session it is; None when it has ended, was not used for an hour, or its officer was revoked."""
    where = (s.c.hash == hash_of(token), s.c.kind == SESSION, s.c.until > at, s.c.used > at - IDLE)
    return await _by_token(tx, *where)


async def drop_links(tx: Transaction, officer_id: str) -> None:
    """End the invitations of an officer that were not used."""
    await tx.run(delete(s).where(s.c.officer == officer_id, s.c.kind.in_((LINK, JOIN)), s.c.used == 0))


async def end_session(tx: Transaction, token: str) -> None:
    await tx.run(delete(s).where(s.c.hash == hash_of(token)))


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


async def declare_names(tx: Transaction, at: int) -> int:
    """Declare the own name of officers who came before names were declared; how many. At the start of the service, so
    that an owner who names an official is obeyed whenever that official came. Names that were declared by an earlier
    version are found by all their forms from now on."""
    named = select(t.interest.c.officer).where(t.interest.c.kind == OFFICIAL)
    nameless = await _opened(tx, _SEALED.where(o.c.id.not_in(named)))
    for each in nameless:
        await conflicts.declare(tx, each.id, OFFICIAL, each.name, at)
    await conflicts.find_all(tx)
    return len(nameless)
