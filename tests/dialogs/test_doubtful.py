"""A number that may be a person's or another, wherever words are taken: its owner is asked; nothing else is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from dialogs.awaited import ForAddition, ForNumber, ForSecretYes
from dialogs.effects import Amend
from dialogs.events import FileRef, Said, Sent
from dialogs.form.prompt import keys_of
from dialogs.handlers.doubtful import ask
from dialogs.marks import MarkPlace
from dialogs.parse import BLACK, blacked_out
from dialogs.session import Session, Turn
from locales.text import LANGUAGES
from tests.dialogs.person import Person
from tests.dialogs.test_awaited import FIRST, LAST, SECRET, answer, drafting, heard, pressed, wording
from tests.dialogs.test_conversation import at, said, sent

DOUBTFUL = "8801011234567"
TYPED = f"Gana, {DOUBTFUL}, as told"
CALLED = f"barcode {DOUBTFUL}"
WHOLE = f"Gana, {CALLED}, as told"


def name() -> Person:
    return at("counterpart_name")


def story() -> Person:
    person = at("story")
    person.types(f"They took 900101-1234567 of us, and more of that kind {BLACK}.")
    return person


def loose() -> Person:
    return at("relationship")


def set_question() -> Person:
    """A desk's question set, at a question that is answered in words."""
    person = pressed(heard(drafting("counterpart_name"), questions="right"), f"set:right:{FIRST}:kftc")
    side = person.session.care.side
    assert side is not None
    key = next(each for each in keys_of(side, person.session, person.known) if each.endswith("number"))
    person.session = person.session.with_care(side=replace(side, form=side.form.asks(key)))
    return person


def long_secret() -> Person:
    return drafting("story")


def answer_of(key: str) -> Callable[[Session], str]:
    return lambda session: str(session.form.answers[key].value)


def waiting_words(session: Session) -> str:
    assert isinstance(session.waiting, ForAddition | ForSecretYes)
    return session.waiting.words


PLACES: Mapping[str, tuple[Callable[[], Person], Callable[[Session], str]]] = {
    "an answer": (name, answer_of("counterpart_name")),
    "a story": (story, answer_of("story")),
    "loose words": (loose, lambda session: session.draft.remarks[-1]),
    "words written anew": (wording, lambda session: session.draft.remarks[-1]),
    "later words": (sent, waiting_words),
    "a possible secret": (long_secret, waiting_words),
}


def typed(place: str) -> tuple[Person, str, Callable[[Session], str]]:
    """Somebody who typed a doubtful number there, the words without it, and where they are kept."""
    begin, kept = PLACES[place]
    person = begin()
    more = SECRET if place == "a possible secret" else ""
    person.types(f"{more}{TYPED}")
    return person, more, kept


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("place", PLACES)
def test_the_number_is_held_by_nothing_and_its_owner_is_asked(place: str) -> None:
    person, more, kept = typed(place)
    assert DOUBTFUL not in repr((person.session, person.effects, person.told))
    assert kept(person.session).endswith(f"{more}Gana, {BLACK}, as told")
    assert person.told[0].erase
    assert [each.key.partition(":")[0] for each in person.told[0].choices] == ["number", "number"]
    assert all(len(each.key.encode()) <= 40 for each in person.told[0].choices)


@pytest.mark.parametrize("place", PLACES)
def test_a_number_of_a_person_stays_out(place: str) -> None:
    person, more, kept = typed(place)
    person.presses("number:own")
    assert kept(person.session).endswith(f"{more}Gana, {BLACK}, as told")
    assert "stays blacked out" in said(person)


@pytest.mark.parametrize("place", PLACES)
def test_a_number_of_something_else_is_put_back_where_it_stood(place: str) -> None:
    person, more, kept = typed(place)
    person.presses(person.told[0].choices[1].key)
    assert isinstance(person.session.waiting, ForNumber)
    assert "Please write the number once more" in said(person)
    person.types(CALLED)
    assert kept(person.session).endswith(f"{more}{WHOLE}")
    assert not isinstance(person.session.waiting, ForNumber)
    assert blacked_out(kept(person.session)).text == kept(person.session)


@pytest.mark.parametrize("place", PLACES)
def test_typed_again_without_a_word_it_is_asked_in_other_words_and_can_still_be_put_back(place: str) -> None:
    person, more, kept = typed(place)
    heard = [said(person)]
    for _again in range(4):
        person.presses(next(each.key for each in person.told[0].choices if each.key != "number:own"))
        person.types(DOUBTFUL)
        heard.append(said(person).partition("\n")[0])
        assert DOUBTFUL not in repr((person.session, person.effects, person.told))
    assert len(set(heard)) == len(heard)
    person.types(CALLED)
    assert kept(person.session).endswith(f"{more}{WHOLE}")


@pytest.mark.parametrize("place", PLACES)
def test_whoever_goes_on_instead_loses_nothing(place: str) -> None:
    person, more, kept = typed(place)
    person.presses(person.told[0].choices[1].key)
    person.types("/help")
    assert kept(person.session).endswith(f"{more}Gana, {BLACK}, as told")
    assert not isinstance(person.session.waiting, ForNumber)


def test_what_was_told_to_a_desk_is_added_to() -> None:
    for person, desk, code in ((answer(), "kftc", FIRST), (set_question(), "kftc", FIRST)):
        person.types(TYPED)
        assert DOUBTFUL not in repr((person.session, person.effects))
        person.presses(f"number:desk.0.{desk}:{code}")
        known = len(person.effects)
        person.types(CALLED)
        added = [each for each in person.effects[known:] if isinstance(each, Amend)]
        assert [(each.said, each.to, each.receipt) for each in added] == [(CALLED, desk, code)]


def test_words_with_a_file_and_its_name_get_their_number_back() -> None:
    for caption, file_name in ((TYPED, "a.pdf"), ("", f"{TYPED}.pdf")):
        person = name()
        file = FileRef("id", file_name, "application/pdf", 1, "0" * 64, caption=caption)
        person.does(Sent(person.at, (file,)), "")
        assert DOUBTFUL not in repr(person.session)
        person.presses(person.told[0].choices[1].key)
        person.types(CALLED)
        kept = person.session.draft.files[0]
        assert WHOLE in (kept.caption, kept.name.removesuffix(".pdf"))


def test_nothing_but_the_number_is_an_answer_once_it_is_said_what_it_is() -> None:
    person = name()
    person.types(DOUBTFUL)
    assert "counterpart_name" not in person.session.form.answers
    person.presses("number:.0.")
    person.types(CALLED)
    assert person.session.form.answers["counterpart_name"].value == CALLED


def test_the_doubtful_one_of_two_numbers_is_put_back() -> None:
    person = name()
    person.types(f"900101-1234567 and {DOUBTFUL} and card 4111 1111 1111 1111")
    person.presses(person.told[0].choices[1].key)
    person.types(CALLED)
    assert person.session.form.answers["counterpart_name"].value == f"{BLACK} and {CALLED} and card {BLACK}"


def test_a_button_whose_number_is_no_longer_there_changes_nothing() -> None:
    person = name()
    person.types(TYPED)
    key = person.told[0].choices[1].key
    offered = person.told
    person.types("/back")
    person.types("Dara")
    person.told = offered
    person.presses(key)
    assert person.session.waiting is None
    assert person.session.form.answers["counterpart_name"].value == "Dara"


@pytest.mark.parametrize("written", ["", "answer", "answer.x.y", "answer.99999999999999999999.y", "....", "loose.1."])
def test_no_button_breaks_it(written: str) -> None:
    assert MarkPlace.read(written).filled("a ■■■ b", "c") in ("a ■■■ b", "a c b")
    person = sent()
    person.session = person.session.with_care(filed=(LAST,))
    person.told = []
    assert person.types("x").session.stage == "sent"


def test_nobody_hears_the_same_sentence_a_third_time() -> None:
    for language in LANGUAGES:
        person = Person(language)
        heard: list[str] = []
        for _ in range(6):
            done = ask(_turn(person), Said(person.at, TYPED), person.types("x"))
            person.session = done.session
            heard.append(str(person.letters(done.replies[0])[0].parts[0].text))
        assert len(set(heard)) == len(heard)


def _turn(person: Person) -> Turn:
    return Turn(person.session, person.known, person.at)
