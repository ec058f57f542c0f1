"""What is left of sent reports stays as it is, whatever becomes of the draft or of another report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace

import pytest

from dialogs.effects import Forget
from dialogs.events import FileRef, Heard, Started
from dialogs.questions import Answer
from dialogs.session import Aftercare, Draft, Ended, Form, HeldFile, Inquiry, Passing, Side
from tests.dialogs.person import MORNING, Person
from tests.dialogs.stories import SENDING, say
from tests.dialogs.test_conversation import at, at_review, sent

FIRST, LAST = "SM-AAAA-BBBB-C", "SM-7K2Q-9XMD-5"
HALF = Form({"set.damage.cost": Answer(300_000_000)})
"""A question set that was left in the middle."""

MADE: Mapping[str, Callable[[tuple[str, ...]], object]] = {
    "filed": lambda codes: codes,
    "sent_to": lambda codes: dict.fromkeys(codes, ("kftc", "mss")),
    "side": lambda codes: Side(codes[-1]),
    "asked": lambda codes: tuple(Side(each, "kftc", "damage", HALF) for each in codes),
    "passing": lambda codes: tuple(Passing("kftc", "moip", each) for each in codes),
    "answered": lambda codes: dict.fromkeys(codes, ("act_date", "ongoing")),
    "ended": lambda codes: tuple(Ended("knpa", each) for each in codes),
    "rated": lambda codes: codes,
    "discreet": lambda codes: True,
    "restless": lambda codes: True,
    "news": lambda codes: tuple(
        Heard(MORNING, each, "kftc", "answered", "The drawings match.", "en") for each in codes
    ),
    "shared": lambda codes: dict.fromkeys(codes, ("kftc", "mss")),
    "inquiries": lambda codes: tuple(Inquiry("mss", each) for each in codes),
    "recorded": lambda codes: codes,
    "held": lambda codes: tuple(HeldFile(FileRef(each, "a.txt", "text/plain", 1), ("card",), each) for each in codes),
}
"""Field -> what it holds of these reports. A field that is new is given something to hold here."""


def aftercare(*codes: str) -> Aftercare:
    """The aftercare of these reports, with something in every field; nothing is open beside the draft."""
    care = Aftercare(**{name: made(codes) for name, made in MADE.items()})  # type: ignore[arg-type]
    assert all(getattr(care, each.name) != getattr(Aftercare(), each.name) for each in fields(Aftercare))
    return replace(care, side=None)


def with_two(person: Person) -> Person:
    person.session = replace(person.session, care=aftercare(FIRST, LAST))
    return person


def test_every_field_has_something_to_hold() -> None:
    assert list(MADE) == [each.name for each in fields(Aftercare)]


def test_throwing_the_draft_away_leaves_the_reports_alone() -> None:
    person = with_two(at("overseas"))
    person.types("/cancel")
    person.presses("confirm:cancel")
    assert Forget() in person.effects
    assert (person.session.draft, person.session.care) == (Draft(), replace(aftercare(FIRST, LAST), held=()))


def test_refusing_a_consent_leaves_the_reports_alone() -> None:
    person = with_two(sent())
    person.session = replace(person.session, stage="about").with_new_draft("about")
    person.does(Started(person.at), "")
    person.presses("about:report")
    person.presses("agree:age")
    person.presses("refuse:collect")
    assert (person.session.draft, person.session.care) == (Draft(), replace(aftercare(FIRST, LAST), held=()))


def test_a_new_report_leaves_the_ones_before_alone() -> None:
    person = with_two(sent())
    given = {id: version for id, version in person.session.draft.consents.items() if id != "share"}
    person.does(Started(person.at), "")
    person.presses("about:new")
    assert person.session.care == aftercare(FIRST, LAST)
    assert person.session.draft == Draft(Form(asking="story"), consents=given)


@pytest.mark.parametrize("drafting", [True, False])
@pytest.mark.parametrize(("gone", "stays"), [(FIRST, LAST), (LAST, FIRST)])
def test_deleting_a_report_leaves_the_other_alone(drafting: bool, gone: str, stays: str) -> None:
    person = with_two(at("overseas") if drafting else sent())
    draft = person.session.draft
    person.types("/delete")
    person.presses(f"withdraw:{gone}")
    person.presses("confirm:delete")
    person.presses("confirm:delete-yes")
    kept = aftercare(stays)
    assert person.session.care == (kept if drafting else replace(kept, held=()))
    assert person.session.draft == (draft if drafting else Draft())


@pytest.mark.parametrize(("gone", "left"), [(FIRST, True), (LAST, False)])
def test_what_is_open_beside_goes_with_its_report_alone(gone: str, left: bool) -> None:
    care = replace(aftercare(FIRST, LAST), side=Side(LAST))
    assert (care.without(gone).side is not None) is left


def test_a_set_that_is_left_can_be_gone_on_with() -> None:
    care = aftercare(FIRST, LAST)
    beside = replace(care.asked[1], form=replace(HALF, asking="set.damage.before", picked=("x",), page=1))
    assert replace(care, side=beside).left() == care


def test_sending_adds_to_what_is_left_of_the_reports_before() -> None:
    person = at_review()
    person.session = replace(person.session, care=aftercare(FIRST))
    for line in SENDING:
        say(person, line)
    assert person.session.care.filed == (FIRST, LAST)
    assert person.session.care.without(LAST) == aftercare(FIRST)
