"""Where numbers stand that a person has: of the Korean register, of a licence, a passport, a card, of other countries.

Each finder goes over the figures of a text once; what it looks at around a number has a fixed length. A number that is
said to be another one (of goods, orders, accounts, companies) is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dialogs.parse import check_digits, number_words

NumberKind = Literal[
    "resident", "licence", "passport", "card", "chinese", "taiwanese", "japanese", "french", "american"
]


@dataclass(frozen=True, slots=True, order=True)
class FoundNumber:
    """A number from `start` to before `end`. `doubtful`: it may be a number of another kind as well."""

    start: int
    end: int
    kind: NumberKind
    doubtful: bool = False


GAP = r"[ \n\-._·'’/ー]{0,2}"
"""What stands between two digits of one number."""
_DIGITS = re.compile(r"\D+")


def digits_of(signs: str) -> str:
    return _DIGITS.sub("", signs)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before and after a number."""

    before: str
    after: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Around:
        return cls(text[max(0, start - number_words.BEFORE) : start], text[end : end + number_words.AFTER])

    def says(self, words: re.Pattern[str]) -> bool:
        return bool(words.search(self.before) or words.search(self.after))

    @property
    def is_other(self) -> bool:
        """Said to be a number that is nobody's own."""
        return number_words.OTHER.search(self.before) is not None

    @property
    def is_lettered(self) -> bool:
        """Joined to letters before it, as numbers of orders and parts are."""
        return re.search(r"[A-Za-z]$", self.before) is not None

    @property
    def is_part(self) -> bool:
        """Joined to more digits: part of a longer number."""
        return re.search(r"\d[-_/]$", self.before) is not None or re.match(r"[-_/]\d", self.after) is not None

    @property
    def is_sum(self) -> bool:
        return number_words.MONEY.match(self.after) is not None


# ---- the Korean register ----------------------------------------------------------------------------------

BETWEEN = r"(?:[\W_一ー]|뒷자리|뒷번호|뒷|뒤|자리|번호|그리고|이고|이며|에|는|은|가|와|과|and|then|后|後){0,12}"
_RESIDENT = re.compile(
    rf"(?<!\d)(?=((?:19|20)?\d{GAP}\d{GAP}[01]{GAP}\d{GAP}[0-3]{GAP}\d)({BETWEEN})([1-8](?:{GAP}\d){{6}})(?!\d))"
)
_DATED = r"[ \n\-._·'’/년월年月]{0,2}"
_RESIDENT_NAMED = re.compile(
    rf"(?<!\d)(?=((?:19|20)?\d\d{_DATED}[01]\d{_DATED}[0-3]\d)(\D{{1,12}})([1-8](?:{GAP}\d){{6}})(?!\d))"
)
"""With anything between the two, where it is said to be somebody's own."""
_CENTURIES = {"1": 1900, "2": 1900, "5": 1900, "6": 1900, "3": 2000, "4": 2000, "7": 2000, "8": 2000}
_NO_CHECK_SINCE = date(2020, 10, 1)
"""Numbers given from this day on have no check digit."""
_OLDEST = date(1930, 1, 1)
"""Born before, and since numbers have no check digit, hardly anybody is met here: the day may be one of an order."""


def residents(text: str) -> Iterator[FoundNumber]:
    """Numbers of residents and of registered foreigners: a day, and seven digits that fit it."""
    for found in _RESIDENT.finditer(text):
        head, between, tail = found.groups()
        day, last = digits_of(head), digits_of(tail)
        born = birthday(day, last[0])
        if born is None or not (between or (head.isdigit() and len(day) == 6)):
            continue
        start, end = found.start(1), found.end(3)
        sure = _is_resident(day[-6:] + last, born, found.group(1) + between, Around.of(text, start, end))
        if sure is not None:
            yield FoundNumber(start, end, "resident", not sure)


def named_residents(text: str) -> Iterator[FoundNumber]:
    """The same with other words between day and digits, where somebody's own number is spoken of."""
    if not number_words.PERSON.search(text):
        return
    for found in _RESIDENT_NAMED.finditer(text):
        head, between, tail = found.groups()
        around = Around.of(text, found.start(1), found.end(3))
        known = around.says(number_words.PERSON) and not (around.is_other or number_words.OTHER.search(between))
        if known and birthday(digits_of(head), tail[0]) is not None:
            yield FoundNumber(found.start(1), found.end(3), "resident")


def birthday(day: str, first: str) -> date | None:
    """The day of birth, 1920-2039."""
    century = _CENTURIES[first]
    if len(day) == 8 and int(day[:2]) * 100 != century:
        return None
    try:
        born = date(century + int(day[-6:-4]), int(day[-4:-2]), int(day[-2:]))
    except ValueError:
        return None
    return born if 1920 <= born.year <= 2039 else None


def _is_resident(digits: str, born: date, written: str, around: Around) -> bool | None:
    """Whether 13 digits are a resident's: False where they may be, None where they are something else."""
    if around.is_other:
        return None
    if around.says(number_words.PERSON):
        return True
    checked = check_digits.is_resident(digits)
    if around.is_lettered or (around.is_part and not checked) or ("-" not in written and around.is_sum):
        return None
    if written.isdigit() and (check_digits.is_barcode(digits) or not checked):
        return False
    if check_digits.is_company(digits):
        return False if checked or born >= _NO_CHECK_SINCE or digits[6] in "5678" else None
    return checked or _OLDEST <= born < _NO_CHECK_SINCE


# ---- licences, passports, cards ---------------------------------------------------------------------------

_PLACES = "서울|부산|경기|강원|충북|충남|전북|전남|경북|경남|제주|대구|인천|광주|대전|울산"
_LICENCE = re.compile(
    rf"(?<![\dA-Za-z])(?=((?:1[1-9]|2[0-8]|{_PLACES})[ \-.]{{1,3}}\d\d[ \-.]{{1,3}}\d{{6}}[ \-.]{{1,3}}\d\d)(?!\d))"
)
_LICENCE_NAMED = re.compile(rf"(?<!\d)(?=(\d(?:{GAP}\d){{9,11}})(?!\d))")
_PASSPORT_BARE = re.compile(r"(?<![\dA-Za-z])(?=([MSRODmsrod](?:\d{8}|\d{3}[A-Za-z]\d{4}))(?![\dA-Za-z]))")
"""As Korean ones are written, with nothing said of it."""
_PASSPORT = re.compile(
    r"(?<![\dA-Za-z])(?=([A-Za-z]{1,2}[ -]?\d{4}[ -]?\d{2,4}|[A-Za-z][ -]?\d{3}[A-Za-z]\d{4}|\d\d[A-Za-z]{2}\d{5}|\d{9})(?![\dA-Za-z]))"
)
_CARD = re.compile(rf"(?<!\d)(?=([2-69](?:{GAP}\d){{12,18}}))")


def licences(text: str) -> Iterator[FoundNumber]:
    """Driving licences: Korean ones by their form, which other numbers may have as well; others by their name."""
    for start, end, around in spans(_LICENCE, text):
        if not (around.is_other or around.is_part):
            yield FoundNumber(start, end, "licence", text[start].isdigit() and not around.says(number_words.LICENCE))
    for start, end, around in spans(_LICENCE_NAMED, text, number_words.LICENCE):
        if number_words.LICENCE_BEFORE.search(around.before):
            yield FoundNumber(start, end, "licence")


def passports(text: str) -> Iterator[FoundNumber]:
    """Passports: said to be so, or of the form of Korean ones, which other numbers may have as well."""
    for start, end, around in spans(_PASSPORT_BARE, text):
        if not (around.is_other or around.is_part):
            yield FoundNumber(start, end, "passport", doubtful=True)
    for start, end, around in spans(_PASSPORT, text, number_words.PASSPORT):
        in_figures = text[start:end].isdigit()
        named = number_words.PASSPORT_BEFORE.search(around.before) is not None
        if named or (around.says(number_words.PASSPORT) and not in_figures and not around.is_other):
            yield FoundNumber(start, end, "passport")


def cards(text: str) -> Iterator[FoundNumber]:
    """Payment cards: 13-19 digits with the first ones of an issuer, and a check digit."""
    last = 0
    for found in _CARD.finditer(text):
        start, signs = found.start(1), found.group(1)
        if start < last:
            continue
        places = [place for place, sign in enumerate(signs) if sign.isdigit()]
        digits = digits_of(signs)
        for length in _card_lengths(digits):
            if len(places) < length or not check_digits.is_luhn(digits[:length]):
                continue
            end = start + places[length - 1] + 1
            doubtful = _is_card(digits[:length], text[start:end], Around.of(text, start, end))
            if doubtful is not None:
                yield FoundNumber(start, last := end, "card", doubtful)
                break


def _is_card(digits: str, written: str, around: Around) -> bool | None:
    """Whether digits that are right for a card may be another number as well; None where they are none."""
    if around.after[:1].isdigit():
        return None
    if around.says(number_words.CARD):
        return False
    if around.is_other or around.is_lettered or around.is_part or not _is_grouped(written):
        return None
    return written.isdigit()


def _is_grouped(written: str) -> bool:
    """In groups as cards are written: of three digits and more, or all of one size; a list of numbers is not."""
    groups = [len(each) for each in _DIGITS.split(written)][:-1]
    return not groups or min(groups) >= 3 or len(set(groups)) == 1


def _card_lengths(digits: str) -> tuple[int, ...]:
    """How long a card's number is that begins so, the longest first."""
    match digits[0], digits[1]:
        case "4", _:
            return (19, 16, 13)
        case "3", "4" | "7":
            return (15,)
        case "3", "0" | "6" | "8" | "9":
            return (16, 14)
        case "6", _:
            return (19, 18, 17, 16)
        case "2", _:
            return (16,) if 2221 <= int(digits[:4]) <= 2720 else ()
        case _:
            return (16,)


def spans(
    pattern: re.Pattern[str], text: str, only_with: re.Pattern[str] | None = None
) -> Iterator[tuple[int, int, Around]]:
    """Where the pattern's first group stands, and what is around it; nowhere without a word that it needs."""
    if only_with is not None and not only_with.search(text):
        return
    for found in pattern.finditer(text):
        start, end = found.span(1)
        yield start, end, Around.of(text, start, end)
