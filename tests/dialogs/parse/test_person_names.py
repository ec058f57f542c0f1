"""Whose name a typed text holds: every way people write one, and what only looks like a name."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogs.parse.hanja import in_hangul, readings
from dialogs.parse.name_sounds import sound_of, sounds_of
from dialogs.parse.person_names import MOST_SOUNDS, NameSide
from storage.content.name_words import name_reader

pytestmark = pytest.mark.attack("security-A5")
READER = name_reader()


def meet(told: str, held: str) -> bool:
    """Whether an owner who writes `told` shuts the officer `held` out."""
    return bool(READER.tokens(told, NameSide.TOLD) & READER.tokens(held, NameSide.HELD))


SAME = """
김철수: 김철수 | 김 철수 | 김 철 수 | 철수 | 철수씨 | 김철수님 | 김철수 님 | 김철수씨 | 김철수 씨 | 김철수 귀하
김철수: 　김　철수　 | 김철수 님께
김철수: 김철수 사무관 | 김철수사무관 | 김철수과장 | 김철수 과장님 | 철수 과장 | 김철수(과장) | 과장 김철수
김철수: 담당자: 김철수 | 김철수.사무관
김철수: 지식재산처 김철수 과장 | 지식 재산 처 김 철수 과장 | 특허심사과 김철수 | 기술보호과장 김철수
김철수: 지원과 김철수 | 중기부 김철수 주무관
김철수: 수원지방검찰청 김철수 검사 | 수원 지청 김철수 | 공정거래위원회 기술유용조사과 김철수 조사관님
김철수: 산업통상부 무역안보정책관 김철수 서기관
김철수: 김철수, 박영희 | 박영희, 김철수 | 박영희와 김철수 | 김철수와 박영희 | 박영희 및 김철수 | 김철수/박영희
김철수: 김철수 과장과 박영희 사무관
김철수: 김철수가 맡고 있습니다 | 김철수는 | 김철수에게 | 김철수 사무관님께
김철수: 저희 담당 김철수 사무관이 상대 회사 출신입니다 | '김철수' | 김철수 Kim Cheolsu
김철수: Kim Cheolsu | Kim Chul-soo | KIM, CHEOL SU | Cheolsu Kim | Chul Soo Kim | KIM CHULSOO | Kim Ch'ŏl-su
김철수: kimcheolsu | Cheolsu | Chul-soo
김철수: Mr. Kim Cheol-su | Director Kim Chul Soo, KIPO | Deputy director Cheol-Soo KIM
김철수: M. Kim Cheolsu et Mme Park Younghee | ＫＩＭ　ＣＨＥＯＬＳＵ
김철수: 金哲洙 | 金哲秀 | 金 哲洙 | 김哲洙 | 金哲洙先生 | 金哲洙 課長 | キム・チョルス | キム・チョルスさん
김철수: キムチョルス | 김철수(金哲洙)
이영희: 리영희 | 李英姬 | Lee Younghee | Yi Yŏnghŭi | Rhee Young-Hee | イ・ヨンヒ | 영희 주무관님 | 이영희 팀장
이영희: Younghee LEE
박정희: 朴正熙 | Park Jung-hee | Pak Chŏnghŭi | Bak Jeonghui | パク・チョンヒ
남궁민수: 남궁 민수 사무관 | 민수 | 남궁민수 | Namgung Minsu | 南宮民洙
김철: 김철 | Kim Chul | 김철 과장 | 金哲
정은실: 정은실 | 정은실 실장
김수석: 김수석 | 김수석 과장
김용국: 김용국 | 김용국 국장
김빛나리: 김빛나리 | 빛나리 주무관
임방자: 林芳子 | Lim Bangja | Im Bang-ja | Rim Bang Ja
김소은: Soeun Kim | Kim So-eun
박철수: 朴哲洙 | Pak Cheol-su
John Smith: Smith, John | JOHN SMITH | Mr. John Smith
Wang Wei: Wang Wei | WANG, Wei
Kim So-eun: 김소은 | 소은 | 金昭恩
Park Cheolsu: 박철수 | Pak Chul Soo | 朴哲洙 과장
"""

OTHERS = """
김철수: 김 | 김 과장 | 김과장 | 김과장님 | 김씨 | 김 씨 | 김, 과장 | 金 | 金先生 | 金課長 | Kim | KIM | Mr Kim
김철수: Director Kim | キムさん
김철수: 과장 | 사무관 | 지식재산처 | 지식재산처 과장 | 특허심사과 | 기술보호과장 | 특허청 | 모름 | 없음
김철수: 철수전자 | 철수전자 주식회사
김철수: 박영희 | 박영희 과장 | 김영수 | 김철호 | 이철호 | Park Younghee | Kim Young-soo | 李英姬 | Lee | C. S. Kim
김수원: 수원지방검찰청 | 수원지방검찰청 박영희 | 수원 지청 박영희 | 수원 지청
김지원: 지원과장 | 지원과장 박영희 | 기술지원과 이영희 | 지원 담당 박영희 | 기술지원과
김경찰: 경찰청 | 경찰청 사이버수사과 | 경찰청 박영희 경감
김산업: 산업통상부 | 산업부 박영희
남궁민수: 남궁 | 남궁 과장 | Namgung
김철: 철 | Chul | 김 | 김 과장
박정희: 박 | 박 국장 | Park | Pak
"""


def rows(table: str) -> list[tuple[str, str]]:
    lines = [line.partition(": ") for line in table.strip().splitlines()]
    return [(held, told) for held, _, all_told in lines for told in all_told.split(" | ")]


def test_the_grid_is_large_enough() -> None:
    assert len(rows(SAME)) > 100
    assert len(rows(OTHERS)) > 50


@pytest.mark.parametrize(("held", "told"), rows(SAME))
def test_every_way_to_write_a_name_meets_the_register(held: str, told: str) -> None:
    assert meet(told, held)


@pytest.mark.parametrize(("held", "told"), rows(OTHERS))
def test_a_title_a_body_a_family_name_or_another_name_meets_nobody(held: str, told: str) -> None:
    assert not meet(told, held)


@pytest.mark.parametrize(
    "text", ["", " ", "김", "김 과장", "과장", "지식재산처", "Mr Kim", "金課長", "🙂", "■■■", "-", "..."]
)
def test_what_names_nobody_has_no_token(text: str) -> None:
    assert READER.tokens(text, NameSide.TOLD) == frozenset()
    assert READER.tokens(text, NameSide.HELD) == frozenset()


FAMILIES = sorted(each for each in READER.words.families if len(each) == 1)
SYLLABLE = st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣"))
GIVEN = st.text(SYLLABLE, min_size=2, max_size=2)
TITLES = sorted(READER.words.titles)


@settings(max_examples=150)
@given(st.sampled_from(FAMILIES), GIVEN, st.sampled_from(TITLES), st.sampled_from(sorted(READER.words.bodies)))
@example("김", "철수", "과장", "지식재산처")
def test_any_name_meets_itself_whatever_stands_around_it(family: str, given: str, title: str, body: str) -> None:
    name = family + given
    if not READER.tokens(name, NameSide.HELD) or not _plain(given):
        return
    for told in (name, f"{family} {given}", f"{name} {title}", f"{body} {name} {title}님", f"{body}, {name}"):
        assert meet(told, name), told


def _plain(given: str) -> bool:
    """Whether a given name is none of the words that stand around names: nobody is called 과장."""
    around = READER.words
    ends = around.titles | around.honorifics | around.particles | around.orgs | around.offices | around.places
    return not any(given.endswith(each) for each in ends) and given not in around.families


@settings(max_examples=150)
@given(st.text(max_size=80), st.sampled_from(NameSide))
def test_anything_may_be_typed(text: str, side: NameSide) -> None:
    found = READER.tokens(text, side)
    assert all(len(token) >= 2 for token in found)
    assert len(found) < 2 * MOST_SOUNDS + 500


@pytest.mark.parametrize(
    "text", ["eoueoieaoyeuwoo " * 14, "金李林柳羅盧龍烈律率樂" * 15, "チョルス " * 40, "a-b-c-d-" * 20]
)
def test_a_text_made_to_have_thousands_of_readings_has_some_hundreds(text: str) -> None:
    assert len(READER.tokens(text, NameSide.TOLD)) <= 2 * MOST_SOUNDS + 100


@settings(max_examples=100)
@given(GIVEN, GIVEN)
def test_two_names_in_hangul_meet_letter_by_letter_and_not_by_sound(one: str, other: str) -> None:
    assert meet(f"김{one}", f"김{one}") or not READER.tokens(f"김{one}", NameSide.HELD)
    same = READER.tokens(one, NameSide.TOLD) & READER.tokens(other, NameSide.HELD)
    assert all("가" <= each[0] <= "힣" for each in same)


def test_spellings_of_one_sound_share_it() -> None:
    spelt = {"철수": "cheolsu chulsoo cholsoo", "현우": "hyunwoo hyeonu hyonwoo", "지훈": "jihoon jihun chihun",
             "혜진": "hyejin haejin", "서연": "seoyeon seoyun", "길동": "gildong kildong"}  # fmt: skip
    for hangul, words in spelt.items():
        for word in words.split():
            assert sound_of(hangul) in {sound for sound, _syllables in sounds_of(word)}, word


def test_hanja_are_read_in_every_way_they_have() -> None:
    assert len(readings()) > 4_600
    assert {"김철수", "금철수"} <= in_hangul("金哲洙")
    assert in_hangul("이李") == {"이리", "이이"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("㈜ 가나전자", "가나전자"), ("가나전자 대표이사 김철수", "가나 전자"), ("가나전자 사장님", "가나전자")],
)
def test_a_company_is_known_without_who_speaks_for_it(one: str, other: str) -> None:
    def found(text: str) -> set[str]:
        return {each.replace(" ", "") for each in READER.companies(text)}

    assert found(other) & found(one) or "㈜" in one
