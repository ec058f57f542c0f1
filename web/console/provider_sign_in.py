"""Signing in with an account at the own body's identity provider: each question good for one answer, in one browser."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, unquote

from storage import accounts, officers, passkeys, sign_ins
from storage.officers import HALF, Officer
from storage.refused_attempts import NOBODY, RefusedAttempt, note_refused
from storage.store import Store
from storage.timestamps import MINUTE, ms
from storage.transaction import Transaction
from web.console.places import comes_from_elsewhere
from web.console.provider_line import ProviderAway, ProviderLine, ProviderRefused
from web.console.sign_in import SignedIn
from web.desk_addresses import DeskAddresses
from web.identity_providers import ProviderClient

log = logging.getLogger(__name__)
ANSWERED_IN = 10 * MINUTE
"""How long (ms) a question is good."""


@dataclass(frozen=True, slots=True)
class ProviderQuestion:
    """What a provider is asked: `state` names it, in one browser; `to` is where it leads."""

    state: str
    body: str
    to: str

    @property
    def issued(self) -> int:
        head = self.state.partition(".")[0]
        return int(head) if head.isascii() and head.isdigit() and len(head) < 16 else 0


class ProviderGate:
    """`lines`: body -> its provider."""

    def __init__(
        self, store: Store, secret: bytes, address: str, clients: Mapping[str, ProviderClient], allowed: DeskAddresses
    ) -> None:
        self._store, self._secret, self._allowed = store, secret, allowed
        self.lines = {
            body: ProviderLine(client, f"{address}/desk/account/{body}/back") for body, client in clients.items()
        }

    def _made(self, purpose: str, state: str) -> str:
        return hmac.new(self._secret, f"provider {purpose}:{state}".encode(), hashlib.sha256).hexdigest()

    async def ask(self, body: str, to: str, at: datetime) -> tuple[str, str]:
        """Where the browser goes, and the cookie by which it is known when it comes back. Raises ProviderAway or
        ProviderRefused."""
        state = f"{ms(at)}.{secrets.token_urlsafe(24)}"
        where = await self.lines[body].address(state, self._made("nonce", state), self._made("verifier", state))
        told = f"{state}~{body}~{quote(to, safe='')}"
        return where, f"{told}~{self._made('cookie', told)}"

    def question(self, cookie: str, body: str, state: str, at: datetime) -> ProviderQuestion | None:
        """What this browser asked, if it is what is answered now."""
        told, _sign, mark = cookie.rpartition("~")
        if not hmac.compare_digest(self._made("cookie", told).encode(), mark.encode()):
            return None
        asked = ProviderQuestion(*told.split("~")) if told.count("~") == 2 else None
        if asked is None or asked.body != body or not hmac.compare_digest(asked.state.encode(), state.encode()):
            return None
        in_time = asked.issued <= ms(at) < asked.issued + ANSWERED_IN
        return ProviderQuestion(asked.state, body, unquote(asked.to)) if in_time else None

    async def enter(
        self, asked: ProviderQuestion, code: str, half: str, browser: str, at: datetime, address: str = ""
    ) -> SignedIn:
        """A session for whom the provider proves; `account` for nobody of ours, `away`, `elsewhere`. `half`: of who
        used a one-time link, whose account it becomes."""
        subject, why = await self._subject(asked, code, at)
        async with self._store.transaction() as tx:
            who = await self._officer(tx, asked.body, subject, half, ms(at)) if subject else None
            if who is None:
                await note_refused(tx, ms(at), NOBODY, RefusedAttempt.ACCOUNT, address=address)
                return SignedIn(why or "account")
            if await comes_from_elsewhere(tx, self._allowed, who, ms(at), address):
                return SignedIn("elsewhere", language=who.language)
            await self._bound(tx, who, asked.body, subject, ms(at))
            return SignedIn(token=await sign_ins.begin(tx, who.id, half, browser, ms(at), address))

    async def _subject(self, asked: ProviderQuestion, code: str, at: datetime) -> tuple[str, str]:
        """Whom the provider names, or why nobody."""
        async with self._store.transaction() as tx:
            if not code or not await passkeys.spend(tx, asked.state.encode(), asked.issued):
                return "", "account"
        line = self.lines[asked.body]
        verifier, nonce = self._made("verifier", asked.state), self._made("nonce", asked.state)
        try:
            return await line.subject(code, verifier, nonce, at), ""
        except (ProviderAway, ProviderRefused) as error:
            log.warning("an identity provider signed nobody in: body=%s kind=%s", asked.body, type(error).__name__)
            line.forget()
            return "", "away" if isinstance(error, ProviderAway) else "account"

    async def _officer(self, tx: Transaction, body: str, subject: str, half: str, at: int) -> Officer | None:
        """Whose account it is; else who holds an own one-time link of this body, and has no account yet."""
        mine = await accounts.find(tx, self.lines[body].client.issuer, subject)
        invited = await officers.whose(tx, half, HALF, at) if half else None
        who = await officers.officer(tx, mine) if mine else invited
        if who is None or who.revoked or who.ministry != body:
            return None
        if invited is not None and invited.id != who.id:
            return None
        return who if mine or not await accounts.has_one(tx, who.id) else None

    async def _bound(self, tx: Transaction, who: Officer, body: str, subject: str, at: int) -> None:
        if not await accounts.bind(tx, who.id, self.lines[body].client.issuer, subject, at):
            await accounts.note_use(tx, who.id, at)
