"""What is wrong with question sets: kinds nobody asks by, options that are missing, names that no button holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidance.records.knowledge import Knowledge, QuestionSet
from guidance.records.question_sets import SetQuestion
from storage.content.checks import ContentProblem

FILE = "question_sets.toml"
KINDS = frozenset({"yes_no", "choice", "many", "text", "number", "money", "date", "file"})
CHOSEN = frozenset({"choice", "many"})
FEWEST, MOST = 2, 6
"""Questions of a set: what an owner answers in one go."""
LONGEST_NAME, LONGEST_KEY, LONGEST_LABEL = 16, 40, 24
RESERVED = frozenset({"unknown", "skip", "none"})


def question_sets(knowledge: Knowledge) -> Iterator[ContentProblem]:
    """Everything wrong with the sets as a whole."""
    for each in knowledge.question_sets.values():
        if not re.fullmatch(rf"[a-z_]{{2,{LONGEST_NAME}}}", each.id):
            yield ContentProblem(FILE, each.id, "id", f"is at most {LONGEST_NAME} small letters and _")
        if not FEWEST <= len(each.questions) <= MOST:
            yield ContentProblem(FILE, each.id, "questions", f"are {len(each.questions)}, not {FEWEST} to {MOST}")
        yield from _questions(each)


def _questions(each: QuestionSet) -> Iterator[ContentProblem]:
    met: set[str] = set()
    for number, question in enumerate(each.questions):
        for field, what in _question(each.id, question):
            yield ContentProblem(FILE, each.id, f"questions[{number}].{field}", what)
        if question.id in met:
            yield ContentProblem(FILE, each.id, f"questions[{number}].id", "is there twice")
        met.add(question.id)


def _question(name: str, question: SetQuestion) -> Iterator[tuple[str, str]]:
    if not re.fullmatch(r"[a-z_]{2,16}", question.id):
        yield "id", "is at most 16 small letters and _"
    if question.kind not in KINDS:
        yield "kind", f"{question.kind!r} is not known"
    if (question.kind in CHOSEN) != bool(question.options) or len(question.options) == 1:
        yield "options", "are two or more for choice and many, and none for other kinds"
    if len(question.title.msgid) > LONGEST_LABEL:
        yield "title", f"is longer than {LONGEST_LABEL} characters"
    ids = [option.id for option in question.options]
    if len(set(ids)) != len(ids) or RESERVED & set(ids):
        yield "options", f"have the same id twice, or one of {', '.join(sorted(RESERVED))}"
    for number, option in enumerate(question.options):
        if len(option.label.msgid) > LONGEST_LABEL:
            yield f"options[{number}].label", f"is longer than {LONGEST_LABEL} characters"
    longest = max((len(each) for each in (*ids, "unknown")), default=0)
    if len(f"set.{name}.{question.id}:") + longest > LONGEST_KEY:
        yield "id", f"makes a button longer than {LONGEST_KEY} characters, with those of its set and options"
