"""What is said to a body's identity provider, and what of its answers is believed (OpenID Connect, code flow, PKCE)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx
from authlib.common.urls import add_params_to_uri  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from storage.timestamps import ms
from web.identity_providers import ProviderClient, is_safe

SIGNED_BY = ("RS256", "PS256", "ES256")
"""How an identity token may be signed: never by a shared secret, never by nobody."""
KEPT = 3600.0
"""Seconds for which a provider's addresses and keys are kept."""
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LARGEST = 256_000
"""Bytes of an answer that is read."""
LEEWAY = 60
"""Seconds by which two clocks may differ."""
LONGEST_SUBJECT = 255


class ProviderRefused(Exception):
    """The provider's answer proves nobody: says why, with nothing personal."""


class ProviderAway(Exception):
    """The provider could not be asked."""


class ProviderLine:
    """One body's provider. `redirect`: where it sends people back to."""

    def __init__(self, client: ProviderClient, redirect: str) -> None:
        self.client = client
        self._redirect = redirect
        self._known: Mapping[str, Any] = {}
        self._keys: KeySet | None = None
        self._asked = float("-inf")

    async def address(self, state: str, nonce: str, verifier: str) -> str:
        """Where a browser is sent to sign in there. Raises ProviderAway or ProviderRefused."""
        known = await self._metadata()
        asked = {
            "response_type": "code", "scope": "openid", "client_id": self.client.client_id, "state": state,
            "nonce": nonce, "redirect_uri": self._redirect, "code_challenge_method": "S256",
            "code_challenge": create_s256_code_challenge(verifier),
        }  # fmt: skip
        return str(add_params_to_uri(known["authorization_endpoint"], list(asked.items())))

    async def subject(self, code: str, verifier: str, nonce: str, at: datetime) -> str:
        """Whom the code is for, once. Raises ProviderAway or ProviderRefused."""
        known = await self._metadata()
        asked = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self._redirect,
            "client_id": self.client.client_id, "code_verifier": verifier,
        }  # fmt: skip
        login = httpx.BasicAuth(self.client.client_id, self.client.secret)
        answer = await _fetched("POST", known["token_endpoint"], data=asked, auth=login)
        given, access = answer.get("id_token"), answer.get("access_token")
        if not isinstance(given, str):
            raise ProviderRefused("no identity token")
        return proven(given, await self._key_set(), self.client, nonce, at, str(access or ""))

    async def _metadata(self) -> Mapping[str, Any]:
        if time.monotonic() - self._asked > KEPT or not self._known:
            found = await _fetched("GET", f"{self.client.issuer.rstrip('/')}/.well-known/openid-configuration")
            if found.get("issuer") != self.client.issuer:
                raise ProviderRefused("another issuer")
            if not all(isinstance(found.get(each), str) and is_safe(found[each]) for each in ENDPOINTS):
                raise ProviderRefused("an address that is not safe")
            self._known, self._keys, self._asked = found, None, time.monotonic()
        return self._known

    async def _key_set(self) -> KeySet:
        if self._keys is None:
            found: Any = await _fetched("GET", (await self._metadata())["jwks_uri"])
            try:
                self._keys = KeySet.import_key_set(found)
            except (JoseError, ValueError, KeyError, TypeError) as wrong:
                raise ProviderRefused("keys that cannot be read") from wrong
        return self._keys

    def forget(self) -> None:
        """Ask for addresses and keys anew: the provider may have changed them."""
        self._known = {}


def proven(given: str, keys: KeySet, client: ProviderClient, nonce: str, at: datetime, access: str = "") -> str:
    """The subject of an identity token that this provider made for this house, now, for this very question. Raises
    ProviderRefused."""
    try:
        token = jwt.decode(given, keys, algorithms=list(SIGNED_BY))
        expected = {"iss": client.issuer, "aud": client.client_id}
        options = {name: {"essential": True, "value": value} for name, value in expected.items()}
        params = {"nonce": nonce, "client_id": client.client_id, "access_token": access}
        claims = CodeIDToken(token.claims, token.header, options, params)
        claims.validate(now=ms(at) // 1000, leeway=LEEWAY)
    except (JoseError, ValueError, KeyError, TypeError) as wrong:
        raise ProviderRefused(type(wrong).__name__) from wrong
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise ProviderRefused("no subject")
    return subject


async def _fetched(method: str, address: str, **more: Any) -> Mapping[str, Any]:
    """A JSON object from the provider."""
    try:
        async with httpx.AsyncClient(timeout=10, follow_redirects=False) as line:
            answer = await line.request(method, address, headers={"Accept": "application/json"}, **more)
    except httpx.HTTPError as error:
        raise ProviderAway(type(error).__name__) from None
    if answer.status_code >= 500:
        raise ProviderAway(str(answer.status_code))
    try:
        found = answer.json() if answer.is_success and len(answer.content) <= LARGEST else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ProviderRefused(f"answered {answer.status_code}")
    return found
