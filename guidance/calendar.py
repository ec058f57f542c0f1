"""Counting periods as the Korean Civil Act does: the first day is left out, and a period of years ends with the day
that bears the same number, or with the last day of the month where there is no such day (articles 157, 160)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache

from locales.text import Day


@lru_cache(maxsize=65536)
def after(start: date, years: int = 0, months: int = 0, days: int = 0) -> date:
    """The last day of a period of `years`, `months` and `days` that runs from `start`. Never past the year 9999."""
    month_count = start.year * 12 + start.month - 1 + years * 12 + months
    year, month = divmod(month_count, 12)
    if year > 9998:
        return date.max
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)) + timedelta(days=days)


def ago(today: date, months: int) -> Day:
    """The day `months` months before `today`."""
    return _day(after(today, months=-months))


def _day(day: date) -> Day:
    return Day(day.year, day.month, day.day)


def years_between(start: date, end: date) -> int:
    """Whole years gone by from `start` to `end`; negative when `end` is earlier."""
    gone = end.year - start.year
    return gone if after(start, years=gone) <= end else gone - 1


KOREA = timedelta(hours=9)
"""Deadlines and typed days are Korean days; Korea has no summer time."""


def day_of(at: datetime) -> date:
    """The Korean calendar day of a moment in UTC."""
    return (at + KOREA).date()
