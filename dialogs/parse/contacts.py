"""Addresses and numbers by which somebody could be reached, wherever they stand in typed words. Pure.

It points out, and takes nothing away: what looks like one and is none costs its writer one look.
"""

from __future__ import annotations

import re
import unicodedata

from dialogs.parse.text import LONGEST

PIECE = 500
"""Characters that are folded at once."""

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PAGE = re.compile(r"(?:https?://|www\.)[^\s<>\"']{3,200}", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w@.])@[A-Za-z][\w.]{3,31}(?!\w)")
_NUMBER = re.compile(r"(?<![0-9A-Za-z-])(?:\+|00)?\d(?:[ .()/-]{0,2}\d){7,14}(?![0-9A-Za-z-])")
_KOREAN = re.compile(r"^(?:\+?82|0082|0)(?:1[016789]\d{7,8}|2\d{7,8}|[3-6]\d{8,9}|70\d{8}|50\d{8,9})$")
_ABROAD = re.compile(r"^(?:\+|00)[1-9]\d{7,14}$")
_FRENCH = re.compile(r"^0[1-9]\d{8}$")


def contacts_in(text: str) -> tuple[str, ...]:
    """What could lead to a person: mail addresses, pages, names at a messenger, telephone numbers; as they stand.

    Of a long text the first `LONGEST` characters are looked at, as they are of everything typed.
    """
    folded = _folded(text[:LONGEST])
    found = [*_MAIL.findall(folded), *_PAGE.findall(folded), *_NAME.findall(folded)]
    found += [each for each in _NUMBER.findall(folded) if _rings(each)]
    return tuple(dict.fromkeys(found))


def _folded(text: str) -> str:
    """The words in NFKC, up to `LONGEST` characters; one sign may stand for eighteen, so it is done piece by piece."""
    done = ""
    for start in range(0, len(text), PIECE):
        done += unicodedata.normalize("NFKC", text[start : start + PIECE])
        if len(done) >= LONGEST:
            break
    return done[:LONGEST]


def _rings(number: str) -> bool:
    """Whether digits are written as a telephone number; a day, a sum and a registration number are not."""
    digits = re.sub(r"[^\d+]", "", number)
    return any(form.match(digits) for form in (_KOREAN, _ABROAD, _FRENCH))
