"""Questions without an answer are put together where they ask the same."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dialogs.faq.clusters import UnansweredQuestion, clusters
from dialogs.faq.redact import redact

KOREAN = ["통역을 지원해 주나요", "통역 지원해 주나요?", "통역 지원 되나요"]
ENGLISH = ["do you offer legal insurance", "do you offer any legal insurance?"]


def asked(*said: str, language: str = "ko") -> list[UnansweredQuestion]:
    return [UnansweredQuestion(number, language, words) for number, words in enumerate(said, 1)]


def test_questions_that_ask_the_same_are_one_group_and_the_largest_is_first() -> None:
    found = clusters(asked(*ENGLISH, *KOREAN, "qqq"))
    assert [sorted(each.said for each in group.asked) for group in found] == [sorted(KOREAN), sorted(ENGLISH), ["qqq"]]


def test_the_order_of_asking_changes_nothing() -> None:
    questions = asked(*ENGLISH, *KOREAN, "qqq", "legal insurance?", "통역")
    wanted = clusters(questions)
    for seed in range(5):
        mixed = list(questions)
        Random(seed).shuffle(mixed)
        assert clusters(mixed) == wanted


def test_a_group_counts_its_languages() -> None:
    mixed = [
        UnansweredQuestion(1, "fr", "insurance legal"),
        UnansweredQuestion(2, "en", "legal insurance"),
        UnansweredQuestion(3, "en", "legal insurance"),
    ]
    assert clusters(mixed)[0].languages == (("en", 2), ("fr", 1))


def test_marks_of_redaction_bring_nothing_together_and_are_no_wording() -> None:
    found = clusters(asked("[mail] weather", "[mail] insurance"))
    assert [each.wording for each in found] == ["weather", "insurance"]


def test_nothing_asked_is_no_group_and_signs_alone_are_one() -> None:
    assert clusters([]) == ()
    assert len(clusters(asked("😀", "?!", "[number]"))) == 1


@given(st.lists(st.text(max_size=40), max_size=12))
def test_every_question_is_in_one_group(said: list[str]) -> None:
    questions = asked(*map(redact, said))
    found = [each for group in clusters(questions) for each in group.asked]
    assert sorted(found, key=lambda each: each.id) == questions
