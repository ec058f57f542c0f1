"""The budget lets through what it should, and says what it does not."""

from __future__ import annotations

import pytest

from tests.budget import BUDGET, TIMES, TOLD, complaint, dearest

MUCH = TIMES * BUDGET + 0.1


def test_three_times_the_budget_is_too_much_in_ci_alone() -> None:
    assert "CPU seconds" in complaint(MUCH, "", ci=True)
    assert complaint(MUCH, "", ci=False) == ""


@pytest.mark.parametrize("seconds", [0.0, BUDGET, TIMES * BUDGET])
def test_less_is_let_through(seconds: float) -> None:
    assert complaint(seconds, "", ci=True) == ""


def test_a_reason_lifts_the_budget() -> None:
    assert complaint(MUCH, "ten thousand acts", ci=True) == ""


def test_the_dearest_are_told_first_and_not_all_of_them() -> None:
    told = dearest([(float(n), f"test_{n}") for n in range(TOLD + 5)])
    assert len(told) == TOLD
    assert told[0].endswith(f"test_{TOLD + 4}")
