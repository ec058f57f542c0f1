"""An authenticator in software: makes passkeys and signs with them, as a browser sends it. For tests in process."""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


def encoded(given: bytes) -> str:
    return urlsafe_b64encode(given).decode().rstrip("=")


@dataclass
class Authenticator:
    """One passkey. `origin` and `rp` are what its browser says of the page that asked; `verified`: by finger or PIN."""

    origin: str = "http://page"
    rp: str = "page"
    verified: bool = True
    uses: int = 0
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def _data(self, more: bytes = b"", flags: int = 0) -> bytes:
        self.uses += 1
        flags |= PRESENT | (VERIFIED if self.verified else 0)
        return hashlib.sha256(self.rp.encode()).digest() + struct.pack(">BI", flags, self.uses) + more

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _said(self, **response: bytes) -> dict[str, Any]:
        name = encoded(self.id)
        given = {part: encoded(value) for part, value in response.items()}
        return {"id": name, "rawId": name, "type": "public-key", "response": given, "clientExtensionResults": {}}

    def made(self, options: str) -> dict[str, Any]:
        """What `navigator.credentials.create` gives for these options."""
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(public)
        whole = {"fmt": "none", "attStmt": {}, "authData": self._data(attested, ATTESTED)}
        client = self._client("webauthn.create", json.loads(options)["challenge"])
        return self._said(clientDataJSON=client, attestationObject=cbor2.dumps(whole))

    def signed(self, options: str) -> dict[str, Any]:
        """What `navigator.credentials.get` gives for these options."""
        client, data = self._client("webauthn.get", json.loads(options)["challenge"]), self._data()
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._said(clientDataJSON=client, authenticatorData=data, signature=signature)
