"""How good the search must be on questions and stories it did not learn from (cross-validated, with a margin)."""

from __future__ import annotations

import pytest

from bot.search.evaluate import Guesses, Tally, evaluate, judge_stories, said_plainly, stories_plainly
from bot.search.model import CATEGORY, QUESTIONS, SURE_FROM
from locales.text import LANGUAGES
from tests.bot.search.conftest import CONTENT


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return evaluate(CONTENT, CONTENT / "asked.jsonl")


@pytest.fixture(scope="module")
def guesses() -> dict[str, Guesses]:
    return judge_stories(CONTENT)


def test_the_right_question_comes_first_or_among_three(tallies: dict[str, Tally]) -> None:
    known = tallies["all"]
    assert known.first >= 0.92 * known.known, said_plainly(tallies)
    assert known.third >= 0.97 * known.known, said_plainly(tallies)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_is_left_behind(tallies: dict[str, Tally], language: str) -> None:
    known = tallies[language]
    assert known.first >= 0.85 * known.known, said_plainly(tallies)
    assert known.third >= 0.92 * known.known, said_plainly(tallies)


def test_what_is_said_outright_is_seldom_wrong(tallies: dict[str, Tally]) -> None:
    assert tallies["all"].said_wrong <= 0.03 * tallies["all"].said, said_plainly(tallies)
    assert tallies["all"].said >= 0.7 * tallies["all"].known, said_plainly(tallies)


def test_what_is_not_ours_is_seldom_answered(tallies: dict[str, Tally]) -> None:
    assert tallies["all"].refused >= 0.95 * tallies["all"].strange, said_plainly(tallies)


def test_stories_fall_into_their_category(guesses: dict[str, Guesses]) -> None:
    told = guesses[CATEGORY]
    assert told.right >= 0.75 * told.total, stories_plainly(guesses)
    assert told.covered(0.9)[1] >= 0.65, stories_plainly(guesses)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_proposed_to_an_owner_is_mostly_right(guesses: dict[str, Guesses], question: str) -> None:
    precision, _ = guesses[question].at(SURE_FROM[question])
    assert precision >= 0.85, stories_plainly(guesses)
