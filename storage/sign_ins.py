"""Signed-in browsers of officers: begun after link and code, used, listed and ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete, select, update

from storage import audit
from storage import tables as t
from storage.officers import HALF, HALF_FOR, IDLE, LONGEST, PROLONGED, SESSION, hash_of, make_token
from storage.timestamps import MINUTE
from storage.transaction import Transaction

s = t.sign_in
ENTRY = "/desk/enter#"
"""What leads to the console before a one-time link: behind the sign nothing is sent to any server, proxy or log."""
WITH_WORD = "w."
"""How a link begins that is good only together with a word."""
SHORT = 16
"""Digits of a token's hash that name a session to its own officer."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A signed-in browser. `created`, `used` and `until` in ms; `browser` is its kind, as it said itself."""

    id: str
    browser: str
    created: int
    used: int
    until: int


async def half(tx: Transaction, officer: str, at: int) -> str:
    """A token for who has still to give a code; any earlier one of this officer ends."""
    await tx.run(delete(s).where(s.c.officer == officer, s.c.kind == HALF))
    return await make_token(tx, officer, HALF, at, at + HALF_FOR)


async def begin(tx: Transaction, officer: str, before: str, browser: str, at: int, address: str = "") -> str:
    """The token of a new session, in the place of the half one `before`. `address`: from where, noted sealed."""
    await tx.run(delete(s).where(s.c.hash == hash_of(before)))
    await tx.run(update(t.officer).where(t.officer.c.id == officer).values(signed_in=at))
    await audit.note(tx, at, officer, "signed_in", officer, address)
    return await make_token(tx, officer, SESSION, at, at + LONGEST, browser)


async def with_word(tx: Transaction, link: str, word: str) -> str:
    """The link that is good only together with a word, which somebody else hands over."""
    await tx.run(update(s).where(s.c.hash == hash_of(link)).values(hash=hash_of(f"{WITH_WORD}{link}.{word}")))
    return f"{WITH_WORD}{link}"


async def rests(tx: Transaction, token: str, at: int) -> bool:
    """Whether the last use of a session is to be written again: once a minute is enough."""
    return await tx.has(select(s.c.hash).where(s.c.hash == hash_of(token), s.c.used <= at - MINUTE))


async def use(tx: Transaction, token: str, at: int) -> None:
    """The session is in use, so that it does not end for idleness. One that has ended does not come back."""
    where = (s.c.hash == hash_of(token), s.c.kind == SESSION, s.c.used > at - IDLE, s.c.used < at)
    await tx.run(update(s).where(*where).values(used=at))


async def prolong(tx: Transaction, token: str, at: int) -> None:
    """The officer asks to stay: the session is in use, and goes on for an hour at least, twenty hours in all at most.
    One that has ended does not come back."""
    alive = (s.c.hash == hash_of(token), s.c.kind == SESSION, s.c.used > at - IDLE, s.c.until > at)
    await tx.run(update(s).where(*alive).values(used=at))
    await tx.run(update(s).where(*alive, s.c.until < at + IDLE).values(until=at + IDLE))
    await tx.run(update(s).where(*alive, s.c.until > s.c.created + PROLONGED).values(until=s.c.created + PROLONGED))


async def ends(tx: Transaction, token: str) -> int:
    """When (ms) a session ends if nobody uses it from now on; 0 for none."""
    return await tx.one(min, select(s.c.until, s.c.used + IDLE).where(s.c.hash == hash_of(token))) or 0


async def begun(tx: Transaction, token: str) -> int:
    """When (ms) the officer signed in; 0 for no session."""
    return await tx.one(int, select(s.c.created).where(s.c.hash == hash_of(token), s.c.kind == SESSION)) or 0


async def sessions(tx: Transaction, officer: str, at: int) -> Sequence[SignIn]:
    """The browsers in which an officer is signed in, the latest used first."""
    where = (s.c.officer == officer, s.c.kind == SESSION, s.c.until > at, s.c.used > at - IDLE)
    columns = (s.c.hash, s.c.browser, s.c.created, s.c.used, s.c.until)
    found = await tx.read(SignIn, select(*columns).where(*where).order_by(s.c.used.desc(), s.c.hash))
    return [replace(each, id=each.id[:SHORT]) for each in found]


async def end(tx: Transaction, officer: str, session: str, at: int) -> None:
    """End one of an officer's own sessions, by the name it has in the list."""
    if len(session) != SHORT:
        return
    where = (s.c.officer == officer, s.c.kind == SESSION, s.c.hash.startswith(session, autoescape=True))
    await tx.run(delete(s).where(*where))
    await audit.note(tx, at, officer, "session ended", officer)


async def end_all(tx: Transaction, officer: str, at: int, by: str, but: str = "") -> None:
    """End all sessions of an officer, except the one of the token `but`."""
    where = (s.c.officer == officer, s.c.kind.in_((HALF, SESSION)), s.c.hash != hash_of(but))
    await tx.run(delete(s).where(*where))
    await audit.note(tx, at, by, "sessions ended", officer)


def named(token: str) -> str:
    """How the session of this token is called in the list."""
    return hash_of(token)[:SHORT]
