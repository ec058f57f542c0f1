"""A question put to a person: its sentence, its options page by page, its buttons."""

from __future__ import annotations

from dialogs.form.due import progress, question_of
from dialogs.questions import Kind, Option, Question
from dialogs.replies import Choice, Paragraph, Reply
from dialogs.session import Session
from dialogs.turn import Turn
from locales.text import _

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


def shown(key: str, question: Question, session: Session) -> tuple[Choice, ...]:
    """The choices below the question, in the order they are numbered."""
    options, paged = page_of(question, session.form.page)
    choices = [
        Choice(f"{key}:{each.id}", each.label, each.short, each.note, on=each.id in session.form.picked)
        for each in options
    ]
    return (*choices, *((MORE,) if paged else ()), *tail(question))


def put(turn: Turn, replace: bool = False) -> Reply:
    """The open question as a reply."""
    session = turn.session
    question = question_of(session.form.asking, turn.book)
    lines = (question.ask, question.example) if question.example else (question.ask,)
    small = all(len(each.label.msgid) <= 4 for each in question.options)
    return Reply(
        tuple(Paragraph(line) for line in lines),
        shown(session.form.asking, question, session),
        (BACK, WHY, HELP),
        expects=question.kind.value,
        replace=replace,
        kind="question",
        columns=2 if small else 1,
        progress=None if question.extra else progress(turn),
    )
