"""Days as people say them, in five languages, seen from Tuesday 24 November 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.parse import Misread, read_day
from locales.text import Day

TODAY = date(2026, 11, 24)

FIGURES = {
    "2025-03-02": "2025-03-02",
    "2025.3.2": "2025-03-02",
    "2025. 3. 2.": "2025-03-02",
    "2025/03/02": "2025-03-02",
    "20250302": "2025-03-02",
    "2025 3 2": "2025-03-02",
    "２０２５－０３－０２": "2025-03-02",
    "2025-03": "2025-03",
    "2025/3": "2025-03",
    "3/2025": "2025-03",
    "202503": "2025-03",
    "2024": "2024",
    "'25.3": "2025-03",
    "25.3.2": "2025-03-02",
    "13/03/2025": "2025-03-13",
    "03/25/2025": "2025-03-25",
    "12.03.2025": "2025-03-12",
    "12/12/2025": "2025-12-12",
    "2025-03-02 14:30": "2025-03-02",
    "2025-03-02T10:00:00Z": "2025-03-02",
    "2024-02-29": "2024-02-29",
}
KOREAN = {
    "지금": "2026-11-24",
    "아직 거래 중": "2026-11-24",
    "한 달 반 전": "2026-10",
    "26년9월": "2026-09",
    "작년 3월": "2025-03",
    "2025년 3월 2일": "2025-03-02",
    "2025년3월": "2025-03",
    "24년 3월": "2024-03",
    "2024년": "2024",
    "지난주": "2026-11",
    "지난달": "2026-10",
    "지난달 15일": "2026-10-15",
    "저번 달": "2026-10",
    "3일 전": "2026-11-21",
    "사흘 전": "2026-11-21",
    "보름 전": "2026-11-09",
    "어제": "2026-11-23",
    "오늘": "2026-11-24",
    "그저께": "2026-11-22",
    "재작년": "2024",
    "올해 초": "2026",
    "올해": "2026",
    "작년": "2025",
    "작년 봄": "2025",
    "작년 겨울": "2025",
    "지난봄": "2026",
    "올봄": "2026",
    "한 달 전": "2026-10",
    "두 달 전": "2026-09",
    "석 달 전": "2026-08",
    "3개월 전쯤": "2026-08",
    "반년 전": "2026-05",
    "일주일 전": "2026-11",
    "2주 전": "2026-11",
    "3년 전": "2023",
    "약 2년 전": "2024",
    "3년 전 3월": "2023-03",
    "1년 반 전": "2025-05",
    "지난 3월": "2026-03",
    "지난 12월": "2025-12",
    "3월": "2026-03",
    "삼월": "2026-03",
    "11월 24일": "2026-11-24",
    "작년 시월에 처음 알았습니다": "2025-10",
    "지난주 금요일": "2026-11-20",
    "2023년 후반": "2023",
    "24년 후반": "2024",
    "작년 12월 말": "2025-12",
    "2024년 1분기": "2024",
    "재작년 5월 3일": "2024-05-03",
}
ENGLISH = {
    "3 Feb 25": "2025-02-03",
    "Feb. 3rd, 2025": "2025-02-03",
    "still ongoing": "2026-11-24",
    "mid-2024": "2024",
    "31/12/24": "2024-12-31",
    "March 2025": "2025-03",
    "last March": "2026-03",
    "last December": "2025-12",
    "March 2, 2025": "2025-03-02",
    "2nd of March 2025": "2025-03-02",
    "2 March 2025": "2025-03-02",
    "Mar 2025": "2025-03",
    "in May": "2026-05",
    "May 2024": "2024-05",
    "12 May 2024": "2024-05-12",
    "it may be 2024": "2024",
    "yesterday": "2026-11-23",
    "today": "2026-11-24",
    "the day before yesterday": "2026-11-22",
    "last week": "2026-11",
    "last month": "2026-10",
    "the 15th of last month": "2026-10-15",
    "last year": "2025",
    "the year before last": "2024",
    "this year": "2026",
    "3 days ago": "2026-11-21",
    "three months ago": "2026-08",
    "about 2 years ago": "2024",
    "a year ago": "2025",
    "a year and a half ago": "2025-05",
    "half a year ago": "2026-05",
    "two years ago in March": "2024-03",
    "March last year": "2025-03",
    "last Friday": "2026-11-20",
    "early 2024": "2024",
    "since 2024": "2024",
    "Q1 2024": "2024",
    "this spring": "2026",
    "a couple of years ago": "2024",
    "on 5 June": "2026-06-05",
}
FRENCH = {
    "2 mars 2025": "2025-03-02",
    "1er mars 2025": "2025-03-01",
    "mars 2025": "2025-03",
    "en mars": "2026-03",
    "mars dernier": "2026-03",
    "décembre dernier": "2025-12",
    "il y a trois mois": "2026-08",
    "il y a deux ans": "2024",
    "il y a un an et demi": "2025-05",
    "depuis 2 ans": "2024",
    "il y a 3 jours": "2026-11-21",
    "le mois dernier": "2026-10",
    "le 15 du mois dernier": "2026-10-15",
    "la semaine dernière": "2026-11",
    "l'année dernière": "2025",
    "l’an dernier": "2025",
    "cette année": "2026",
    "hier": "2026-11-23",
    "avant-hier": "2026-11-22",
    "aujourd'hui": "2026-11-24",
    "vendredi dernier": "2026-11-20",
    "début 2024": "2024",
    "en mars il y a deux ans": "2024-03",
    "le printemps dernier": "2026",
    "cet été": "2026",
    "août 2025": "2025-08",
    "février 2025": "2025-02",
    "mars de l'année dernière": "2025-03",
}
JAPANESE = {
    "半年ほど前": "2026-05",
    "去年の3月": "2025-03",
    "先週": "2026-11",
    "先月": "2026-10",
    "先月15日": "2026-10-15",
    "先々月": "2026-09",
    "昨日": "2026-11-23",
    "一昨日": "2026-11-22",
    "今日": "2026-11-24",
    "昨年": "2025",
    "一昨年": "2024",
    "今年": "2026",
    "令和7年3月": "2025-03",
    "令和7年3月2日": "2025-03-02",
    "令和元年5月": "2019-05",
    "平成30年": "2018",
    "昭和60年": "1985",
    "R7.3.2": "2025-03-02",
    "2025年3月2日": "2025-03-02",
    "3か月前": "2026-08",
    "三ヶ月前": "2026-08",
    "三年前": "2023",
    "2年くらい前": "2024",
    "半年前": "2026-05",
    "3日前": "2026-11-21",
    "先週の金曜日": "2026-11-20",
    "今月5日": "2026-11-05",
    "去年の春": "2025",
    "3月2日": "2026-03-02",
}
CHINESE = {
    "去年三月": "2025-03",
    "上周": "2026-11",
    "上个月": "2026-10",
    "上个月15号": "2026-10-15",
    "昨天": "2026-11-23",
    "前天": "2026-11-22",
    "今天": "2026-11-24",
    "去年": "2025",
    "前年三月": "2024-03",
    "今年3月": "2026-03",
    "三年前": "2023",
    "两年前": "2024",
    "三个月前": "2026-08",
    "三个月之前": "2026-08",
    "半年前": "2026-05",
    "3天前": "2026-11-21",
    "上周五": "2026-11-20",
    "二〇二五年三月": "2025-03",
    "2025年3月2号": "2025-03-02",
    "民國114年3月": "2025-03",
    "去年十二月": "2025-12",
    "上個月": "2026-10",
    "一年半前": "2025-05",
    "去年春天": "2025",
}

ALL = [*FIGURES.items(), *KOREAN.items(), *ENGLISH.items(), *FRENCH.items(), *JAPANESE.items(), *CHINESE.items()]


@pytest.mark.parametrize(("typed", "wire"), ALL)
def test_a_day_is_read_as_precisely_as_it_was_said(typed: str, wire: str) -> None:
    assert read_day(typed, TODAY) == Day.read(wire)


NO_DAY = {
    "2,3년 전": Misread.SEVERAL,
    "2020년대": Misread.UNCLEAR,
    "90년대": Misread.UNCLEAR,
    "the 2010s": Misread.UNCLEAR,
    "26.9.12": Misread.AMBIGUOUS,
    "추석 때": Misread.UNCLEAR,
    "前几天": Misread.UNCLEAR,
    "最近": Misread.UNCLEAR,
    "12/03/2025": Misread.AMBIGUOUS,
    "25.03.02": Misread.AMBIGUOUS,
    "250302": Misread.AMBIGUOUS,
    "201112": Misread.AMBIGUOUS,
    "25.3": Misread.AMBIGUOUS,
    "3/2": Misread.AMBIGUOUS,
    "12월": Misread.AMBIGUOUS,
    "11월 30일": Misread.AMBIGUOUS,
    "last spring": Misread.AMBIGUOUS,
    "last winter": Misread.AMBIGUOUS,
    "지난겨울": Misread.AMBIGUOUS,
    "2027-01": Misread.FUTURE,
    "내년": Misread.FUTURE,
    "내일": Misread.FUTURE,
    "다음 주": Misread.FUTURE,
    "3개월 후": Misread.FUTURE,
    "tomorrow": Misread.FUTURE,
    "next month": Misread.FUTURE,
    "in 3 days": Misread.FUTURE,
    "demain": Misread.FUTURE,
    "dans trois mois": Misread.FUTURE,
    "l'année prochaine": Misread.FUTURE,
    "明日": Misread.FUTURE,
    "来月": Misread.FUTURE,
    "明年": Misread.FUTURE,
    "下个月": Misread.FUTURE,
    "三个月后": Misread.FUTURE,
    "2026-11-25": Misread.FUTURE,
    "2025-02-30": Misread.IMPOSSIBLE,
    "2025-13-01": Misread.IMPOSSIBLE,
    "2025년 2월 29일": Misread.IMPOSSIBLE,
    "99/99/2025": Misread.IMPOSSIBLE,
    "2020~2023": Misread.SEVERAL,
    "3월~5월": Misread.SEVERAL,
    "2024년 3월부터 5월까지": Misread.SEVERAL,
    "from March to June 2024": Misread.SEVERAL,
    "March and May 2024": Misread.SEVERAL,
    "entre mars et mai 2024": Misread.SEVERAL,
    "2025-03-02, 2025-04-01": Misread.SEVERAL,
    "평성 27년 3월": Misread.UNCLEAR,
    "평성": Misread.UNCLEAR,
    "며칠 전": Misread.UNCLEAR,
    "몇 달 전": Misread.UNCLEAR,
    "엊그제": Misread.UNCLEAR,
    "several months ago": Misread.UNCLEAR,
    "quelques mois": Misread.UNCLEAR,
    "hello": Misread.UNCLEAR,
    "3": Misread.UNCLEAR,
    "": Misread.UNCLEAR,
    "1899": Misread.UNCLEAR,
    "😀": Misread.UNCLEAR,
}


@pytest.mark.parametrize(("typed", "problem"), [*NO_DAY.items()])
def test_what_is_no_single_past_day_says_why(typed: str, problem: Misread) -> None:
    assert read_day(typed, TODAY) is problem


@pytest.mark.parametrize(
    ("typed", "language", "wire"),
    [
        ("12/03/2025", "fr", "2025-03-12"),
        ("02/03/25", "fr", "2025-03-02"),
        ("25.03.02", "ko", "2025-03-02"),
        ("250302", "ja", "2025-03-02"),
        ("25.3", "zh", "2025-03"),
    ],
)
def test_the_language_of_the_chat_settles_the_order_of_figures(typed: str, language: str, wire: str) -> None:
    assert read_day(typed, TODAY, language) == Day.read(wire)


def test_last_spring_is_clear_until_the_spring_of_this_year_is_over() -> None:
    assert read_day("last spring", date(2026, 2, 1)) == Day(2025)
    assert read_day("last spring", date(2026, 4, 1)) == Day(2025)
    assert read_day("last spring", date(2026, 6, 1)) is Misread.AMBIGUOUS


def test_last_march_said_in_march_is_that_of_the_year_before() -> None:
    assert read_day("last March", date(2026, 3, 15)) == Day(2025, 3)
    assert read_day("지난 3월", date(2026, 2, 15)) == Day(2025, 3)


def test_months_ago_are_counted_over_the_turn_of_the_year() -> None:
    assert read_day("두 달 전", date(2026, 1, 31)) == Day(2025, 11)
    assert read_day("last week", date(2026, 1, 2)) == Day(2025, 12)


days = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@given(days)
def test_any_day_in_figures_comes_back_as_it_was(day: date) -> None:
    for typed in (f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}", f"{day:%Y/%m/%d}"):
        assert read_day(typed, day) == Day(day.year, day.month, day.day)
    for typed in (
        f"{day.year}년 {day.month}월 {day.day}일",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%-d %B %Y}",
    ):
        assert read_day(typed, day) == Day(day.year, day.month, day.day)


@given(days, st.integers(0, 999))
def test_days_ago_are_that_many_days_before_today(today: date, n: int) -> None:
    then = today - timedelta(n)
    for typed in (f"{n}일 전", f"{n} days ago", f"il y a {n} jours", f"{n}日前", f"{n}天前"):
        assert read_day(typed, today) == Day(then.year, then.month, then.day)


@given(days)
def test_no_day_after_today_is_ever_read(today: date) -> None:
    for typed in (
        "작년 3월",
        "지난주",
        "3월",
        "올봄",
        "last month",
        "mars",
        "去年三月",
        "25.3.2",
        "'40.1",
        "2000",
        "지난 12월",
    ):
        read = read_day(typed, today)
        assert isinstance(read, Misread) or read.earliest() <= today


@given(st.text(max_size=200), days)
def test_no_text_breaks_the_reading_of_days(text: str, today: date) -> None:
    read = read_day(text, today)
    assert isinstance(read, Misread) or read.earliest() <= today


@given(st.text(alphabet="0123456789-./ 년월일年月日前후ago month last mars 작년三十", max_size=30), days)
def test_no_mixture_of_figures_and_marks_breaks_the_reading_of_days(text: str, today: date) -> None:
    read = read_day(text, today)
    assert isinstance(read, Misread) or read.earliest() <= today
