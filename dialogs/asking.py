"""The questionnaire at work: which question is due, how it is put, and what an answer to it means. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date

from dialogs.book import Book
from dialogs.questions import Answer, Kind, Option, Question, State
from dialogs.replies import Choice, Paragraph, Reply
from dialogs.session import Session
from guidance import vocabulary
from guidance.guide import Value
from locales.text import Day, _

ROOM = 10
"""Choices a message may have on every channel (MESSENGERS: KakaoTalk and WhatsApp take ten)."""

LONG_STORY = 2000
"""A text question that takes more than this is answered in several messages, ended by “Done”."""

RECENT_DAYS = 900
"""An act older than this makes the day of knowledge matter: the three-year period may be near its end."""

USUAL = 16
"""Questions of a usual report: said until the answers tell how many there really are."""

DONE = Choice("nav:done", _("Done", "label"))
UNKNOWN = Choice("nav:unknown", _("I don’t know", "label"), _("Don’t know", "short"))
SKIP = Choice("nav:skip", _("Skip", "label"))
MORE = Choice("nav:more", _("More options", "label"), _("More", "short"))
BACK = Choice("nav:back", _("Back", "label"))
WHY = Choice("nav:why", _("Why this question?", "label"), _("Why?", "short"))
HELP = Choice("nav:help", _("Help", "label"))


def base(key: str) -> str:
    """The question id of an answer's key: `counterpart_name#2` -> `counterpart_name`."""
    return key.partition("#")[0]


def question_of(key: str, book: Book) -> Question:
    """The question that `key` answers. Raises KeyError for a key of an older edition."""
    return book.by_id[base(key)]


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


def in_line(session: Session, book: Book, today: date) -> list[Question]:
    """The questions that are asked in turn, as far as the answers so far tell."""
    held = conditions(session.answers, today)
    return [each for each in book.questions if not each.extra and applies(each, held)]


def following(session: Session, book: Book, today: date) -> str:
    """The key of the next question to ask, or empty when the report can be reviewed."""
    return next((each.id for each in in_line(session, book, today) if each.id not in session.answers), "")


def moot(session: Session, book: Book, today: date) -> tuple[str, ...]:
    """Keys of answers that later answers made pointless; shown at the review, dropped only at sending."""
    held = conditions(session.answers, today)
    return tuple(key for key in session.answers if not applies(question_of(key, book), held))


def progress(session: Session, book: Book, today: date) -> tuple[int, int]:
    """(this question, about how many)."""
    line = in_line(session, book, today)
    names = [each.id for each in line]
    named = "anonymous" in session.answers  # whoever gives a name is asked two questions more
    about = len(names) if named else max(len(names) + 2, USUAL)
    if session.asking in names:
        return names.index(session.asking) + 1, about
    return sum(name in session.answers for name in names) + 1, about


def tail(question: Question) -> list[Choice]:
    """The choices that every page of a question carries."""
    ended = question.kind in {Kind.MANY, Kind.FILE} or question.most > LONG_STORY
    marks = ((DONE, ended), (UNKNOWN, question.unknown), (SKIP, question.optional))
    return [choice for choice, wanted in marks if wanted]


def page_of(question: Question, page: int) -> tuple[tuple[Option, ...], bool]:
    """The options shown on a page, and whether there is more than one page."""
    room = ROOM - len(tail(question))
    if len(question.options) <= room:
        return question.options, False
    size = room - 1
    pages = -(-len(question.options) // size)
    start = (page % pages) * size
    return question.options[start : start + size], True


def shown(key: str, question: Question, session: Session) -> tuple[Choice, ...]:
    """The choices below the question, in the order they are numbered."""
    options, paged = page_of(question, session.page)
    choices = [
        Choice(f"{key}:{each.id}", each.label, each.short, each.note, on=each.id in session.picked) for each in options
    ]
    return (*choices, *((MORE,) if paged else ()), *tail(question))


def put(session: Session, book: Book, today: date, replace: bool = False) -> Reply:
    """The open question as a reply."""
    question = question_of(session.asking, book)
    lines = (question.ask, question.example) if question.example else (question.ask,)
    small = all(len(each.label.msgid) <= 4 for each in question.options)
    return Reply(
        tuple(Paragraph(line) for line in lines),
        shown(session.asking, question, session),
        (BACK, WHY, HELP),
        expects=question.kind.value,
        replace=replace,
        kind="question",
        columns=2 if small else 1,
        progress=None if question.extra else progress(session, book, today),
    )
