"""The questions of question sets, as the conversation puts them. An answer's key is `set.<set>.<question>`. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.questionnaire import NO, YES
from dialogs.questions import Kind, Option, Question
from guidance.records.question_sets import QuestionSet, SetQuestion
from locales.text import _

PREFIX = "set."
NOT_THERE = Option("none", _("I do not have it", "label"), _("Don’t have it", "short"))
"""What a wanted file is answered with when there is none."""

_KINDS = {
    "yes_no": Kind.CHOICE,
    "choice": Kind.CHOICE,
    "many": Kind.MANY,
    "text": Kind.TEXT,
    "number": Kind.NUMBER,
    "money": Kind.NUMBER,
    "date": Kind.DATE,
    "file": Kind.FILE,
}


def key_of(set_id: str, question_id: str) -> str:
    """The key of an answer: unlike any of the questionnaire."""
    return f"{PREFIX}{set_id}.{question_id}"


def set_of(key: str) -> str:
    """The question set that an answer's key belongs to; empty for an answer of the report itself."""
    return key.split(".")[1] if key.startswith(PREFIX) and key.count(".") == 2 else ""


def questions_of(record: QuestionSet) -> tuple[Question, ...]:
    """The questions of a set, in order."""
    return tuple(_question(record, each) for each in record.questions)


def every_question(records: Iterable[QuestionSet]) -> tuple[Question, ...]:
    """The questions of all sets."""
    return tuple(each for record in records for each in questions_of(record))


def _question(record: QuestionSet, asked: SetQuestion) -> Question:
    return Question(
        key_of(record.id, asked.id),
        asked.title,
        _KINDS[asked.kind],
        asked.ask,
        record.why,
        _options(asked),
        reads="count" if asked.kind == "number" else "",
        optional=asked.optional,
        unknown=asked.unknown and asked.kind != "file",
    )


def _options(asked: SetQuestion) -> tuple[Option, ...]:
    if asked.kind == "yes_no":
        return (YES, NO)
    if asked.kind == "file":
        return (NOT_THERE,)
    return tuple(Option(each.id, each.label, each.label) for each in asked.options)
