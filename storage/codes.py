"""Receipt codes and the numbers of officers' groups as they stand in the database: hidden, each always the same way.

AES-SIV (RFC 5297) under a key that follows from the ring's index key: the same code gives the same sign, so that rows
are found, joined and kept unique by it, and the ring reads it back. Whoever has the database alone cannot tell which
code a sign is, nor try them all. The columns do it (`storage/tables/hidden.py`), and the rest of the house knows codes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from dialogs.parse.receipts import WRITTEN

CODE, GROUP = "SM~", "GR~"
"""What signs begin with: of a code, of a group's number."""
_BYTES = {CODE: 14, GROUP: 19}
"""What is hidden is filled up to so many, so that signs of a kind are of one length and base 32 needs no filling."""
_TAG = 16
SIGN_OF_CODE = len(CODE) + (_BYTES[CODE] + _TAG) * 8 // 5
"""Characters of the sign that stands for a code."""
SIGN_OF_GROUP = len(GROUP) + (_BYTES[GROUP] + _TAG) * 8 // 5
LIKE = ("%SM-____-____-_%", "%:-%")
"""What is still to be hidden in a name, as SQL looks for it; more fits than is."""

_NUMBER = r"(?<=:)-\d+"
_CLEAR = re.compile(rf"(?:SM|GR)~|{WRITTEN}|{_NUMBER}")
_STANDS = re.compile(
    rf"SM~[a-z2-7]{{{SIGN_OF_CODE - 3}}}|GR~[a-z2-7]{{{SIGN_OF_GROUP - 3}}}|(?:SM|GR)~~|{WRITTEN}|{_NUMBER}"
)


class UnknownSign(Exception):
    """What stands in a column of codes is no code of this ring's, or stands in clear. Says nothing more."""


class Codes:
    """Hides and shows. `index`: the ring's index key, which does not change."""

    def __init__(self, index: bytes) -> None:
        self._cipher = AESSIV(hmac.digest(index, b"key that hides codes", hashlib.sha512))
        self._signs = lru_cache(maxsize=20_000)(self._sign)
        self._plain = lru_cache(maxsize=20_000)(self._opened)

    def sign(self, code: str) -> str:
        """What stands for a code in its column; of nothing nothing."""
        return self._signs(CODE, code) if code else ""

    def code(self, sign: str) -> str:
        """The code of a sign. Raises UnknownSign."""
        if not sign:
            return ""
        found = self._plain(sign) if sign.startswith(CODE) else None
        if found is None:
            raise UnknownSign("what stands for a receipt code does not open with the ring")
        return found

    def hide(self, name: str) -> str:
        """A name (`act:ending:SM-…:3`, `desk:-100…`) with a sign for every code and group's number in it."""
        if "SM" not in name and ":-" not in name and "GR" not in name:
            return name
        return _CLEAR.sub(self._hidden, name)

    def show(self, name: str) -> str:
        """The name that was hidden. What stands there in clear, or does not open, has a question mark before it: it was
        not written by the house."""
        if "SM" not in name and ":-" not in name and "GR" not in name:
            return name
        return _STANDS.sub(self._shown, name)

    def _hidden(self, found: re.Match[str]) -> str:
        clear = found[0]
        if clear in (CODE, GROUP):
            return f"{clear}~"
        return self._signs(GROUP if clear.startswith("-") else CODE, clear)

    def _shown(self, found: re.Match[str]) -> str:
        stands = found[0]
        if stands.endswith("~~"):
            return stands[:-1]
        plain = self._plain(stands) if "~" in stands else None
        return f"?{stands}" if plain is None else plain

    def _sign(self, kind: str, plain: str) -> str:
        raw = plain.encode()
        least = max(_BYTES[kind], len(raw))
        filled = raw.ljust(least + -(least + _TAG) % 5, b"\0")
        return kind + base64.b32encode(self._cipher.encrypt(filled, [kind.encode()])).decode().lower()

    def _opened(self, sign: str) -> str | None:
        kind, hidden = sign[:3], sign[3:]
        try:
            filled = self._cipher.decrypt(base64.b32decode(hidden.upper()), [kind.encode()])
        except (InvalidTag, ValueError):
            return None
        return filled.rstrip(b"\0").decode()


def is_clear(name: str) -> bool:
    """Whether a code or a group's number stands in a name as it is."""
    return re.search(rf"{WRITTEN}|{_NUMBER}", name) is not None
