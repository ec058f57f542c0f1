"""From the day it happened, was known and ended to the day a door closes, on a given day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from guidance.calendar import after, ago, years_between
from guidance.guide import Deadline, Value
from guidance.records.knowledge import Period
from locales.text import Day

SECRETS_COVERED_SINCE = date(2018, 12, 13)
"""Infringements before this day are outside the SME Technology Act's report (law of 29 September 2026, art. 8-2)."""


@dataclass(frozen=True, slots=True)
class Start:
    """The day a period runs from: `certain` when it was given to the day and contradicts nothing."""

    day: Day
    certain: bool


Starts = Mapping[str, Start]


def starts(values: Mapping[str, Value], doubtful: frozenset[str], today: date) -> dict[str, Start]:
    """The days that are known. `years_since` stands in for the act and the end of trade, never for knowledge."""
    found: dict[str, Start] = {}
    since = values.get("years_since")
    if since is not None:
        day = ago(today, _months(since))
        found = {fact: Start(day, False) for fact in ("act_date", "trade_end_date")}
    for fact in ("act_date", "known_date", "trade_end_date"):
        given = values.get(fact)
        if isinstance(given, str):
            day = _read(given)
            found[fact] = Start(day, bool(day.day) and fact not in doubtful)
    if "trade_end_date" not in values and "trade_end_date" in found and "act_date" in values:
        del found["trade_end_date"]
    return found


_read = lru_cache(maxsize=16384)(Day.read)


def _months(since: Value) -> int:
    if isinstance(since, int):
        return since * 12
    return int(since.rstrip("m")) if isinstance(since, str) else 0


def deadline(clock: Period, begun: Starts, today: date) -> Deadline:
    """When the period of `clock` runs out; `closes` is None when its first day is not known."""
    if clock.runs_from == "now":
        return Deadline(clock.id, _end(clock, today), 0, clock.basis, not clock.origin.verify)
    start = begun.get(clock.runs_from)
    if start is None:
        return _at_the_earliest(clock, begun, today)
    closes = _end(clock, start.day.earliest())
    certain = start.certain and not clock.origin.verify and not clock.outer_years
    return Deadline(clock.id, closes, (closes - today).days, clock.basis, certain)


def _at_the_earliest(clock: Period, begun: Starts, today: date) -> Deadline:
    """Nobody knows of an act before it happens: while that reading lies ahead, it is the careful one."""
    act = begun.get("act_date")
    if clock.runs_from == "known_date" and act:
        closes = _end(clock, act.day.earliest())
        if closes >= today:
            return Deadline(clock.id, closes, (closes - today).days, clock.basis, False)
    return Deadline(clock.id, None, None, clock.basis, False)


def _end(clock: Period, start: date) -> date:
    return after(start, clock.years, clock.months, clock.days)


def ran_out(clock: Period, begun: Starts, today: date, ongoing: bool) -> bool:
    """Whether the door is shut on every reading: the latest day meant, the longer of two periods believed."""
    start = begun.get(clock.runs_from)
    if start is None or (clock.renews and ongoing):
        return False
    years = max(clock.years, clock.outer_years)
    return after(start.day.latest(), years, clock.months, clock.days) < today


def ages(begun: Starts, today: date) -> dict[str, str]:
    """The derived facts that conditions may name; a date that may lie on both sides of a line says nothing."""
    derived: dict[str, str] = {}
    for fact, name, lines in _LINES:
        start = begun.get(fact)
        band = _band(start.day, today, lines) if start else None
        if band:
            derived[name] = band
    act = begun.get("act_date")
    if act and act.day.latest() < SECRETS_COVERED_SINCE:
        derived["act_before_2018_12_13"] = "yes"
    elif act and act.day.earliest() >= SECRETS_COVERED_SINCE:
        derived["act_before_2018_12_13"] = "no"
    return derived


_LINES: tuple[tuple[str, str, tuple[tuple[int, str], ...]], ...] = (
    ("trade_end_date", "years_since_end", ((3, "under_3"), (7, "3_to_7"), (999, "over_7"))),
    ("known_date", "years_since_known", ((3, "under_3"), (999, "over_3"))),
    ("act_date", "years_since_act", ((3, "under_3"), (10, "3_to_10"), (999, "over_10"))),
)


def _band(day: Day, today: date, lines: tuple[tuple[int, str], ...]) -> str | None:
    first, last = (_which(start, today, lines) for start in (day.earliest(), day.latest()))
    return first if first == last else None


def _which(start: date, today: date, lines: tuple[tuple[int, str], ...]) -> str:
    gone = years_between(start, today - timedelta(days=1))
    return next((name for years, name in lines if gone < years), lines[-1][1])
