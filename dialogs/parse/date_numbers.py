"""Dates in figures: 2025-03-02, 25.3.2, 12/03/2025, 20250302, 令和7年, 民國114年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dialogs.parse.text import Misread
from locales.text import Day

_ERAS = {"令和": (2018, 99), "平成": (1988, 31), "昭和": (1925, 64), "r": (2018, 99), "h": (1988, 31), "s": (1925, 64)}
_ERA = re.compile(r"(令和|平成|昭和|(?<![a-z])[rhs](?=\d{1,2}[.年/-])) ?(\d{1,2}|元|[一二三四五六七八九十]{1,3}(?=年))")
_REPUBLIC = re.compile(r"民[國国] ?(\d{2,3}|[一二三四五六七八九十百〇零]{2,5})(?=年)")
_HANGUL_YEAR = re.compile(r"(이천|천구백)([이삼사오육칠팔구]?십)?([일이삼사오육칠팔구])? ?년(?! ?(?:전|동안|간|째|차))")
_HANGUL = "일이삼사오육칠팔구"
_HAN_YEAR = re.compile("([一二][一二三四五六七八九〇零]{3})(?=年)")
_HAN = {sign: str(n) for n, sign in enumerate("〇一二三四五六七八九")} | {"零": "0"}

_MARK = r" ?[-./] ?"
_YEAR_FIRST = re.compile(rf"(?<![\d.])((?:19|20)\d\d){_MARK}(\d{{1,2}})(?:{_MARK}(\d{{1,2}}))?(?!\d)\.?")
_SPACED = re.compile(r"((?:19|20)\d\d) (\d{1,2})(?: (\d{1,2}))?")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_SIX = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)(?!\d)")
_YEAR_LAST = re.compile(rf"(?<!\d)(\d{{1,2}})({_MARK})(\d{{1,2}}){_MARK}((?:19|20)\d\d)(?!\d)")
_MONTH_YEAR = re.compile(rf"(?<!\d)(\d{{1,2}}){_MARK}((?:19|20)\d\d)(?!\d)")
_SHORT = re.compile(rf"(?<![\d'])(\d{{1,2}}){_MARK}(\d{{1,2}}){_MARK}(\d{{1,2}})(?!\d)")
_APOSTROPHE = re.compile(rf"'(\d\d){_MARK}(\d{{1,2}})(?:{_MARK}(\d{{1,2}}))?(?!\d)")
_PAIR = re.compile(r"(?<![\d:])(\d{1,2})[-./](\d{1,2})(?![\d:])")


def western_years(text: str) -> str:
    """The text with years of Japanese eras, of the Republic and in Han digits written in four figures."""

    def era(found: re.Match[str]) -> str:
        start, last = _ERAS[found.group(1)]
        n = 1 if found.group(2) == "元" else _han_count(found.group(2))
        return str(start + n) if 1 <= n <= last else "?"

    text = _ERA.sub(era, text)
    text = _REPUBLIC.sub(lambda found: str(1911 + _han_count(found.group(1))), text)
    text = _HANGUL_YEAR.sub(_hangul_year, text)
    return _HAN_YEAR.sub(lambda found: "".join(_HAN[sign] for sign in found.group(1)), text)


def _han_count(signs: str) -> int:
    """The value of 31, 三十一, 一一三 or 一百一十三."""
    if signs.isdecimal():
        return int(signs)
    if not re.search("[十百]", signs):
        return int("".join(_HAN[sign] for sign in signs))
    total, waiting = 0, 0
    for sign in signs:
        if sign in "十百":
            total, waiting = total + (waiting or 1) * (10 if sign == "十" else 100), 0
        else:
            waiting = int(_HAN[sign])
    return total + waiting


def _hangul_year(found: re.Match[str]) -> str:
    """이천이십사년 as 2024년."""
    tens, ones = found[2] or "", found[3] or ""
    ten = (_HANGUL.index(tens[0]) + 1 if len(tens) > 1 else 1) if tens else 0
    return f"{(2000 if found[1] == '이천' else 1900) + ten * 10 + (_HANGUL.index(ones) + 1 if ones else 0)}년"


def valid(year: int, month: int = 0, day: int = 0) -> Day | Misread:
    """The day, month or year, from 1950 on; impossible when the calendar has none such."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return Misread.IMPOSSIBLE
    return Day(year, month, day) if year >= 1950 else Misread.IMPOSSIBLE


def full_year(two: int, today: date) -> int:
    """2025 for 25 on any day from 2025 on, 1998 for 98."""
    return 2000 + two if two <= today.year % 100 else 1900 + two


def numeric(text: str, today: date, language: str) -> tuple[list[Day | Misread], str]:
    """Every date in figures, and the text with them blanked out."""
    found: list[Day | Misread] = []
    readers = (_year_first, _compact, _year_last, _month_year, _apostrophe, _short, _pair)
    for reader in readers:
        for span, day in list(reader(text, today, language)):
            found.append(day)
            text = text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]
    return found, text


Found = Iterator[tuple[tuple[int, int], Day | Misread]]


def _year_first(text: str, today: date, language: str) -> Found:
    spaced = _SPACED.fullmatch(text)
    for one in [spaced] if spaced else _YEAR_FIRST.finditer(text):
        year, month, day = (int(part or 0) for part in one.groups())
        yield one.span(), valid(year, month, day) if month else Misread.IMPOSSIBLE


def _compact(text: str, today: date, language: str) -> Found:
    for one in _COMPACT.finditer(text):
        yield one.span(), valid(*(int(part) for part in one.groups()))
    for one in _SIX.finditer(text):
        first, second, third = (int(part) for part in one.groups())
        readings = _three(one.groups(), today, language)
        if first in (19, 20) and 1 <= third <= 12:
            readings.add(Day(first * 100 + second, third))
        yield one.span(), _only(readings)


def _year_last(text: str, today: date, language: str) -> Found:
    for one in _YEAR_LAST.finditer(text):
        first, second, year = int(one.group(1)), int(one.group(3)), int(one.group(4))
        orders = [(second, first)]
        if language != "fr" and "." not in one.group(2):
            orders.append((first, second))
        yield one.span(), _only({valid(year, month, day) for month, day in orders})


def _month_year(text: str, today: date, language: str) -> Found:
    for one in _MONTH_YEAR.finditer(text):
        month = int(one.group(1))
        yield one.span(), valid(int(one.group(2)), month) if month else Misread.IMPOSSIBLE


def _apostrophe(text: str, today: date, language: str) -> Found:
    for one in _APOSTROPHE.finditer(text):
        year, month, day = (int(part or 0) for part in one.groups())
        yield one.span(), valid(full_year(year, today), month, day)


def _short(text: str, today: date, language: str) -> Found:
    for one in _SHORT.finditer(text):
        yield one.span(), _only(_three(one.groups(), today, language))


def _three(parts: tuple[str, ...], today: date, language: str) -> set[Day | Misread]:
    """What three short figures may mean: year first in Korea, Japan and China, day first in France."""
    first, second, third = (int(part) for part in parts)
    readings: set[Day | Misread] = set()
    if language != "fr" and len(parts[0]) == 2:
        readings.add(valid(full_year(first, today), second, third))
    if language not in ("ko", "ja", "zh") and len(parts[2]) == 2:
        readings.add(valid(full_year(third, today), second, first))
        if language != "fr":
            readings.add(valid(full_year(third, today), first, second))
    return readings


def _only(readings: set[Day | Misread]) -> Day | Misread:
    days = {day for day in readings if isinstance(day, Day) and day.month}
    if len(days) == 1:
        return days.pop()
    return Misread.AMBIGUOUS if days else Misread.IMPOSSIBLE


def _pair(text: str, today: date, language: str) -> Found:
    """25.3 is March 2025 where the year comes first; 3/2 could be anything."""
    for one in _PAIR.finditer(text):
        first, second = (int(part) for part in one.groups())
        month = 12 < first <= today.year % 100 and 1 <= second <= 12 and language in ("ko", "ja", "zh")
        yield one.span(), valid(2000 + first, second) if month else Misread.AMBIGUOUS
