"""content/ read and checked into one immutable `Knowledge`, or an error that names every file, record and field."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from dialogs.book import Book
from dialogs.form.question_sets import every_question
from dialogs.questions import Question
from guidance import Ruleset
from guidance.guide import Guide, Value
from guidance.records import knowledge as records_knowledge
from guidance.records.knowledge import Knowledge
from storage.content.checks import ContentProblem, dangling
from storage.content.question_set_checks import question_sets
from storage.content.toml_records import Problems, field_names, make

CONTENT = Path(__file__).parents[2] / "content"


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file of content: `table` is the name in double brackets, `place` the field of `Knowledge`."""

    file: str
    table: str
    kind: type[Any]
    place: str


SHELVES: tuple[ContentFile, ...] = (
    ContentFile("ministries.toml", "ministry", records_knowledge.Ministry, "ministries"),
    ContentFile("statutes.toml", "statute", records_knowledge.Statute, "statutes"),
    ContentFile("clocks.toml", "clock", records_knowledge.Period, "clocks"),
    ContentFile("papers.toml", "paper", records_knowledge.PaperRecord, "papers"),
    ContentFile("routes.toml", "route", records_knowledge.RouteRecord, "routes"),
    ContentFile("programmes.toml", "programme", records_knowledge.Programme, "programmes"),
    ContentFile("blind_spots.toml", "blind_spot", records_knowledge.BlindSpot, "blind_spots"),
    ContentFile("first_steps.toml", "first_step", records_knowledge.FirstStep, "first_steps"),
    ContentFile("order.toml", "order", records_knowledge.OrderRule, "order"),
    ContentFile("replies.toml", "reply", records_knowledge.PreparedReply, "replies"),
    ContentFile("faq.toml", "entry", records_knowledge.FaqEntry, "entries"),
    ContentFile("desk_clocks.toml", "desk_clock", records_knowledge.DeskClock, "desk_clocks"),
    ContentFile("question_sets.toml", "question_set", records_knowledge.QuestionSet, "question_sets"),
    ContentFile("transfers.toml", "transfer", records_knowledge.Transfer, "transfers"),
    ContentFile("retention.toml", "retention", records_knowledge.RetentionPeriod, "retention"),
    ContentFile("retention.toml", "own_record", records_knowledge.OwnRecordPeriod, "own_records"),
)


class ContentError(Exception):
    """Content that cannot be used. `problems` names every file, record and field at once."""

    def __init__(self, problems: tuple[ContentProblem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def load_knowledge(path: Path = CONTENT) -> Knowledge:
    """All records under `path`. Raises ContentError."""
    knowledge, problems = read_knowledge(path)
    if problems:
        raise ContentError(problems)
    return knowledge


def read_knowledge(
    path: Path = CONTENT, passing_over_strange_fields: bool = False
) -> tuple[Knowledge, tuple[ContentProblem, ...]]:
    """The records under `path` that are right, and everything that is wrong with the others."""
    problems: list[ContentProblem] = []
    places: dict[str, Mapping[str, Any]] = {}
    named: dict[str, frozenset[str]] = {}
    for shelf in SHELVES:
        tables = _tables(path / shelf.file, shelf, problems)
        kept = [_without_strange(shelf, table) for table in tables] if passing_over_strange_fields else tables
        places[shelf.place] = _records(kept, shelf, problems)
        named[shelf.place] = frozenset(str(table.get("id")) for table in tables)
    knowledge = Knowledge(**places)
    return knowledge, (*problems, *dangling(knowledge, named), *question_sets(knowledge))


def _without_strange(shelf: ContentFile, table: dict[str, Any]) -> dict[str, Any]:
    known = field_names(shelf.kind)
    return {key: value for key, value in table.items() if key in known}


def _records(tables: list[dict[str, Any]], shelf: ContentFile, problems: list[ContentProblem]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for number, table in enumerate(tables, 1):
        id = table.get("id")
        name = id if isinstance(id, str) and id else f"number {number}"
        wrong: Problems = []
        if name != id:
            wrong.append(("id", "is missing"))
        if name in found:
            wrong.append(("id", "is there twice"))
        record = make(shelf.kind, table, shelf.table, wrong)
        problems += [ContentProblem(shelf.file, name, field, what) for field, what in wrong]
        if record is not None and name not in found:
            found[name] = record
    return found


def _tables(file: Path, shelf: ContentFile, problems: list[ContentProblem]) -> list[dict[str, Any]]:
    try:
        whole = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        problems.append(ContentProblem(shelf.file, "", "", "is missing"))
        return []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(ContentProblem(shelf.file, "", "", f"cannot be read: {error}"))
        return []
    tables = whole.get(shelf.table, [])
    here = [each.table for each in SHELVES if each.file == shelf.file]
    if here[0] == shelf.table:
        only = " and ".join(f"[[{each}]]" for each in here)
        problems += [
            ContentProblem(shelf.file, key, "", f"only {only} belongs here") for key in whole if key not in here
        ]
    if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
        return tables
    problems.append(ContentProblem(shelf.file, shelf.table, "", f"is written [[{shelf.table}]], with two brackets"))
    return []


def edition(path: Path = CONTENT, questions: tuple[Question, ...] = ()) -> str:
    """Twelve hex digits that change whenever a record or a question does."""
    digest = hashlib.sha256()
    for shelf in SHELVES:
        file = path / shelf.file
        digest.update(shelf.file.encode())
        digest.update(file.read_bytes() if file.exists() else b"")
    for question in questions:
        digest.update(f"{question.id}:{','.join(option.id for option in question.options)};".encode())
    return digest.hexdigest()[:12]


def load_book(questions: tuple[Question, ...] = (), path: Path = CONTENT, **more: Any) -> Book:
    """Everything the engine may look at. `more` are further fields of `Book`. Raises ContentError."""
    knowledge = load_knowledge(path)
    book = Book(edition(path, questions), questions, knowledge, partial(_weigh, Ruleset(knowledge)), **more)
    whole = (*questions, *every_question(knowledge.question_sets.values()))
    return book if book.by_id else replace(book, by_id={question.id: question for question in whole})


def _weigh(weigher: Ruleset, facts: Mapping[str, Value], today: date) -> Guide:
    return weigher.weigh(facts, today)
