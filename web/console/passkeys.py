"""Signing in by passkey: what a browser is asked to sign, and whether what it sends back is an officer's."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from storage import officers, passkeys, sign_ins
from storage.officers import Officer
from storage.passkeys import Credential, Passkey
from storage.store import Store
from storage.timestamps import MINUTE, ms
from storage.transaction import Transaction
from web.console.places import comes_from_elsewhere
from web.console.sign_in import SignedIn
from web.desk_addresses import DeskAddresses
from web.relying_party import RelyingParty

ANSWERED_IN = 5 * MINUTE
"""How long a challenge may be answered, in ms."""
ENTER = "enter"
MOST = 8
"""Passkeys of one officer."""
Given = dict[str, Any]
"""A credential as a browser sends it, in JSON."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What is to be signed, for one purpose and five minutes: made anew from `token` (`issued.nonce`), so that nothing
    is kept until it was answered."""

    token: str
    bytes: bytes = field(repr=False)
    issued: int


class PasskeyGate:
    """`secret` makes challenges that nobody else can make."""

    def __init__(self, store: Store, secret: bytes, party: RelyingParty, allowed: DeskAddresses) -> None:
        self._store, self._secret, self.party, self._allowed = store, secret, party, allowed

    def _challenge(self, purpose: str, token: str) -> Challenge:
        made = hmac.digest(self._secret, f"passkey:{purpose}:{token}".encode(), hashlib.sha256)
        issued = token.partition(".")[0]
        return Challenge(token, made, int(issued) if issued.isascii() and issued.isdigit() and len(issued) < 16 else 0)

    def _new(self, purpose: str, at: datetime) -> Challenge:
        return self._challenge(purpose, f"{ms(at)}.{secrets.token_urlsafe(24)}")

    def ask(self, at: datetime) -> dict[str, str]:
        """What a browser needs to sign anybody in: `token`, and `options` as JSON."""
        asked = self._new(ENTER, at)
        options = generate_authentication_options(
            rp_id=self.party.id, challenge=asked.bytes, user_verification=UserVerificationRequirement.REQUIRED
        )
        return {"token": asked.token, "options": options_to_json(options)}

    async def enter(self, token: str, given: Given, browser: str, at: datetime, address: str) -> SignedIn:
        """A session for a signature of an officer's passkey; `elsewhere` where the body lets nobody in, `wrong` for
        anything else."""
        async with self._store.transaction() as tx:
            who = await self._signer(tx, self._challenge(ENTER, token), given, ms(at))
            if who is None:
                return SignedIn("wrong")
            if await comes_from_elsewhere(tx, self._allowed, who, ms(at), address):
                return SignedIn("elsewhere", language=who.language)
            return SignedIn(token=await sign_ins.begin(tx, who.id, "", browser, ms(at), address))

    async def _signer(self, tx: Transaction, asked: Challenge, given: Given, at: int) -> Officer | None:
        found = await passkeys.find(tx, _raw_id(given))
        who = await officers.officer(tx, found.officer) if found else None
        if found is None or who is None or who.revoked or not await _in_time(tx, asked, at):
            return None
        try:
            done = verify_authentication_response(
                credential=given, expected_challenge=asked.bytes, expected_rp_id=self.party.id,
                expected_origin=self.party.origin, credential_public_key=(await passkeys.opened(tx, found)).public,
                credential_current_sign_count=found.uses, require_user_verification=True,
            )  # fmt: skip
        except (WebAuthnException, ValueError, KeyError, TypeError):
            return None
        await passkeys.note_use(tx, found, done.new_sign_count, at)
        return who

    async def offer(self, officer: Officer, at: datetime) -> dict[str, str]:
        """What a browser needs to make a new passkey for this officer."""
        asked = self._new(officer.id, at)
        async with self._store.reading() as tx:
            known = [await passkeys.opened(tx, each) for each in await passkeys.of(tx, officer.id)]
        options = generate_registration_options(
            rp_id=self.party.id, rp_name="Sinmungo", user_id=officer.id.encode(), user_name=officer.name,
            challenge=asked.bytes,
            exclude_credentials=[PublicKeyCredentialDescriptor(id=each.id) for each in known],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
        )  # fmt: skip
        return {"token": asked.token, "options": options_to_json(options)}

    async def register(self, officer: Officer, token: str, given: Given, at: datetime) -> bool:
        """Keep the passkey that a browser made for this officer; False when it is none, or one too many."""
        asked = self._challenge(officer.id, token)
        try:
            done = verify_registration_response(
                credential=given, expected_challenge=asked.bytes, expected_rp_id=self.party.id,
                expected_origin=self.party.origin, require_user_verification=True,
            )  # fmt: skip
        except (WebAuthnException, ValueError, KeyError, TypeError):
            return False
        new = Credential(done.credential_id, done.credential_public_key)
        async with self._store.transaction() as tx:
            if len(await passkeys.of(tx, officer.id)) >= MOST or not await _in_time(tx, asked, ms(at)):
                return False
            return await passkeys.add(tx, officer.id, new, done.sign_count, ms(at))

    async def known(self, officer: Officer) -> Sequence[Passkey]:
        """The officer's passkeys."""
        async with self._store.reading() as tx:
            return await passkeys.of(tx, officer.id)

    async def drop(self, officer: Officer, passkey: str, at: datetime) -> None:
        """Take one of the officer's own away."""
        async with self._store.transaction() as tx:
            await passkeys.drop(tx, officer.id, passkey, ms(at))


async def _in_time(tx: Transaction, asked: Challenge, at: int) -> bool:
    """Whether the challenge is not too old, and this is its first answer."""
    return asked.issued <= at < asked.issued + ANSWERED_IN and await passkeys.spend(tx, asked.bytes, asked.issued)


def _raw_id(given: Given) -> bytes:
    try:
        return base64url_to_bytes(str(given.get("rawId", "")))
    except ValueError:
        return b""


def read_credential(body: bytes) -> tuple[str, Given, Given]:
    """`token`, `credential` and the rest of what a page's script sends. Raises ValueError for anything else."""
    try:
        sent = msgspec.json.decode(body, type=dict[str, Any])
    except msgspec.DecodeError as wrong:
        raise ValueError("no credential") from wrong
    token, given = sent.pop("token", ""), sent.pop("credential", None)
    if not isinstance(token, str) or not isinstance(given, dict) or len(token) > 100:
        raise ValueError("no credential")
    return token, given, sent
