"""Sums of money in won, and plain numbers, as people type them in five languages."""

from __future__ import annotations

import re
from fractions import Fraction

from dialogs.parse.amounts import Amount, amounts
from dialogs.parse.numbers import COUNT, DIGITS, MYRIADS, SMALL, SPOKEN, count
from dialogs.parse.text import Misread, plain

MOST = 10**15
"""A thousand trillion won: more than any damage, sales or investment of one company in Korea."""

LONGEST_SUM = 300
"""Characters in which a sum is looked for, also when single signs stand for several (㏾)."""

_UNITS = "".join([*SMALL, *MYRIADS])
_FEW = "".join(DIGITS)
_WORDS = "|".join(word for word in SPOKEN if len(word) > 1 and word not in ("an", "un"))
_WON = r"(?:원|won|krw|₩|韩元|韩币|韩圜|韓元|韓幣|韓圜|ウォン)"
_WON_AFTER = re.compile(rf"\s*여?\s*(?:de |of )?(?:south )?(?:korean )?{_WON}")
_WON_BEFORE = re.compile(r"(?:krw|₩|won)\s*$")
_HANJA_WON = re.compile("韩元|韩币|韩圜|韓元|韓幣|韓圜")
_FOREIGN = re.compile(
    r"[$€£¥]|\b(?:usd|dollars?|eur|euros?|jpy|yens?|rmb|cny|yuans?|gbp|pounds?|livres)\b"
    rf"|달러|유로|위안|파운드|ドル|ユーロ|美元|美金|欧元|歐元|日元|日圆|日圓|人民币|人民幣|(?<=[\d{_UNITS}])\s?(?:[元円엔]|불(?![가-힣]))"
)
_VAGUE = re.compile(
    rf"%|퍼센트|프로\b|per ?cent|pour ?cent|[数數几幾]|몇|수\s?[{_UNITS}]|[{_UNITS}] ?원?대(?![가-힣])"
    r"|반(?![가-힣])|半|half|\bdemi"
    r"|several|a few|dozens|hundreds|quelques|plusieurs|dizaines?|centaines?"
    r"|매달|매월|월\s?\d|한 달에|달마다|per month|a month|monthly|par mois|毎月|每月|/\s?월"
    r"|이하|미만|최대|많아야|많게는|기껏|jusqu'|maximum|\bmax\b|最大|最多|最高|多くても|せいぜい|under |less than|below|at most|up to|moins de|au plus|以下|未満|未满|以内|不到"
)
_LONG_SCALE = re.compile(r"\b(?:b|tr)illions?\b")
"""A thousand times and a million times more in French than in English."""
_RANGE = re.compile(
    rf"[\d{_UNITS}]\s?{_WON}?\s?(?:~|〜|∼|–|—|-|\bto\b|\bà\b|\bor\b|\bou\b|내지|에서|부터|까지|또는|이나|から|または|到|至|或)"
    rf"\s?(?:about |krw ?|₩ ?|약 ?)?[\d{''.join(DIGITS)}]|between .* and|entre .* et |사이|之间|之間|の間|(?<!\ben 20\d\d)(?<!\bin 20\d\d)(?<=\d),\s\d"
    rf"|(?<![\d{_FEW}])[\d{_FEW}]{{1,3}} ?[、・·/] ?[\d{_FEW}]|\b(?:{_WORDS}) (?:ou|or|à|to) (?:{_WORDS})\b"
)
_NEGATIVE = re.compile(r"(?:^|[\s(])[-−△▲](?:krw|₩)?\d|(?:마이너스|minus|moins|マイナス|负|負)\s?\d")
_COUNTED = re.compile(rf"(?<![\w.,-])({COUNT})(?=$|[ .,!]|년|명|개|번|회|건|달|명|人|名|年|件|回|个|個|社|곳|번째)")


def read_money(text: str, language: str = "") -> int | Misread:
    """Whole won, 0 to `MOST`, in typed words: `3억 5천만원`, `KRW 1.2bn`, `약 2억`, `2,5 millions de wons`.

    A bare figure under 10 000 is ambiguous (500 what?), a range or two sums are several, another
    currency is foreign. `3억 5천` is 350 million, as it is said.
    """
    typed = plain(text[: LONGEST_SUM + 1])
    if len(typed) > LONGEST_SUM:
        return Misread.SEVERAL  # a story, whose first sum need not be the one that is meant
    if _FOREIGN.search(_HANJA_WON.sub("won", typed)):
        return Misread.FOREIGN
    if problem := _unfit(typed):
        return problem
    if language == "fr" and _LONG_SCALE.search(typed):
        return Misread.AMBIGUOUS
    found = amounts(typed)
    meant = [one for one in found if _says_won(one, typed)] or list(found)
    if not meant:
        return Misread.UNCLEAR
    sums = {_won(one, typed) for one in meant}
    return sums.pop() if len(sums) == 1 else Misread.SEVERAL


def _unfit(typed: str) -> Misread | None:
    if _NEGATIVE.search(typed):
        return Misread.IMPOSSIBLE
    if _RANGE.search(typed):
        return Misread.SEVERAL
    return Misread.UNCLEAR if _VAGUE.search(typed) else None


def _says_won(one: Amount, typed: str) -> bool:
    """Whether a number can only be a sum here: a great unit, the currency beside it, or five figures."""
    if isinstance(one.value, Misread):
        return one.scaled
    return one.value >= 10**4 or _beside_won(one, typed)


def _beside_won(one: Amount, typed: str) -> bool:
    return bool(_WON_AFTER.match(typed, one.end) or _WON_BEFORE.search(typed, 0, one.start))


def _won(one: Amount, typed: str) -> int | Misread:
    if isinstance(one.value, Misread):
        return one.value
    if one.loose and _WON_AFTER.match(typed, one.end):
        return Misread.AMBIGUOUS
    if 0 < one.value < 10**4 and not _beside_won(one, typed):
        return Misread.AMBIGUOUS
    if one.value > MOST:
        return Misread.IMPOSSIBLE
    return int(one.value) if one.value.denominator == 1 else Misread.UNCLEAR


def read_number(text: str) -> int | Misread:
    """A whole number of something, 0 to `MOST`, in typed words: `12`, `12명`, `about 30`, `세 명`, `三年`."""
    typed = plain(text[: LONGEST_SUM + 1])
    if len(typed) > LONGEST_SUM:
        return Misread.SEVERAL
    if _NEGATIVE.search(typed):
        return Misread.IMPOSSIBLE
    if _RANGE.search(typed):
        return Misread.SEVERAL
    values = {one.value for one in amounts(typed)} or {Fraction(count(word)) for word in _COUNTED.findall(typed)}
    if len(values) != 1:
        return Misread.SEVERAL if values else Misread.UNCLEAR
    value = values.pop()
    if isinstance(value, Misread):
        return value
    if value > MOST:
        return Misread.IMPOSSIBLE
    return int(value) if value.denominator == 1 else Misread.UNCLEAR
