"""How far Korea is from UTC is said once, and what follows from it is true at the edges of a day and of a year."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from guidance.calendar import day_of, end_of, korean_time, start_of

HOME = Path(__file__).parents[2]
ROOMS = ("app", "web", "bot", "casework", "storage", "dialogs", "guidance", "locales", "bench", "tools")
OFFSETS = ("Asia/Seoul", 540, 32_400, 32_400_000)
PRODUCTS = ("9 * 60", "9 * 3600", "9 * 60 * 60", "9 * 3600000", "9 * HOUR")


def says_it(node: ast.AST) -> bool:
    """`hours=9`, the zone, or nine hours in minutes, seconds or milliseconds."""
    match node:
        case ast.keyword(arg="hours", value=ast.Constant(value=9)):
            return True
        case ast.Constant(value=value):
            return value in OFFSETS or "+09:00" in str(value)
        case ast.BinOp():
            return ast.unparse(node) in PRODUCTS
    return False


def parsed(file: Path) -> ast.AST:
    return ast.parse(file.read_text("utf-8"))


def test_the_product_says_in_one_file_how_far_korea_is_from_utc() -> None:
    files = [file for room in ROOMS for file in (HOME / room).rglob("*.py")]
    found = {str(file.relative_to(HOME)) for file in files if any(map(says_it, ast.walk(parsed(file))))}
    assert found == {"guidance/calendar.py"}


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 12, 31, 14, 59, 59, 999_000, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 15, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2027, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=9))), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 10, 0, tzinfo=timezone(-timedelta(hours=5))), date(2027, 1, 1)),
    ],
)
def test_a_korean_day_is_that_of_the_moment_whatever_zone_it_was_said_in(at: datetime, day: date) -> None:
    assert day_of(at) == day


def test_a_korean_day_ends_with_its_last_millisecond() -> None:
    end = end_of(date(2026, 11, 24))
    assert (end, end.tzinfo) == (datetime(2026, 11, 24, 14, 59, 59, 999_000, tzinfo=UTC), UTC)
    assert day_of(end) == day_of(start_of(date(2026, 11, 24))) == date(2026, 11, 24)
    assert day_of(start_of(date(2026, 11, 24)) - timedelta(milliseconds=1)) == date(2026, 11, 23)
    assert day_of(end + timedelta(milliseconds=1)) == date(2026, 11, 25)


def test_the_clock_on_a_wall_in_korea() -> None:
    assert f"{korean_time(datetime(2026, 11, 24, 12, 5, tzinfo=UTC)):%Y-%m-%d %H:%M}" == "2026-11-24 21:05"
