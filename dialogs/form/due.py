"""The questionnaire at work: which question is due, how it is put, and what an answer to it means. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date

from dialogs.book import Book
from dialogs.questions import Answer, Kind, Question, State
from dialogs.session import Form, Turn
from guidance import vocabulary
from guidance.guide import Guide, Value
from locales.text import Day

RECENT_DAYS = 900
"""An act older than this makes the day of knowledge matter: the three-year period may be near its end."""

USUAL = 16
"""Questions of a usual report: said until the answers tell how many there really are."""


def base(key: str) -> str:
    """The question id of an answer's key: `counterpart_name#2` -> `counterpart_name`."""
    return key.partition("#")[0]


def question_of(key: str, book: Book) -> Question:
    """The question that `key` answers. Raises KeyError for a key of an older edition."""
    return book.by_id[base(key)]


def again(form: Form, key: str, book: Book, anew: bool = False) -> Form:
    """The form with this question open again, what was ticked before still ticked."""
    given = form.answers.get(key)
    many = question_of(key, book).kind is Kind.MANY
    return form.asks(key, given.value if given and many and isinstance(given.value, tuple) else (), anew)


def own_words(key: str, book: Book) -> bool:
    """Whether an answer is kept with the report alone once that is sent: somebody's own words, or private."""
    question = question_of(key, book)
    return question.private or question.kind is Kind.TEXT


def facts_of(answers: Mapping[str, Answer]) -> dict[str, Value]:
    """The answers as facts of the wire: own words are none; skipped is absent, not known says `unknown`."""
    facts: dict[str, Value] = {}
    for key, answer in answers.items():
        if key not in vocabulary.ALL or answer.state is State.SKIPPED:
            continue
        facts[key] = "unknown" if answer.state is State.UNKNOWN else answer.value
    if facts.get("relationship") == "unknown_hacker":
        facts.setdefault("cyber_intrusion", "yes")  # not asked again of someone who named a hacker
    if facts.get("already_reported_to") == ("none",):
        del facts["already_reported_to"]
    return facts


def unsure_of(answers: Mapping[str, Answer]) -> frozenset[str]:
    """The questions that were put and answered with not knowing."""
    return frozenset(key for key, answer in answers.items() if answer.state is State.UNKNOWN)


def _ages(facts: Mapping[str, Value], today: date) -> str:
    when = facts.get("act_date", "unknown")
    if when == "unknown":
        return "unknown"
    return "old" if (today - Day.read(str(when)).earliest()).days > RECENT_DAYS else "recent"


def conditions(answers: Mapping[str, Answer], today: date) -> dict[str, Set[str]]:
    """What `Question.when` is held against: fact -> values; `act_date` is `old`, `recent` or `unknown`."""
    facts = facts_of(answers)
    held: dict[str, Set[str]] = {
        fact: set(value) if isinstance(value, tuple) else {str(value)} for fact, value in facts.items()
    }
    if "act_date" in facts:
        held["act_date"] = {_ages(facts, today)}
    return held


def applies(question: Question, held: Mapping[str, Set[str]]) -> bool:
    """Whether the answers so far make the question matter."""
    if not question.when:
        return True
    for table in question.when:
        for fact, values in table.items():
            if values.isdisjoint(held.get(fact, ())):
                break
        else:
            return True
    return False


def in_line(turn: Turn) -> list[Question]:
    """The questions that are asked in turn, as far as the answers so far tell."""
    held = conditions(turn.session.form.answers, turn.today)
    return [each for each in turn.book.questions if not each.extra and applies(each, held)]


def following(turn: Turn) -> str:
    """The key of the next question to ask, or empty when the report can be reviewed."""
    return next((each.id for each in in_line(turn) if each.id not in turn.session.form.answers), "")


def moot(turn: Turn) -> tuple[str, ...]:
    """Keys of answers that later answers made pointless; shown at the review, dropped only at sending."""
    held = conditions(turn.session.form.answers, turn.today)
    return tuple(key for key in turn.session.form.answers if not applies(question_of(key, turn.book), held))


def progress(turn: Turn) -> tuple[int, int]:
    """(this question, about how many)."""
    session = turn.session
    line = in_line(turn)
    names = [each.id for each in line]
    named = "anonymous" in session.form.answers  # whoever gives a name is asked two questions more
    about = len(names) if named else max(len(names) + 2, USUAL)
    if session.form.asking in names:
        return names.index(session.form.asking) + 1, about
    return sum(name in session.form.answers for name in names) + 1, about


def guide_of(turn: Turn) -> Guide:
    """What guidance says of the answers so far, without those that later answers made pointless."""
    gone = moot(turn)
    facts = facts_of({key: each for key, each in turn.session.form.answers.items() if key not in gone})
    return turn.book.weigh(facts, turn.today)
