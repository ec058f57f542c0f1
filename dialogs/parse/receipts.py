"""Receipt codes: `SM-XXXX-XXXX-C`, eight Crockford letters and a check character (ISO 7064, MOD 37,36)."""

from __future__ import annotations

import re

from dialogs.parse.text import plain

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What a code is made of: no I, L, O, U, so that it can be read out and copied by hand."""
WRITTEN = "SM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]"
"""A receipt as we write it, for what addresses and forms of ours carry."""

_ALL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FOLD = str.maketrans("OIL", "011")
_GAP = r"[\s\-‐-―−_.·/]{0,3}"
_NINE = _GAP.join(["[A-Z0-9]"] * 9)
_MARKED = re.compile(rf"(?<![A-Z0-9])S{_GAP}M{_GAP}({_NINE})(?![A-Z0-9])")
_WHOLE = re.compile(rf"({_NINE})")


def check_character(body: str) -> str:
    """The check character of eight upper-case letters, 0-9A-Z (ISO 7064, MOD 37,36)."""
    product = 36
    for letter in body:
        total = (product + _ALL.index(letter)) % 36 or 36
        product = total * 2 % 37
    return _ALL[(37 - product) % 36]


def receipt(body: str) -> str | None:
    """The receipt code of eight `LETTERS`, or None when its check character would be I, L, O or U.

    Such a body is not used: draw another. Every code given out can then be typed with any of the
    usual confusions (O for 0, I and L for 1) and still be told from every other.
    """
    check = check_character(body)
    if check not in LETTERS:
        return None
    return f"SM-{body[:4]}-{body[4:]}-{check}"


def find_receipt(text: str) -> str | None:
    """The receipt code in typed words, in its proper form; None when there is none or its check fails.

    Without `SM` in front it must be all that was typed.
    """
    upper = plain(text).upper()
    for found in _MARKED.finditer(upper):
        if code := _proper(found.group(1)):
            return code
    whole = _WHOLE.fullmatch(upper)
    return _proper(whole.group(1)) if whole else None


def _proper(typed: str) -> str | None:
    letters = re.sub(r"[^A-Z0-9]", "", typed).translate(_FOLD)
    if any(letter not in LETTERS for letter in letters):
        return None
    code = receipt(letters[:8])
    return code if code and code[-1] == letters[8] else None
