"""What is asked beside the open question is answered by typing as by pressing: by label, number, yes or no."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.awaited import ForAddition
from dialogs.effects import Amend, Forget
from dialogs.engine import step
from dialogs.events import Heard, Said
from dialogs.parse.assent import GateKind
from tests.dialogs.parse.test_assent import answers
from tests.dialogs.person import Person
from tests.dialogs.stories import tell

LANGUAGES = ("ko", "en", "ja", "zh", "fr")
NEWS = "The signed pledge from 2024 is here as well; I found it in the archive."
MORE = "There is also a mail of theirs in which they admit it."


def sent(language: str) -> Person:
    """Somebody whose report is with its desks."""
    return tell("patent", language)


def label(person: Person, key: str) -> str:
    choices = [choice for reply in person.told for choice in reply.choices]
    return person.words_of(next(each.label for each in choices if each.key == key))


def added(person: Person) -> list[str]:
    return [each.said for each in person.effects if isinstance(each, Amend)]


def forgotten(person: Person) -> list[str]:
    return [each.receipt for each in person.effects if isinstance(each, Forget)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_added_to_a_report_by_a_typed_yes_a_label_or_a_number(language: str) -> None:
    for typed in ("", "1", *answers(GateKind.FACT, "yes")):
        person = sent(language)
        person.types(NEWS)
        person.types(typed or label(person, "keep:add"))
        assert added(person) == [NEWS], typed
        assert person.session.waiting is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_thrown_away_by_a_typed_no_a_label_or_a_number(language: str) -> None:
    for typed in ("", "2", *answers(GateKind.FACT, "no")):
        person = sent(language)
        person.types(NEWS)
        person.types(typed or label(person, "keep:drop"))
        assert added(person) == [], typed
        assert person.session.waiting is None


def test_more_words_join_those_that_wait() -> None:
    person = sent("en")
    person.types(NEWS)
    person.types(MORE)
    assert isinstance(person.session.waiting, ForAddition)
    person.types("yes")
    assert added(person) == [f"{NEWS}\n{MORE}"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_deleted_by_its_label_and_a_typed_yes(language: str) -> None:
    for typed in ("", "1", *answers(GateKind.FACT, "yes")):
        person = sent(language)
        person.types("/withdraw")
        person.types(label(person, "confirm:delete"))
        assert forgotten(person) == []
        person.types(typed or label(person, "confirm:delete-yes"))
        assert person.receipt in forgotten(person), typed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_stays_by_a_typed_no_and_by_any_other_words(language: str) -> None:
    others = ("?", "maybe", "SM", "내일 할게요", "はい、でも", NEWS)
    for typed in ("", "2", *answers(GateKind.FACT, "no"), *others):
        person = sent(language)
        person.types("/withdraw")
        person.types(label(person, "confirm:delete"))
        person.types(typed or label(person, "nav:open"))
        person.types("yes")
        assert forgotten(person) == [], typed


def test_a_bare_yes_takes_nothing_back_where_there_is_more_than_one_way() -> None:
    person = sent("en")
    person.types("/withdraw")
    before = person.session.care.sent_to
    person.types("yes")
    assert person.session.care.sent_to == before


@pytest.mark.attack("owner-B1")
def test_a_yes_that_was_not_for_it_deletes_nothing() -> None:
    """Forwarded, typed before it was asked, or after a desk had something to say."""
    person = sent("en")
    person.types("/withdraw")
    person.presses("confirm:delete")
    known, at = person.known, person.at
    asked = person.session
    for yes in (Said(at, "yes", forwarded=True), Said(at, "yes", seen=asked.asked - 1)):
        assert not any(isinstance(each, Forget) for each in step(asked, yes, known).effects)
    heard = step(asked, Heard(at, person.receipt, asked.care.sent_to[person.receipt][0], "asked", "?", "en"), known)
    assert not any(isinstance(each, Forget) for each in step(heard.session, Said(at, "yes"), known).effects)
    assert any(isinstance(each, Forget) for each in step(asked, Said(at, "yes"), known).effects)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_is_thrown_away_by_a_typed_yes_and_stays_by_a_no(language: str) -> None:
    for typed, gone in (("yes", True), ("네", True), ("no", False), ("아니요", False), ("maybe", False)):
        person = tell("patent", language, 8)
        person.types("/cancel")
        person.types(typed)
        assert (person.session.form.answers == {}) is gone, typed
        assert replace(person.session).waiting is None
