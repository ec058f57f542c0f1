"""Readers of typed words that need a library: business numbers, telephone numbers, e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dialogs.book import Reader
from dialogs.parse import plain
from guidance.guide import Value
from locales.text import Text, _

WRONG_BUSINESS_NUMBER = _(
    "A business registration number has ten digits, like 124-81-00998, and this one does not add up. "
    "Please check it and write it once more."
)
WRONG_PHONE = _("This does not look like a telephone number. Please write it like 010-1234-5678 or +33 6 12 34 56 78.")
WRONG_EMAIL = _("This does not look like an e-mail address. Please write it like name@company.co.kr.")
WRONG_CONTACT = _("Please write a telephone number, like 010-1234-5678, or an e-mail address, like name@company.co.kr.")

_TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[- ]?\d{2}[- ]?\d{5}(?!\d)")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"'，、。]+@[^\s<>()\[\],;:\"'，、。]+")
_PARTICLE = re.compile(r"(?<=[A-Za-z])(?:입니다|이에요|예요|으로|로|です|요|。)+$")


def business_number(text: str) -> Value | Text:
    """A Korean business registration number as `124-81-00998`, its check digit tested; or what to do instead."""
    from stdnum.kr import brn

    found = _TEN_DIGITS.search(plain(text))
    number = brn.compact(found.group()) if found else ""
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


def phone(text: str) -> Value | Text:
    """A telephone number as `+82 10-1234-5678` (a number without a country is Korean); or what to do instead."""
    return _phone(plain(text)) or WRONG_PHONE


def email(text: str) -> Value | Text:
    """An e-mail address, its domain in lower case, not looked up; or what to do instead."""
    return _email(text) or WRONG_EMAIL


def phone_or_email(text: str) -> Value | Text:
    """A telephone number or an e-mail address, normalised; or what to do instead."""
    if "@" in plain(text):
        return _email(text) or WRONG_EMAIL
    return _phone(plain(text)) or WRONG_CONTACT


def _phone(typed: str) -> str:
    import phonenumbers

    for match in phonenumbers.PhoneNumberMatcher(typed, "KR"):
        return phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return ""


def _email(text: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    found = _ADDRESS.search(text.replace("＠", "@"))
    if found is None:
        return ""
    try:
        return validate_email(_PARTICLE.sub("", found.group()).rstrip("."), check_deliverability=False).normalized
    except EmailNotValidError:
        return ""


READERS: Mapping[str, Reader] = {
    "business_number": business_number,
    "email": email,
    "phone": phone,
    "phone_or_email": phone_or_email,
}
"""For `Book.readers`: the name a question's `reads` has -> its reader."""
