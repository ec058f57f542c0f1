"""The gate of the words: the same sentences in five languages, the same placeholders, none stale, none too long."""

from __future__ import annotations

import re

import pytest

from app.catalogues import ROOT, complaints, marked, placeholders, program_sentences
from dialogs.questionnaire import QUESTIONNAIRE
from locales.text import LANGUAGES
from tests.dialogs.person import words

LIMITS = {"label": 24, "short": 14, "note": 72}
"""Characters a channel with little room still shows (KakaoTalk 14, WhatsApp 24 and 72)."""

TRAPS = {
    "ja": ("脱臭", "新聞庫", "市政", "施政", "任置", "臨時", "ポリシー", "保守サービス", "ね。", "知識財産庁"),
    "zh": ("公告板", "調整", "调整", "任置", "保险单", "知识产权厅", "知識"),
    "fr": ("commerce équitable.", "forum d’information", "Ombudsman", "secret commercial", " tu ", " ton ", " tes "),
    "ko": ("특허청", "산업통상자원부", "검찰청에"),
    "en": ("Ombudsman", "deodor", "prosecutors' office"),
}


@pytest.mark.slow("every sentence of the code and the content is gathered anew")
def test_the_catalogues_are_complete() -> None:
    assert complaints() == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("context", LIMITS)
def test_every_label_fits_every_channel(language: str, context: str) -> None:
    from locales.text import Text

    marks = [sentence for where, sentence, _plural in program_sentences() if where == context]
    said = {sentence: words().say(Text(sentence, context=context), language) for sentence in marks}
    assert {each: text for each, text in said.items() if len(text) > LIMITS[context]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_has_a_short_name_of_fourteen(language: str) -> None:
    said = {option.id: words().say(option.short, language) for each in QUESTIONNAIRE for option in each.options}
    assert {id: text for id, text in said.items() if len(text) > LIMITS["short"]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_options_of_one_question_are_told_apart_by_their_words(language: str) -> None:
    for question in QUESTIONNAIRE:
        labels = [words().say(option.label, language) for option in question.options]
        assert len(set(labels)) == len(labels), question.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_known_mistranslation_is_said(language: str) -> None:
    folder = ROOT / "locales" / language / "LC_MESSAGES"
    said = re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', "\n".join(p.read_text() for p in folder.glob("*.po")), re.M)
    found = {(trap, each) for trap in TRAPS[language] for each in said if trap in each}
    assert found == set()


POLITE = {"ja": "です|ます|ください|ません|ました|でした", "ko": "니다|십시오|세요|니까|요[.?]"}


@pytest.mark.parametrize("language", POLITE)
def test_questions_are_polite(language: str) -> None:
    from locales.text import Text

    asks = [question.ask for question in QUESTIONNAIRE]
    said = [words().say(Text(each.msgid), language) for each in asks]
    assert [each for each in said if not re.search(POLITE[language], each)] == []


def test_marked_sentences_are_found_with_context_and_plural(tmp_path: object) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "sample.py"
    file.write_text('_("a {b}", "label")\n_n("{n} x", "{n} xs", n=1)\n_("c", context="note")\nother("d")\n')
    assert [key for key, _line in marked(file)] == [("label", "a {b}", ""), ("", "{n} x", "{n} xs"), ("note", "c", "")]


def test_placeholders_are_named() -> None:
    assert placeholders("{a} and {b}") == {"a", "b"}
    assert all("" not in placeholders(sentence) for _context, sentence, _plural in program_sentences())
