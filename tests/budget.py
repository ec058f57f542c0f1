"""What a test may cost: CPU seconds of its worker, because wall time says more of the machine than of the test.

The dearest are told after every run. In CI a test that takes more than `TIMES` the budget fails, unless it is marked
`@pytest.mark.slow("why")`. Sessions' and modules' fixtures are not counted: they belong to no test.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator

import pytest

BUDGET = 4.0
"""CPU seconds that a test should stay under."""
TIMES = 3
"""How many times the budget is too much, even on a machine that is busy with other things."""
TOLD = 12
"""How many of the dearest tests are told."""

_KEY = "cpu"
_costs: list[tuple[float, str]] = []


def complaint(seconds: float, why: str, ci: bool) -> str:
    """What is wrong with a test that took so long; empty when nothing is. `why`: the reason of its mark, if any."""
    if not ci or why or seconds <= TIMES * BUDGET:
        return ""
    return f'took {seconds:.1f} CPU seconds of {BUDGET}: make it cheaper, or mark it @pytest.mark.slow("why")'


def dearest(costs: list[tuple[float, str]]) -> list[str]:
    """Lines about the dearest tests, the dearest first."""
    return [f"{seconds:6.2f}  {name}" for seconds, name in sorted(costs, reverse=True)[:TOLD]]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that was too dear; note the cost of every other one."""
    before = time.process_time()
    result = yield
    seconds = time.process_time() - before
    mark = item.get_closest_marker("slow")
    why = str(mark.args[0]) if mark else ""
    item.user_properties.append((_KEY, f"{seconds:.3f}"))
    if told := complaint(seconds, why, bool(os.environ.get("CI"))):
        pytest.fail(told, pytrace=False)
    return result


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Collect the costs, in the process that hears of all workers."""
    if report.when == "call":
        _costs.extend((float(str(value)), report.nodeid) for name, value in report.user_properties if name == _KEY)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the dearest tests."""
    if _costs:
        terminalreporter.section(f"CPU seconds of the dearest tests (budget: {BUDGET})")
        terminalreporter.write_line("\n".join(dearest(_costs)))
