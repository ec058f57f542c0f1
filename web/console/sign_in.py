"""Signing in: a one-time link, then a code, then a session; every step is a token of its own kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage import audit, conflicts, officers, sign_ins, sign_names
from storage.conflicts import Interest
from storage.officers import HALF, Officer
from storage.proposals import Proposal
from storage.refused_attempts import NOBODY, RefusedAttempt, note_refused
from storage.sign_ins import SignIn
from storage.store import Store
from storage.timestamps import MINUTE, ms
from storage.transaction import Transaction
from web.console.places import comes_from_elsewhere, is_elsewhere
from web.console.proposal_queries import told_to
from web.console.totp import new_secret, step_of
from web.desk_addresses import DeskAddresses


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What came of a step: the next `token`, or `why` not: `used` (no such link any more), `locked`, `late` (begin
    again with a link), `wrong` (this code is not right, or was used before), `name` (it cannot be the name to sign in
    with), `elsewhere` (the body lets nobody in from there; told in the officer's `language`). `first`: codes were set
    up just now; `spare`: it was a recovery code."""

    why: str = ""
    token: str = ""
    spare: bool = False
    first: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """An officer who is signed in, when (ms) the session ends unless it is used, and what was proposed or done that
    the officer is to know of."""

    officer: Officer
    ends: int
    told: tuple[Proposal, ...] = ()


FRESH = 15 * MINUTE
"""How long after signing in one may change how one signs in, in ms."""
_NAME = re.compile(r"[\w.@-]{3,40}")


class SignInGate:
    def __init__(self, store: Store, allowed: DeskAddresses) -> None:
        self._store = store
        self._allowed = allowed

    async def enter(self, link: str, at: datetime, address: str = "") -> SignedIn:
        """Use a one-time link up. Who has no codes yet gets a new secret to set them up with. `address`: from where."""
        async with self._store.transaction() as tx:
            who = await officers.whose(tx, link, officers.LINK, ms(at))
            if who is not None and who.locked > ms(at):
                return SignedIn("locked")
            if who is not None and await comes_from_elsewhere(tx, self._allowed, who, ms(at), address):
                return SignedIn("elsewhere", language=who.language)
            who = await officers.use_link(tx, link, ms(at))
            if who is None:
                await note_refused(tx, ms(at), NOBODY, RefusedAttempt.LINK, address=address)
                return SignedIn("used")
            if not who.totp:
                await officers.set_totp(tx, who.id, "", new_secret())
            return SignedIn(token=await sign_ins.half(tx, who.id, ms(at)))

    async def burn(self, link: str, at: datetime, address: str = "") -> None:
        """A one-time link was seen where secrets are not kept: it signs nobody in any more."""
        async with self._store.transaction() as tx:
            await officers.use_link(tx, link, ms(at))
            await note_refused(tx, ms(at), NOBODY, RefusedAttempt.LINK, address=address)

    async def waiting(self, half: str, at: datetime) -> Officer | None:
        """Who has used a link and has still to give a code."""
        async with self._store.reading() as tx:
            return await officers.whose(tx, half, HALF, ms(at))

    async def confirm(self, half: str, code: str, name: str, browser: str, at: datetime, address: str = "") -> SignedIn:
        """A session for the code that the officer's telephone shows. Each code works once. `name`: to sign in with from
        now on, for who has none yet."""
        async with self._store.transaction() as tx:
            who = await officers.whose(tx, half, HALF, ms(at))
            if who is None:
                return SignedIn("late")
            if await comes_from_elsewhere(tx, self._allowed, who, ms(at), address):
                return SignedIn("elsewhere", language=who.language)
            if who.totp and not await officers.tries(tx, who.id, ms(at)):
                return SignedIn("locked")
            step = step_of(who.totp or who.pending, code, ms(at))
            if step and not (who.named or await _takes(tx, who, name, at)):
                return SignedIn("name")
            if not step or not await officers.used_step(tx, who.id, step):
                return await _wrong(tx, who, ms(at), address)
            if not who.totp:
                await officers.set_totp(tx, who.id, who.pending)
            token = await sign_ins.begin(tx, who.id, half, browser, ms(at), address)
            return SignedIn(token=token, first=not who.totp)

    async def officer(self, session: str, at: datetime) -> Officer | None:
        """Whose session it is; asking does not count as using it."""
        async with self._store.reading() as tx:
            return await officers.who_is(tx, session, ms(at))

    async def presence(self, session: str, at: datetime, in_use: bool = True) -> Presence | None:
        """Whose session it is. `in_use`: the officer did something, so that it does not end for idleness."""
        async with self._store.reading() as tx:
            who = await officers.who_is(tx, session, ms(at))
            rests = who is not None and in_use and await sign_ins.rests(tx, session, ms(at))
            ends = await sign_ins.ends(tx, session)
            told = await _told(tx, who, ms(at)) if who else ()
        if rests:
            async with self._store.transaction() as tx:
                await sign_ins.use(tx, session, ms(at))
                ends = await sign_ins.ends(tx, session)
        return None if who is None else Presence(who, ends, told)

    async def is_elsewhere(self, who: Officer, at: datetime, address: str) -> bool:
        """Whether the officer's body lets nobody in from this address; it is noted then."""
        return await is_elsewhere(self._store, self._allowed, who, at, address)

    async def prolong(self, session: str, at: datetime) -> int:
        """The officer wants to stay signed in: when (ms) the session ends now."""
        async with self._store.transaction() as tx:
            await sign_ins.prolong(tx, session, ms(at))
            return await sign_ins.ends(tx, session)

    async def fresh(self, session: str, at: datetime) -> bool:
        """Whether the officer signed in here only just: long enough ago, anybody may sit there."""
        async with self._store.reading() as tx:
            return await sign_ins.begun(tx, session) > ms(at) - FRESH

    async def leave(self, session: str) -> None:
        """End a session."""
        async with self._store.transaction() as tx:
            await officers.end_session(tx, session)

    async def sessions(self, officer: Officer, at: datetime) -> Sequence[SignIn]:
        """Where the officer is signed in."""
        async with self._store.reading() as tx:
            return await sign_ins.sessions(tx, officer.id, ms(at))

    async def end(self, officer: Officer, session: str, at: datetime) -> None:
        """End one of the officer's own sessions."""
        async with self._store.transaction() as tx:
            await sign_ins.end(tx, officer.id, session, ms(at))

    async def end_others(self, officer: Officer, token: str, at: datetime) -> None:
        """End every session of the officer but the one of `token`."""
        async with self._store.transaction() as tx:
            await sign_ins.end_all(tx, officer.id, ms(at), officer.id, token)

    # ---- conflicts of interest ----------------------------------------------------------------------

    async def interests(self, officer: Officer) -> Sequence[Interest]:
        """What the officer declared."""
        async with self._store.reading() as tx:
            return await conflicts.interests(tx, officer.id)

    async def declare(self, officer: Officer, kind: str, name: str, at: datetime) -> bool:
        """Shut what names this to the officer; False when nothing is left of the name."""
        async with self._store.transaction() as tx:
            if not tx.vault.blind(kind, name):
                return False
            await conflicts.declare(tx, officer.id, kind, name, ms(at))
            await audit.note(tx, ms(at), officer.id, "interest declared", officer.id)
            return True


async def _told(tx: Transaction, who: Officer, at: int) -> tuple[Proposal, ...]:
    """What is open, and what was done about the own access."""
    return tuple(each for each in await told_to(tx, who, at) if each.open or who.id == each.about)


async def _wrong(tx: Transaction, who: Officer, at: int, address: str) -> SignedIn:
    """A code that is not right is noted, and counted for who has codes."""
    await note_refused(tx, at, who.id, RefusedAttempt.CODE, who.id, address)
    return SignedIn("locked" if who.totp and await officers.failed(tx, who.id, at) else "wrong")


async def _takes(tx: Transaction, who: Officer, name: str, at: datetime) -> bool:
    return bool(_NAME.fullmatch(name)) and await sign_names.take(tx, who.id, name, ms(at))
