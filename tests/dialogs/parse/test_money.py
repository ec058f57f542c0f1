"""Sums and numbers as people type them, in five languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.parse import MOST, Misread, read_money, read_number

KOREAN = {
    "12억 3456만 7890원": 1_234_567_890,
    "백이십억": 12_000_000_000,
    "일금 삼억원정": 300_000_000,
    "1억 5백만원": 105_000_000,
    "3억 5천만원": 350_000_000,
    "3억5,000만": 350_000_000,
    "3억 5천": 350_000_000,
    "3억5천만 원 정도": 350_000_000,
    "350,000,000": 350_000_000,
    "350000000원": 350_000_000,
    "₩350,000,000": 350_000_000,
    "￦３５０，０００，０００": 350_000_000,
    "약 2억": 200_000_000,
    "대략 2억쯤 됩니다": 200_000_000,
    "2억여 원": 200_000_000,
    "삼억": 300_000_000,
    "삼억오천만 원": 350_000_000,
    "이천오백만원": 25_000_000,
    "일억 이천만원": 120_000_000,
    "천만원": 10_000_000,
    "백만 원": 1_000_000,
    "만원": 10_000,
    "1조 2천억": 1_200_000_000_000,
    "2조5000억원": 2_500_000_000_000,
    "0.5억": 50_000_000,
    "1.5억원": 150_000_000,
    "3,500만원": 35_000_000,
    "5천만": 50_000_000,
    "1억 2천 3백만": 123_000_000,
    "5만 3천원": 53_000,
    "삼억오천이백삼십이원": 300_005_232,
    "피해액은 약 2억 정도입니다": 200_000_000,
    "2023년 매출 3억": 300_000_000,
    "3억원(300,000,000원)": 300_000_000,
    "10억이 조금 넘습니다": 1_000_000_000,
    "3년 만에 5억 원": 500_000_000,
    "정확히는 모르지만 5억쯤": 500_000_000,
    "이 조건에서 3억": 300_000_000,
    "0원": 0,
    "500원": 500,
    "5천원": 5_000,
    "3억\u200b5천만": 350_000_000,
}
ENGLISH = {
    "350 million won": 350_000_000,
    "KRW 1.2bn": 1_200_000_000,
    "1.2 billion KRW": 1_200_000_000,
    "won 5,000,000": 5_000_000,
    "about 300,000,000 KRW": 300_000_000,
    "three hundred million won": 300_000_000,
    "two million five hundred thousand won": 2_500_000,
    "a million won": 1_000_000,
    "350k": 350_000,
    "350m won": 350_000_000,
    "1,250 million won": 1_250_000_000,
    "3 eok": 300_000_000,
    "3.5억 won": 350_000_000,
    "5000 man won": 50_000_000,
    "0": 0,
}
JAPANESE = {
    "2億ウォン": 200_000_000,
    "2億5千万ウォンくらい": 250_000_000,
    "約三千万ウォン": 30_000_000,
    "五百万ウォン": 5_000_000,
    "5億": 500_000_000,
}
CHINESE = {
    "3亿韩元": 300_000_000,
    "三亿五千万": 350_000_000,
    "两千万韩元": 20_000_000,
    "二百三十五万": 2_350_000,
    "大概三亿韩币": 300_000_000,
    "十分抱歉，大概三亿": 300_000_000,
    "3億韓元": 300_000_000,
}
FRENCH = {
    "1 milliard 500 millions de wons": 1_500_000_000,
    "deux cent mille wons": 200_000,
    "2,5 millions de wons": 2_500_000,
    "environ 300 millions de wons": 300_000_000,
    "trois cents millions de wons": 300_000_000,
    "quatre-vingt-dix millions de wons": 90_000_000,
    "2 milliards de wons": 2_000_000_000,
    "350 000 000 wons": 350_000_000,
    "350.000.000": 350_000_000,
    "mille wons": 1_000,
    "1 234 567 wons": 1_234_567,
}


@pytest.mark.parametrize(("typed", "won"), [*(KOREAN | ENGLISH | JAPANESE | CHINESE | FRENCH).items()])
def test_a_sum_is_read_as_people_type_it(typed: str, won: int) -> None:
    assert read_money(typed) == won


NOT_A_SUM = {
    "30만불": Misread.FOREIGN,
    "10억 원대": Misread.UNCLEAR,
    "10억대": Misread.UNCLEAR,
    "수천만원": Misread.UNCLEAR,
    "half a billion won": Misread.UNCLEAR,
    "1~2억": Misread.SEVERAL,
    "1-2억": Misread.SEVERAL,
    "1,2억": Misread.SEVERAL,
    "1, 2억": Misread.SEVERAL,
    "3억에서 4억": Misread.SEVERAL,
    "3억이나 4억": Misread.SEVERAL,
    "손해 1억이고 매출은 3억": Misread.SEVERAL,
    "between 1 and 2 million won": Misread.SEVERAL,
    "1 to 2 million won": Misread.SEVERAL,
    "entre 1 et 2 millions de wons": Misread.SEVERAL,
    "1億から2億": Misread.SEVERAL,
    "1到2亿": Misread.SEVERAL,
    "$20,000": Misread.FOREIGN,
    "20,000 USD": Misread.FOREIGN,
    "2만 달러": Misread.FOREIGN,
    "100万円": Misread.FOREIGN,
    "￥1,000,000": Misread.FOREIGN,
    "10만 엔": Misread.FOREIGN,
    "50万元": Misread.FOREIGN,
    "50万人民币": Misread.FOREIGN,
    "15 000 €": Misread.FOREIGN,
    "20 mille euros": Misread.FOREIGN,
    "-3억": Misread.IMPOSSIBLE,
    "마이너스 3억": Misread.IMPOSSIBLE,
    "9999조": Misread.IMPOSSIBLE,
    "10000000000000000000": Misread.IMPOSSIBLE,
    "500": Misread.AMBIGUOUS,
    "5천": Misread.AMBIGUOUS,
    "3억 5": Misread.AMBIGUOUS,
    "3억 5천원": Misread.AMBIGUOUS,
    "1.500 million": Misread.AMBIGUOUS,
    "1.2.3억": Misread.AMBIGUOUS,
    "수억": Misread.UNCLEAR,
    "몇 억": Misread.UNCLEAR,
    "数亿": Misread.UNCLEAR,
    "several million won": Misread.UNCLEAR,
    "millions of won": Misread.UNCLEAR,
    "quelques millions": Misread.UNCLEAR,
    "1억 반": Misread.UNCLEAR,
    "un million et demi": Misread.UNCLEAR,
    "매달 500만원": Misread.UNCLEAR,
    "5 million won per month": Misread.UNCLEAR,
    "매출의 30%": Misread.UNCLEAR,
    "1억 이하": Misread.UNCLEAR,
    "moins de 2 millions": Misread.UNCLEAR,
    "01012345678": Misread.UNCLEAR,
    "천만에요": Misread.UNCLEAR,
    "회사 일이 많아요": Misread.UNCLEAR,
    "억": Misread.UNCLEAR,
    "": Misread.UNCLEAR,
    "😀": Misread.UNCLEAR,
}


@pytest.mark.parametrize(("typed", "problem"), [*NOT_A_SUM.items()])
def test_what_is_no_single_sum_in_won_says_why(typed: str, problem: Misread) -> None:
    assert read_money(typed) is problem


NUMBERS = {
    "12": 12,
    "１２": 12,
    "12명": 12,
    "약 30명입니다": 30,
    "1,200": 1200,
    "세 명": 3,
    "열두 명": 12,
    "십오 명": 15,
    "three": 3,
    "about 12 people": 12,
    "twenty five": 25,
    "三年": 3,
    "二十": 20,
    "15人": 15,
    "un": 1,
    "trois": 3,
    "vingt et un": 21,
    "quatre-vingts": 80,
    "0": 0,
    "3만": 30_000,
}


@pytest.mark.parametrize(("typed", "number"), [*NUMBERS.items()])
def test_a_plain_number_is_read_in_figures_and_in_words(typed: str, number: int) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("2~3", Misread.SEVERAL),
        ("3명, 5명", Misread.SEVERAL),
        ("-1", Misread.IMPOSSIBLE),
        ("2.5", Misread.UNCLEAR),
        ("many", Misread.UNCLEAR),
        ("사람이 많다", Misread.UNCLEAR),
        ("99999999999999999999", Misread.IMPOSSIBLE),
    ],
)
def test_what_is_no_plain_number_says_why(typed: str, problem: Misread) -> None:
    assert read_number(typed) is problem


@given(st.integers(10_000, MOST))
def test_any_sum_in_figures_comes_back_as_it_was(won: int) -> None:
    for typed in (f"{won}", f"{won:,}", f"{won:,}원", f"{won:,} won", f"₩{won:,}", f"{won:,}".replace(",", " ")):
        assert read_money(typed) == won


@given(st.integers(1, 99_999_999).map(lambda n: n * 10_000))
def test_any_sum_in_eok_and_man_comes_back_as_it_was(won: int) -> None:
    eok, man = won // 10**8, won % 10**8 // 10**4
    typed = " ".join([f"{eok:,}억" if eok else "", f"{man:,}만" if man else ""]).strip()
    for each in (typed, f"{typed}원", typed.replace(" ", ""), f"약 {typed} 원 정도"):
        assert read_money(each) == won


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading_of_sums(text: str) -> None:
    for read in (read_money(text), read_number(text)):
        assert isinstance(read, Misread) or 0 <= read <= MOST


@given(st.text(alphabet="0123456789,. 억만천백십조원won삼이~-$円亿million et half", max_size=40))
def test_no_mixture_of_figures_and_units_breaks_the_reading_of_sums(text: str) -> None:
    read = read_money(text)
    assert isinstance(read, Misread) or 0 <= read <= MOST
