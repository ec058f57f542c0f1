"""What is authored is read: every field of content/ leads to a person or a decision, or the issue that will show it
is named here; every option of the questionnaire is one that guidance weighs."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator, Mapping

import pytest

from dialogs.book import Book
from dialogs.questionnaire import QUESTIONNAIRE
from dialogs.questions import Question
from guidance import vocabulary
from guidance.guide import MINISTRIES
from guidance.records.knowledge import Knowledge
from guidance.records.origin import Origin
from locales.text import Text
from tests.dialogs.person import ROOT
from tests.storage.content.surfaces import NOT_READERS, Heard, everything, record_classes

LATER: Mapping[str, int] = {
    "Contact.hours": 11,
    "Programme.link": 11,
    "Programme.phone": 11,
    "Programme.open_until_spent": 11,
    "RouteRecord.blocks": 11,
    "Statute.name": 12,
    "Statute.gist": 12,
    "Statute.link": 12,
    "Period.interrupts": 12,
    "Origin.confidence": 12,
    "PreparedReply.origin": 12,
    "QuestionSet.origin": 12,
}
"""`Class.field` that reaches nobody yet -> the issue that will show it: 11 the owner's way (whom to call, how to file,
until when a budget lasts, what a filing shuts), 12 the law as it stands, with the mark of what is to be verified."""

OTHERWISE: Mapping[str, str] = {
    "FaqEntry.aliases": "bot/search/training_data.py reads them from the file itself",
    "Ministry.id": "its tag: the key of its shelf says the same",
    "Ministry.six": "guidance/guide.py names the six, as no route may lead to a seventh",
    "Statute.id": "its tag: the key of its shelf says the same",
    "Transfer.id": "its channel: the key of its shelf says the same",
    "OrderRule.id": "its tag, named when the content is checked",
    "DeskClock.id": "its tag, named when the content is checked",
    "RetentionPeriod.id": "its tag, named when the content is checked",
    "RetentionPeriod.origin": "the operator's own policy: sinmungo check says when it was last looked at",
}
"""`Class.field` that nobody reads from the record -> why that is well."""

UNSAID_DOORS = 11
"""The issue that will say what is to be met at doors outside the six: court, mediation, customs and others."""

NOT_WEIGHED: Mapping[str, str] = {
    "already_reported_to:none": "nowhere yet is no fact",
    "trade_end_date:today": "kept as the day it was pressed",
    "evidence:none": "shows no paper",
}
"""`question:option` outside the vocabulary -> why that is well."""


@pytest.fixture(scope="module")
def shown() -> tuple[Heard, Book]:
    return everything()


def fields() -> Iterator[str]:
    for each in record_classes():
        if each is not Knowledge:
            yield from (f"{each.__name__}.{one.name}" for one in dataclasses.fields(each))


# ---- fields ---------------------------------------------------------------------------------------------


def test_every_field_is_read_or_its_issue_is_named(shown: tuple[Heard, Book]) -> None:
    heard, _book = shown
    unread = {name for name in fields() if not heard.readers(name)}
    assert unread == set(LATER) | set(OTHERWISE)


def attributes() -> set[str]:
    """Every attribute that the product reads, whatever of."""
    rooms = ("dialogs", "guidance", "casework", "bot", "web", "app")
    files = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    product = [path for path in files if not str(path.relative_to(ROOT)).startswith(NOT_READERS)]
    trees = (ast.parse(path.read_text("utf-8")) for path in product)
    return {
        node.attr
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    }


def test_a_field_whose_name_stands_nowhere_in_the_code_is_in_the_list() -> None:
    """The other way round, by the names alone: what this finds, no run could have read."""
    named = attributes()
    nowhere = {name for name in fields() if name.partition(".")[2] not in named}
    assert nowhere <= set(LATER) | set(OTHERWISE)
    assert {"Statute.gist", "Period.interrupts", "Programme.open_until_spent"} <= nowhere


def test_every_shelf_of_the_knowledge_is_taken_from() -> None:
    named = attributes()
    assert {one.name for one in dataclasses.fields(Knowledge)} <= named


# ---- sentences ------------------------------------------------------------------------------------------


def sentences(record: object) -> Iterator[tuple[str, Text]]:
    """The sentences of a record and of what it holds, each with its `Class.field`."""
    for one in dataclasses.fields(record):  # type: ignore[arg-type]
        value = getattr(record, one.name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Text):
                yield f"{type(record).__name__}.{one.name}", each
            elif dataclasses.is_dataclass(each) and not isinstance(each, Origin):
                yield from sentences(each)


def test_sentences_that_reach_no_page_letter_or_paper_are_those_of_the_list(shown: tuple[Heard, Book]) -> None:
    heard, book = shown
    shelves = [getattr(book.knowledge, one.name).values() for one in dataclasses.fields(Knowledge)]
    every = [found for shelf in shelves for record in shelf for found in sentences(record)]
    said = {name for name, text in every if (text.context, text.msgid) in heard.said}
    assert {name for name, _text in every} - said == {
        "Contact.hours",
        "Statute.name",
        "Statute.gist",
        "Period.interrupts",
    }
    assert not said & set(LATER)


def test_what_is_to_be_met_is_said_of_the_six_alone(shown: tuple[Heard, Book]) -> None:
    """Doors outside the six are named with their reason; what follows there is authored and waits for UNSAID_DOORS."""
    heard, book = shown
    routes = book.knowledge.routes.values()
    told = {each.ministry for each in routes if (each.next.context, each.next.msgid) in heard.said}
    assert told == set(MINISTRIES), f"issue {UNSAID_DOORS}"


# ---- options --------------------------------------------------------------------------------------------


def weighed(question: Question, knowledge: Knowledge) -> frozenset[str]:
    """The values of a question that guidance knows."""
    if question.id in vocabulary.FREE:
        return frozenset(value for paper in knowledge.papers.values() for value in paper.have)
    if question.id in vocabulary.ONE or question.id in vocabulary.MANY:
        return vocabulary.options(question.id) or frozenset()
    return frozenset()


def test_every_option_of_the_questionnaire_is_one_that_guidance_knows(shown: tuple[Heard, Book]) -> None:
    knowledge = shown[1].knowledge
    unknown = {
        f"{question.id}:{option.id}"
        for question in QUESTIONNAIRE
        for option in question.options
        if option.id not in weighed(question, knowledge)
    }
    assert unknown == set(NOT_WEIGHED)


def test_every_value_that_guidance_knows_can_be_answered() -> None:
    asked = {question.id: {option.id for option in question.options} for question in QUESTIONNAIRE}
    tables = {**vocabulary.ONE, **vocabulary.MANY}
    assert {fact for fact, values in tables.items() if not values <= asked.get(fact, set())} == set()
