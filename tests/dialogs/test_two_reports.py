"""What belongs to one report never reaches another: words, answers and files of whoever moved on meanwhile."""

from __future__ import annotations

import pytest

from dialogs.effects import Amend
from dialogs.events import Chose, Heard
from dialogs.questions import State
from tests.dialogs.person import Person
from tests.dialogs.test_conversation import at, said, sent

FIRST, LAST = "SM-AAAA-BBBB-C", "SM-7K2Q-9XMD-5"


def asked_while_drafting(question: str = "act_date") -> Person:
    """A draft at `question`, its owner asked about an earlier report, and “Answer” pressed."""
    person = at(question)
    person.session = person.session.with_care(filed=(FIRST,))
    person.does(Heard(person.at, FIRST, "kftc", "asked", "When?", "en"), "")
    person.presses(f"answer:kftc:{FIRST}")
    return person


def amends(person: Person) -> list[Amend]:
    return [each for each in person.effects if isinstance(each, Amend)]


def test_an_answer_goes_to_the_officers_who_asked() -> None:
    person = asked_while_drafting()
    person.types("In March 2025")
    assert [(each.receipt, each.said) for each in amends(person)] == [(FIRST, "In March 2025")]


@pytest.mark.parametrize("elsewhere", ["nav:open", "nav:why", "nav:help", "lang:fr"])
def test_words_typed_after_moving_on_do_not_go_to_the_officers(elsewhere: str) -> None:
    person = asked_while_drafting()
    person.does(Chose(person.at, person.session.turn, elsewhere), elsewhere)
    person.types("2025-03")
    assert amends(person) == []
    assert person.session.form.answers["act_date"].value == "2025-03"


def test_a_command_typed_instead_of_the_answer_moves_on_too() -> None:
    person = asked_while_drafting()
    person.types("/help")
    person.types("2025-03")
    assert amends(person) == []
    assert person.session.form.answers["act_date"].state is State.GIVEN


def test_a_file_sent_as_an_answer_goes_to_the_report_it_was_asked_for() -> None:
    person = sent()
    person.session = person.session.with_care(filed=(FIRST, LAST))
    person.does(Heard(person.at, FIRST, "kftc", "asked", "The contract, please", "en"), "")
    person.presses(f"answer:kftc:{FIRST}")
    person.sends("contract.pdf")
    assert [(each.receipt, len(each.files)) for each in amends(person)] == [(FIRST, 1)]


def test_figures_are_answers_again_after_the_question_for_a_code_was_left() -> None:
    person = at("act_date")
    person.types("/status")
    person.types("SM-1234")
    assert "complete receipt code" in said(person)
    person.presses("nav:open")
    person.types("2025-03")
    assert person.session.form.answers["act_date"].value == "2025-03"


def test_words_instead_of_a_code_end_the_waiting_for_one() -> None:
    person = at("ongoing")
    person.types("/status")
    person.types("yes")
    assert person.session.form.asking == "act_date"
    person.types("2025-03")
    assert person.session.form.answers["act_date"].value == "2025-03"
