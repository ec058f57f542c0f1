"""An owner hears of a leak of our own data in their own language, with whom to ask, and of no desk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.engine import step
from dialogs.events import Heard
from dialogs.replies import Paragraph, Reply
from dialogs.session import Aftercare, Session
from locales.text import LANGUAGES
from tests.dialogs.person import MORNING, book, words

CODE = "SM-7K2Q-9XMD-5"


def told(language: str, discreet: bool) -> tuple[Reply, ...]:
    """What an owner of a report is told."""
    session = replace(Session("web:1", "SM-0000-0000-0"), language=language, care=Aftercare(filed=(CODE,)))
    known = replace(book(), operator="Operator, 02-000-0000")
    event = Heard(MORNING, CODE, "", "leak", "MARK: a backup was lost.", language)
    return step(session.with_care(discreet=discreet), event, known).replies


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_in_the_operators_words_with_whom_to_ask_and_no_button(language: str) -> None:
    (reply,) = told(language, discreet=False)
    said = [words().say(each.text, language) for each in reply.blocks if isinstance(each, Paragraph)]
    assert said[1] == "MARK: a backup was lost."
    assert "Operator, 02-000-0000" in said[2]
    assert reply.choices == ()


def test_who_wants_short_notices_hears_that_there_is_news() -> None:
    (reply,) = told("en", discreet=True)
    assert "MARK" not in repr(reply)
