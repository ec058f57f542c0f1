"""Check digits of numbers that persons, cards, goods and companies have. Each takes digits of the right length.

The rules are those of python-stdnum, which `dialogs/` may not import; the tests compare both.
"""

from __future__ import annotations

_RESIDENT = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_CHINESE = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_JAPANESE = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_DOUBLED = str.maketrans("0123456789", "0246813579")
_TAIWANESE = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""Letters by their number, from 10."""
_COMPANY_CLASSES = frozenset({"11", "12", "13", "14", "15", "21", "22", "31", "32", "41", "71", "81"})
"""Third pair of a company's registration number: the kind of legal person."""


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def is_resident(digits: str) -> bool:
    """Of 13 digits; numbers given since October 2020 have none."""
    return int(digits[12]) == (11 - _weighed(digits, _RESIDENT) % 11) % 10


def is_company(digits: str) -> bool:
    """Of 13 digits: a Korean legal person's."""
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(digits[:12]))
    return digits[4:6] in _COMPANY_CLASSES and int(digits[12]) == -total % 10


def is_barcode(digits: str) -> bool:
    """Of 13 digits: an EAN."""
    return sum(int(digit) * (1 + place % 2 * 2) for place, digit in enumerate(digits)) % 10 == 0


def is_luhn(digits: str) -> bool:
    """Of a card's digits."""
    return sum(map(int, digits[::-2] + digits[-2::-2].translate(_DOUBLED))) % 10 == 0


def is_chinese(signs: str) -> bool:
    """Of 17 digits, and a digit or X."""
    return signs[17].upper() == "10X98765432"[_weighed(signs, _CHINESE) % 11]


def is_taiwanese(signs: str) -> bool:
    """Of a letter and nine digits."""
    first = _TAIWANESE.index(signs[0].upper()) + 10
    digits = f"{first}{signs[1:]}"
    return (_weighed(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1)) + int(digits[10])) % 10 == 0


def is_japanese(digits: str) -> bool:
    """Of twelve digits: an individual number."""
    rest = _weighed(digits, _JAPANESE) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def is_french(signs: str) -> bool:
    """Of 15 signs, 2A and 2B in the sixth and seventh for Corsica."""
    number = int(signs[:13].upper().replace("2A", "19").replace("2B", "18"))
    return int(signs[13:]) == 97 - number % 97
