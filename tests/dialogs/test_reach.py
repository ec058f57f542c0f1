"""Whom a report can be sent to: the bodies where somebody sits; of others the owner hears how to go there alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import chain, combinations

import pytest

from dialogs.effects import File
from dialogs.replies import Card
from dialogs.session import Session
from dialogs.stages.start import TRIAL
from guidance.guide import MINISTRIES
from locales.text import LANGUAGES, Link
from tests.dialogs.person import Person, book
from tests.dialogs.stories import STORIES, tell

SUBSETS = tuple(chain.from_iterable(combinations(MINISTRIES, n) for n in range(len(MINISTRIES) + 1)))
TOLD = ("subcontractors_drawings", "core_technology_abroad", "patent")


@cache
def at_review(story: str) -> Session:
    """The session of somebody who has answered everything."""
    lines = STORIES[story][1]
    return tell(story, "en", lines.index("!review:share")).session


def somebody(story: str, staffed: tuple[str, ...]) -> Person:
    """That somebody, where only these bodies are staffed."""
    person = Person("en", known=replace(book(), staffed=frozenset(staffed)))
    person.session = at_review(story)
    person.types("/review")
    return person


def offered(person: Person) -> set[str]:
    return {choice.key for reply in person.told for choice in reply.choices}


def asked(person: Person) -> list[str]:
    """Say yes to every body that is asked about; which these were."""
    bodies: list[str] = []
    while body := next((key.partition(":")[2] for key in offered(person) if key.startswith("share:")), ""):
        bodies.append(body)
        person.presses(f"share:{body}")
    return bodies


def gone_to(person: Person) -> set[str]:
    """The bodies of which the owner was told numbers and pages."""
    names = {book().knowledge.ministries[each].name.context: each for each in MINISTRIES}
    cards = [block for reply in person.told for block in reply.blocks if isinstance(block, Card)]
    links = [card for card in cards if any(isinstance(value, Link) for _, value in card.rows)]
    return {names[card.title.context] for card in links if card.title.context in names}


@pytest.mark.parametrize("story", TOLD)
@pytest.mark.parametrize("staffed", SUBSETS, ids=lambda each: "-".join(each) or "nobody")
def test_only_staffed_bodies_are_asked_about_and_the_owner_hears_how_to_reach_the_others(
    story: str, staffed: tuple[str, ...]
) -> None:
    everybody = somebody(story, MINISTRIES)
    everybody.presses("review:share")
    fitting = asked(everybody)
    person = somebody(story, staffed)
    if not staffed:
        assert "review:share" not in offered(person)
        return
    person.presses("review:share")
    elsewhere = gone_to(person)
    assert asked(person) == [each for each in fitting if each in staffed]
    assert elsewhere == set(fitting) - set(staffed)
    if "agree:share" in offered(person):
        person.presses("agree:share")
    if "send:now" in offered(person):
        person.presses("send:now")
    sent = [each.ministries for each in person.effects if isinstance(each, File)]
    assert sent == ([tuple(each for each in fitting if each in staffed)] if set(fitting) & set(staffed) else [])


def test_a_body_that_nobody_sits_at_any_more_gets_nothing_and_nothing_else_leaves_unseen() -> None:
    person = somebody("subcontractors_drawings", MINISTRIES)
    person.presses("review:share")
    first, *others = asked(person)
    person.presses("agree:share")
    person.known = replace(person.known, staffed=frozenset(others))
    person.presses("send:now")
    assert not [each for each in person.effects if isinstance(each, File)]
    assert gone_to(person) == {first}
    person.presses("send:now")
    assert [each.ministries for each in person.effects if isinstance(each, File)] == [tuple(others)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nobody_is_staffed_the_service_says_so_before_the_questions_and_guides_all_the_same(
    language: str,
) -> None:
    person = Person(language, known=replace(book(), staffed=frozenset()))
    for key in (f"lang:{language}", "urgent:no"):
        person.presses(key)
    words = [person.words_of(each.text) for reply in person.told for each in reply.blocks if hasattr(each, "text")]
    full = Person(language)
    for key in (f"lang:{language}", "urgent:no"):
        full.presses(key)
    assert len(words) == 1 + sum(hasattr(each, "text") for reply in full.told for each in reply.blocks)
    person.presses("about:report")
    assert person.session.stage == "consent"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trial_says_first_and_with_the_receipt_that_no_authority_reads_it(language: str) -> None:
    trial = replace(book(), trial=True)
    person = Person(language, known=trial)
    assert any(getattr(block, "text", None) == TRIAL for reply in person.told for block in reply.blocks)
    person.session = replace(at_review("patent"), language=language)
    person.types("/review")
    person.presses("review:share")
    asked(person)
    for key in ("agree:share", "send:now"):
        if key in offered(person):
            person.presses(key)
    receipts = [reply for reply in person.told if reply.kind == "receipt"]
    assert receipts
    assert all(any(getattr(block, "text", None) == TRIAL for block in reply.blocks) for reply in receipts)
