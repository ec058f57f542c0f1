"""What typed words mean at one question or gate, told as data: the reading of the conversation, made visible. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from datetime import date as Date

from dialogs.book import Book
from dialogs.form.answers import exactly, listen, pressed
from dialogs.form.prompt import shown
from dialogs.handlers.gates import GATES, meant
from dialogs.parse import blacked_out, clean, looks_like_secret_document, read_command
from dialogs.questions import Answer, Kind, Question, State
from dialogs.session import Form, Session, Turn

Told = str | int | bool | list[str] | dict[str, str]
STORY = "story"
LISTS = frozenset({"what_was_taken", "contract", "wants", "already_reported_to"})
"""The facts that are lists also when one thing was named (FACTS)."""
ABOUT: Mapping[str, str] = {"phone_or_email": "contact", "business_number": "business_number"}


class NoSuchPlace(Exception):
    """There is no question or gate of that name."""


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """`outcome`: `answer` with a `value`, `ask` or `refuse`, both `about` something. `kept`: what is kept of words that
    held a number no law lets us keep. `options`: the choices in the order shown. `sure`: 0-1 for each fact of a story.
    """

    outcome: str
    value: Told | None = None
    about: str = ""
    kept: str | None = None
    options: tuple[str, ...] = ()
    sure: Mapping[str, float] = field(default_factory=dict)


def read(at: str, text: str, language: str, on: Date, book: Book) -> TypedAnswer:
    """What `text` means at the question or gate `at` on the day `on`. Raises NoSuchPlace."""
    gate = at.partition(":")[0]
    if gate not in GATES and at not in book.by_id:
        raise NoSuchPlace(at)
    black = blacked_out(text)
    if black.kinds:
        card = black.kinds <= {"card"}
        return TypedAnswer("refuse", about="card_number" if card else "identity_number", kept=black.kept)
    words = clean(text).text.strip()
    if gate in GATES:
        said = meant(GATES[gate], words)
        return TypedAnswer("ask", about="gate") if said is None else TypedAnswer("answer", said)
    return _at_question(words, book.by_id[at], language, on, book)


def _at_question(words: str, question: Question, language: str, on: Date, book: Book) -> TypedAnswer:
    form = Form(asking=question.id)
    now = datetime.combine(on, time(12), UTC)
    turn = Turn(Session("web:typed", "", stage="asking", language=language).with_form(form), book, now)
    options = _options(question, form)
    if question.kind is Kind.TEXT and looks_like_secret_document(words):
        return TypedAnswer("refuse", about="secret", kept=words)
    heard = _heard(words, question, form, turn) if words else None
    if question.id == STORY and words and len(words) < question.least:
        heard = Answer(words)  # a part of a story that is still being told
    if not isinstance(heard, Answer):
        return TypedAnswer("ask", about=_about(question), options=options)
    if question.id == STORY:
        found = {each.question: each for each in book.hunches(words, language)}
        sure = {name: round(each.probability, 3) for name, each in found.items()}
        return TypedAnswer("answer", {name: each.value for name, each in found.items()}, sure=sure)
    return TypedAnswer("answer", _value(heard, question), options=options)


def _heard(words: str, question: Question, form: Form, turn: Turn) -> object:
    """As the conversation hears: a choice named to the letter, then a word like “I don't know”, then the rest."""
    if not exactly(words, question, turn.language, turn.book) and (command := read_command(words)):
        return pressed(command[0], question, form) if command[0] in {"unknown", "skip"} else None
    return listen(words, form, turn)


def _options(question: Question, form: Form) -> tuple[str, ...]:
    if question.kind not in {Kind.CHOICE, Kind.MANY}:
        return ()
    known = {option.id for option in question.options}
    return tuple(name for each in shown(form, question) if (name := each.key.rpartition(":")[2]) in known)


def _value(answer: Answer, question: Question) -> Told:
    if answer.state is not State.GIVEN:
        return str(answer.state)
    value = answer.value
    if isinstance(value, tuple):
        return [*value]
    return [str(value)] if question.id in LISTS else value


def _about(question: Question) -> str:
    match question.kind:
        case Kind.CHOICE | Kind.MANY:
            return "choice"
        case Kind.DATE:
            return "day"
        case Kind.NUMBER:
            return "sum"
        case _:
            return ABOUT.get(question.reads, "text")
