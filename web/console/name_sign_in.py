"""Signing in alone: by name and code of six digits, or by name and a recovery code; and making such codes."""

from __future__ import annotations

import asyncio
from datetime import datetime

from storage import officers, recovery_codes, sign_ins, sign_names
from storage.members import JOIN
from storage.officers import MOST_FAILURES, Officer
from storage.recovery_codes import bare, new_codes, slow_hash
from storage.refused_attempts import NOBODY, RefusedAttempt, note_refused
from storage.store import Store
from storage.timestamps import DAY, ms
from storage.transaction import Transaction
from web.console.places import comes_from_elsewhere
from web.console.sign_in import SignedIn
from web.console.totp import new_secret, step_of
from web.desk_addresses import DeskAddresses


class NameSignIn:
    """Every answer is the same, and takes the same work, whether the name is somebody's or not."""

    def __init__(self, store: Store, allowed: DeskAddresses) -> None:
        self._store = store
        self._allowed = allowed
        self._stand_in = new_secret()

    async def sign_in(self, name: str, code: str, browser: str, at: datetime, address: str) -> SignedIn:
        """A session, or why not: `wrong`, `locked`, `elsewhere` (the code was right). `spare`: it was a
        recovery code."""
        mine, spare = self._store.vault.blind("sign name", name) or sign_names.NOBODY, bare(code)
        slow = await asyncio.to_thread(slow_hash, self._store.vault, mine, spare) if spare else ""
        async with self._store.transaction() as tx:
            tries = await sign_names.tried(tx, mine, ms(at))
            who = await sign_names.whose(tx, mine, self._stand_in)
            right = tries <= MOST_FAILURES and await self._fits(tx, who, code, slow, ms(at))
            if not right:
                await note_refused(tx, ms(at), who.id or NOBODY, RefusedAttempt.CODE, who.id or NOBODY, address, mine)
                return SignedIn("locked" if tries >= MOST_FAILURES else "wrong")
            await sign_names.forgive(tx, mine, ms(at))
            if await comes_from_elsewhere(tx, self._allowed, who, ms(at), address):
                return SignedIn("elsewhere", language=who.language)
            return SignedIn("", await sign_ins.begin(tx, who.id, "", browser, ms(at), address), bool(slow))

    async def _fits(self, tx: Transaction, who: Officer, code: str, slow: str, at: int) -> bool:
        """Whether the code is the officer's and was not used before. For who has no codes at the moment none is."""
        if slow:
            return await recovery_codes.use_code(tx, who.id, slow, at)
        step = step_of(who.totp or self._stand_in, code, at)
        return bool(step and who.totp) and await officers.used_step(tx, who.id, step)

    async def codes_left(self, officer: Officer) -> int:
        """How many recovery codes the officer has."""
        async with self._store.reading() as tx:
            return await recovery_codes.left(tx, officer.id)

    async def codes(self, officer: Officer, at: datetime) -> tuple[str, ...]:
        """Ten new recovery codes, to be shown once; none for an officer who has no name to use them with."""
        async with self._store.reading() as tx:
            name = await sign_names.of(tx, officer.id)
        if not name:
            return ()
        made = new_codes()
        slow = [await asyncio.to_thread(slow_hash, self._store.vault, name, bare(each)) for each in made]
        async with self._store.transaction() as tx:
            await recovery_codes.replace_all(tx, officer.id, slow, ms(at))
        return made

    async def anew(self, officer: Officer, at: datetime) -> str:
        """A half session in which the officer sets another telephone up, having signed in without the old one."""
        async with self._store.transaction() as tx:
            await officers.set_totp(tx, officer.id, "", new_secret())
            await officers.forget_steps(tx, officer.id, ms(at))
            await sign_ins.end_all(tx, officer.id, ms(at), officer.id)
            return await sign_ins.half(tx, officer.id, ms(at))

    async def join(self, officer: Officer, at: datetime) -> str:
        """A one-time token that binds the officer's own Telegram account; one made before is good no longer."""
        async with self._store.transaction() as tx:
            await officers.drop_tokens(tx, officer.id, JOIN)
            return await officers.make_token(tx, officer.id, JOIN, ms(at), ms(at) + DAY)
