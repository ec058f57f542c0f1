"""What the owner is told of a body's own record, in every language: before sending, on the receipt, before erasing, in
the proof. Who sent a report under older words is told that nothing stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.events import Heard
from dialogs.notices import proof
from dialogs.own_records import BEFORE_SENDING, NOTHING_STAYS, STAYS, STAYS_AT_BODIES, UNTOLD
from dialogs.stages.consent import COLLECT_VERSION, collect
from locales.text import LANGUAGES, Day, Text
from tests.dialogs.person import MORNING, Person, book, words
from tests.dialogs.stories import STORIES, tell
from tests.dialogs.test_conversation import SUBCONTRACT, sent
from tests.dialogs.test_longer import worded


def shown(person: Person) -> str:
    """Everything of the newest replies, rows of cards too."""
    letters = [letter for reply in person.told for letter in person.letters(reply)]
    parts = [part for letter in letters for part in letter.parts]
    return " ".join(word for part in parts for word in (part.text, *(each for row in part.rows for each in row)))


def says(person: Person, text: Text) -> bool:
    return words().say(text, person.language) in shown(person)


def at_the_last_look(language: str) -> Person:
    return tell(SUBCONTRACT, language, STORIES[SUBCONTRACT][1].index("!send:now"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_owner_is_told_before_sending_on_the_receipt_and_before_erasing(language: str) -> None:
    before = at_the_last_look(language)
    assert says(before, BEFORE_SENDING)
    person = before
    person.presses("send:now")
    assert says(person, STAYS_AT_BODIES)
    person.types("/delete")
    person.presses("confirm:delete")
    assert says(person, STAYS)
    assert not says(person, NOTHING_STAYS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("version", sorted(UNTOLD))
def test_who_sent_under_older_words_is_told_that_nothing_stays(version: str, language: str) -> None:
    person = at_the_last_look(language)
    given = {**person.session.draft.consents, "collect": version}
    person.session = person.session.with_draft(consents=given)
    person.presses("send:now")
    assert not says(person, STAYS_AT_BODIES)
    person.types("/delete")
    person.presses("confirm:delete")
    assert says(person, NOTHING_STAYS)
    assert not says(person, STAYS)


def test_a_report_of_before_that_field_is_one_of_older_words() -> None:
    person = sent()
    care = replace(person.session.care, recorded=())
    person.session = replace(person.session, care=care)
    person.types("/delete")
    person.presses("confirm:delete")
    assert says(person, NOTHING_STAYS)


@pytest.mark.parametrize("kind", ["longer", "ending"])
def test_who_is_warned_of_the_end_is_told_what_stays(kind: str) -> None:
    person = sent()
    for recorded, text in ((person.session.care.filed, STAYS), ((), NOTHING_STAYS)):
        person.session = person.session.with_care(recorded=recorded)
        code = person.session.care.filed[-1]
        person.does(Heard(person.at, code, "kftc", kind, day="2027-11-24"), "")
        assert says(person, text)


def test_the_words_that_are_agreed_to_are_those_that_tell_of_it() -> None:
    assert COLLECT_VERSION not in UNTOLD
    assert any("own record" in title.msgid for title, _said in collect(book()).rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_proof_names_the_bodies_that_keep_a_record_and_until_when(language: str) -> None:
    day = Day(2028, 11, 26)
    for kept in ((), (("kftc", day),), (("kftc", day), ("mss", day))):
        reply = proof("SM-7K2Q-9XMD-5", MORNING, "f" * 64, day, kept, book())
        rows = [row for letter in words().letters(reply, language, 0) for part in letter.parts for row in part.rows]
        stays = next(said for title, said in rows if title == words().say(Text("What stays"), language))
        assert (worded(day, language) in stays) is bool(kept)
        for body, _day in kept:
            assert words().say(book().knowledge.ministries[body].name, language) in stays


def test_the_last_look_is_a_message_of_three_blocks_also_where_something_else_is_to_be_known() -> None:
    person = tell("patent", "ko", STORIES["patent"][1].index("!send:now"))
    look = person.told[-1]
    assert (look.kind, len(look.blocks)) == ("question", 3)
    assert says(person, BEFORE_SENDING)
