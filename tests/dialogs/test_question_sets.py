"""A desk's question set, run with the owner beside whatever else goes on: typed, kept at once, never in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.effects import Amend
from dialogs.events import Chose, Heard
from dialogs.form import display
from dialogs.form.question_sets import questions_of
from dialogs.questions import Kind, State
from guidance.guide import DESKS
from tests.dialogs.person import Person, book, words
from tests.dialogs.test_conversation import at, kinds, said, sent

CODE = "SM-7K2Q-9XMD-5"
FIRST = "SM-AAAA-BBBB-C"


def asked(person: Person, questions: str = "request", receipt: str = CODE) -> Person:
    person.does(Heard(person.at, receipt, "kftc", "asked", "Please answer these.", "en", questions=questions), "")
    return person


def running(questions: str = "request") -> Person:
    person = asked(sent(), questions)
    person.presses(f"set:{questions}:{CODE}:kftc")
    return person


def amends(person: Person) -> list[Amend]:
    return [each for each in person.effects if isinstance(each, Amend)]


def test_the_owner_sees_the_officers_words_and_may_answer_now() -> None:
    person = asked(sent())
    assert "Please answer these." in said(person)
    assert [choice.key for choice in person.told[-1].choices] == [f"set:request:{CODE}:kftc", f"answer:kftc:{CODE}"]


def test_a_set_is_asked_one_by_one_kept_at_once_and_closed_with_what_was_answered() -> None:
    person = running()
    assert person.told[-1].progress == (1, 6)
    person.presses("set.request.how:mail")
    person.presses("nav:done")
    person.types("no")
    person.types("They said it was for quality control.")
    person.types("about 3")
    person.types("2025-03")
    assert [list(each.answers) for each in amends(person)][-1] == ["set.request.given"]
    assert all(each.quiet for each in amends(person))
    person.presses("nav:skip")
    last = amends(person)[-1]
    assert (last.closes, last.quiet, last.receipt) == ("request", False, CODE)
    assert last.answers["set.request.how"].value == ("mail",)
    assert last.answers["set.request.form"].value == "no"
    assert last.answers["set.request.times"].value == 3
    assert last.answers["set.request.given"].value == "2025-03"
    assert last.answers["set.request.trace"].state is State.SKIPPED
    assert person.session.care.side is None
    assert person.session.care.asked[-1].over
    assert person.session.care.asked[-1].form.answers == {}


def test_a_wrong_answer_is_explained_and_asked_again() -> None:
    person = running("damage")
    person.types("a lot")
    assert "one sum" in said(person) or "won" in said(person)
    assert kinds(person)[-1] == "question"
    person.types("3억")
    assert amends(person)[-1].answers["set.damage.cost"].value == 300_000_000
    person.presses("nav:unknown")
    assert amends(person)[-1].answers["set.damage.before"].state is State.UNKNOWN


def test_going_back_changes_an_answer_and_loses_none() -> None:
    person = running("damage")
    person.types("3억")
    person.types("2억")
    person.presses("nav:back")
    person.types("5억")
    assert amends(person)[-1].answers["set.damage.before"].value == 500_000_000
    assert person.session.care.side is not None
    assert person.session.care.side.form.asking == "set.damage.lost"


@pytest.mark.parametrize("aside", ["/help", "/status", "what is a trade secret?", "/language fr", "/notices"])
def test_side_questions_never_cost_the_place(aside: str) -> None:
    person = running("damage")
    person.types(aside)
    assert person.session.care.side is not None
    assert person.session.care.side.form.asking == "set.damage.cost"
    person.types("3억")
    assert amends(person)[-1].answers["set.damage.cost"].value == 300_000_000


def test_the_draft_in_progress_is_not_touched_and_comes_back() -> None:
    person = at("act_date")
    person.session = person.session.with_care(filed=(FIRST,))
    before = person.session.form.answers
    asked(person, "damage", FIRST)
    person.presses(f"set:damage:{FIRST}:kftc")
    person.types("3억")
    assert person.session.form.answers == before
    person.presses("nav:later")
    assert person.session.care.side is None
    person.types("2025-03")
    assert person.session.form.answers["act_date"].value == "2025-03"


def test_a_button_of_the_draft_goes_on_with_the_draft() -> None:
    person = at("ongoing")
    person.session = person.session.with_care(filed=(FIRST,))
    asked(person, "damage", FIRST)
    person.presses(f"set:damage:{FIRST}:kftc")
    person.does(Chose(person.at, 1, "ongoing:yes"), "")
    assert person.session.care.side is None
    assert person.session.form.answers["ongoing"].value == "yes"


def test_what_was_left_is_gone_on_with_where_it_was() -> None:
    person = running("damage")
    person.types("3억")
    person.presses("nav:later")
    assert f"set:damage:{CODE}:kftc" in {choice.key for choice in person.told[-1].choices}
    person.presses(f"set:damage:{CODE}:kftc")
    assert person.session.care.side is not None
    assert person.session.care.side.form.asking == "set.damage.before"


def test_files_answer_a_file_question_and_several_may_come() -> None:
    person = running("contract")
    person.presses("set.contract.kind:make")
    person.presses("nav:done")
    person.types("yes")
    person.types("2020")
    person.types("2025")
    person.sends("one.pdf")
    person.sends("two.pdf")
    assert [file.name for each in amends(person) for file in each.files] == ["one.pdf", "two.pdf"]
    assert amends(person)[-1].answers["set.contract.paper"].value == ("one.pdf", "two.pdf")
    person.presses("nav:done")
    assert amends(person)[-1].closes == "contract"


def test_words_where_a_file_is_wanted_are_answered_kindly() -> None:
    person = running("contract")
    for _ in range(4):
        person.presses("nav:unknown")
    person.types("it is at my office")
    assert "photo" in said(person)
    person.presses("none")
    assert amends(person)[-1].closes == "contract"


def test_a_set_that_was_never_asked_is_not_begun() -> None:
    person = sent()
    person.does(Chose(person.at, person.session.turn, f"set:damage:{CODE}"), "")
    assert person.session.care.side is None
    assert "earlier message" in said(person)


def test_an_answer_that_looks_like_the_secret_is_held() -> None:
    secret = "대외비\n" + "\n".join(f"공정 {n}: 온도 {n * 10}도, 압력 {n}bar, 첨가제 {n}%" for n in range(20))
    person = running("request")
    person.presses("nav:unknown")
    person.presses("nav:unknown")
    person.types(secret)
    assert "weaken" in said(person)
    assert amends(person)[-1].answers.keys() == {"set.request.form"}
    person.presses("keep:drop")
    assert person.session.care.side is not None
    assert person.session.care.side.form.asking == "set.request.reason"


def test_no_key_of_any_set_is_too_long_for_a_button() -> None:
    for record in book().knowledge.question_sets.values():
        longest = max(map(len, DESKS))
        assert len(f"set:{record.id}:{CODE}:") + longest <= 48
        for question in questions_of(record):
            for option in (*(each.id for each in question.options), "unknown"):
                assert len(f"{question.id}:{option}".encode()) <= 40


def test_every_kind_of_question_is_there() -> None:
    found = {each.kind for record in book().knowledge.question_sets.values() for each in questions_of(record)}
    assert found == set(Kind)


def test_copies_read_the_answers_in_their_own_language() -> None:
    person = running("damage")
    person.types("3억")
    person.presses("nav:unknown")
    person.presses("nav:unknown")
    person.types("about 3")
    person.presses("none")
    report = replace(person.report, answers={**person.report.answers, **amends(person)[-1].answers})
    copied = {words().say(label, "ko"): words().word(value, "ko") for label, value in display.rows_of(report, book())}
    assert (copied["개발에 든 돈"], copied["끊긴 거래 수"]) == ("300,000,000원", "3")
