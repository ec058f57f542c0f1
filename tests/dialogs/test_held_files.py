"""A file in which a person's number was found goes nowhere until its owner says so, and then where it was meant for."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from dialogs.effects import Amend, Discard, File
from dialogs.events import FileRef, Sent
from dialogs.form.prompt import keys_of
from dialogs.handlers.held_files import KINDS
from dialogs.parse.personal_numbers import NumberKind
from tests.dialogs.person import Person
from tests.dialogs.test_awaited import FIRST, LAST, after_two, answer, drafting, heard, pressed
from tests.dialogs.test_conversation import at, at_review, said, sent


def sends(person: Person, name: str = "staff.txt", *kinds: str) -> Person:
    file = FileRef(f"id-{name}", name, "text/plain", 10, "0" * 64)
    person.does(Sent(person.at, (file,), album="a", numbers=((file.id, kinds or ("resident",)),)), "")
    return person


def key(person: Person, what: str) -> str:
    return next(each.key for reply in person.told for each in reply.choices if each.key.startswith(f"held:{what}:"))


@pytest.mark.attack("security-B12")
def test_the_owner_hears_which_file_holds_what_kind() -> None:
    person = sends(at("counterpart_name"), "staff.txt", "resident", "card")
    assert "staff.txt seems to hold: a resident registration number" in said(person)
    assert "a payment card number" in said(person)
    assert person.session.draft.files == ()
    assert person.session.form.asking == "counterpart_name"


def test_every_kind_has_words() -> None:
    assert set(KINDS) == set(get_args(NumberKind))


def test_it_is_sent_all_the_same() -> None:
    person = sends(at("counterpart_name"))
    pressed(person, key(person, "send"))
    assert [each.name for each in person.session.draft.files] == ["staff.txt"]
    assert person.session.draft.held == ()


def test_it_is_left_out_and_destroyed() -> None:
    person = sends(at("counterpart_name"))
    out = key(person, "out")
    pressed(person, out)
    assert [each.file for each in person.effects if isinstance(each, Discard)] == ["id-staff.txt"]
    assert (person.session.draft.files, person.session.draft.held) == ((), ())
    pressed(person, out)
    assert "nothing was changed" in said(person)


def test_files_of_one_album_are_asked_about_one_by_one() -> None:
    person = sends(sends(at("counterpart_name")), "more.txt")
    assert "more.txt seems to hold" in said(person)
    assert len(person.session.draft.held) == 2


def test_a_report_is_not_sent_while_a_file_waits() -> None:
    person = sends(at_review())
    person.presses("review:share")
    while person.session.stage != "send":
        offered = [each.key for reply in person.told for each in reply.choices]
        person.presses(next(each for each in offered if each.startswith(("share:", "agree:", "refuse:"))))
    person.presses("send:now")
    assert not [each for each in person.effects if isinstance(each, File)]
    assert "staff.txt seems to hold" in said(person)
    person.presses(key(person, "out"))
    person.presses("send:now")
    assert "staff.txt" not in repr(person.report.files)


def test_a_file_for_a_sent_report_waits_and_is_added_to_that_report() -> None:
    person = sends(sent())
    assert not [each for each in person.effects if isinstance(each, Amend)]
    pressed(person, key(person, "send"))
    added = next(each for each in person.effects if isinstance(each, Amend))
    assert (added.receipt, added.to, [each.name for each in added.files]) == (LAST, "", ["staff.txt"])


def test_a_file_for_a_desk_reaches_that_desk_alone_whatever_came_between() -> None:
    person = sends(answer())
    send = key(person, "send")
    person.types("/status")
    heard(person, "answered")
    pressed(person, send)
    added = next(each for each in person.effects if isinstance(each, Amend))
    assert (added.receipt, added.to) == (FIRST, "kftc")


def test_a_file_that_a_question_set_asked_for_reaches_its_desk() -> None:
    person = pressed(heard(drafting("counterpart_name"), questions="contract"), f"set:contract:{FIRST}:kftc")
    side = person.session.care.side
    assert side is not None
    paper = next(each for each in keys_of(side, person.session, person.known) if each.endswith("paper"))
    person.session = person.session.with_care(side=replace(side, form=side.form.asks(paper)))
    sends(person)
    assert [each.ministry for each in person.session.care.held] == ["kftc"]
    pressed(person, key(person, "send"))
    added = [each for each in person.effects if isinstance(each, Amend)]
    assert [(each.to, [file.name for file in each.files]) for each in added] == [("kftc", ["staff.txt"])]


def test_a_file_for_a_report_that_stays_is_not_destroyed_in_silence() -> None:
    person = sends(answer())
    person.types("/cancel")
    person.presses("confirm:cancel")
    assert "Destroyed as well, since you had not decided about it: staff.txt" in said(person)
    assert (person.session.care.held, Discard("id-staff.txt") in person.effects) == ((), True)


def test_what_is_destroyed_takes_the_files_with_it_that_wait() -> None:
    person = sends(after_two())
    person.types("/withdraw")
    pressed(person, f"withdraw:{LAST}")
    pressed(person, "confirm:delete")
    pressed(person, "confirm:delete-yes")
    assert person.session.care.held == ()
    assert Discard("id-staff.txt") in person.effects
