"""Business numbers, telephone numbers and e-mail addresses as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contact_readers import COUNTRIES, READERS, business_number, email, phone, phone_or_email
from dialogs.questionnaire import QUESTIONNAIRE
from locales.text import Raw, Text


@pytest.mark.parametrize(
    "typed", ["124-81-00998", "1248100998", "124 81 00998", "번호는 １２４-８１-００９９８ 입니다"]
)
def test_a_business_number_is_kept_in_its_usual_form(typed: str) -> None:
    assert business_number(typed) == "124-81-00998"


@pytest.mark.parametrize("typed", ["120-88-00767", "220-81-62517", "101-81-09147", "211-87-00620", "116-82-00276"])
def test_real_business_numbers_pass(typed: str) -> None:
    assert business_number(typed) == typed


@pytest.mark.parametrize("typed", ["124-81-00999", "12345", "", "없음", "000-00-00000", "010-1234-5678"])
def test_a_business_number_that_does_not_add_up_says_what_to_do(typed: str) -> None:
    assert isinstance(business_number(typed), Text)


@given(st.integers(0, 9))
def test_one_wrong_digit_is_always_noticed(wrong: int) -> None:
    right = "1248100998"
    for place in range(10):
        typed = right[:place] + str(wrong) + right[place + 1 :]
        assert isinstance(business_number(typed), Text) == (typed != right)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("010-1234-5678", "+82 10-1234-5678"),
        ("01012345678", "+82 10-1234-5678"),
        ("전화는 010 1234 5678 입니다", "+82 10-1234-5678"),
        ("０１０-１２３４-５６７８", "+82 10-1234-5678"),
        ("02-123-4567", "+82 2-123-4567"),
        ("+33 6 12 34 56 78", "+33 6 12 34 56 78"),
        ("+81 90-1234-5678", "+81 90-1234-5678"),
        ("+86 138 0013 8000", "+86 138 0013 8000"),
    ],
)
def test_a_telephone_number_is_kept_with_its_country(typed: str, kept: str) -> None:
    assert phone(typed) == kept
    assert phone_or_email(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("kim@Example.co.kr", "kim@example.co.kr"),
        ("kim@example.co.kr입니다", "kim@example.co.kr"),
        ("mail: kim@example.com.", "kim@example.com"),
        ("kim＠example.com", "kim@example.com"),
        ("김철수@example.com", "김철수@example.com"),
    ],
)
def test_an_address_is_kept_as_it_is_written_to(typed: str, kept: str) -> None:
    assert email(typed) == kept
    assert phone_or_email(typed) == kept


@pytest.mark.parametrize("typed", ["", "hello", "12", "kim@", "@", "kim@localhost", "880101-1234567", "a@b@c"])
def test_what_reaches_nobody_says_what_to_do(typed: str) -> None:
    for read in (phone, email, phone_or_email):
        assert isinstance(read(typed), Text)


def test_every_reader_that_a_question_names_is_there() -> None:
    assert {question.reads for question in QUESTIONNAIRE if question.kind.value == "text" and question.reads} <= {
        *READERS
    }


@given(st.text(max_size=200))
def test_no_text_breaks_a_reader(text: str) -> None:
    for read in READERS.values():
        for language in COUNTRIES:
            assert isinstance(read(text, language), str | Text)


@pytest.mark.parametrize(
    ("typed", "language", "read"),
    [
        ("03-1234-5678", "ja", "+81 3-1234-5678"),
        ("090-1234-5678", "ja", "+81 90-1234-5678"),
        ("010-1234-5678", "ja", "+82 10-1234-5678"),
        ("13800138000", "zh", "+86 138 0013 8000"),
        ("0912-345-678", "zh", "+886 912 345 678"),
        ("06.12.34.56.78", "fr", "+33 6 12 34 56 78"),
        ("010-1234-5678", "fr", "+82 10-1234-5678"),
        ("0033 6 12 34 56 78", "fr", "+33 6 12 34 56 78"),
        ("020 7946 0018", "en", "+44 20 7946 0018"),
    ],
)
def test_a_number_without_a_code_is_read_by_the_language_of_the_chat(typed: str, language: str, read: str) -> None:
    assert phone(typed, language) == read


@pytest.mark.parametrize(
    ("typed", "language", "numbers"),
    [
        ("010-1234-5678", "zh", {"+82 10-1234-5678", "+86 10 1234 5678"}),
        ("052-123-4567", "ja", {"+82 52-123-4567", "+81 52-123-4567"}),
    ],
)
def test_a_number_of_two_countries_is_asked_for_with_its_code(typed: str, language: str, numbers: set[str]) -> None:
    asked = phone(typed, language)
    assert isinstance(asked, Text)
    said = asked.params["numbers"]
    assert isinstance(said, tuple)
    assert {each.said for each in said if isinstance(each, Raw)} == numbers
    for number in numbers:
        assert phone(number, language) == number


@pytest.mark.parametrize("typed", ["010-1234-567", "010-1234-56789", "010-123-4567"])
def test_a_korean_mobile_number_that_is_cut_short_is_asked_for(typed: str) -> None:
    assert isinstance(phone(typed, "ko"), Text)
