"""Typed words as figures are looked for in them: every digit as 0-9, however it is written, and where each sign stood.

Nothing that cannot be seen is left, dashes and blanks are of one kind, digits spelled in Korean or Chinese are digits
where several stand in a row. One sign is looked at at a time, so that the work grows with the text and no faster.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_SPELLED = {
    letter: str(digit)
    for digit, letters in enumerate(
        (
            "영공〇零",
            "일一壹壱弌",
            "이二貳贰弐",
            "삼三參叁参",
            "사四肆",
            "오五伍",
            "육륙六陸陆",
            "칠七柒漆",
            "팔八捌",
            "구九玖",
        )
    )
    for letter in letters
}
_LETTERS = "".join(_SPELLED)
_FIGURE = re.compile(
    rf"[\d{_LETTERS}\u1100-\u11ff\u00b2\u00b3\u00b9\u00bc-\u00be\u1369-\u1371\u19da\u2070-\u209f\u2150-\u2189\u2460-\u24ff\u2776-\u2793\u3192-\u33ff\ua97c\U00010a40-\U0001f10a]"
)
"""Whatever may be a digit or hold one."""
_IN_A_ROW = re.compile(rf"[{_LETTERS}](?:[ ,·-]?[{_LETTERS}]){{5,}}")
"""Six spelled digits and more; fewer are words."""
_COPULA = re.compile("[에예고며다라야었지므니란]")
"""What follows the 이 of “is” behind a number, which is then no 2."""
_NOUGHT = re.compile(r"(?<=\d)[공영oO](?=\d)")
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]{2,}")
_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me"})
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
_DASHES = frozenset("−~∼〜～ㅡ⁃˗➖─━")
_DOTS = frozenset("•∙・･‧⋅●")


@dataclass(frozen=True, slots=True)
class FoldedWords:
    """`text` with every digit as 0-9; `places[n]` is where its n-th sign stood in the words that were typed."""

    text: str
    places: Sequence[int]


def holds(text: str, fewest: int) -> bool:
    """Whether there may be so many digits in it: a quick look, which most of what is typed needs no more than."""
    return len(_FIGURE.findall(text)) >= fewest


def composed(text: str) -> str:
    """The words with Hangul whole that came in letters, as file names do."""
    return _JAMO.sub(lambda found: unicodedata.normalize("NFC", found.group()), text)


def figures(text: str) -> FoldedWords:
    """The figures of typed words."""
    signs: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for sign in _signs(letter):
            signs.append(sign)
            places.append(place)
    plain = _NOUGHT.sub("0", "".join(signs))
    return FoldedWords(_IN_A_ROW.sub(_counted, plain), places)


def _counted(found: re.Match[str]) -> str:
    row = found.group()
    is_copula = row[-1] == "이" and _COPULA.match(found.string, found.end()) is not None
    counted = row[:-1] if is_copula else row
    return "".join(_SPELLED.get(letter, letter) for letter in counted) + row[len(counted) :]


@lru_cache(maxsize=8192)
def _signs(letter: str) -> str:
    """What one sign stands for: nothing, itself, or several signs."""
    if letter in "\n\r\u2028\u2029\x85":
        return "\n"
    if letter.isspace():
        return " "
    if letter in _FILLERS or (kind := unicodedata.category(letter)) in _HIDDEN:
        return ""
    if kind == "Pd" or letter in _DASHES:
        return "-"
    if letter in _DOTS:
        return "·"
    wide = unicodedata.normalize("NFKC", letter)
    if wide == letter:
        return str(unicodedata.digit(letter, letter))
    return "".join(_signs(each) for each in wide if each != letter)
