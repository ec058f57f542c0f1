"""What must not be kept, or not without a warning: resident numbers, cards, secret documents."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_SEP = r"[\s\-‐-―−~.·:/]"
_RESIDENT = re.compile(
    rf"(?<![\d-])(\d\d){_SEP}?(\d\d){_SEP}?(\d\d)({_SEP}{{0,3}})(\d)(\d{{6}})(?![\d])"
    r"|(?<!\d )(?<!\d)((?:\d ){5}\d ?-? ?(?:\d ){6}\d)(?! ?\d)"
)
_RESIDENT_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_COMPANY_CLASSES = frozenset({"11", "12", "13", "14", "15", "21", "22", "31", "32", "41", "71", "81"})
"""Third pair of a company's registration number: the kind of legal person."""

_CARD = re.compile(r"(?<![\d-])(?:\d{4}[ -]?){3}\d{4}(?![\d-])|(?<![\d-])3\d{3}[ -]?\d{6}[ -]?\d{5}(?![\d-])")


def _figures(text: str) -> str:
    """The text with every kind of digit as 0-9 and nothing invisible between them."""
    folded = unicodedata.normalize("NFKC", text)
    shown = (letter for letter in folded if unicodedata.category(letter) not in ("Cf", "Mn"))
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in shown)


def looks_like_resident_number(text: str) -> bool:
    """Whether a Korean resident or foreigner's registration number stands in it.

    Numbers given since October 2020 have no check digit, so a real date and century are enough, except
    where the digits are proven to be a company's registration number.
    """
    numbers = (re.sub(r"\D", "", found.group()) for found in _RESIDENT.finditer(_figures(text)))
    return any(_is_resident(digits) for digits in numbers)


def _is_resident(digits: str) -> bool:
    return _birthday(digits) is not None and (_resident_check(digits) or not _is_company(digits))


def _birthday(digits: str) -> date | None:
    """The day of birth, 1920-2039 (a seventh digit of 9 or 0 means the 19th century: nobody alive)."""
    century = {"1": 1900, "2": 1900, "5": 1900, "6": 1900, "3": 2000, "4": 2000, "7": 2000, "8": 2000}.get(digits[6])
    if century is None:
        return None
    try:
        born = date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return None
    return born if 1920 <= born.year <= 2039 else None


def _resident_check(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits, _RESIDENT_WEIGHTS, strict=False))
    return int(digits[12]) == (11 - total % 11) % 10


def _is_company(digits: str) -> bool:
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(digits[:12]))
    return digits[4:6] in _COMPANY_CLASSES and int(digits[12]) == -total % 10


def looks_like_card(text: str) -> bool:
    """Whether the number of a payment card stands in it (15 or 16 digits, issuer's first digit, Luhn)."""
    return any(_luhn(re.sub(r"\D", "", found.group())) for found in _CARD.finditer(_figures(text)))


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return digits[0] in "234569" and sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


# ---- secret documents -----------------------------------------------------------------------------------

LONG = 600
"""Characters from which a pasted text may be a document rather than an answer."""

_STAMP = re.compile(
    r"(?im)^\W*(?:대외비|극비|비밀|[1-3ⅠⅡⅢ]급 ?비밀|사내 ?한정|영업비밀|기밀|"
    r"(?:strictly |company )?confidential|top secret|trade secret|proprietary(?: and confidential| information)?|"
    r"internal use only|do not distribute|社外秘|極秘|秘密|機密|部外秘|机密|绝密|秘密文件|内部资料|保密|"
    r"(?:strictement )?confidentiel(?:le)?|secret (?:industriel|des affaires|professionnel)|diffusion restreinte)\W*$"
)
_DRAWING = re.compile(
    r"(?i)\b(?:dwg|drawing|drw)\.? ?no\b|\bscale\b|\btolerance|\bpart no\b|\brev\. ?[a-z0-9]\b|\bbom\b|"
    r"도면 ?번호|도번|척도|공차|부품 ?번호|"
    r"図番|図面番号|尺度|公差|部品番号|图号|比例|零件号|plan n[°o]|échelle|tolérance|[ø⌀]\s?\d|±\s?\d"
)
_RECIPE = re.compile(
    r"(?i)\d\s?(?:℃|°c|wt ?%|vol ?%|mol ?%|rpm|kpa|mpa|mtorr|sccm|ppm|mbar|mm/s|nm\b|μm|µm|분간|시간 교반|phr\b)|"
    r"배합비|배합표|공정 ?조건|레시피|\brecipe\b|formulation|処方|配合比|配方|工艺参数|工艺条件|formule|recette"
)
_CODE = re.compile(
    r"(?:[;{}]\s*$|^\s*(?:def |class |import |from \w+ import|#include|public |private |function |return |for ?\("
    r"|if ?\(|SELECT |CREATE |</?\w+>|//|var |let |const ))"
)


def looks_like_secret_document(text: str) -> bool:
    """Whether it looks like a secret document pasted whole: a stamp, a drawing list, a recipe or code.

    A guess for a warning, made only of texts of `LONG` characters and more; a told story that speaks
    of secrets is none, for a stamp counts only where it stands on a line of its own.
    """
    if len(text) < LONG:
        return False
    lines = text.splitlines()
    code = sum(1 for line in lines if _CODE.search(line))
    return (
        _STAMP.search(text) is not None
        or code >= 8
        or len(_DRAWING.findall(text)) >= 4
        or len(_RECIPE.findall(text)) >= 6
    )
