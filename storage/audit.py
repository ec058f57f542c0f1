"""Who did what: a log in which every line vouches for the one before, so that none can be changed or lost unseen.

The hash of a line is keyed by a key of the ring that is not in the database (`Keyring.proof`): who has the database
alone can write no line that holds, and what was cut off the end is missing from the heads that are kept elsewhere
(`storage/audit_heads.py`). Lines of versions before have a plain hash. Another key, like the first one after plain
lines, begins a segment: its first line says so, and by its own hash signs the last line before it.
`storage/audit_check.py` finds what does not hold.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import delete, select, text

from guidance.guide import DESKS
from storage import tables as t
from storage.keyring import Keyring, KeyringError, ProvingKey
from storage.transaction import Transaction, columns_of
from storage.vault import Key

a, o = t.audit, t.officer
FIRST = "0" * 64
OWNER, HOUSE = "owner", "house"
"""Actors that are no officers."""
SEGMENT, CUT = "segment", "cut"
"""What the house does to the log itself: the first line of a segment; lines before a segment's first line left out."""
COLUMNS = ("id", "at", "actor", "action", "subject", "before", "proof", "desk", "more", "hash")
LONGEST_MORE = 500
"""Characters of an address or a reason."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Who did what to a subject, and when (ms)."""

    id: int
    at: int
    actor: str
    action: str
    subject: str


@dataclass(frozen=True, slots=True)
class Sworn(AuditLine):
    """A line with the hash of the one before and its own. `proof`: which key vouches for it, empty for a plain hash."""

    before: str
    proof: str
    desk: str
    more: bytes | None
    hash: str

    def plainly(self) -> bool:
        """Whether its hash is the plain one of versions before."""
        words = (self.before, str(self.at), self.actor, self.action, self.subject)
        return self.hash == hashlib.sha256("\0".join(words).encode()).hexdigest()

    def holds(self, ring: Keyring) -> bool:
        """Whether the line is as it was written. Raises KeyringError when the key that vouches for it is gone."""
        if not self.proof:
            return self.plainly() and not self.desk and self.more is None
        key = ring.proof_of(self.proof)
        if key is None:
            raise KeyringError(f"the key ring has no proof key {self.proof}")
        return self.hash == key.proves(_said(self.before, self.at, self.actor, self.action, self.subject, self.desk,
                                             self.more))  # fmt: skip


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The newest line: it vouches for all before it. `line`: which one, 0 of an empty log; `at` in ms."""

    line: int
    at: int
    hash: str
    proof: str


_HEAD = select(a.c.id, a.c.at, a.c.hash, a.c.proof).order_by(a.c.id.desc()).limit(1)


async def head(tx: Transaction) -> AuditHead:
    """The newest line."""
    return await tx.one(AuditHead, _HEAD) or AuditHead(0, 0, FIRST, "")


async def note(
    tx: Transaction, at: int, actor: str, action: str, subject: str, more: str = "", key: Key | None = None
) -> str:
    """Add a line and return its hash. `actor`: an officer, `owner` or `house`; `subject`: a receipt or an id, never a
    name; `more`: an address or a reason, sealed with `key`, the report's whose it is, and gone with that; else with the
    house's. Raises KeyringError when another key proves than the ring has."""
    last = await _last(tx)
    proof = _proof(tx, last)
    if last.line and last.proof != proof.id:
        last = await _segment(tx, last, proof, at)
    desk = await _desk_of(tx, actor, subject)
    return (await _add(tx, last, proof, (at, actor, action, subject, desk, await _sealed(tx, last, more, key)))).hash


async def prove(tx: Transaction, at: int, anew: bool = False) -> None:
    """Begin a segment where another key, or none, proved the last line; `anew`: always. An empty log needs none."""
    last = await _last(tx)
    proof = _proof(tx, last)
    if last.line and (anew or last.proof != proof.id):
        await _segment(tx, last, proof, at)


async def _last(tx: Transaction) -> AuditHead:
    if tx.postgresql:
        await tx.run(_LOCK)
    return await head(tx)


_LOCK = text("SELECT pg_advisory_xact_lock(7462)")


def _proof(tx: Transaction, last: AuditHead) -> ProvingKey:
    ring = tx.vault.ring
    if last.proof and ring.proof_of(last.proof) is None:
        raise KeyringError("the audit log goes on under a proof key that is not in the key ring")
    return ring.proof


async def _segment(tx: Transaction, last: AuditHead, proof: ProvingKey, at: int) -> AuditHead:
    return await _add(tx, last, proof, (at, HOUSE, SEGMENT, last.proof or "plain", "", None))


Words = tuple[int, str, str, str, str, bytes | None]


async def _add(tx: Transaction, last: AuditHead, proof: ProvingKey, words: Words) -> AuditHead:
    """The line after `last`: at, actor, action, subject, desk, more."""
    at, actor, action, subject, desk, more = words
    line, digest = last.line + 1, proof.proves(_said(last.hash, *words))
    await tx.insert_many(a, COLUMNS, [(line, at, actor, action, subject, last.hash, proof.id, desk, more, digest)])
    return AuditHead(line, at, digest, proof.id)


def _said(before: str, at: int, actor: str, action: str, subject: str, desk: str, more: bytes | None) -> bytes:
    words = (before, str(at), actor, action, subject, desk, "-" if more is None else more.hex())
    return "\0".join(words).encode()


async def _sealed(tx: Transaction, last: AuditHead, more: str, key: Key | None) -> bytes | None:
    if not more:
        return None
    return (key or await tx.house_key()).seal(f"audit:{last.hash}", more[:LONGEST_MORE].encode())


async def _desk_of(tx: Transaction, actor: str, subject: str) -> str:
    """Whose auditors read a line: the desk that its subject names, else that of the officer it is about or by."""
    named = subject.rpartition(":")[2]
    if named in DESKS:
        return named
    if actor == OWNER:
        return ""
    desks = dict(await tx.read(_pair, select(o.c.id, o.c.ministry).where(o.c.id.in_((actor, subject)))))
    return desks.get(subject) or desks.get(actor, "")


def _pair(officer: str, desk: str) -> tuple[str, str]:
    return officer, desk


async def last_proof(tx: Transaction) -> str:
    """The id of the key that proves the newest line; empty where none does."""
    return (await head(tx)).proof


async def leave_out(tx: Transaction, before: int, at: int) -> int:
    """Drop what was noted before `before` (ms), up to the first line of a segment, which vouches for it; how many lines
    that were. What the log begins with from now on is noted in it."""
    last = await _last(tx)
    where = (a.c.action == SEGMENT, a.c.actor == HOUSE, a.c.proof != "", a.c.at <= before)
    begin = await tx.one(_named, select(a.c.id, a.c.hash).where(*where).order_by(a.c.id.desc()).limit(1))
    if begin is None or begin[0] == last.line:
        return 0
    gone = await tx.run(delete(a).where(a.c.id < begin[0]))
    if gone:
        await note(tx, at, HOUSE, CUT, begin[1])
    return gone


def _named(line: int, digest: str) -> tuple[int, str]:
    return line, digest


async def segment_since(tx: Transaction) -> int:
    """When the newest segment began, or the log (ms); 0 for an empty log."""
    begun = select(a.c.at).where(a.c.action == SEGMENT, a.c.actor == HOUSE).order_by(a.c.id.desc()).limit(1)
    first = select(a.c.at).order_by(a.c.id).limit(1)
    return await tx.one(int, begun) or await tx.one(int, first) or 0


async def history(tx: Transaction, subject: str, after: int = 0, limit: int = 100) -> list[AuditLine]:
    """What was done to a subject, oldest first."""
    lines = select(*columns_of(a, AuditLine)).where(a.c.subject == subject, a.c.id > after)
    return await tx.read(AuditLine, lines.order_by(a.c.id).limit(limit))


async def has_done(tx: Transaction, actor: str, action: str, subject: str, since: int) -> bool:
    """Whether somebody did this to a subject at `since` (ms) or later."""
    where = (a.c.subject == subject, a.c.actor == actor, a.c.action == action, a.c.at >= since)
    return await tx.has(select(a.c.id).where(*where).limit(1))


async def last_of(tx: Transaction, subject: str) -> int:
    """The id of the newest line on a subject, 0 when there is none."""
    return await tx.one(int, select(a.c.id).where(a.c.subject == subject).order_by(a.c.id.desc()).limit(1)) or 0


async def last_by_owner(tx: Transaction, receipt: str, ministry: str) -> int:
    """The id of the newest line on what an owner gave to this desk, 0 when there is none."""
    where = (a.c.subject == f"{receipt}:{ministry}", a.c.actor == "owner")
    return await tx.one(int, select(a.c.id).where(*where).order_by(a.c.id.desc()).limit(1)) or 0
