"""Cleaning, commands, receipts, and what must not be kept."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_36

from dialogs.parse import (
    LETTERS,
    TONGUES,
    WORDS,
    bare,
    check_character,
    clean,
    find_receipt,
    looks_like_secret_document,
    read_command,
    receipt,
)

# ---- cleaning -------------------------------------------------------------------------------------------


def test_cleaning_takes_out_what_nobody_can_see() -> None:
    assert clean("a\u202eb\u200bc\x00d\ufeff\u2066e").text == "abcde"
    assert clean("각").text == "각"
    assert clean("one\r\ntwo\u2028three\rfour").text == "one\ntwo\nthree\nfour"
    assert clean("half \ud800 a pair").text == "half  a pair"
    assert clean("\u3164\uffa0").text == ""


def test_cleaning_says_when_something_was_cut_off() -> None:
    assert clean("x" * 100_000, 1000).text == "x" * 1000
    assert clean("x" * 100_000, 1000).cut
    assert not clean("x" * 1000, 1000).cut


@given(st.text(max_size=500))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text, 100)
    assert clean(once.text, 100).text == once.text
    assert len(once.text) <= 100
    assert unicodedata.is_normalized("NFC", once.text)
    once.text.encode()


# ---- commands -------------------------------------------------------------------------------------------


def test_every_plain_word_means_one_command() -> None:
    said = [
        (bare(word), name) for table in (WORDS, TONGUES) for name, words in table.items() for word in words.split(",")
    ]
    assert len(said) == len(dict(said)), sorted(word for word in said if said.count(word) > 1)
    assert all(word for word, _ in said)


@pytest.mark.parametrize("name", [*WORDS])
def test_a_command_is_understood_with_its_stroke_and_in_every_plain_word(name: str) -> None:
    assert read_command(f"/{name}") == (name, "")
    assert read_command(f"/{name.upper()}@SinmungoBot") == (name, "")
    for word in WORDS[name].split(","):
        for typed in (word, f"{word.upper()}!", f" {word}。 "):
            assert read_command(typed) == (name, "")


@pytest.mark.parametrize("language", [*TONGUES])
def test_the_name_of_a_language_asks_for_it(language: str) -> None:
    for word in TONGUES[language].split(","):
        assert read_command(word) == ("language", language)
    assert read_command(f"/language {language}") == ("language", language)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("/start a1B2-_x", ("start", "a1B2-_x")),
        ("/foo bar", ("?", "foo")),
        ("/도움말", ("help", "")),
        ("?", ("help", "")),
        ("/language", ("language", "")),
        ("/language Klingon", ("language", "")),
        ("뒤로 가면 안 되나요, 지난 질문을 고치고 싶어서요", None),
        ("we went back to court", None),
        ("1/2", None),
        ("/", None),
        ("", None),
        ("안녕하세요", None),
    ],
)
def test_other_words_are_no_command(typed: str, read: tuple[str, str] | None) -> None:
    assert read_command(typed) == read


# ---- receipts -------------------------------------------------------------------------------------------

bodies = st.text(LETTERS, min_size=8, max_size=8)


@given(bodies)
def test_the_check_character_is_that_of_iso_7064(body: str) -> None:
    assert check_character(body) == mod_37_36.calc_check_digit(body)


@given(bodies)
def test_a_receipt_is_found_however_it_is_typed(body: str) -> None:
    code = receipt(body)
    assume(code is not None)
    assert code is not None
    bare_code = code.replace("-", "")
    for typed in (
        *(code, code.lower(), bare_code, bare_code.lower(), code.replace("-", " "), f"접수번호는 {code}입니다"),
        *(f"my code is {code.lower()}, please", code.replace("0", "O").replace("1", "l"), code.replace("-", "–")),
        *(code[3:], code[3:].replace("-", ""), "".join(chr(ord(c) + 0xFEE0) if c != "-" else c for c in code)),
    ):
        assert find_receipt(typed) == code
    assert read_command(f"/status {bare_code}") == ("status", code)
    assert read_command(code.lower()) == ("status", code)
    assert read_command(f"상태 {code}") == ("status", code)


@given(bodies, st.integers(0, 7), st.sampled_from(LETTERS))
def test_a_receipt_with_one_wrong_letter_is_never_another(body: str, place: int, letter: str) -> None:
    code = receipt(body)
    assume(code is not None and body[place] != letter)
    assert code is not None
    wrong = body[:place] + letter + body[place + 1 :]
    assert find_receipt(f"SM-{wrong[:4]}-{wrong[4:]}-{code[-1]}") is None


def test_a_receipt_with_two_letters_swapped_is_hardly_ever_another() -> None:
    """The check character (ISO 7064, hybrid) finds all wrong letters and all but a few of a thousand swaps."""
    chance, tried, missed = Random(7064), 0, 0
    while tried < 5_000:
        body, place = "".join(chance.choices(LETTERS, k=8)), chance.randrange(7)
        if (code := receipt(body)) is None or body[place] == body[place + 1]:
            continue
        swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
        tried += 1
        missed += find_receipt(f"SM{swapped}{code[-1]}") is not None
    assert missed < tried / 200


@pytest.mark.parametrize(
    "typed", ["", "SM", "SM-1234", "hello there everyone", "010-1234-5678", "my samsung phone 123456789"]
)
def test_other_words_hold_no_receipt(typed: str) -> None:
    assert find_receipt(typed) is None


# ---- what must not be kept ------------------------------------------------------------------------------

STORY = (
    "저희 회사는 20년 동안 금형을 만들어 왔습니다. 작년 3월에 원청이 도면과 영업비밀 자료를 요구했고, "
    "담당자는 비밀유지 계약 없이 메일로 보냈습니다. 그 뒤 같은 부품이 다른 업체에서 나왔습니다. "
    "우리 도면에는 대외비라고 적혀 있었습니다. "
) * 8


def test_a_told_story_about_secrets_is_no_secret_document() -> None:
    assert not looks_like_secret_document(STORY)
    assert not looks_like_secret_document("Our confidential drawings were copied by a former employee. " * 30)
    assert not looks_like_secret_document("[대외비]\n도면 번호 A-1")


DOCUMENTS = {
    "stamp": "[대외비]\n" + "제1장 총칙. 이 문서는 회사의 공정을 적은 것이다.\n" * 40,
    "english stamp": "STRICTLY CONFIDENTIAL\n" + "This chapter describes the deposition step.\n" * 40,
    "japanese stamp": "【社外秘】\n" + "この文書は製造工程について述べたものである。\n" * 40,
    "code": "\n".join(["#include <stdio.h>", *(f"int f{n}(int x) {{\n  return x * {n};\n}}" for n in range(20))]),
    "recipe": "\n".join(
        f"단계 {n}: 온도 {80 + n}℃, 교반 {300 + n} rpm, 첨가제 {n}.5 wt%, 압력 {n} kPa" for n in range(20)
    ),
    "drawing": "\n".join(f"DWG NO. A-{n}  SCALE 1:2  tolerance ±0.0{n}  part no P{n}  도면번호 {n}" for n in range(15)),
}


@pytest.mark.parametrize("kind", [*DOCUMENTS])
def test_a_pasted_secret_document_is_seen(kind: str) -> None:
    assert looks_like_secret_document(DOCUMENTS[kind])
