"""Sentences as letters: one spelling, character n-grams, and the language a few words seem to be in. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

LONGEST = 400
"""Characters of a sentence that are looked at; the rest is a story and not a question."""

Fold = Callable[[str], str]
"""Traditional to Simplified Chinese, given from outside: the table for it is not in the standard library."""


def _latin(first: int, last: int) -> dict[int, str]:
    plain = ((code, unicodedata.normalize("NFD", chr(code))[0]) for code in range(first, last))
    return {code: letter for code, letter in plain if letter != chr(code)}


_LETTERS: dict[int, str] = {
    **_latin(0xC0, 0x250),
    **_latin(0x1E00, 0x1F00),
    **{code: chr(code - 0x60) for code in range(0x30A1, 0x30F7)},
    ord("œ"): "oe",
    ord("æ"): "ae",
    ord("ß"): "ss",
}
_WIDE = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_NOT_LETTERS = re.compile(r"[\W_]+")
_WIDE_SPACE = re.compile(rf"(?<=[{_WIDE}]) | (?=[{_WIDE}])")
_PIECE = re.compile(rf"[{_WIDE}ー]+|[^\W{_WIDE}ー]+")


def as_it_is(text: str) -> str:
    """The fold that changes nothing."""
    return text


def plain(text: str, fold: Fold = as_it_is) -> str:
    """`text` in one spelling: NFKC, small letters, no accents, hiragana, Simplified, no spaces between wide letters.

    Only the first `LONGEST` characters are kept; marks that cannot be seen are dropped.
    """
    seen = "".join(c for c in text[: 4 * LONGEST] if unicodedata.category(c) not in {"Cf", "Cs", "Co"})
    one = unicodedata.normalize("NFKC", seen)[:LONGEST]
    letters = fold(one).lower().translate(_LETTERS)
    return _WIDE_SPACE.sub("", _NOT_LETTERS.sub(" ", letters)).strip()


def grams(text: str) -> list[str]:
    """The character n-grams of a plain text: 1-3 of wide letters, 3-5 of narrow ones with the word's edges."""
    found: list[str] = []
    for piece in _PIECE.findall(text):
        wide = "\u3005" <= piece[0] <= "\uffff"
        edged, sizes = (piece, (1, 2, 3)) if wide else (f" {piece} ", (3, 4, 5))
        for size in sizes:
            found += [edged[at : at + size] for at in range(len(edged) - size + 1)]
    return found


_FRENCH = (
    "je tu il elle nous vous ils le la les un une des du de et est sont que qui quoi mon ma mes notre nos "
    "votre vos pas ne pour dans sur avec sans ou comment quel quelle quels combien puis peut c j l d n s "
    "qu a ont au aux "
)


_ENGLISH = (
    "i you he she we they the a an my our your their is are was were do does did can could how what where "
    "who which to of in on for with without and or not it this that have has me us please if "
)


_IN_FRENCH, _IN_ENGLISH = frozenset(_FRENCH.split()), frozenset(_ENGLISH.split())


def language_of(text: str, session: str) -> str:
    """The language `text` seems to be in; `session` decides what the script leaves open."""
    kana = len(re.findall(r"[\u3040-\u30ff]", text))
    hangul = len(re.findall(r"[\uac00-\ud7a3\u3131-\u318e]", text))
    han = len(re.findall(r"[\u4e00-\u9fff]", text))
    words = plain(text).split()
    if hangul and 3 * hangul >= kana + han:
        return "ko"
    if kana:
        return "ja"
    if han:
        return session if session in {"zh", "ja"} else "zh"
    french, english = sum(w in _IN_FRENCH for w in words), sum(w in _IN_ENGLISH for w in words)
    if french != english:
        return "fr" if french > english else "en"
    return session or "en"
