"""Working days in Korea as they fell and will fall: holidays, those held instead of others, elections, long months."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.public_holidays import korea
from guidance.calendar import Calendar, day_of, end_of, morning_of

CALENDAR = korea()


@pytest.mark.parametrize(
    "day",
    [
        *(date(2026, 2, 16), date(2026, 2, 17), date(2026, 2, 18)),  # Seollal
        date(2026, 3, 2),  # 1 March was a Sunday
        date(2026, 5, 25),  # Buddha's birthday was a Sunday
        date(2026, 6, 3),  # local elections
        *(date(2026, 9, 24), date(2026, 9, 25)),  # Chuseok, whose third day is a Saturday
        date(2026, 10, 5),  # 3 October was a Saturday
        *(date(2027, 2, 8), date(2027, 2, 9)),  # Seollal on a Sunday
        *(date(2027, 9, 14), date(2027, 9, 15), date(2027, 9, 16)),  # Chuseok
        date(2027, 12, 27),  # Christmas was a Saturday
        *(date(2026, 11, 28), date(2026, 11, 29)),  # a weekend
    ],
)
def test_nobody_works_on_a_holiday_or_what_is_held_instead(day: date) -> None:
    assert not CALENDAR.is_working(day)


@pytest.mark.parametrize("day", [date(2026, 2, 19), date(2026, 9, 28), date(2027, 2, 10), date(2026, 11, 24)])
def test_the_days_around_them_are_worked(day: date) -> None:
    assert CALENDAR.is_working(day)


def test_the_first_day_is_not_counted() -> None:
    assert CALENDAR.last_day(date(2026, 11, 24), "working", 2) == date(2026, 11, 26)
    assert CALENDAR.last_day(date(2026, 11, 24), "calendar", 2) == date(2026, 11, 26)


def test_two_working_days_before_seollal_end_after_it() -> None:
    assert CALENDAR.last_day(date(2026, 2, 13), "working", 2) == date(2026, 2, 20)


def test_two_working_days_over_chuseok_and_a_weekend() -> None:
    assert CALENDAR.last_day(date(2026, 9, 23), "working", 2) == date(2026, 9, 29)
    assert CALENDAR.last_day(date(2027, 9, 13), "working", 1) == date(2027, 9, 17)


def test_working_days_cross_the_year() -> None:
    assert CALENDAR.last_day(date(2026, 12, 30), "working", 2) == date(2027, 1, 4)


def test_what_starts_on_a_day_off_is_counted_from_the_next_working_day() -> None:
    assert CALENDAR.last_day(date(2026, 11, 28), "working", 1) == date(2026, 11, 30)


def test_a_calendar_term_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    assert CALENDAR.last_day(date(2026, 2, 6), "calendar", 10) == date(2026, 2, 19)
    assert CALENDAR.last_day(date(2026, 12, 22), "calendar", 10) == date(2027, 1, 4)


def test_months_end_on_the_last_day_where_their_own_is_missing() -> None:
    assert CALENDAR.last_day(date(2027, 8, 31), "calendar", 0, 6) == date(2028, 2, 29)  # a leap year
    assert CALENDAR.last_day(date(2026, 8, 31), "calendar", 0, 6) == date(2027, 3, 2)  # a Sunday, then a holiday


def test_thirty_days_over_a_leap_day() -> None:
    assert CALENDAR.last_day(date(2028, 2, 1), "calendar", 30) == date(2028, 3, 2)
    assert CALENDAR.last_day(date(2027, 2, 1), "calendar", 30) == date(2027, 3, 3)


def test_counting_back_is_counting_forth_turned_round() -> None:
    for start in (date(2026, 2, 13), date(2026, 9, 23), date(2026, 12, 31)):
        for count in range(1, 40):
            last = CALENDAR.working(start, count)
            assert CALENDAR.between("working", start, last) == count
            assert CALENDAR.working(last, -count) == CALENDAR.working(CALENDAR.working(start, 1), -1)


def test_days_between_are_none_within_a_day() -> None:
    today = date(2026, 11, 24)
    assert [CALENDAR.between(kind, today, today) for kind in ("working", "calendar")] == [0, 0]
    assert [CALENDAR.between(kind, today, today + timedelta(7)) for kind in ("working", "calendar")] == [5, 7]


def test_a_day_is_korean_and_ends_at_midnight_there() -> None:
    assert day_of(datetime(2026, 11, 24, 14, 59, 59, tzinfo=UTC)) == date(2026, 11, 24)
    assert day_of(datetime(2026, 11, 24, 15, 0, tzinfo=UTC)) == date(2026, 11, 25)
    assert end_of(date(2026, 11, 24)) == datetime(2026, 11, 24, 14, 59, 59, 999_000, tzinfo=UTC)
    assert morning_of(date(2026, 11, 24)) == datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


def test_the_next_morning_is_one_on_which_desks_open() -> None:
    friday_night = end_of(date(2026, 2, 13))
    assert CALENDAR.next_morning(friday_night) == morning_of(date(2026, 2, 19))
    early = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)  # eight o'clock on the 24th
    assert CALENDAR.next_morning(early) == morning_of(date(2026, 11, 24))
    assert CALENDAR.next_morning(morning_of(date(2026, 11, 24))) == morning_of(date(2026, 11, 24))


def test_without_holidays_only_weekends_are_off() -> None:
    plain = Calendar(frozenset())
    assert plain.last_day(date(2026, 12, 24), "working", 1) == date(2026, 12, 25)
    assert plain.on_or_after(date(2026, 12, 26)) == date(2026, 12, 28)
