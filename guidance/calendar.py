"""Korean days, and periods counted as the Korean Civil Act does: the first day is left out, and a period of years ends
with the day that bears the same number, or with the last day of the month where there is no such day (articles 157,
160). The only place that knows how far Korea is from UTC."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone
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
    return Day.of(after(today, months=-months))


def years_between(start: date, end: date) -> int:
    """Whole years gone by from `start` to `end`; negative when `end` is earlier."""
    gone = end.year - start.year
    return gone if after(start, years=gone) <= end else gone - 1


KOREA = timezone(timedelta(hours=9))
"""Deadlines and typed days are Korean days; Korea has no summer time."""


def korean_time(at: datetime) -> datetime:
    """What the clock on a wall in Korea says at an aware moment."""
    return at.astimezone(KOREA)


def day_of(at: datetime) -> date:
    """The Korean calendar day of an aware moment."""
    return korean_time(at).date()


def start_of(day: date) -> datetime:
    """The first moment of a Korean day, in UTC."""
    return datetime.combine(day, time(tzinfo=KOREA)).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The last millisecond of a Korean day, in UTC."""
    return start_of(day + timedelta(1)) - timedelta(milliseconds=1)
