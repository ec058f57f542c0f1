"""Days as people say them: 작년 3월, 지난주, il y a trois mois, last March, 令和7年3月, 去年三月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dialogs.parse import date_words as words
from dialogs.parse.date_numbers import full_year, numeric, valid, western_years
from dialogs.parse.numbers import count
from dialogs.parse.text import Misread, plain
from locales.text import Day

_FOUR = re.compile(r"(?<!\d)(?:(?:19|20)\d\d)(?!\d)")
_TWO = re.compile(
    r"(?<!\d)'?(\d\d) ?"
    r"(?:년(?! ?(?:전|동안|간|째|차|이상|정도|넘|됐|되))|年(?= ?(?:1[0-2]|0?[1-9]|[一二三四五六七八九十]+)月))"
)

LONGEST_DAY = 400
"""Characters in which a day is looked for."""

Month = tuple[int, int, bool]
"""A month, its day or 0, and whether "last" was said before it."""


def read_day(text: str, today: date, language: str = "") -> Day | Misread:
    """The day, month or year that typed words mean on the day `today`, as precise as they are.

    Weeks give a month (that of their Monday), "two years ago" and seasons a year. `language` is the
    one the chat is in: it settles the order of figures (`12/03/2025` in French, `25.3` in Korean),
    which stay ambiguous without it.
    """
    folded = plain(text[: LONGEST_DAY + 1])
    if len(folded) > LONGEST_DAY:
        return Misread.SEVERAL  # a story, whose first day need not be the one that is meant
    typed = _spelled_out(western_years(folded))
    if problem := _unfit(typed, language):
        return problem
    dated, rest = numeric(typed, today, language)
    found = [*dated, *_said(_without_weekday(rest, dated, typed), today)]
    if not found and words.NOW.search(typed):
        return _on(today)
    day = _agree(found, today)
    return _on_weekday(day, typed) if isinstance(day, Day) and day.day else day


def _spelled_out(typed: str) -> str:
    """The text with `mar. 19 nov.` (a Tuesday in French) and `Mar '24` (a year) written whole."""
    whole = words.SHORT_WEEKDAY.sub(lambda found: words.FRENCH_WEEKDAYS[found[1]] + " ", typed)
    return words.SHORT_YEAR.sub(lambda found: f"{found[1]} 20{found[2]}", whole)


def _without_weekday(rest: str, dated: list[Day | Misread], typed: str) -> str:
    """What is left to be read: a weekday beside a whole date only says the same day once more."""
    whole = any(isinstance(day, Day) and day.day for day in dated) or words.DAY_OF_MONTH.search(rest)
    if not whole or words.WEEK.search(rest) or words.DAY.search(rest) or words.MONTH.search(rest):
        return rest
    return words.WEEKDAY.sub(lambda one: "\0" * len(one.group()), rest)


def _on_weekday(day: Day, typed: str) -> Day | Misread:
    """The day, unless another weekday stands beside it: one of the two is wrong, and nobody can say which."""
    named = {words.WEEKDAYS[one.group()] for one in words.WEEKDAY.finditer(typed)}
    return Misread.SEVERAL if named and date(day.year, day.month, day.day).weekday() not in named else day


def _unfit(typed: str, language: str) -> Misread | None:
    if words.VAGUE.search(typed):
        return Misread.UNCLEAR
    if words.UNNAMED_ERA.search(typed):
        return Misread.AMBIGUOUS
    if words.BETWEEN.search(typed):
        return Misread.SEVERAL
    if words.COMING.search(typed):
        return Misread.FUTURE
    return Misread.AMBIGUOUS if language == "ja" and "前年" in typed else None


def _agree(found: list[Day | Misread], today: date) -> Day | Misread:
    if not found:
        return Misread.UNCLEAR
    if len(set(found)) > 1:
        return Misread.SEVERAL
    only = found[0]
    if isinstance(only, Day) and only.earliest() > today:
        return Misread.FUTURE
    return only


class _Words:
    """Typed words of which each pattern takes its own away, so that none is read twice."""

    def __init__(self, text: str) -> None:
        self.left = text

    def take(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Every match, which is then blanked out."""
        found = list(pattern.finditer(self.left))
        self.left = pattern.sub(lambda one: "\0" * len(one.group()), self.left)
        return found


def _said(text: str, today: date) -> Iterator[Day | Misread]:
    """Every date said in words."""
    left = _Words(text)
    years: set[int] = set()
    yield from _ago(left, today, years)
    yield from _relative(left, today)
    seasons = left.take(words.LAST_SEASON)
    this_season = left.take(words.THIS_SEASON)
    years |= _years(left, today)
    months = set(_months(left, years, today))
    yield from _together(years, months, today)
    if not years and not months:
        yield from (_last_season(one, today) for one in seasons)
        yield from (_this_season(one, today) for one in this_season)


def _ago(left: _Words, today: date, years: set[int]) -> Iterator[Day]:
    """N days, weeks or months ago; N years ago only adds to `years`, for a month may be said with it."""
    for one in left.take(words.DAYS_AGO):
        yield _on(today - timedelta(words.KOREAN_DAYS[one["days"]]))
    for _half_year in left.take(words.HALF_YEAR):
        yield _month(today, -6)
    for one in left.take(words.AGO):
        language = next(name for name in ("ko", "en", "fr", "han") if one[name])
        n, unit = count(one[language]), words.UNITS[one[f"{language}_unit"]]
        half = one[f"{language}_half"]
        if unit == "year" and not half:
            years.add(today.year - n)
        elif half:
            yield (
                _month(today, -n * 12 - 6)
                if unit == "year"
                else _in_month(today, {"month": n * 30 + 15, "week": n * 7 + 3}.get(unit, n))
            )
        else:
            yield _back(today, n, unit)


def _back(today: date, n: int, unit: str) -> Day:
    if unit == "day":
        return _on(today - timedelta(n))
    return _week(today, -n) if unit == "week" else _month(today, -n)


def _in_month(today: date, days: int) -> Day:
    """The month that was so many days ago: a month and a half is not said to the day."""
    then = today - timedelta(days)
    return Day(then.year, then.month)


def _on(day: date) -> Day:
    return Day(day.year, day.month, day.day)


def _month(today: date, offset: int) -> Day:
    months = today.year * 12 + today.month - 1 + offset
    return Day(months // 12, months % 12 + 1)


def _monday(today: date, offset: int) -> date:
    return today - timedelta(today.weekday()) + timedelta(weeks=offset)


def _week(today: date, offset: int) -> Day:
    monday = _monday(today, offset)
    return Day(monday.year, monday.month)


# ---- 어제, 지난주 금요일, le mois dernier -----------------------------------------------------------------


def _relative(left: _Words, today: date) -> Iterator[Day | Misread]:
    for one in left.take(words.DAY):
        yield _on(today + timedelta(words.DAYS[one.group()]))
    for one in left.take(words.MONTH):
        month = _month(today, words.MONTHS[one["month"]])
        day = one["before"] or one["after"] or one["then"]
        yield valid(month.year, month.month, int(day)) if day else month
    yield from _weeks(left, today)


def _weeks(left: _Words, today: date) -> Iterator[Day]:
    """`上周五` begins with `上周`, so the week is looked for beside the weekday, not taken away first."""
    offsets = [words.WEEKS[one.group()] for one in words.WEEK.finditer(left.left)]
    weekdays = [words.WEEKDAYS[one.group()] for one in left.take(words.WEEKDAY)]
    left.take(words.WEEK)
    for weekday in weekdays:
        if offsets:
            yield _on(_monday(today, offsets[0]) + timedelta(weekday))
        else:
            yield _on(today - timedelta((today.weekday() - weekday - 1) % 7 + 1))
    if not weekdays:
        yield from (_week(today, offset) for offset in offsets)


# ---- years and months ---------------------------------------------------------------------------------


def _years(left: _Words, today: date) -> set[int]:
    said = {today.year + words.YEARS.get(one["word"] or "", 0) for one in left.take(words.YEAR)}
    four = {int(one.group()) for one in left.take(_FOUR)}
    return said | four | {full_year(int(one[1]), today) for one in left.take(_TWO)}


def _months(left: _Words, years: set[int], today: date) -> Iterator[Month]:
    """Every month said; the year of `3 Feb 25` goes to `years`."""
    for one in left.take(words.NAMED_MONTH):
        day = int(one["before"] or one["after"] or 0)
        if one["before"] and one["after"]:
            years.add(full_year(int(one["after"]), today))
        yield words.MONTH_NAMES[one["name"]], day, bool(one["last"] or one["dernier"])
    for one in left.take(words.COUNTED_MONTH):
        month = int(one["digits"]) if one["digits"] else words.HAN_MONTHS[one["han"]]
        yield month, count(one["after"]) if one["after"] else 0, bool(one["last"])


def _together(years: set[int], months: set[Month], today: date) -> Iterator[Day | Misread]:
    if len(years) > 1 or len(months) > 1:
        yield Misread.SEVERAL
    elif months:
        month, day, last = months.pop()
        yield valid(years.pop(), month, day) if years else _yearless(month, day, last, today)
    elif years:
        yield valid(years.pop())


def _yearless(month: int, day: int, last: bool, today: date) -> Day | Misread:
    """A month without a year: this year's if it has come, last year's if it was called the last."""
    this = valid(today.year, month, day)
    if isinstance(this, Misread):
        return this
    if this.latest() < today.replace(day=1) or (this.earliest() <= today and not last):
        return this
    return valid(today.year - 1, month, day) if last else Misread.AMBIGUOUS


# ---- seasons ------------------------------------------------------------------------------------------


def _last_season(one: re.Match[str], today: date) -> Day | Misread:
    """ "last spring" is clear while this year's is not over; 지난봄 and printemps dernier always are."""
    first = words.SEASONS[one["en"] or one["fr"] or one["ko"]]
    over = today.month >= first + 3
    if first == 12 or (over and one["en"]):
        return Misread.AMBIGUOUS
    return Day(today.year if over else today.year - 1)


def _this_season(one: re.Match[str], today: date) -> Day | Misread:
    return Day(today.year) if today.month >= words.SEASONS[one["season"]] else Misread.FUTURE
