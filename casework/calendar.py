"""Working days in Korea, and the last day of a term: Korean calendar days, pure but for the calendar passed in.

A term is counted as the Civil Act has it (articles 157, 159-161): the day on which it starts is not counted, it ends
with the end of its last day, which is 24:00 in Korea and not the end of office hours, and a last day that is a
Saturday, a Sunday or a public holiday moves to the next working day. What is told of a term is told in the morning.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays

from guidance.calendar import KOREA, after, day_of

DAY = timedelta(days=1)
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
            day += DAY
        return day

    def working(self, start: date, count: int) -> date:
        """The `count`th working day after `start`, or before it where `count` is negative."""
        step = DAY if count > 0 else -DAY
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
        return self.on_or_after(whole + days * DAY)

    def between(self, kind: str, first: date, last: date) -> int:
        """How many days of this kind come after `first`, up to `last`."""
        if kind == "calendar":
            return max(0, (last - first).days)
        return sum(self.is_working(first + n * DAY) for n in range(1, (last - first).days + 1))

    def next_morning(self, at: datetime) -> datetime:
        """The first opening of the desks at `at` or later, in UTC."""
        day = self.on_or_after(day_of(at))
        opens = morning_of(day)
        return opens if opens >= at else morning_of(self.on_or_after(day + DAY))


@cache
def korea() -> Calendar:
    """Korea's: public holidays, those held instead of others, and election days, of any year."""
    return Calendar(holidays.country_holidays("KR"))
