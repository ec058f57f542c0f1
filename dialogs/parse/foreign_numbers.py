"""Where numbers stand that other countries give to persons. Each has a check digit, or is said to be one; a short one
that is right by its check digit alone may be something else as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dialogs.parse import check_digits, number_words
from dialogs.parse.personal_numbers import GAP, FoundNumber, digits_of, spans

_CHINESE = re.compile(rf"(?<![\dA-Za-z])(?=([1-8]\d(?:{GAP}\d\d){{7}}{GAP}\d[\dXx])(?![\dA-Za-z]))")
_TAIWANESE = re.compile(rf"(?<![\dA-Za-z])(?=([A-Za-z][ -]?[1289](?:{GAP}\d){{8}})(?![\dA-Za-z]))")
_JAPANESE = re.compile(rf"(?<!\d)(?=(\d(?:{GAP}\d){{11}})(?!\d))")
_IN_FOURS = re.compile(rf"(?<!\d)(?=(\d{{4}}{GAP}\d{{4}}{GAP}\d{{4}})(?!\d))")
_FRENCH = re.compile(
    rf"(?<![\dA-Za-z])(?=([1-478]{GAP}\d\d{GAP}\d\d{GAP}(?:\d\d|2[ABab]){GAP}\d{{3}}{GAP}\d{{3}}{GAP}\d\d)(?!\d))"
)
_AMERICAN = re.compile(r"(?<!\d)(?=((?!000|666|9)\d{3}[ \-.]?\d\d[ \-.]?\d{4})(?!\d))")
_SIGNS = re.compile(r"[^\dA-Za-z]+")


def chinese(text: str) -> Iterator[FoundNumber]:
    """Mainland resident ids: a region, a day of birth, a check sign."""
    for start, end, _around in spans(_CHINESE, text):
        signs = _SIGNS.sub("", text[start:end])
        if _is_day(signs[6:14]) and check_digits.is_chinese(signs):
            yield FoundNumber(start, end, "chinese")


def taiwanese(text: str) -> Iterator[FoundNumber]:
    """Ids of Taiwan: a letter and nine digits."""
    for start, end, around in spans(_TAIWANESE, text):
        if check_digits.is_taiwanese(_SIGNS.sub("", text[start:end])) and not around.is_other:
            yield FoundNumber(start, end, "taiwanese", not around.says(number_words.TAIWANESE))


def japanese(text: str) -> Iterator[FoundNumber]:
    """Individual numbers of Japan: said to be so, or in three fours."""
    for start, end, around in spans(_JAPANESE, text, number_words.JAPANESE):
        if around.says(number_words.JAPANESE) and check_digits.is_japanese(digits_of(text[start:end])):
            yield FoundNumber(start, end, "japanese")
    for start, end, around in spans(_IN_FOURS, text):
        signs = text[start:end]
        right = not signs.isdigit() and check_digits.is_japanese(digits_of(signs))
        if right and not around.is_other and not around.is_part:
            yield FoundNumber(start, end, "japanese", doubtful=True)


def french(text: str) -> Iterator[FoundNumber]:
    """Social security numbers of France: 13 signs and a key, which may be wrong where they are said to be so."""
    for start, end, around in spans(_FRENCH, text):
        signs = _SIGNS.sub("", text[start:end])
        named = around.says(number_words.FRENCH)
        if named or (_is_french_month(int(signs[3:5])) and check_digits.is_french(signs) and not around.is_other):
            yield FoundNumber(start, end, "french")


def americans(text: str) -> Iterator[FoundNumber]:
    """Social security numbers of the United States: said to be so."""
    for start, end, around in spans(_AMERICAN, text, number_words.AMERICAN):
        if around.says(number_words.AMERICAN):
            yield FoundNumber(start, end, "american")


def _is_french_month(month: int) -> bool:
    return 1 <= month <= 12 or 20 <= month <= 42 or 50 <= month <= 99


def _is_day(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2100
    except ValueError:
        return False
