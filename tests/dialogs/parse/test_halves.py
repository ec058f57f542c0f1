"""A number in two messages: the second half is seen where the first came before, and nothing else is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.events import Said
from dialogs.parse import BLACK, first_half, second_half
from tests.dialogs.person import MORNING, Person
from tests.dialogs.test_conversation import at, said

SEEN = [
    ("880714-", "1234567", BLACK),
    ("제 번호는 880714-", "1234567 입니다", f"{BLACK} 입니다"),
    ("８８０７１４－", "１２３４５６７", BLACK),
    ("880714 -", "- 1234567", f"- {BLACK}"),
    ("주민번호 앞자리 880714", "뒷자리 1234567", f"뒷자리 {BLACK}"),
    ("880714", "1234567", BLACK),
    ("19880714-", "1 2 3 4 5 6 7", BLACK),
    ("050505-", "3234567", BLACK),
    ("팔팔공칠일사-", "일이삼사오육칠", BLACK),
    ("880714-", "5234567", BLACK),
]
KEPT = [
    ("880714-", "3234567"),
    ("880714-", "1234567원"),
    ("880714-", "12345678"),
    ("880714-", "010-1234-5678"),
    ("240305", "3500000"),
    ("240305", "1500000 and some more"),
    ("2024-03-05", "1234567"),
    ("They came on 880714.", "1234567"),
    ("주문번호 880714-", "1234567"),
    ("PO880714-", "1234567"),
    ("991332-", "1234567"),
    ("", "1234567"),
    ("hello", "1234567"),
]


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize(("first", "second", "left"), SEEN)
def test_a_second_half_is_blacked_out(first: str, second: str, left: str) -> None:
    assert Said(MORNING, first).text == first
    assert second_half(second, first_half(first)).text == left


@pytest.mark.parametrize(("first", "second"), KEPT)
def test_what_is_no_second_half_is_kept(first: str, second: str) -> None:
    assert second_half(second, first_half(first)).text == second


def test_a_day_with_nothing_behind_it_makes_it_doubtful() -> None:
    assert second_half("1234567", first_half("880714")).doubtful
    assert not second_half("1234567", first_half("880714-")).doubtful


@given(st.dates(date(1930, 1, 1), date(2020, 1, 1)), st.text("0123456789", min_size=6, max_size=6))
def test_of_a_first_half_nothing_but_the_century_is_remembered(born: date, rest: str) -> None:
    expected = first_half(f"{born:%y%m%d}-")
    assert expected in ("1256", "3478", "12345678", "125634", "345678")
    first = "1" if born.year < 2000 else "3"
    assert second_half(first + rest, expected).text == BLACK


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_words_break_it(first: str, second: str) -> None:
    done = second_half(second, first_half(first))
    assert bool(done.kinds) == (done.text != second)


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("question", ["story", "counterpart_name"])
def test_the_conversation_joins_two_messages(question: str) -> None:
    person = at(question)
    person.types("mine is 880714-")
    person.types("/help")
    person.types("1234567, as you asked")
    assert "1234567" not in repr((person.session, person.effects, person.told))
    assert "blacked out" in said(person)
    assert person.told[0].erase


def test_a_plain_day_and_a_number_are_asked_about_and_a_sum_is_kept() -> None:
    person: Person = at("counterpart_name")
    person.types("880714")
    person.types("1234567")
    assert [each.key for each in person.told[0].choices] == ["number:own", "number:.0."]
    person.presses("number:.0.")
    person.types("1234567")
    assert "1234567" in repr(person.session)
