"""A few questions beside the conversation, about a sent report: a desk's question set, or one answer corrected. Pure.

The report in progress is not touched: it waits as it is, and comes back when the side is left or over. Every answer
of a set is kept at once; the desks are told when the owner has come to its end.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dialogs.book import Book
from dialogs.effects import Recall, Step
from dialogs.flow import aside, go
from dialogs.form.answers import EXAMPLE_FILE
from dialogs.form.due import question_of
from dialogs.form.followup import keys_of
from dialogs.handlers.followup_answer import changed, go_on, keep
from dialogs.questions import Answer, Kind, State
from dialogs.replies import Paragraph, Reply
from dialogs.session import Form, Session, Side
from locales.text import _

COMMANDS = frozenset({"back", "why", "done", "skip", "unknown", "more", "later"})
"""Commands that mean the question beside the conversation while one is open."""
MOST_ASKED = 12
"""Question sets of a chat that are remembered; the oldest go."""


# ---- beginning and leaving ----------------------------------------------------------------------------


def asked(session: Session, receipt: str, ministry: str, set_id: str) -> Session:
    """A desk asked a question set: the owner may answer it now or later."""
    others = tuple(each for each in session.care.asked if (each.receipt, each.set) != (receipt, set_id))
    return session.with_care(asked=(*others, Side(receipt, ministry, set_id))[-MOST_ASKED:])


def begin(session: Session, rest: str, book: Book, today: date) -> Step | None:
    """Put the questions of a set that was asked (`set:receipt`), from where they were left; None for any other."""
    set_id, _colon, receipt = rest.partition(":")
    free = leave(session)
    side = next((each for each in free.care.asked if (each.set, each.receipt) == (set_id, receipt)), None)
    if side is None or receipt not in session.care.filed or set_id not in book.knowledge.question_sets:
        return None
    side = Side(receipt, side.ministry, set_id) if side.over else side
    record = book.knowledge.question_sets[set_id]
    told = aside(_("{title}: {why}", title=record.title, why=record.why))
    return go_on(free, side, book, today, told)


def correct(session: Session, receipt: str, book: Book, today: date) -> Step:
    """Ask which answer of a sent report is to be corrected."""
    return go(leave(session).with_care(side=Side(receipt)), book, today)


def fix(session: Session, key: str, book: Book, today: date) -> Step | None:
    """Ask this answer again, the earlier one shown before; None when it is not one that may be corrected."""
    side = session.care.side
    if side is None or side.set or key not in keys_of(side, session, book):
        return None
    told = aside(_("What you answer now takes the place of the earlier answer; the earlier one stays in the history."))
    there = replace(side, form=Form(asking=key))
    return go(session.with_care(side=there), book, today, told) | Recall(side.receipt, key)


def leave(session: Session) -> Session:
    """The session without a side; a set that is not over can be gone on with."""
    return replace(session, care=session.care.left())


def still_there(session: Session, book: Book) -> Session:
    """A session of an older edition, without the sets and questions that are no more."""
    sets, side = book.knowledge.question_sets, session.care.side
    kept = tuple(_known(each, session, book) for each in session.care.asked if each.set in sets)
    lost = side is not None and side.form.asking and side.form.asking not in keys_of(side, session, book)
    return session.with_care(asked=kept, side=None if lost or (side and side.set and side.set not in sets) else side)


def _known(side: Side, session: Session, book: Book) -> Side:
    keys = keys_of(side, session, book)
    answers = {key: each for key, each in side.form.answers.items() if key in keys}
    return replace(side, form=replace(side.form, answers=answers))


# ---- commands -----------------------------------------------------------------------------------------


def command(session: Session, side: Side, name: str, book: Book, today: date) -> Step:
    """One of `COMMANDS` at the open question."""
    match name:
        case "later":
            return _later(session, side, book, today)
        case "more":
            return changed(session, side, replace(side.form, page=side.form.page + 1), book, today, swap=True)
        case "back":
            return _back(session, side, book, today)
        case _ if not side.form.asking:
            return go(session, book, today, aside(_("There is nothing to do that with here.")))
        case "why":
            why = Reply((Paragraph(question_of(side.form.asking, book).why), Paragraph(_READERS)))
            return go(session, book, today, why)
        case "done":
            return _done(session, side, book, today)
        case _:
            return _left_out(session, side, name, book, today)


_READERS = _("Read by: the officers of the bodies that have this report.")


def _later(session: Session, side: Side, book: Book, today: date) -> Step:
    if not side.set:
        return go(leave(session), book, today, aside(_("Nothing was changed.")))
    kept = aside(_("What you answered is kept. The rest waits: press “Answer now” again, or write /status."))
    return go(leave(session), book, today, kept)


def _back(session: Session, side: Side, book: Book, today: date) -> Step:
    """To the question before, or out of the side; no answer is lost."""
    if not side.set and not side.form.asking:
        return go(leave(session), book, today)
    if not side.set:
        return changed(session, side, side.form.asks(""), book, today)
    keys = keys_of(side, session, book)
    at = keys.index(side.form.asking) if side.form.asking in keys else 0
    if at == 0:
        return _later(session, side, book, today)
    given = side.form.answers.get(keys[at - 1])
    many = question_of(keys[at - 1], book).kind is Kind.MANY
    picked = given.value if given and many and isinstance(given.value, tuple) else ()
    return changed(session, side, side.form.asks(keys[at - 1], picked), book, today)


def _done(session: Session, side: Side, book: Book, today: date) -> Step:
    kind, given = question_of(side.form.asking, book).kind, side.form.answers.get(side.form.asking)
    if kind is Kind.MANY:
        if side.form.picked:
            return keep(session, side, Answer(side.form.picked), book, today)
        return go(session, book, today, aside(_("Please choose at least one, or say that you do not know.")))
    if given and kind is Kind.FILE:
        return go_on(session, side, book, today)
    if given and given.state is State.GIVEN and not side.set:
        return keep(session, side, given, book, today)
    wanted = EXAMPLE_FILE if kind is Kind.FILE else _("Please answer first; a few words are enough.")
    return go(session, book, today, aside(wanted))


def _left_out(session: Session, side: Side, name: str, book: Book, today: date) -> Step:
    question = question_of(side.form.asking, book)
    if question.unknown and (name == "unknown" or not question.optional):
        return keep(session, side, Answer(state=State.UNKNOWN), book, today)
    if question.optional:
        return keep(session, side, Answer(state=State.SKIPPED), book, today)
    why = _("This answer cannot be left out. If you are unsure, write what comes nearest, or press “Go on later”.")
    return go(session, book, today, aside(why if question.kind is not Kind.FILE else EXAMPLE_FILE))
