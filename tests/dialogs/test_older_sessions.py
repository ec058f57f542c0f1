"""A conversation that was left under an older edition goes on under the new one."""

from __future__ import annotations

from dataclasses import replace

from tests.dialogs.person import Person
from tests.dialogs.test_conversation import at


def proposed() -> Person:
    person = at("act_date")
    older = replace(person.session, stage="proposals", asking="", edition="older", answers={}, trail=())
    found = ("no_longer_asked:yes", "overseas:yes", "ongoing:yes")
    person.session = replace(older, proposals=found, picked=("0", "2"))
    return person


def test_a_proposal_that_is_no_longer_asked_about_is_left_out() -> None:
    person = proposed()
    person.types("hello")
    person.presses("nav:done")
    assert list(person.session.answers) == ["ongoing"]
