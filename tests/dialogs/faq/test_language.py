"""Sentences as letters: one spelling, the language they seem to be in, and what may be kept of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.classifier import fold
from bot.search.model import Meaning
from dialogs.faq.index import KnownQuestion, NgramIndex, by_letters, redact
from dialogs.faq.language import LONGEST, grams, language_of, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("기술 탈취 신고", "기술탈취신고"),
        ("ノウハウ", "のうはう"),
        ("ﾉｳﾊｳ", "ノウハウ"),
        ("Où déposer ?", "ou deposer"),
        ("ＮＤＡ", "nda"),
        ("图 纸", "图纸"),
        ("a\u200bb", "ab"),
    ],
)
def test_two_spellings_of_the_same_words_are_one(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("商業秘密洩露", "商业秘密泄露"),
        ("離職員工帶走設計圖", "离职员工带走设计图"),
        ("應該向哪個機關舉報?", "应该向哪个机关举报?"),
        ("專利被侵權,後果嚴重", "专利被侵权,后果严重"),
    ],
)
def test_traditional_chinese_is_read_as_simplified(traditional: str, simplified: str) -> None:
    assert plain(traditional, fold()) == plain(simplified, fold())


@pytest.mark.parametrize("text", ["怎么上传文件", "皇后和后来", "기술 탈취", "know-how", ""])
def test_what_is_not_traditional_stays(text: str) -> None:
    assert fold()(text) == text


def test_half_a_surrogate_pair_stops_nothing() -> None:
    assert fold()("\ud800漢") == "\ud800漢"


@settings(max_examples=300)
@given(st.text(max_size=3000))
def test_any_text_has_a_plain_form_that_stays_as_it_is(text: str) -> None:
    once = plain(text)
    assert len(once) <= LONGEST * 2
    assert plain(once) == once[:LONGEST].strip()
    grams(once)


@pytest.mark.parametrize(
    ("text", "session", "language"),
    [
        ("어디에 신고하나요 report", "en", "ko"),
        ("申告はどこですか", "ko", "ja"),
        ("怎么举报", "ko", "zh"),
        ("費用", "ja", "ja"),
        ("where can I report this", "ko", "en"),
        ("où puis-je signaler", "ko", "fr"),
        ("🙂🙂", "zh", "zh"),
        ("", "", "en"),
    ],
)
def test_the_script_corrects_a_wrong_session_language(text: str, session: str, language: str) -> None:
    assert language_of(text, session) == language


def test_letters_find_a_known_wording_but_never_answer() -> None:
    index = NgramIndex(
        [KnownQuestion("cost", "ko", "비용이 얼마인가요"), KnownQuestion("status", "en", "check my report")]
    )
    near = by_letters(index, "비용 얼마예요?", "ko")
    assert (near.tier, near.ranked[0][0], near.language) == ("choices", "cost", "ko")


def test_letters_let_go_what_is_nearer_to_a_refused_example() -> None:
    index = NgramIndex([KnownQuestion("cost", "ko", "상담 비용"), KnownQuestion("", "ko", "오늘 날씨 어때요")])
    assert by_letters(index, "오늘 날씨", "ko").tier == "none"


def test_an_empty_index_finds_nothing() -> None:
    assert by_letters(NgramIndex([]), "아무 말", "ko").ranked == ()


def test_letters_alone_offer_the_entry_for_most_questions(letters: Meaning) -> None:
    near = letters.nearest("기술임치 신청 방법", "ko")
    assert near.tier == "choices"
    assert near.ranked[0][0] == "escrow"


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("제 번호는 010-1234-5678 입니다", "1234"),
        ("mail me at kim.cheol@example.co.kr please", "kim.cheol"),
        ("주민번호 900101-1234567", "900101"),
        ("사업자번호 123-45-67890인데요", "67890"),
        ("김철수 대표가 도면을 가져갔어요", "김철수"),
        ("주식회사 한빛기술이 베꼈어요", "한빛기술"),
        ("(주)한빛 도면", "한빛"),
        ("田中さんが図面を持ち出した", "田中"),
        ("王经理偷了图纸", "王"),
        ("Mr. John Smith copied our drawings", "Smith"),
        ("M. Dupont a copié nos plans", "Dupont"),
        ("we sold it to Acme Widgets Co., Ltd last year", "Acme"),
        ("see https://example.com/secret", "example.com"),
        ("our account is @hanbit_tech", "hanbit"),
        ("+82 2 368 8787", "8787"),
        ("12–34–56", "34"),
        ("电话一三八零零一三八", "八零零"),
        ("공일공일이삼사오육칠팔 로 전화", "이삼사"),
        ("제 이름은 홍길동입니다", "홍길동"),
        ("저는 홍길동이라고 합니다", "길동"),
        ("my name is jane doe", "jane"),
        ("Je m'appelle Jean Dupont", "Dupont"),
        ("我叫王小明", "小明"),
        ("田中太郎と申します", "田中"),
        ("hanbit tech co., ltd copied it", "tech"),
        ("our page hanbit.co.kr/about", "hanbit"),
        ("mail to kim@localhost", "kim"),
        ("we are Kim Co., Ltd", "Ltd"),
    ],
)
def test_what_may_point_at_somebody_is_taken_out(text: str, gone: str) -> None:
    assert gone not in redact(text)


@pytest.mark.parametrize("text", ["어디에 신고하나요", "is it free", "3年前の件です", "2 ans après"])
def test_a_question_that_points_at_nobody_is_kept(text: str) -> None:
    assert redact(text) == text


PLACED = st.tuples(
    st.sampled_from(["", "call ", "전화 ", "电话", "わたしは "]), st.sampled_from(["", " please", "입니다", " です"])
)


@given(PLACED, st.from_regex(r"[a-z]{3,8}\.[a-z]{3,8}@[a-z]{3,8}\.(?:kr|com|fr)", fullmatch=True))
def test_no_mail_address_is_kept(around: tuple[str, str], mail: str) -> None:
    kept = redact(f"{around[0]}{mail} {around[1]}")
    assert mail.partition("@")[0] not in kept
    assert mail.partition("@")[2] not in kept


@given(PLACED, st.from_regex(r"(?:\+82|0)[0-9]{1,2}[ .–-]?[0-9]{3,4}[ .–-]?[0-9]{4}", fullmatch=True))
def test_no_telephone_number_is_kept(around: tuple[str, str], number: str) -> None:
    kept = redact(f"{around[0]}{number}{around[1]}")
    assert not any(sign.isdigit() for sign in kept)


@given(st.text(max_size=2000))
def test_whatever_is_typed_no_long_number_is_kept(text: str) -> None:
    kept = redact(text)
    assert len(kept) <= 200
    assert not any(run.isdigit() and run.isascii() and len(run) > 2 for run in kept.split())
