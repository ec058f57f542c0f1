"""A question put to a person, of the draft or beside it: its sentence, its options page by page, its buttons. Pure.

Beside the conversation stands what is asked about a sent report: question sets of desks, and answers to be corrected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs.book import Book
from dialogs.form.display import numbered_title
from dialogs.form.due import base, progress, question_of
from dialogs.form.question_sets import key_of
from dialogs.parse import bare
from dialogs.questions import Kind, Option, Question
from dialogs.replies import Choice, Paragraph, Reply
from dialogs.session import Form, Session, Side, Turn
from locales.text import LANGUAGES, _

ROOM = 10
"""Choices a message may have on every channel (MESSENGERS: KakaoTalk and WhatsApp take ten)."""


LONG_STORY = 2000
"""A text question that takes more than this is answered in several messages, ended by “Done”."""


DONE = Choice("nav:done", _("Done", "label"))


UNKNOWN = Choice("nav:unknown", _("I don’t know", "label"), _("Don’t know", "short"))


SKIP = Choice("nav:skip", _("Skip", "label"))


MORE = Choice("nav:more", _("More options", "label"), _("More", "short"))


BACK = Choice("nav:back", _("Back", "label"))


WHY = Choice("nav:why", _("Why this question?", "label"), _("Why?", "short"))


HELP = Choice("nav:help", _("Help", "label"))


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


def shown(form: Form, question: Question) -> tuple[Choice, ...]:
    """The choices below the open question of a form, in the order they are numbered."""
    options, paged = page_of(question, form.page)
    choices = [
        Choice(f"{form.asking}:{each.id}", each.label, each.short, each.note, on=each.id in form.picked)
        for each in options
    ]
    return (*choices, *((MORE,) if paged else ()), *tail(question))


def ask(form: Form, question: Question, nav: tuple[Choice, ...], replace: bool, at: tuple[int, int] | None) -> Reply:
    """The open question of a form as a reply; `at`: which one it is, and of about how many."""
    lines = (question.ask, question.example) if question.example else (question.ask,)
    return Reply(
        tuple(Paragraph(line) for line in lines),
        shown(form, question),
        nav,
        expects=question.kind.value,
        replace=replace,
        kind="question",
        progress=at,
    )


def put(turn: Turn, swap: bool = False) -> Reply:
    """The open question of the draft as a reply."""
    form = turn.session.form
    question = question_of(form.asking, turn.book)
    small = all(len(each.label.msgid) <= 4 for each in question.options)
    reply = ask(form, question, (BACK, WHY, HELP), swap, None if question.extra else progress(turn))
    return replace(reply, columns=2) if small else reply


def which(items: Sequence[Choice], page: int, last: Choice) -> Reply:
    """Which of these answers is to be changed; `last`: none."""
    text = Paragraph(_("Which answer would you like to change?"))
    return Reply((text,), paged(items, page, last), (HELP,), expects="choice", kind="question", columns=2)


def paged(items: Sequence[Choice], page: int, last: Choice) -> tuple[Choice, ...]:
    """One page of many choices, the way to the next page, and `last`."""
    room = ROOM - 1
    if len(items) <= room:
        return (*items, last)
    size = room - 1
    pages = -(-len(items) // size)
    start = (page % pages) * size
    return (*items[start : start + size], MORE, last)


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
