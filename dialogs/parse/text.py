"""Cleaning what people type, before anything is read from it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 8000
"""Characters kept of one typed message; the chat pages and messengers allow fewer at a time."""

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, tab and line feed kept
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"  # soft hyphen, joiners, Hangul fillers
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"  # zero-width, bidi
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"  # lone surrogates, tags
)
_BLANKS = re.compile(r"\s+")


class Misread(StrEnum):
    """Why typed words gave no fact.

    `unclear`: nothing found · `ambiguous`: two readings · `several`: a range, or more than one · `future`:
    after today · `impossible`: no such day, a negative or absurd sum · `foreign`: not in won.
    """

    UNCLEAR = "unclear"
    AMBIGUOUS = "ambiguous"
    SEVERAL = "several"
    FUTURE = "future"
    IMPOSSIBLE = "impossible"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`text` without characters nobody can see; `cut` when it was longer than allowed."""

    text: str
    cut: bool = False


def clean(text: str, most: int = LONGEST) -> Cleaned:
    """The typed words in NFC, with `\\n` line ends, without bidi, zero-width and control characters.

    At most `most` characters are kept. Emoji joined by U+200D come apart; nothing readable is lost.
    """
    cut = len(text) > most * 2
    seen = _UNSEEN.sub("", _BREAKS.sub("\n", text[: most * 2]))
    whole = unicodedata.normalize("NFC", seen).strip()
    return Cleaned(whole[:most].rstrip(), cut or len(whole) > most)


def plain(text: str) -> str:
    """The words as they are compared: NFKC (full-width digits, ③), lower case, single spaces, no ends."""
    folded = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()
    return _BLANKS.sub(" ", folded.replace("’", "'")).strip()


def bare(text: str) -> str:
    """`plain` without marks and politeness around the words: `Back!` and `"뒤로"` are `back` and `뒤로`."""
    return plain(text).strip(" .,!?~…·。、，！？;:'\"“”‘’()[]<>「」『』")
