"""Tables of number words in five languages, and the reading of figures like 350,000,000 or 2,5."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from dialogs.parse.text import Misread

_DIGIT_WORDS = (
    *("영공零〇", "일一壱壹弌", "이二两兩弐贰貳", "삼三参參叁", "사四肆", "오五伍", "육륙六陆陸", "칠七柒漆", "팔八捌"),
    "구九玖",
)
DIGITS: Mapping[str, int] = {sign: value for value, signs in enumerate(_DIGIT_WORDS) for sign in signs}
SMALL: Mapping[str, int] = {
    "십": 10,
    "十": 10,
    "拾": 10,
    "백": 100,
    "百": 100,
    "佰": 100,
    "천": 1000,
    "千": 1000,
    "仟": 1000,
}
MYRIADS: Mapping[str, int] = {
    sign: 10**power
    for power, signs in ((4, "만万萬"), (8, "억億亿"), (12, "조兆"))
    for sign in signs
}  # fmt: skip
SCALES: Mapping[str, int] = {
    word: 10**power
    for power, words in (
        (3, "k thousand mille"),
        (4, "man"),
        (6, "m mn mil mio million millions"),
        (8, "eok"),
        (9, "b bn billion billions milliard milliards md mds"),
        (12, "tn trillion trillions"),
    )
    for word in words.split()
}
SPOKEN: Mapping[str, int] = {
    word: value
    for value, words in {
        0: "zero zéro", 1: "one a an un une", 2: "two deux", 3: "three trois", 4: "four quatre", 5: "five cinq",
        6: "six", 7: "seven sept", 8: "eight huit", 9: "nine neuf", 10: "ten dix", 11: "eleven onze",
        12: "twelve douze", 13: "thirteen treize", 14: "fourteen quatorze", 15: "fifteen quinze",
        16: "sixteen seize", 17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty vingt vingts",
        30: "thirty trente", 40: "forty quarante", 50: "fifty cinquante", 60: "sixty soixante",
        70: "seventy septante", 80: "eighty", 90: "ninety nonante",
    }.items()
    for word in words.split()
}  # fmt: skip
_NATIVE = {
    1: "하나 한", 2: "둘 두", 3: "셋 세 석 서", 4: "넷 네 넉 너", 5: "다섯", 6: "여섯", 7: "일곱", 8: "여덟", 9: "아홉",
    10: "열", 11: "열하나 열한", 12: "열둘 열두", 13: "열셋 열세", 14: "열넷 열네", 15: "열다섯", 20: "스물 스무",
}  # fmt: skip


def _tens(units: str, ten: str) -> dict[str, int]:
    """The words for 1-99 in a language that says `three ten five`."""
    word = ["", *units]
    return {(word[n // 10] if n > 19 else "") + (ten if n > 9 else "") + word[n % 10]: n for n in range(1, 100)}


COUNTS: Mapping[str, int] = {
    **{word: value for word, value in SPOKEN.items() if value <= 20},
    **{word: value for value, words in _NATIVE.items() for word in words.split()},
    **_tens("일이삼사오육칠팔구", "십"),
    **_tens("一二三四五六七八九", "十"),
    "两": 2, "兩": 2, "a couple of": 2, "vingt": 20,
}  # fmt: skip
"""Small numbers in words, 0-99, as they stand before `years ago`, `달 전`, `个月前`."""

_KOREAN, _HAN = "일이삼사오육칠팔구", "一二三四五六七八九"
_WORDS = sorted(COUNTS.keys() - _tens(_KOREAN, "십").keys() - _tens(_HAN, "十").keys(), key=len, reverse=True)
COUNT = rf"(?:\d{{1,3}}|[{_KOREAN[1:]}]?십[{_KOREAN}]?|[{_HAN[1:]}]?十[{_HAN}]?|{'|'.join(_WORDS)}|[{_KOREAN}{_HAN}])"
"""A pattern for one of `COUNTS` or up to three figures; between words it needs `\\b` from its user."""

FIGURE = r"(?:\d{1,3}(?: \d{3}(?!\d))+|\d+(?:[.,']\d+)*)"
"""A pattern for digits with the marks people put between them."""

_GROUPED = re.compile(r"\d{1,3}([.,' ])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d{1,2})?")
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}|\d+\.\d{4,6}|0\.\d{3}")


def count(typed: str) -> int:
    """The value of what `COUNT` matched."""
    return int(typed) if typed.isdecimal() else COUNTS[typed]


def figure(typed: str, scaled: bool = False) -> Fraction | Misread:
    """The number that `FIGURE` matched; ambiguous when two readings stay, unclear for a leading zero.

    `scaled`: a unit follows, so that `1.500` may be one and a half or fifteen hundred.
    """
    if re.fullmatch(r"0\d+", typed):
        return Misread.UNCLEAR
    if typed.isdecimal():
        return Fraction(int(typed))
    grouped = _GROUPED.fullmatch(typed)
    if grouped and not (scaled and re.fullmatch(r"\d+\.\d{3}", typed)):
        return Fraction(typed.replace(grouped.group(1), "").replace(",", "."))
    if _DECIMAL.fullmatch(typed):
        return Fraction(typed.replace(",", "."))
    return Misread.AMBIGUOUS
