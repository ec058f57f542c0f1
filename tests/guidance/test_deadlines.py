"""From days to deadlines: certain or not, passed or not, and what a passed one leaves open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.calendar import after, ago, years_between
from guidance.deadlines import ages, starts
from guidance.guide import Deadline, Guide
from locales.text import Day
from tests.guidance import patterns as p
from tests.guidance.conftest import TODAY, Ask

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def clock(guide: Guide, id: str) -> Deadline:
    return next(one for one in guide.clocks if one.clock == id)


# ---- the calendar itself


@given(DAYS, st.integers(0, 30))
def test_a_period_of_years_ends_on_the_same_day_or_the_last_of_the_month(start: date, years: int) -> None:
    end = after(start, years=years)
    assert (end.year, end.month) == (start.year + years, start.month)
    assert end.day == start.day or (start.day == 29 and start.month == 2 and end.day == 28)


@given(DAYS, st.integers(0, 400))
def test_a_period_of_months_never_leaves_its_month(start: date, months: int) -> None:
    end = after(start, months=months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months


@given(DAYS, st.integers(0, 12), st.integers(0, 12))
def test_a_longer_period_never_ends_earlier(start: date, years: int, more: int) -> None:
    assert after(start, years=years) <= after(start, years=years + more)


@given(DAYS, DAYS, st.integers(0, 20))
def test_what_begins_later_never_ends_earlier(one: date, other: date, years: int) -> None:
    first, last = sorted((one, other))
    assert after(first, years=years) <= after(last, years=years)


@given(DAYS, DAYS)
def test_whole_years_between_are_the_most_that_fit(start: date, end: date) -> None:
    gone = years_between(start, end)
    assert after(start, years=gone) <= end < after(start, years=gone + 1)


@given(DAYS, st.integers(0, 1200))
def test_months_ago_and_back_is_never_later_than_today(today: date, months: int) -> None:
    assert after(ago(today, months).earliest(), months=months) <= today


def test_a_leap_day_and_seven_years() -> None:
    assert after(date(2024, 2, 29), years=7) == date(2031, 2, 28)
    assert after(date(2024, 2, 29), years=4) == date(2028, 2, 29)


def test_the_end_of_january_and_a_month() -> None:
    assert after(date(2026, 1, 31), months=1) == date(2026, 2, 28)


def test_a_period_past_the_end_of_time_is_the_end_of_time() -> None:
    assert after(date(9998, 1, 1), years=10) == date.max


# ---- the deadlines


def test_seven_years_run_from_the_end_of_the_deal(ask: Ask) -> None:
    guide = ask(**p.SUPPLIER, trade_end_date="2024-03-02")
    until = clock(guide, "kftc-misuse")
    assert until.closes == date(2031, 3, 2)
    assert until.days_left == (date(2031, 3, 2) - TODAY).days
    assert until.certain
    assert guide.routes[0].deadline == until


@pytest.mark.parametrize(("given_day", "closes"), [("2024-03", date(2031, 3, 1)), ("2024", date(2031, 1, 1))])
def test_a_month_or_a_year_is_read_carefully_and_is_not_certain(ask: Ask, given_day: str, closes: date) -> None:
    until = clock(ask(**p.SUPPLIER, trade_end_date=given_day), "kftc-misuse")
    assert until.closes == closes
    assert not until.certain


def test_without_a_date_the_clock_is_named_and_has_no_day(ask: Ask) -> None:
    until = clock(ask(**p.SUPPLIER), "kftc-misuse")
    assert (until.closes, until.days_left, until.certain) == (None, None, False)


def test_the_last_day_is_still_open_and_the_next_is_closed(ask: Ask) -> None:
    facts = {**p.SUPPLIER, "trade_end_date": "2019-11-24"}
    assert ask(date(2026, 11, 24), **facts).lead == "kftc"
    after_it = ask(date(2026, 11, 25), **facts)
    assert after_it.lead != "kftc"
    assert clock(after_it, "kftc-misuse").days_left == -1
    refused = {no.ministry: no for no in after_it.refused}["kftc"]
    assert refused.because == ("trade_end_date",)
    assert {route.ministry for route in after_it.routes} >= {"mss", "knpa"}, "and the doors that remain are shown"


def test_a_year_that_may_still_be_open_does_not_close_the_door(ask: Ask) -> None:
    assert ask(**p.SUPPLIER, trade_end_date="2019").lead == "kftc"
    assert ask(**p.SUPPLIER, trade_end_date="2018").lead != "kftc"


def test_years_since_stand_in_for_the_act_and_the_end_but_not_for_knowledge(ask: Ask) -> None:
    assert ask(**p.SUPPLIER, years_since=8).lead != "kftc"
    guide = ask(**p.SUPPLIER, years_since=6)
    assert guide.lead == "kftc"
    assert not clock(guide, "kftc-misuse").certain
    assert clock(ask(**p.RIVAL, years_since=6), "injunction-known").closes is None


def test_a_fraction_of_a_year_counts_in_months(ask: Ask) -> None:
    assert clock(ask(**p.SUPPLIER, years_since=1.5), "kftc-misuse").closes == after(TODAY, years=7, months=-18)


def test_a_date_given_wins_over_years_since(ask: Ask) -> None:
    assert clock(ask(**p.SUPPLIER, years_since=9, trade_end_date="2024-03-02"), "kftc-misuse").closes == date(
        2031, 3, 2
    )


def test_the_injunction_has_two_clocks_and_the_earlier_counts(ask: Ask) -> None:
    guide = ask(**p.RIVAL, known_date="2025-01-10", act_date="2019-05-01")
    court = next(route for route in guide.routes if route.ministry == "court")
    assert court.deadline is not None
    assert court.deadline.closes == date(2028, 1, 10)
    assert clock(guide, "injunction-act").closes == date(2029, 5, 1)


def test_the_trade_commission_shows_one_safe_year_and_closes_after_two(ask: Ask) -> None:
    within = ask(**p.IMPORTED, act_date="2025-09-01")
    assert within.lead == "motir"
    assert clock(within, "trade-commission").closes == date(2026, 9, 1)
    assert not clock(within, "trade-commission").certain
    assert ask(**p.IMPORTED, act_date="2024-09-01").lead != "motir"
    assert ask(**p.IMPORTED, act_date="2024-09-01", ongoing="yes").lead == "motir", "each import is an act of its own"


def test_a_holder_of_core_technology_must_report_today(ask: Ask) -> None:
    duty = clock(ask(**p.CORE_ABROAD), "core-duty")
    assert (duty.closes, duty.days_left, duty.certain) == (TODAY, 0, True)


def test_a_break_in_is_reported_within_a_day_and_its_passing_closes_nothing(ask: Ask) -> None:
    guide = ask(**p.HACKED, known_date="2026-11-20")
    assert clock(guide, "kisa-24h").closes == date(2026, 11, 21)
    assert clock(guide, "privacy-72h").closes == date(2026, 11, 23)
    assert "kisa" in guide.also


def test_a_shape_dies_three_years_after_it_was_made_and_is_never_certain(ask: Ask) -> None:
    guide = ask(**p.SHAPE, act_date="2022-01-01")
    assert not clock(guide, "shape").certain
    assert guide.lead == "moip"


@given(st.dates(date(2000, 1, 1), TODAY), st.sampled_from(["", "month", "year"]))
def test_a_less_exact_date_never_gives_a_later_deadline(day: date, exact: str) -> None:
    vague = {"": str(day), "month": str(day)[:7], "year": str(day)[:4]}[exact]
    begun = starts({"trade_end_date": vague}, frozenset(), TODAY)["trade_end_date"]
    assert begun.day.earliest() <= day <= begun.day.latest()
    assert begun.certain == (exact == "")


@given(st.dates(date(2000, 1, 1), TODAY), st.integers(0, 5000))
def test_an_age_never_shrinks_as_days_go_by(day: date, later: int) -> None:
    order = ["under_3", "3_to_7", "over_7"]
    begun = starts({"trade_end_date": str(day)}, frozenset(), TODAY)
    now, then = (ages(begun, today)["years_since_end"] for today in (TODAY, TODAY + timedelta(days=later)))
    assert order.index(now) <= order.index(then)


@given(st.dates(date(2000, 1, 1), TODAY))
def test_over_seven_years_is_the_same_as_closed(day: date) -> None:
    begun = starts({"trade_end_date": str(day)}, frozenset(), TODAY)
    assert (ages(begun, TODAY)["years_since_end"] == "over_7") == (after(day, years=7) < TODAY)


def test_a_year_on_both_sides_of_a_line_says_nothing() -> None:
    assert "years_since_end" not in ages(starts({"trade_end_date": "2019"}, frozenset(), TODAY), TODAY)


def test_days_are_read_as_written() -> None:
    assert Day.read("2024-02").latest() == date(2024, 2, 29)
