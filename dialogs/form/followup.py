"""What is asked beside the conversation about a sent report: how it is put, and which question sets wait. Pure."""

from __future__ import annotations

from dataclasses import replace

from dialogs.book import Book
from dialogs.form.display import numbered_title
from dialogs.form.due import base, question_of
from dialogs.form.prompt import BACK, HELP, WHY, ask, which
from dialogs.form.question_sets import key_of
from dialogs.parse import bare
from dialogs.questions import Question
from dialogs.replies import Choice, Reply
from dialogs.session import Session, Side
from dialogs.turn import Turn
from locales.text import LANGUAGES, _

LATER = Choice("nav:later", _("Go on later", "label"), _("Later", "short"))
NOTHING = Choice("nav:later", _("Change nothing", "label"), _("Nothing", "short"))


def keys_of(side: Side, session: Session, book: Book) -> tuple[str, ...]:
    """The keys of all that may be asked: of the set in its order, or of the answers that may be corrected."""
    if side.set:
        record = book.knowledge.question_sets.get(side.set)
        return tuple(key_of(record.id, each.id) for each in record.questions) if record else ()
    line = tuple(each.id for each in book.questions if not each.extra)
    return tuple(key for key in session.care.answered.get(side.receipt, line) if base(key) in book.by_id)


def labelled(question: Question, book: Book) -> Book:
    """The book with the labels of this question, which is not of the questionnaire, to be recognised when typed."""
    labels: dict[str, dict[str, tuple[str, ...]]] = {}
    for language in LANGUAGES:
        table = labels[language] = {}
        for option in question.options:
            said = [book.say(option.label, language), book.say(option.short, language)]
            said += book.say(option.words, language).split(",") if option.words else []
            for word in {bare(each) for each in said} - {""}:
                table[word] = (*table.get(word, ()), f"{question.id}:{option.id}")
    return replace(book, labels=labels)


def reading(turn: Turn, side: Side | None) -> Turn:
    """The turn whose book knows the labels of the open question, to read what is typed by."""
    if side is None or not side.set or not side.form.asking:
        return turn
    return replace(turn, book=labelled(question_of(side.form.asking, turn.book), turn.book))


def put_side(session: Session, side: Side, book: Book, swap: bool = False) -> Reply:
    """The question that is open beside the conversation, or which answer is to be corrected."""
    form, keys = side.form, keys_of(side, session, book)
    if not form.asking:
        return which([Choice(f"fix:{key}", numbered_title(key, book)) for key in keys], form.page, NOTHING)
    at = (keys.index(form.asking) + 1, len(keys)) if side.set and form.asking in keys else None
    return ask(form, question_of(form.asking, book), (BACK, WHY, LATER, HELP), swap, at)


def waiting(session: Session, book: Book) -> tuple[Choice, ...]:
    """The question sets that desks asked and that are not answered to their end, the newest first."""
    sets = book.knowledge.question_sets
    open_sets = (each for each in reversed(session.care.asked) if not each.over and each.set in sets)
    return tuple(Choice(f"set:{each.set}:{each.receipt}:{each.ministry}", sets[each.set].title) for each in open_sets)
