"""The review, what can be changed and added, and the consent body by body. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.book import Book
from dialogs.form.display import numbered_title, worded
from dialogs.form.due import applies, base, conditions, moot, question_of
from dialogs.form.prompt import BACK, HELP, paged, which
from dialogs.questionnaire import PARTS
from dialogs.replies import Card, Choice, Paragraph, Reply
from dialogs.session import Session, Turn
from dialogs.stages.also_sent import AlsoSent, also_sent, telling
from dialogs.stages.start import LATER
from locales.text import Param, Text, _


def _row(key: str, session: Session, book: Book, gone: tuple[str, ...]) -> tuple[Text, Param]:
    value = worded(session.form.answers[key], key, book)
    if key in gone:
        value = _("{value} (no longer needed; dropped when you send)", value=value)
    return numbered_title(key, book), value


def review(turn: Turn) -> Reply:
    """Everything that would be sent, whole, in three cards, before anyone else reads it."""
    session = turn.session
    gone = moot(turn)
    cards = []
    for title, parts in PARTS:
        keys = [key for key in session.form.answers if question_of(key, turn.book).part in parts]
        if keys:
            cards.append(Card(title, tuple(_row(key, session, turn.book, gone) for key in keys)))
    also = also_sent(session.draft, turn.book)
    if also and cards:
        cards[-1] = Card(cards[-1].title, (*cards[-1].rows, *_loose(also)))
    if (looks := telling(session, turn.book)) and cards:
        cards[-1] = Card(cards[-1].title, (*cards[-1].rows, (_("Please look"), looks)))
    sends = turn.book.takes_reports
    choices = [
        Choice("review:guide", _("See who can act", "label"), _("Who acts", "short")),
        *((Choice("review:share", _("Choose who gets it", "label"), _("Send to…", "short")),) if sends else ()),
        Choice("review:change", _("Change an answer", "label"), _("Change", "short")),
        *((Choice("review:also", _("Other words and files", "label"), _("Other words", "short")),) if also else ()),
        Choice("review:add", _("Add something", "label"), _("Add", "short")),
    ]
    return Reply(tuple(cards), tuple(choices), (BACK, LATER, HELP), expects="choice", protect=True, kind="question")


def _loose(also: tuple[AlsoSent, ...]) -> Iterable[tuple[Text, Param]]:
    """What matched no question says so, since it is sent all the same."""
    for each in also:
        yield (each.title, each.says) if each.file else (_("Also sent, {title}", title=each.title), each.says)


def change(session: Session, book: Book) -> Reply:
    """Which answer to change."""
    items = [Choice(f"edit:{key}", numbered_title(key, book)) for key in session.form.answers]
    back = Choice("nav:back", _("Back to the overview", "label"), _("Overview", "short"))
    return which(items, session.form.page, back)


def extras(turn: Turn) -> list[Choice]:
    """What can be added: questions not asked in line, and one more of each repeating group."""
    session = turn.session
    held = conditions(session.form.answers, turn.today)
    items = [
        Choice(f"edit:{each.id}", each.title)
        for each in turn.book.questions
        if each.extra and each.id not in session.form.answers and applies(each, held)
    ]
    for each in turn.book.questions:
        if each.group and each.id in session.form.answers:
            items.append(Choice(f"edit:{next_key(each.id, session)}", more_of(each.group)))
    return items


def more_of(group: str) -> Text:
    return {
        "suspect": _("Another company, person", "label"),
        "technology": _("Another technology", "label"),
        "official": _("Another official", "label"),
    }[group]


def next_key(question: str, session: Session) -> str:
    """The key of one more answer to a question of a repeating group."""
    taken = sum(base(key) == question for key in session.form.answers)
    return f"{question}#{taken + 1}" if taken else question


def add(turn: Turn) -> Reply:
    back = Choice("nav:back", _("Back to the overview", "label"), _("Overview", "short"))
    text = _("What would you like to add? You can also send photos, documents or a voice message at any time.")
    choices = paged(extras(turn), turn.session.form.page, back)
    return Reply((Paragraph(text),), choices, (HELP,), expects="choice", kind="question", columns=2)
