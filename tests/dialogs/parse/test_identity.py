"""Numbers of persons and of cards, in all forms that people type; and all the numbers that are none."""

from __future__ import annotations

import json
import re
import statistics
import time
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import ean, luhn
from stdnum.cn import ric
from stdnum.fr import nir
from stdnum.jp import in_
from stdnum.kr import rrn

from dialogs.parse import BLACK, LONGEST, blacked_out, called_other, check_digits, doubts_in, without_sure
from dialogs.parse.figures import figures, holds
from dialogs.parse.number_words import CALLED, OTHER
from tests.numbers import NUMBERS, needles

ROWS = [
    json.loads(line) for line in (Path(__file__).parents[2] / "data" / "identity.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_what_people_typed_is_blacked_out_or_kept(row: dict[str, str]) -> None:
    done = blacked_out(row["input"])
    if row["expected"] == "keep":
        assert done.text == row["input"]
        assert not done.kinds
    else:
        assert done.kinds
        assert BLACK in done.text
        assert not re.search(r"\d", done.text)


WORDS_KEPT = [
    ("제 주민번호는 880101-1234567입니다", "제 주민번호는 ■■■입니다"),
    ("생년월일 880101 뒷자리 1234567 입니다", "생년월일 ■■■ 입니다"),
    ("앞 880101, 뒤 1234567", "앞 ■■■"),
    ("카드 4111-1111-1111-1111 로 냈어요", "카드 ■■■ 로 냈어요"),
    ("880101-1234567, 4111111111111111", "■■■, ■■■"),
    ("여권(M123A4567)을 냈다", "여권(■■■)을 냈다"),
    ("팔팔공일공일 일이삼사오육칠이에요", "■■■이에요"),
    ("My SSN is 123-45-6789.", "My SSN is ■■■."),
    ("Die Rechnung 2024 über 5 Stück", "Die Rechnung 2024 über 5 Stück"),
]


@pytest.mark.parametrize(("typed", "kept"), WORDS_KEPT)
def test_only_the_number_goes(typed: str, kept: str) -> None:
    assert blacked_out(typed).text == kept


RESIDENT = [
    "880101-1234567",
    "8801011234568",
    "８８０１０１－１２３４５６７",
    "880101 - 1234567",
    "880101\u200b-\u200b1234567",
    "880101\u202e-\u202c1234567",
    "88.01.01-1234567",
    "880101–1234567",
    "880101ㅡ1234567",
    "8 8 0 1 0 1 - 1 2 3 4 5 6 7",
    "٨٨٠١٠١-١٢٣٤٥٦٧",
    "88010①-①234567",
    "880101-5234567",
    "050505-3234567",
    "050505-7234567",
    "880101-\n1234567",
    "880714-1 234567",
    "880714(1234567)",
    "880714, 1234567",
    "880714*1234567",
    "880714_1234567",
    "880714 - - 1234567",
    "주민 880714 뒤 1234567",
    "八八〇七一四 一二三四五六七",
    "19880714-1234567",
    "88공101-1234567",
    "1.880101-1234567",
    "- 880101-1234567",
    "주민번호880101-1234567입니다",
    "RRN880101-1234567",
    "RRN: 880101 dash 1234567",
    "주민번호 88년01월01일 그다음 1234567",
    "주민등록번호 앞자리는 880101이고 뒷자리는 1234567입니다",
]


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("typed", RESIDENT)
def test_a_resident_number_is_seen_in_every_disguise(typed: str) -> None:
    done = blacked_out(typed)
    assert done.kinds == {"resident"}
    assert "4567" not in done.text
    assert not done.doubtful


KEPT = [
    "010-1234-5678",
    "+82 10 1234 5678",
    "124-81-00998",
    "1248100998",
    "2025-03-02",
    "20250302",
    "880101",
    "생년월일 1988년 1월 1일",
    "130111-0006246",
    "991332-1234567",
    "880101-9234567",
    "880101-0234567",
    "350,000,000",
    "240305 1500000원",
    "1234567890123",
    "12345678901234567890",
    "2025-03-02 14:30:15",
    "IMG_20240305_143012.jpg",
    "KakaoTalk_20240305_143012345.jpg",
    "SM-7K2M-9QXB-4",
    "02-123-4567",
    "특허 10-2023-0123456",
    "법인등록번호는 110111-3456789",
    "법인 등록번호: 110111-3456789",
    "SIREN 732 829 320, SIRET 732 829 320 00074",
    "IMEI 356938035643809",
    "일련번호 A123456789",
    "운송장 4111111111111111",
    "바코드 4901234567894",
    "2024. 3. 5. 14:30 ~ 2024. 3. 6. 11:20",
    "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
    "",
    "도면 3장",
    "생년월일 880101, 계좌 1234567",
    "계약번호 2024-03-05-1234567",
    "tracking 1Z999AA10123456784",
    "농협 301-1234-5678-91",
    "일시 2024-03-05 14:30:12.123456",
    "주문번호 M12345678, order no. M123A4567",
    "모델 S12345678",
    "기타번호 8801011234567",
    "送り状 1234 5678 9018",
    "SKU A123456789",
    "case 11-22-123456-78",
    "계좌 11-22-123456-78",
    "EAN 4006381333931",
    "KR IBAN 없음, 신한은행 110-123-456789",
    "2024-03-05T14:30:12+09:00",
    "20240305143012",
    "+82-2-1234-5678, 1588-1234, 070-1234-5678",
    "사업자등록번호 124-81-00998, 통신판매업 2024-서울강남-01234",
]


@pytest.mark.parametrize("typed", KEPT)
def test_other_numbers_are_kept(typed: str) -> None:
    assert blacked_out(typed).text == typed


def test_what_could_be_either_is_blacked_out_and_said_to_be_doubtful() -> None:
    both = next(
        f"{twelve}{check}"
        for twelve in (f"8801011{serial:05d}" for serial in range(10_000))
        if (check := rrn.calc_check_digit(twelve)) == ean.calc_check_digit(twelve)
    )
    assert blacked_out(f"가나 {both}").doubtful
    assert blacked_out("8801011234567").doubtful
    assert not blacked_out(f"주민번호 {both}").doubtful
    assert blacked_out(f"바코드 {both}").text == f"바코드 {both}"


EITHER = ["8801011234567", "M12345678", "M123A4567", "11-22-123456-78", "1234 5678 9018", "A123456789",
          "240305-3123456", "2403051234567", "4111111111111111", "240305-1234567"]  # fmt: skip


@pytest.mark.parametrize("number", EITHER)
def test_what_is_called_another_number_is_kept_from_then_on(number: str) -> None:
    typed = f"see {number}, and 880101-1234567"
    assert blacked_out(typed).doubtful
    assert doubts_in(typed) == (number,)
    assert without_sure(typed) == f"see {number}, and ■■■"
    for language, called in CALLED.items():
        said = called_other(typed, language)
        assert said == f"see {called} {number}, and 880101-1234567"
        assert blacked_out(said).text == f"see {called} {number}, and ■■■"
        assert not blacked_out(said).doubtful


def test_a_company_registration_number_is_no_resident_number() -> None:
    def company(twelve: str) -> str:
        total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(twelve))
        return f"{twelve[:6]}-{twelve[6:]}{-total % 10}"

    done = [blacked_out(company(f"110111{serial:06d}")) for serial in range(300_000, 300_400)]
    assert sum(bool(each.kinds) for each in done) <= 60
    assert all(each.doubtful for each in done if each.kinds)


@given(
    st.dates(min_value=date(1930, 1, 1), max_value=date(2020, 9, 30)),
    st.integers(0, 99999),
    st.integers(0, 3),
)
def test_every_valid_resident_number_is_seen(born: date, serial: int, kind: int) -> None:
    century = (1 if born.year < 2000 else 3) + kind % 2 + (4 if kind > 1 else 0)
    twelve = f"{born:%y%m%d}{century}{serial:05d}"
    number = twelve + rrn.calc_check_digit(twelve + "0")
    assert blacked_out(number).text == BLACK
    assert blacked_out(f"{number[:6]}-{number[6:]}").text == BLACK


@given(st.sampled_from("45"), st.text("0123456789", min_size=14, max_size=14))
def test_every_card_number_is_seen(first: str, rest: str) -> None:
    number = first + rest
    number += luhn.calc_check_digit(number)
    assert blacked_out(number).text == BLACK
    written = f"card: {number[:4]} {number[4:8]} {number[8:12]} {number[12:]}"
    assert blacked_out(written).text == f"card: {BLACK}"
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert "card" not in blacked_out(wrong).kinds


# ---- in any words -----------------------------------------------------------------------------------------

LETTERS = (
    "가나다라마바사아자차카타파하회사에서보낸메일とのことです他社的人说他们 abcdefghijklmnopqrstuvwxyzéàç.,!?()「」"
)
AROUND = st.text(LETTERS, max_size=40)


@pytest.mark.attack("security-B12")
@given(AROUND, st.sampled_from(sorted(NUMBERS)), AROUND)
def test_a_number_in_any_words_is_blacked_out_and_the_words_stay(before: str, kind: str, after: str) -> None:
    assume(not OTHER.search(f"{before} "))
    number = NUMBERS[kind]
    done = blacked_out(f"{before} {number} {after}")
    assert not any(needle in done.text for needle in needles(number))
    assert done.text.startswith(f"{before} ")
    assert done.text.endswith(f" {after}")


@given(st.text(max_size=200))
def test_what_was_blacked_out_once_is_not_blacked_out_again(text: str) -> None:
    once = blacked_out(text).text
    assert blacked_out(once).text == once


def test_nothing_is_kept_where_nothing_but_numbers_was_said() -> None:
    assert blacked_out("880101-1234567, 4111111111111111!").kept == ""
    assert blacked_out("김 880101-1234567").kept == "김 ■■■"
    assert blacked_out("■■■ 김").kept == "■■■ 김"


@given(st.text(alphabet="0123456789- .AMX()뒤공일이삼", max_size=60))
def test_no_row_of_figures_breaks_it(text: str) -> None:
    done = blacked_out(text)
    assert bool(done.kinds) == (done.text != text)


HOSTILE = {
    "digits": "1234567890",
    "apart": "1 2 ",
    "fours": "4 5 ",
    "pairs": "12 31 ",
    "days": "880101 - ",
    "almost": "880101-123456 ",
    "residents": "880101-1234567 ",
    "cards": "4111 ",
    "spelled": "팔팔공일공일 ",
    "between": "880101 " + " 뒤" * 20,
    "marks": "\u200b\u0301",
    "jamo": "\u1111\u1161\u11af",
    "licences": "11-22-123456-",
    "passports": "여권 M1234567",
    "taiwan": "A123456788 ",
    "signs": "-._*()",
    "wide": "\ufdfa",
    "named": "생년월일 880101 가 ",
}


PLAIN = "거래처가 2025년 3월에 도면 12장을 요구했습니다. They copied 7 of our drawings in May 2025, 350,000,000 won. "
NASTY = {
    "digits": "1234567890",
    "blanks": " ",
    "wide": "１２３４５６７８９０",
    "wide letters": "ＡＢＣ　",
    "combining": "1\u0301",
    "marks": "a\u0301\u0302",
    "signs": "\ufdfa",
    "signs and digits": "\ufdfa1234567",
}
"""What is not to cost more than five times a plain text."""
GROWN = 20_000
"""Signs of the shorter text."""


def cost(pattern: str, length: int) -> float:
    """CPU seconds of this thread, the median of five."""
    text, spent = (pattern * length)[:length], []
    for _ in range(5):
        before = time.thread_time()
        blacked_out(text)
        spent.append(time.thread_time() - before)
    return statistics.median(spent)


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("kind", HOSTILE)
def test_double_the_text_costs_at_most_two_and_a_half_times_as_much(kind: str) -> None:
    grown = (cost(HOSTILE[kind], 2 * GROWN) / max(cost(HOSTILE[kind], GROWN), 1e-4) for _try in range(3))
    assert any(each <= 2.5 for each in grown)


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("kind", NASTY)
def test_a_nasty_text_costs_at_most_five_times_a_plain_one(kind: str) -> None:
    dearer = (cost(NASTY[kind], GROWN) / cost(PLAIN, GROWN) for _try in range(3))
    assert any(each <= 5 for each in dearer)


def test_the_largest_text_is_looked_through_in_seconds() -> None:
    assert max(cost(pattern, 100_000) for pattern in (PLAIN, HOSTILE["residents"])) < 4.0


def test_random_input_is_bounded_too() -> None:
    chance = Random(7)
    alphabet = "0123456789" * 4 + "-. \n뒤팔공일AMx\u200b여권카드"
    before = time.process_time()
    for _ in range(5):
        blacked_out("".join(chance.choices(alphabet, k=LONGEST)))
    assert time.process_time() - before < 3.0


def test_the_quick_look_misses_no_digit_of_any_script() -> None:
    missed = [
        letter
        for letter in map(chr, range(0x20000))
        if re.search("[0-9]", figures(letter).text) and not holds(letter, 1)
    ]
    assert missed == []


# ---- check digits -----------------------------------------------------------------------------------------

TWELVE = st.text("0123456789", min_size=12, max_size=12)


@given(TWELVE, st.text("0123456789", min_size=1, max_size=1))
def test_check_digits_are_those_of_stdnum(twelve: str, last: str) -> None:
    thirteen = twelve + last
    assert check_digits.is_resident(thirteen) == (rrn.calc_check_digit(thirteen) == last)
    assert check_digits.is_barcode(thirteen) == (ean.calc_check_digit(twelve) == last)
    assert check_digits.is_luhn(thirteen) == luhn.is_valid(thirteen)
    assert check_digits.is_japanese(twelve) == (in_.calc_check_digit(twelve[:11]) == twelve[11])


@given(st.text("0123456789", min_size=17, max_size=17), st.sampled_from("0123456789X"))
def test_the_check_sign_of_chinese_ids_is_that_of_stdnum(seventeen: str, last: str) -> None:
    assert check_digits.is_chinese(seventeen + last) == (ric.calc_check_digit(seventeen + last) == last)


@given(st.text("0123456789", min_size=13, max_size=13), st.integers(1, 97))
def test_the_key_of_french_numbers_is_that_of_stdnum(thirteen: str, key: int) -> None:
    number = f"{thirteen}{key:02d}"
    assert check_digits.is_french(number) == (nir.calc_check_digits(number) == number[13:])


@pytest.mark.parametrize(("number", "right"), [("A123456789", True), ("F131104093", True), ("A123456788", False)])
def test_the_check_digit_of_taiwan(number: str, right: bool) -> None:
    assert check_digits.is_taiwanese(number) is right
