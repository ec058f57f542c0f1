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
from guidance import Weigher
from guidance.guide import Guide, Value
from guidance.records import knowledge as records_knowledge
from guidance.records.knowledge import Knowledge
from storage.content.checks import Problem, dangling
from storage.content.question_set_checks import question_sets
from storage.content.toml_records import Problems, field_names, make

CONTENT = Path(__file__).parents[2] / "content"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One file of content: `table` is the name in double brackets, `place` the field of `Knowledge`."""

    file: str
    table: str
    kind: type[Any]
    place: str


SHELVES: tuple[Shelf, ...] = (
    Shelf("ministries.toml", "ministry", records_knowledge.Ministry, "ministries"),
    Shelf("statutes.toml", "statute", records_knowledge.Statute, "statutes"),
    Shelf("clocks.toml", "clock", records_knowledge.Clock, "clocks"),
    Shelf("papers.toml", "paper", records_knowledge.PaperRecord, "papers"),
    Shelf("routes.toml", "route", records_knowledge.RouteRecord, "routes"),
    Shelf("programmes.toml", "programme", records_knowledge.Programme, "programmes"),
    Shelf("blind_spots.toml", "blind_spot", records_knowledge.BlindSpot, "blind_spots"),
    Shelf("first_steps.toml", "first_step", records_knowledge.FirstStep, "first_steps"),
    Shelf("order.toml", "order", records_knowledge.OrderRule, "order"),
    Shelf("replies.toml", "reply", records_knowledge.PreparedReply, "replies"),
    Shelf("faq.toml", "entry", records_knowledge.Entry, "entries"),
    Shelf("desk_clocks.toml", "desk_clock", records_knowledge.DeskClock, "desk_clocks"),
    Shelf("question_sets.toml", "question_set", records_knowledge.QuestionSet, "question_sets"),
)


class ContentError(Exception):
    """Content that cannot be used. `problems` names every file, record and field at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
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
) -> tuple[Knowledge, tuple[Problem, ...]]:
    """The records under `path` that are right, and everything that is wrong with the others."""
    problems: list[Problem] = []
    places: dict[str, Mapping[str, Any]] = {}
    named: dict[str, frozenset[str]] = {}
    for shelf in SHELVES:
        tables = _tables(path / shelf.file, shelf, problems)
        kept = [_without_strange(shelf, table) for table in tables] if passing_over_strange_fields else tables
        places[shelf.place] = _records(kept, shelf, problems)
        named[shelf.place] = frozenset(str(table.get("id")) for table in tables)
    knowledge = Knowledge(**places)
    return knowledge, (*problems, *dangling(knowledge, named), *question_sets(knowledge))


def _without_strange(shelf: Shelf, table: dict[str, Any]) -> dict[str, Any]:
    known = field_names(shelf.kind)
    return {key: value for key, value in table.items() if key in known}


def _records(tables: list[dict[str, Any]], shelf: Shelf, problems: list[Problem]) -> Mapping[str, Any]:
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
        problems += [Problem(shelf.file, name, field, what) for field, what in wrong]
        if record is not None and name not in found:
            found[name] = record
    return found


def _tables(file: Path, shelf: Shelf, problems: list[Problem]) -> list[dict[str, Any]]:
    try:
        whole = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        problems.append(Problem(shelf.file, "", "", "is missing"))
        return []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(Problem(shelf.file, "", "", f"cannot be read: {error}"))
        return []
    tables = whole.pop(shelf.table, [])
    problems += [Problem(shelf.file, key, "", f"only [[{shelf.table}]] belongs here") for key in whole]
    if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
        return tables
    problems.append(Problem(shelf.file, shelf.table, "", f"is written [[{shelf.table}]], with two brackets"))
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
    book = Book(edition(path, questions), questions, knowledge, partial(_weigh, Weigher(knowledge)), **more)
    whole = (*questions, *every_question(knowledge.question_sets.values()))
    return book if book.by_id else replace(book, by_id={question.id: question for question in whole})


def _weigh(weigher: Weigher, facts: Mapping[str, Value], today: date) -> Guide:
    return weigher.weigh(facts, today)
