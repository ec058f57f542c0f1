"""TypedAnswer is bounded: twice the text costs hardly more than twice, and no nasty text many times a plain one."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import date
from statistics import median

import pytest

from dialogs.parse import (
    GateKind,
    blacked_out,
    clean,
    contacts_in,
    read_assent,
    read_command,
    read_day,
    read_fact,
    read_indices,
    read_money,
    read_number,
)
from dialogs.typed_answers import read
from tests.dialogs.person import book

TODAY = date(2026, 11, 30)
LANGUAGES = ("ko", "en", "ja", "zh", "fr")
PLAIN = {
    "ko": "작년 봄에 거래처 구매팀이 금형 도면을 보내 달라고 해서 메일로 보냈고 다른 업체가 같은 부품을 만듭니다. ",
    "en": "Last spring the buyer asked for our mould drawings, we sent them by mail and now a rival delivers them. ",
    "ja": "昨年の春に取引先から金型の図面を求められ、メールで送ると別の会社が同じ部品を納めた。",
    "zh": "去年春天客户的采购部门要求我们提供模具图纸，我们用邮件发了过去，现在另一家公司开始供应同样的零件。",
    "fr": "Au printemps dernier le client a demandé les plans de nos moules, envoyés par courriel, un autre a livré. ",
}
NASTY = {
    "expanding": "\ufdfa",
    "squares": "\u33fe",
    "figures": "1234567890",
    "grouped": "1,234.567 ",
    "wide": "１２３",
    "combining": "e\u0301\u0327",
    "hangul letters": "ㅇㅈㅋ",
    "spelled": "일이삼사",
    "units": "억만천백",
    "han": "三億零",
    "dates": "2024년 3월 ",
    "commas": ",،、",
    "yes": "네 ",
    "at": "a@",
    "words": "cent mille ",
    "weekdays": "월요일 ",
    "blanks": "a \t ",
    "brackets": "((((",
}
READERS: dict[str, Callable[[str, str], object]] = {
    "assent": lambda text, _language: read_assent(text, GateKind.CONSENT),
    "fact": lambda text, _language: read_fact(text),
    "indices": lambda text, _language: read_indices(text),
    "money": read_money,
    "number": lambda text, _language: read_number(text),
    "day": lambda text, language: read_day(text, TODAY, language),
    "command": lambda text, _language: read_command(text),
    "contacts": lambda text, _language: contacts_in(text),
    "numbers of persons": lambda text, _language: blacked_out(text),
    "cleaning": lambda text, _language: clean(text),
}
MOST = 8000
"""Characters of the largest message that is taken."""
LIMITS = {"assent": 160, "fact": 160, "indices": 60, "money": 300, "number": 300, "day": 400, "command": 100}
"""Characters that a reader looks at; what is longer is none of its kind."""
PLACES = (
    "urgent",
    "collect",
    "relationship",
    "wants",
    "ongoing",
    "damage_krw",
    "act_date",
    "contact",
    "business_number",
)
MOST_GROWTH, MOST_NASTY = 2.5, 5.0
NOTHING = 0.005
"""Seconds of CPU at the largest message that need no bound: a quarter of what is wanted for any text."""
TRIES = 4
"""A busy machine makes one measurement in some a wrong one; what grows too fast does so each time."""


def cost(read_it: Callable[[], object]) -> float:
    """The median of five, in seconds of this thread's CPU, with nothing collected meanwhile."""
    took = []
    gc.disable()
    try:
        for _again in range(5):
            begun = time.thread_time()
            read_it()
            took.append(time.thread_time() - begun)
    finally:
        gc.enable()
    return median(took)


def costs(call: Callable[[str, str], object], piece: str, most: int, language: str) -> float:
    text = (piece * (most // len(piece) + 1))[:most]
    return cost(lambda: call(text, language))


def is_bounded(call: Callable[[str, str], object], piece: str, language: str) -> bool:
    """Whether twice the text costs at most so many times as much."""
    for _try in range(TRIES):
        whole = costs(call, piece, MOST, language)
        if whole <= max(NOTHING, MOST_GROWTH * costs(call, piece, MOST // 2, language)):
            return True
    return False


def is_no_worse(call: Callable[[str, str], object], piece: str, language: str, most: int = MOST) -> bool:
    """Whether a nasty text costs at most so many times a plain one of its length."""
    for _try in range(TRIES):
        nasty = costs(call, piece, most, language)
        if nasty <= NOTHING or nasty <= MOST_NASTY * costs(call, PLAIN[language], most, language):
            return True
    return False


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", [*READERS])
def test_the_work_grows_with_the_text_and_no_faster(reader: str, language: str) -> None:
    call = READERS[reader]
    pieces = (
        (PLAIN[language], *NASTY.values()) if reader in {"money", "day"} or language == "ko" else (PLAIN[language],)
    )
    assert [piece for piece in pieces if not is_bounded(call, piece, language)] == []
    most = LIMITS.get(reader, MOST)
    assert [piece for piece in pieces if not is_no_worse(call, piece, language, most)] == []


@pytest.mark.slow("measures each place with the worst texts, five times each")
@pytest.mark.parametrize("at", PLACES)
def test_the_work_is_bounded_where_words_are_asked_for(at: str) -> None:
    """Through all that looks at typed words there."""
    known, language = book(), LANGUAGES[PLACES.index(at) % len(LANGUAGES)]
    worst = ("expanding", "squares", "combining", "spelled", "at", "blanks")

    def call(text: str, language: str) -> object:
        return read(at, text, language, TODAY, known)

    def no_worse(piece: str) -> bool:
        """The numbers of persons are looked for first, in every text; words without figures are spared that."""
        return any(
            costs(call, piece, MOST, language)
            <= max(
                NOTHING,
                MOST_NASTY
                * (
                    max(costs(call, PLAIN[language], most, language) for most in (300, MOST))
                    + costs(READERS["numbers of persons"], piece, MOST, language)
                ),
            )
            for _try in range(TRIES)
        )

    assert [name for name in worst if not is_bounded(call, NASTY[name], language)] == []
    assert [name for name in worst if not no_worse(NASTY[name])] == []
