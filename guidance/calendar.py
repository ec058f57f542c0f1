"""Korean days, and terms counted as the Korean Civil Act does (articles 157, 159-161). Pure.

The day on which a term starts is not counted. A term of years ends with the day that bears the same number, or with the
last day of the month where there is no such day; it ends with the end of its last day, which is 24:00 in Korea and not
the end of office hours. Where desks are concerned, a last day that is a Saturday, a Sunday or a public holiday moves to
the next working day, and what is told of a term is told in the morning. The only place that knows how far Korea is from
UTC.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Container
from dataclasses import dataclass
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


# ---- working days ---------------------------------------------------------------------------------------

_DAY = timedelta(days=1)
SATURDAY = 5
MORNING = time(9, tzinfo=KOREA)
"""When desks open: reminders and the like wait for it, so that somebody is there to read them."""


def morning_of(day: date) -> datetime:
    """When desks open on a Korean day, in UTC."""
    return datetime.combine(day, MORNING).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked: neither Saturdays nor Sundays nor those in `off`."""

    off: Container[date]

    def is_working(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.off

    def on_or_after(self, day: date) -> date:
        """This day, or the next one that is worked."""
        while not self.is_working(day):
            day += _DAY
        return day

    def working(self, start: date, count: int) -> date:
        """The `count`th working day after `start`, or before it where `count` is negative."""
        step = _DAY if count > 0 else -_DAY
        day, left = start, abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def last_day(self, start: date, kind: str, days: int, months: int = 0) -> date:
        """The last day of a term that starts on `start`. `kind`: `working` or `calendar`, of which `days` are."""
        whole = after(start, months=months)
        if kind == "working":
            return self.working(whole, days)
        return self.on_or_after(whole + days * _DAY)

    def between(self, kind: str, first: date, last: date) -> int:
        """How many days of this kind come after `first`, up to `last`."""
        if kind == "calendar":
            return max(0, (last - first).days)
        return sum(self.is_working(first + n * _DAY) for n in range(1, (last - first).days + 1))

    def next_morning(self, at: datetime) -> datetime:
        """The first opening of the desks at `at` or later, in UTC."""
        day = self.on_or_after(day_of(at))
        opens = morning_of(day)
        return opens if opens >= at else morning_of(self.on_or_after(day + _DAY))
