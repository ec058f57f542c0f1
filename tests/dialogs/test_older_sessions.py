"""A conversation that was left under an older edition goes on under the new one."""

from __future__ import annotations

from dataclasses import replace

from dialogs.session import Form
from tests.dialogs.person import Person
from tests.dialogs.test_conversation import at


def proposed() -> Person:
    person = at("act_date")
    older = replace(person.session, stage="proposals", edition="older")
    found = ("no_longer_asked:yes", "overseas:yes", "ongoing:yes")
    person.session = older.with_draft(form=Form(picked=("0", "2")), trail=(), proposals=found)
    return person


def test_a_proposal_that_is_no_longer_asked_about_is_left_out() -> None:
    person = proposed()
    person.types("hello")
    person.presses("nav:done")
    assert list(person.session.form.answers) == ["ongoing"]
