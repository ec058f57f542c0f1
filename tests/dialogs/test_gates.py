"""Every gate of the conversation x every natural answer in five languages: what is typed does what the button does."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache

import pytest

from dialogs.effects import Step
from dialogs.engine import step
from dialogs.events import Chose, FileRef, Heard, Said, Sent
from dialogs.parse import GateKind
from tests.dialogs.parse.test_assent import NATURAL, answers
from tests.dialogs.person import Person
from tests.dialogs.stories import DOORSTEP, STORIES, say

PLACES: dict[str, tuple[GateKind, str, str]] = {
    "urgent": (GateKind.URGENT, "urgent:yes", "urgent:no"),
    "age": (GateKind.AGE, "agree:age", "refuse:age"),
    "collect": (GateKind.CONSENT, "agree:collect", "refuse:collect"),
    "abroad": (GateKind.CONSENT, "agree:abroad", "refuse:abroad"),
    "share": (GateKind.SEND, "share:", "hold:"),
    "among": (GateKind.CONSENT, "agree:share", "refuse:share"),
    "send": (GateKind.SEND, "send:now", "send:again"),
}
"""Where yes or no is asked, and the buttons there."""


@cache
def standing(place: str, language: str) -> Person:
    """Somebody who is being asked this."""
    person = Person(language, "telegram:1" if place == "abroad" else "web:gate")
    person.presses(f"lang:{language}")
    if place in {"urgent", "age", "collect", "abroad"}:
        reached = ("urgent", "", "age", "collect", "abroad").index(place)
        for line in DOORSTEP[:reached]:
            say(person, line)
        return person
    story = STORIES["subcontractors_drawings"][1]
    for line in (*story[: story.index("+발주서.pdf")], "!review:share"):
        say(person, f"tel. +82 {line[1:]}" if line.startswith("010-") else line)
    while person.session.stage != place:
        person.presses(person.told[-1].choices[0].key)
    return person


def typed(person: Person, words: str) -> Step:
    return step(person.session, Said(person.at, words), person.known)


def pressed(person: Person, key: str) -> Step:
    offered = [choice.key for choice in person.told[-1].choices]
    whole = next(each for each in offered if each.startswith(key))
    return step(person.session, Chose(person.at, person.session.turn, whole), person.known)


@pytest.mark.parametrize("language", ["ko", "en", "ja", "zh", "fr"])
@pytest.mark.parametrize("place", [*PLACES])
def test_a_typed_yes_or_no_does_what_the_button_does(place: str, language: str) -> None:
    person, (gate, yes, no) = standing(place, language), PLACES[place]
    for kind, key in (("yes", yes), ("no", no)):
        button = pressed(person, key)
        wrong = [words for words in answers(gate, kind) if typed(person, words) != button]
        assert not wrong


@pytest.mark.parametrize("language", ["ko", "en", "ja", "zh", "fr"])
def test_a_yes_below_the_numbers_to_call_goes_on_and_a_no_stays(language: str) -> None:
    person = Person(language, "web:gate")
    for key in (f"lang:{language}", "urgent:yes"):
        person.presses(key)
    assert [words for words in NATURAL["yes"]["both"] if typed(person, words) != pressed(person, "urgent:done")] == []
    assert {typed(person, words).session.stage for words in NATURAL["no"]["both"]} == {"danger"}


@pytest.mark.parametrize("language", ["ko", "en", "ja", "zh", "fr"])
@pytest.mark.parametrize("place", [*PLACES])
def test_what_is_not_sure_leaves_the_gate_as_it_was(place: str, language: str) -> None:
    """No consent, no recipient and no sending comes of it; the question stands there again, or is still open."""
    person = standing(place, language)
    before = person.session
    for words in NATURAL["asked"]["both"]:
        after = typed(person, words).session
        kept = (after.stage, after.draft.consents, after.draft.sharing, after.care.filed)
        assert kept == (before.stage, before.draft.consents, before.draft.sharing, before.care.filed), words


# ---- another question was put since -------------------------------------------------------------------


def _number(person: Person) -> None:
    person.types("참고 M12345678 입니다")


def _file(person: Person) -> None:
    file = FileRef("id", "staff.txt", "text/plain", 10, "0" * 64)
    person.does(Sent(person.at, (file,), numbers=((file.id, ("resident",)),)), "")


def _news(kind: str) -> Callable[[Person], None]:
    def comes(person: Person) -> None:
        filed = person.session.with_care(filed=("SM-AAAA-BBBB-C",), sent_to={"SM-AAAA-BBBB-C": ("kftc",)})
        person.session = filed
        to = "kipo" if kind == "passed_on" else ""
        person.does(Heard(person.at, "SM-AAAA-BBBB-C", "kftc", kind, "May we?", "en", to=to, day="2027-01-01"), "")

    return comes


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("between", [_number, _file, _news("longer"), _news("passed_on"), _news("asked")])
@pytest.mark.parametrize("place", [each for each in PLACES if each != "urgent"])
def test_a_yes_to_another_question_is_no_consent(place: str, between: Callable[[Person], None]) -> None:
    """Whoever is asked something else since does not agree, choose a body or send by answering that; the question is
    put once more, and then it is."""
    person = copy.copy(standing(place, "en"))
    between(person)
    before = person.session
    for words in ("yes", "Yes, please", "1", "send it"):
        after = typed(person, words).session
        kept = (after.stage, after.draft.consents, after.draft.sharing, after.care.filed)
        assert kept == (before.stage, before.draft.consents, before.draft.sharing, before.care.filed), words


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("place", [each for each in PLACES if each != "urgent"])
def test_a_yes_after_a_desk_asked_is_asked_for_once_more(place: str) -> None:
    person = copy.copy(standing(place, "en"))
    _news("asked")(person)
    person.types("yes")
    assert "please answer once more" in words_told(person)
    assert typed(person, "yes").session.stage != place or place == "share"


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("place", [each for each in PLACES if each != "urgent"])
def test_a_yes_that_was_forwarded_is_somebody_elses(place: str) -> None:
    """Who passes a conversation on as evidence agrees to nothing by what stands in it."""
    person = copy.copy(standing(place, "en"))
    before = person.session
    person.does(Said(person.at, "yes", forwarded=True), "")
    kept = (person.session.stage, person.session.draft.consents, person.session.draft.sharing)
    assert kept == (before.stage, before.draft.consents, before.draft.sharing)
    assert "please answer once more" in words_told(person)
    assert typed(person, "yes") == pressed(person, PLACES[place][1])


def words_told(person: Person) -> str:
    return "".join(part.text for reply in person.told for letter in person.letters(reply) for part in letter.parts)


@pytest.mark.parametrize("place", [place for place, (_gate, yes, _no) in PLACES.items() if place != "urgent" and yes])
def test_a_yes_typed_before_the_question_stood_there_is_put_once_more(place: str) -> None:
    """Typed twice on a slow line, or on a page that is behind: the second yes was meant for what was asked before."""
    person = standing(place, "en")
    before, turn = person.session, person.session.asked
    late = step(before, Said(person.at, "yes", seen=turn - 1), person.known)
    kept = (late.session.stage, late.session.draft.consents, late.session.draft.sharing, late.session.care.filed)
    assert kept == (before.stage, before.draft.consents, before.draft.sharing, before.care.filed)
    assert late.replies[-1].choices, "the question stands there again"
    again = step(late.session, Said(person.at, "yes", seen=late.session.asked), person.known)
    assert again.session.draft != before.draft or again.session.stage != before.stage
