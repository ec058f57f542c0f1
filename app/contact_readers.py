"""Readers of typed words that need a library: business numbers, telephone numbers, e-mail addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from dialogs.book import Reader
from dialogs.parse import clean, plain
from guidance.guide import Value
from locales.text import Raw, Text, _

WRONG_BUSINESS_NUMBER = _(
    "A business registration number has ten digits, like 124-81-00998, and this one does not add up. "
    "Please check it and write it once more."
)
WRONG_PHONE = _("This does not look like a telephone number. Please write it like 010-1234-5678 or +33 6 12 34 56 78.")
WRONG_EMAIL = _("This does not look like an e-mail address. Please write it like name@company.co.kr.")
WRONG_CONTACT = _("Please write a telephone number, like 010-1234-5678, or an e-mail address, like name@company.co.kr.")
TWO_COUNTRIES = _(
    "This number could belong to more than one country: {numbers}. Please write the one you "
    "mean, with its country code."
)

LONGEST = 300
"""Characters that are looked at: an address and some words around it."""
COUNTRIES: Mapping[str, tuple[str, ...]] = {
    "ko": ("KR",),
    "en": ("KR", "GB", "US"),
    "ja": ("KR", "JP"),
    "zh": ("KR", "CN", "TW", "HK"),
    "fr": ("KR", "FR"),
}
"""Where a number without a country's code may be from, by the language of the chat."""

_MARK = "[-\u2010-\u2015\u2212~./ ]"
_TEN_DIGITS = re.compile(rf"(?<![\d-])\d{{3}}{_MARK}{{0,2}}\d{{2}}{_MARK}{{0,2}}\d{{5}}(?![\d-])")
_SIGN = r"[^\s<>()\[\],;:\"，、。@]"
_ADDRESS = re.compile(rf"{_SIGN}{{1,64}}@{_SIGN}{{1,255}}")
_AROUND = re.compile(r"^['‘’“”]+")
_AFTER_LATIN = re.compile(r"(?<=[A-Za-z0-9])[^\x00-\x7f].*$|(?<=[A-Za-z0-9])['’”].*$")
_PARTICLE = re.compile(r"(?:입니다|이에요|예요|이요|으로|로|です|に|吧|요|임)+$")
_ABROAD = re.compile(r"(?<![\d+])(?<!\d[ .()-])00 ?(?=[1-9])")
_DASHES = re.compile("[ㅡ—–−―~]")


def business_number(text: str, language: str = "ko") -> Value | Text:
    """A Korean business registration number as `124-81-00998`, its check digit tested; or what to do instead."""
    from stdnum.kr import brn

    found = _TEN_DIGITS.search(plain(text[:LONGEST]))
    number = re.sub(r"\D", "", found.group()) if found else ""
    if not brn.is_valid(number) or not _adds_up(number):
        return WRONG_BUSINESS_NUMBER
    return brn.format(number)


def _adds_up(number: str) -> bool:
    """The check digit of a business number: python-stdnum knows its parts, but does not test its last digit.

    Weights 1 3 7 1 3 7 1 3 5 over the first nine digits, and the tens of five times the ninth.
    """
    digits = [int(digit) for digit in number]
    total = sum(digit * weight for digit, weight in zip(digits, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=False))
    return (total + digits[8] * 5 // 10 + digits[9]) % 10 == 0


def phone(text: str, language: str = "ko") -> Value | Text:
    """A telephone number as `+82 10-1234-5678`; or what to do instead.

    Without a country's code it is Korean, or of a country where the chat's language is spoken; one that rings in two
    of them is asked for with the code.
    """
    return _phone(text, language) or WRONG_PHONE


def email(text: str, language: str = "ko") -> Value | Text:
    """An e-mail address, its domain in lower case, not looked up; or what to do instead."""
    return _email(text) or WRONG_EMAIL


def phone_or_email(text: str, language: str = "ko") -> Value | Text:
    """A telephone number or an e-mail address, normalised; or what to do instead."""
    if "@" in plain(text[:LONGEST]):
        return _email(text) or WRONG_EMAIL
    return _phone(text, language) or WRONG_CONTACT


def _phone(text: str, language: str) -> str | Text:
    typed = _ABROAD.sub("+", _DASHES.sub("-", plain(text[:LONGEST])))
    countries = COUNTRIES.get(language, ("KR",))
    found = {each for country in countries if (each := _in(country, typed))}
    if len(found) > 1:  # 03-1234-5678 is written as in Tokyo; in Gyeonggi it would be 031-234-5678
        as_written = {each for country in countries if (each := _in(country, typed, grouped=True))}
        found = as_written if len(as_written) == 1 else found
    if len(found) > 1:
        return replace(TWO_COUNTRIES, params={"numbers": tuple(Raw(each) for each in sorted(found))})
    return found.pop() if found else ""


def _in(country: str, typed: str, grouped: bool = False) -> str:
    """The first number that rings there, with its country's code; empty when there is none, or it is cut short.

    `grouped`: only if its figures stand in groups as they are written there.
    """
    import phonenumbers

    leniency = phonenumbers.Leniency.EXACT_GROUPING if grouped else phonenumbers.Leniency.VALID
    for match in phonenumbers.PhoneNumberMatcher(typed, country, leniency):
        number = match.number
        if number.country_code == 82 and _is_cut(str(number.national_number)):
            return ""
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return ""


def _is_cut(national: str) -> bool:
    """Korean mobile numbers of 010 have eight digits behind it; the plan still allows for seven."""
    return national.startswith("10") and len(national) != 10


def _email(text: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    folded = unicodedata.normalize("NFKC", clean(text, LONGEST).text)
    found = _ADDRESS.search(folded.removeprefix("mailto:"))
    if found is None:
        return ""
    local, _at, domain = _AROUND.sub("", found.group()).rpartition("@")
    bare = _AFTER_LATIN.sub("", domain) if domain[:1].isascii() else _PARTICLE.sub("", domain.rstrip("."))
    try:
        return validate_email(f"{local}@{bare.rstrip('.')}", check_deliverability=False).normalized
    except EmailNotValidError:
        return ""


READERS: Mapping[str, Reader] = {
    "business_number": business_number,
    "email": email,
    "phone": phone,
    "phone_or_email": phone_or_email,
}
"""For `Book.readers`: the name a question's `reads` has -> its reader."""
