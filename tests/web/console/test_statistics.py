"""Figures that give nobody away: an adversary who knows every total adds and subtracts, and learns nothing small."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.counters import count
from storage.timestamps import DAY, ms, now
from tests.web.console.bodies import Desk, Desks, desks
from tests.web.console.crowd import codes, copied, put
from tests.web.visitor import said
from web.console.disclosure import LEAST, SMALL, WITH, DisclosedCell, shares, total_of, veiled
from web.console.statistics_queries import StatisticsQueries, middles, months_to

__all__ = ["desks"]
Counts = st.lists(st.integers(0, 14), min_size=1, max_size=6).map(lambda n: {str(i): each for i, each in enumerate(n)})


def could_be(cells: tuple[DisclosedCell, ...], total: int) -> dict[str, set[int]]:
    """What each number below five could be, for somebody who knows the total and how numbers are hidden: every way is
    tried."""
    small = [cell for cell in cells if cell.hidden == SMALL]
    others = sum(cell.hidden == WITH for cell in cells)
    left = total - sum(cell.n for cell in cells if not cell.hidden)
    found: dict[str, set[int]] = {cell.name: set() for cell in small}
    for guess in product(range(1, LEAST), repeat=len(small)):
        rest = left - sum(guess)
        if rest == 0 if not others else rest >= LEAST * others:
            for cell, n in zip(small, guess, strict=True):
                found[cell.name].add(n)
    return found


@given(Counts)
def test_no_small_number_can_be_worked_out_from_the_rest_and_the_total(counts: dict[str, int]) -> None:
    cells = veiled(counts)
    for possible in could_be(cells, sum(counts.values())).values():
        assert possible == {1, 2, 3, 4}


@given(Counts)
def test_what_is_shown_is_true_and_nothing_small_is_in_what_is_kept(counts: dict[str, int]) -> None:
    for cell in veiled(counts):
        assert cell.hidden or cell.n == counts[cell.name]
        assert cell.n == 0 or cell.n >= LEAST
        assert not (cell.hidden and cell.n)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 9, "b": 8}, {}),
        ({"a": 9, "b": 8, "c": 3}, {"b": WITH, "c": SMALL}),
        ({"a": 9, "b": 0, "c": 0}, {}),
        ({"a": 1, "b": 1}, None),
        ({"a": 3}, None),
    ],
)
def test_others_are_hidden_with_a_small_number(counts: dict[str, int], hidden: dict[str, str] | None) -> None:
    cells = veiled(counts)
    assert cells == () if hidden is None else {cell.name: cell.hidden for cell in cells if cell.hidden} == hidden


@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 40), min_size=1))
def test_shares_are_of_five_or_more_and_rounded(counts: dict[str, int]) -> None:
    told = shares(counts)
    assert all(share % 5 == 0 for share in told.values())
    for name in told:
        together = sum(counts[each] for each in name.split("+"))
        assert together == 0 or together >= LEAST


def test_middles_need_enough_values() -> None:
    assert middles([1.0] * 19) == (None, None)
    assert middles([float(n) for n in range(1, 21)]) == (10.5, 18.0)


def test_months_are_those_of_korea() -> None:
    assert months_to(datetime(2026, 12, 31, 15, 0, tzinfo=UTC))[-1] == "2027-01"
    assert len(set(months_to(datetime(2026, 3, 1, tzinfo=UTC)))) == 12


def test_a_small_total_is_hidden_and_nought_is_none() -> None:
    assert total_of([2, 1]) == DisclosedCell("", 0, SMALL)
    assert total_of([]) == DisclosedCell("", 0)


# ---- the page -------------------------------------------------------------------------------------------


async def shown(desk: Desk) -> str:
    answer = await desk.client.get("/desk/statistics")
    assert answer.status_code == 200
    return answer.text


async def test_charts_are_svg_with_a_name_and_the_same_numbers_as_a_table(desks: Desks) -> None:
    await copied(desks.world.store, desks.receipt, codes(30), now())
    page = await shown(await desks.officer("kftc", role="lead"))
    assert "<script>" not in page
    assert " style=" not in page
    assert page.count('<svg class="chart" role="img"') == page.count("</desc>") >= 3
    assert page.count("As a table") >= 3
    assert "31" in said(page)


async def test_one_report_is_never_shown_as_one(desks: Desks) -> None:
    page = said(await shown(await desks.officer("", role="administrator")))
    assert "Too few to show without pointing at somebody." in page
    assert "<5" in page


@pytest.mark.parametrize(
    ("ministry", "role", "answer"),
    [("kftc", "officer", 404), ("kftc", "lead", 200), ("kftc", "auditor", 200), ("secretariat", "secretariat", 200)],
)
async def test_figures_are_for_leads_auditors_secretariat_and_administrators(
    desks: Desks, ministry: str, role: str, answer: int
) -> None:
    desk = await desks.officer(ministry, role=role)
    assert (await desk.client.get("/desk/statistics")).status_code == answer


async def test_a_lead_sees_the_own_desk_alone(desks: Desks) -> None:
    store = desks.world.store
    await copied(store, desks.receipt, codes(30), now())
    async with store.transaction() as tx:
        await count(tx, ("route", "nis:core", 77))
    own = said(await shown(await desks.officer("knpa", role="lead")))
    assert "31" not in own.replace("2026", "")
    assert "77" not in own
    assert "77" in said(await shown(await desks.officer("", role="administrator")))


async def test_the_time_to_the_first_action_and_outcomes_are_told_together(desks: Desks) -> None:
    new = codes(40)
    await copied(desks.world.store, desks.receipt, new, now() - timedelta(days=20))
    for number, code in enumerate(new):
        sent_at = ms(now() - timedelta(days=20)) + number
        over = {"open": False, "state": "closed", "reason": "mediated"} if number < 12 else {}
        await put(desks.world.store, code, "kftc", acted=sent_at + (number % 10) * DAY, **over)
    found = await StatisticsQueries(desks.world.store).figures("kftc", now())
    stands = {cell.name: cell for cell in found.stands}
    assert stands["closed:mediated"].n == 12
    assert found.half == 4.5
    assert sum(found.waits.values()) in range(90, 111)


async def test_figures_are_looked_up_once_a_minute(desks: Desks) -> None:
    shelf, at = StatisticsQueries(desks.world.store), now()
    first = await shelf.figures("kftc", at)
    await copied(desks.world.store, desks.receipt, codes(30), at)
    assert await shelf.figures("kftc", at + timedelta(seconds=59)) is first
    assert (await shelf.figures("kftc", at + timedelta(seconds=61))).total.n == 31
