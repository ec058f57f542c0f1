"""Encryption at rest: a key for every draft and case, wrapped by the key ring, and a blind index of names and chats.

A seal is AES-256-GCM with a random nonce (a key seals far fewer than 2^32 times) and bound to the row it lies in:
moved to another row it does not open. Erasing is deleting the key's row. A copy of the database made before still
holds that row, wrapped: it dies when the ring rotates and the old ring key is destroyed.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass
from functools import lru_cache, partial

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.codes import Codes
from storage.keyring import Keyring

HOUSE = "house"
"""The id of the key that seals what belongs to no case: officers' names, TOTP secrets."""
OFFICERS = "desk"
"""The channel of officers' groups."""
MASK = "~"
"""Stands in a handle where an address has its colon."""


class SealBroken(Exception):
    """What was kept does not open: another row's, changed, or its key is gone. Says which row, never what."""


class Key:
    """A data key: 32 bytes that live in memory only while somebody uses them."""

    __slots__ = ("_cipher", "id", "raw")

    def __init__(self, key_id: str, raw: bytes) -> None:
        self.id = key_id
        self.raw = raw
        self._cipher: AESGCM | None = None

    @property
    def cipher(self) -> AESGCM:
        if self._cipher is None:
            self._cipher = AESGCM(self.raw)
        return self._cipher

    def seal(self, row: str, plain: bytes) -> bytes:
        """`plain` sealed and bound to `row` (e.g. `session:web:abc`): 28 bytes longer."""
        nonce = os.urandom(12)
        return nonce + self.cipher.encrypt(nonce, plain, row.encode())

    def open(self, row: str, sealed: bytes) -> bytes:
        """What was sealed for this `row`. Raises SealBroken."""
        try:
            return self.cipher.decrypt(sealed[:12], sealed[12:], row.encode())
        except InvalidTag:
            raise SealBroken(f"{row.partition(':')[0]} does not open with its key") from None

    def __repr__(self) -> str:
        return f"Key({self.id})"


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A row of `key`."""

    id: str
    ring: str
    wrapped: bytes


class Vault:
    """Makes, wraps and unwraps keys, and hashes names."""

    def __init__(self, ring: Keyring) -> None:
        self.ring = ring
        self.codes = Codes(ring.index)
        self._handles = lru_cache(maxsize=10_000)(partial(self._hash, "chat"))

    def new_key(self, at: int, name: str = "") -> tuple[Key, Wrapped]:
        """A new key and the row to keep. `at` in UTC milliseconds keeps neighbours near each other in the index."""
        key = Key(name or f"{at & (1 << 48) - 1:012x}{secrets.token_hex(10)}", secrets.token_bytes(32))
        return key, Wrapped(key.id, *self.ring.wrap(key.id, key.raw))

    def open_key(self, row: Wrapped) -> Key:
        """The key of a row. Raises RingError for an unknown ring key, SealBroken for a changed row."""
        try:
            return Key(row.id, self.ring.unwrap(row.id, row.ring, row.wrapped))
        except InvalidTag:
            raise SealBroken("a key does not open with the ring") from None

    def rewrap(self, row: Wrapped) -> Wrapped:
        """The same key wrapped by the newest ring key."""
        return Wrapped(row.id, *self.ring.wrap(row.id, self.open_key(row).raw))

    def blind(self, kind: str, name: str) -> str:
        """Keyed hash of a normalised name or number, 32 hex digits; empty when nothing is left of it."""
        plain = normal(name)
        if not plain:
            return ""
        return self._hash(kind, plain)

    def handle(self, chat: str) -> str:
        """What stands for a chat in every row, its keyed hash: `telegram:77` -> `telegram~` and 32 hex digits.

        A handle stands for itself, so that verbs take either; so does an officers' group (`desk:-1`), whose number the
        columns hide (`storage/codes.py`).
        """
        channel, _colon, address = chat.partition(":")
        if not address or channel == OFFICERS:
            return chat
        return f"{channel}{MASK}{self._handles(chat)}"

    def masked(self, name: str, chat: str) -> str:
        """The name of an arrival or entry with the chat's handle in it where the chat's address was."""
        if not name.startswith(chat) or name[len(chat) : len(chat) + 1].isalnum():
            return name
        return self.handle(chat) + name[len(chat) :]

    def _hash(self, kind: str, plain: str) -> str:
        return hmac.digest(self.ring.index, f"{kind}\0{plain}".encode(), hashlib.sha256).hex()[:32]


# Legal forms say nothing about who it is, and people leave them out.
_FORMS = re.compile(
    r"주식\s*회사|유한\s*(?:책임\s*)?회사|\(\s*주\s*\)|\(\s*유\s*\)|㈜|株式会社|\(株\)|有限公司|有限责任公司|股份有限公司"
    r"|\b(?:co|corp|corporation|company|inc|incorporated|ltd|limited|llc|plc|gmbh|sarl|sas|sa)\b\.?"
)


def normal(name: str) -> str:
    """A name without case, width, accents of form, legal form, spaces and signs: `㈜ 가나 Tech` -> `가나tech`."""
    folded = unicodedata.normalize("NFKC", name.replace("㈜", "(주)")).casefold()
    return re.sub(r"[\W_]+", "", _FORMS.sub(" ", folded))
