"""Whether a report is kept longer: asked once, answered by button or in words, in five languages, never by mistake."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.awaited import ForLonger
from dialogs.case_states import Destroyer, ReferralState
from dialogs.effects import CaseStatus, Prolong
from dialogs.events import Heard
from dialogs.handlers import longer
from dialogs.labels import DESTROYED, state_of
from dialogs.notices import prolonged, proof, status_reply
from guidance.calendar import day_of
from locales.text import LANGUAGES, Day, Text
from tests.dialogs.person import MORNING, Person, book, words
from tests.dialogs.test_conversation import at, said, sent

CODE = "SM-7K2Q-9XMD-5"
YES = {"ko": "네", "en": "Yes", "ja": "はい", "zh": "是", "fr": "Oui"}
NO = {"ko": "아니요", "en": "No", "ja": "いいえ", "zh": "不", "fr": "Non"}


def worded(day: Day, language: str) -> str:
    """A day as its reader sees it."""
    return words().say(Text("{day}", {"day": day}), language)


def asked(language: str = "en", person: Person | None = None) -> Person:
    """The question came, 60 days before the end."""
    person = person or sent(language)
    code = person.session.care.filed[-1]
    person.does(Heard(person.at, code, "kftc", "longer", day="2027-11-24"), "")
    return person


def decided(person: Person) -> list[bool]:
    return [each.agreed for each in person.effects if isinstance(each, Prolong)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_owner_is_asked_with_the_day_and_two_buttons(language: str) -> None:
    person = asked(language)
    told = said(person)
    assert worded(Day(2027, 11, 24), language) in told
    listed = [
        row for reply in person.told for letter in person.letters(reply) for part in letter.parts for row in part.rows
    ]
    assert words().say(longer.MORE.items[0], language) in " ".join(map(str, listed))
    keys = [choice.key.partition(":")[0] for reply in person.told for choice in reply.choices]
    assert keys == ["longer", "asagreed", "copy"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("agreed", [True, False])
def test_a_button_a_typed_word_and_a_typed_label_say_the_same(language: str, agreed: bool) -> None:
    label = longer.LONGER if agreed else longer.AGREED
    code = sent(language).session.care.filed[-1]
    for typed in ((YES if agreed else NO)[language], words().say(label, language), words().say(label, "ko")):
        person = asked(language)
        person.types(typed)
        assert decided(person) == [agreed], typed
    pressed = asked(language)
    pressed.presses(f"{'longer' if agreed else 'asagreed'}:{code}")
    assert decided(pressed) == [agreed]


def test_a_yes_to_another_question_is_no_answer_to_this_one() -> None:
    person = asked(person=_with_a_report(at("ongoing")))
    assert person.session.waiting is None
    person.types("yes")
    assert decided(person) == []


@pytest.mark.parametrize("kind", ["passed_on", "asked", "leak"])
@pytest.mark.parametrize("discreet", [True, False])
def test_what_a_desk_asks_afterwards_ends_it(kind: str, discreet: bool) -> None:
    """A yes that is typed then may be meant for that, and keeps nothing longer."""
    person = asked()
    person.session = person.session.with_care(discreet=discreet)
    to = "kipo" if kind == "passed_on" else ""
    person.does(Heard(person.at, CODE, "kftc", kind, "May we?", "en", to=to), "")
    person.types("yes")
    assert decided(person) == []


def test_of_two_reports_a_yes_means_the_one_that_was_asked_about_last() -> None:
    person = sent()
    person.session = person.session.with_care(filed=("SM-AAAA-BBBB-C", CODE))
    for code in (CODE, "SM-AAAA-BBBB-C"):
        person.does(Heard(person.at, code, "kftc", "longer", day="2027-11-24"), "")
    person.types("yes")
    assert [(each.receipt, each.agreed) for each in person.effects if isinstance(each, Prolong)] == [
        ("SM-AAAA-BBBB-C", True)
    ]


def _with_a_report(person: Person) -> Person:
    """The same person, who sent a report before."""
    person.session = person.session.with_care(filed=(CODE,), sent_to={CODE: ("kftc",)})
    return person


@pytest.mark.parametrize("between", ["How long does it take?", "my drawings were shown at a fair"])
def test_other_words_end_the_waiting(between: str) -> None:
    person = asked()
    assert isinstance(person.session.waiting, ForLonger)
    person.types(between)
    assert not isinstance(person.session.waiting, ForLonger)
    person.types("yes")
    assert decided(person) == []


def test_a_discreet_owner_is_asked_when_the_news_is_shown() -> None:
    person = sent()
    person.types("/notices")
    person.presses("notices:short")
    person = asked(person=person)
    assert "2027" not in said(person)
    person.presses("news:show")
    person.types("yes")
    assert decided(person) == [True]


def test_a_report_of_another_chat_is_not_decided_on() -> None:
    person = asked()
    person.session = person.session.with_care(filed=())
    person.session = replace(person.session, waiting=ForLonger(CODE))
    person.types("yes")
    assert decided(person) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["ending", "held"])
def test_the_end_and_a_hold_are_told_with_their_day(language: str, kind: str) -> None:
    person = sent(language)
    code = person.session.care.filed[-1]
    person.does(Heard(person.at, code, "kftc", kind, day="2027-11-24"), "")
    assert worded(Day(2027, 11, 24), language) in said(person)
    assert code in said(person)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_became_of_the_answer_is_said(language: str) -> None:
    day = Day(2028, 11, 24)
    for kind in ("longer", "agreed"):
        text = prolonged(kind, CODE, day).blocks[0].text  # type: ignore[union-attr]
        assert worded(day, language) in words().say(text, language)
    assert prolonged("late", CODE, None) == prolonged("late", CODE, day)


# ---- who destroyed it -------------------------------------------------------------------------------------


@pytest.mark.attack("officer-B2", "security-B8")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_destroyer_is_said_and_only_the_owner_is_called_so(language: str) -> None:
    told = {by: words().say(DESTROYED[by], language) for by in Destroyer}
    assert len(set(told.values())) == len(Destroyer)
    for by in Destroyer:
        status = CaseStatus(CODE, MORNING, (("kftc", ReferralState.ERASED, MORNING),), gone=by)
        letters = words().letters(status_reply(status, False, book()), language, 0)
        shown = " ".join(value for letter in letters for part in letter.parts for _, value in part.rows)
        assert told[by] in shown
    for state in ReferralState:
        same = state_of(state, Destroyer.TIME) == state_of(state, Destroyer.OWNER)
        assert same == (state is not ReferralState.ERASED)


def test_the_own_status_says_until_when_it_is_kept() -> None:
    status = CaseStatus(CODE, MORNING, (("kftc", ReferralState.TAKEN, MORNING),), until=MORNING)
    day = worded(Day.of(day_of(MORNING)), "en")
    for own in (True, False):
        letters = words().letters(status_reply(status, own, book()), "en", 0)
        rows = [row for letter in letters for part in letter.parts for row in part.rows]
        assert any(row == ("Kept here until", day) for row in rows) == own


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_proof_names_the_day_from_which_no_copy_can_be_opened(language: str) -> None:
    day = Day(2026, 11, 27)
    for final in (day, None):
        letters = words().letters(proof(CODE, MORNING, "f" * 64, final, (), book()), language, 0)
        shown = " ".join(str(row) for letter in letters for part in letter.parts for row in part.rows)
        assert (worded(day, language) in shown) == (final is not None)
