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
from dialogs.handlers.followup_answer import changed, go_on, keep, same
from dialogs.questions import Answer, Kind, State
from dialogs.replies import Paragraph, Reply
from dialogs.session import Session, Side
from locales.text import _

COMMANDS = frozenset({"back", "why", "done", "skip", "unknown", "more", "later"})
"""Commands that mean the question beside the conversation while one is open."""
MOST_ASKED = 12
"""Question sets of a chat that are remembered; the oldest go."""


# ---- beginning and leaving ----------------------------------------------------------------------------


def asked(session: Session, receipt: str, ministry: str, set_id: str) -> Session:
    """A desk asked a question set: the owner may answer it now or later."""
    others = tuple(each for each in session.asked if (each.receipt, each.set) != (receipt, set_id))
    return replace(session, asked=(*others, Side(receipt, ministry, set_id))[-MOST_ASKED:])


def begin(session: Session, rest: str, book: Book, today: date) -> Step | None:
    """Put the questions of a set that was asked (`set:receipt`), from where they were left; None for any other."""
    set_id, _colon, receipt = rest.partition(":")
    free = leave(session)
    side = next((each for each in free.asked if (each.set, each.receipt) == (set_id, receipt)), None)
    if side is None or receipt not in session.filed or set_id not in book.knowledge.question_sets:
        return None
    side = replace(side, answers={}, over=False) if side.over else side
    record = book.knowledge.question_sets[set_id]
    told = aside(_("{title}: {why}", title=record.title, why=record.why))
    return go_on(free, side, book, today, told)


def correct(session: Session, receipt: str, book: Book, today: date) -> Step:
    """Ask which answer of a sent report is to be corrected."""
    return go(replace(leave(session), side=Side(receipt)), book, today)


def fix(session: Session, key: str, book: Book, today: date) -> Step | None:
    """Ask this answer again, the earlier one shown before; None when it is not one that may be corrected."""
    side = session.side
    if side is None or side.set or key not in keys_of(side, session, book):
        return None
    told = aside(_("What you answer now takes the place of the earlier answer; the earlier one stays in the history."))
    there = replace(side, asking=key, answers={}, picked=(), page=0)
    return go(replace(session, side=there), book, today, told) | Recall(side.receipt, key)


def leave(session: Session) -> Session:
    """The session without a side; a set that is not over can be gone on with."""
    side = session.side
    if side is None:
        return session
    left = replace(side, asking="", picked=(), page=0)
    return replace(session, side=None, asked=tuple(left if same(each, side) else each for each in session.asked))


def without(session: Session, receipt: str) -> Session:
    """The session with nothing in it of a report that is destroyed."""
    return replace(
        session,
        side=None if session.side and session.side.receipt == receipt else session.side,
        asked=tuple(each for each in session.asked if each.receipt != receipt),
        passing=tuple(each for each in session.passing if not each.endswith(f":{receipt}")),
        answered={code: keys for code, keys in session.answered.items() if code != receipt},
        ended=tuple(each for each in session.ended if not each.endswith(f":{receipt}")),
        rated=tuple(each for each in session.rated if each != receipt),
        news=tuple(each for each in session.news if each.receipt != receipt),
    )


def still_there(session: Session, book: Book) -> Session:
    """A session of an older edition, without the sets and questions that are no more."""
    sets, side = book.knowledge.question_sets, session.side
    kept = tuple(_known(each, session, book) for each in session.asked if each.set in sets)
    lost = side is not None and side.asking and side.asking not in keys_of(side, session, book)
    return replace(session, asked=kept, side=None if lost or (side and side.set and side.set not in sets) else side)


def _known(side: Side, session: Session, book: Book) -> Side:
    keys = keys_of(side, session, book)
    return replace(side, answers={key: each for key, each in side.answers.items() if key in keys})


# ---- commands -----------------------------------------------------------------------------------------


def command(session: Session, side: Side, name: str, book: Book, today: date) -> Step:
    """One of `COMMANDS` at the open question."""
    match name:
        case "later":
            return _later(session, side, book, today)
        case "more":
            return changed(session, side, book, today, swap=True, page=side.page + 1)
        case "back":
            return _back(session, side, book, today)
        case _ if not side.asking:
            return go(session, book, today, aside(_("There is nothing to do that with here.")))
        case "why":
            why = Reply((Paragraph(question_of(side.asking, book).why), Paragraph(_READERS)))
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
    if not side.set and not side.asking:
        return go(leave(session), book, today)
    if not side.set:
        return changed(session, side, book, today, asking="", page=0)
    keys = keys_of(side, session, book)
    at = keys.index(side.asking) if side.asking in keys else 0
    if at == 0:
        return _later(session, side, book, today)
    given = side.answers.get(keys[at - 1])
    many = question_of(keys[at - 1], book).kind is Kind.MANY
    picked = given.value if given and many and isinstance(given.value, tuple) else ()
    return changed(session, side, book, today, asking=keys[at - 1], picked=picked, page=0)


def _done(session: Session, side: Side, book: Book, today: date) -> Step:
    kind, given = question_of(side.asking, book).kind, side.answers.get(side.asking)
    if kind is Kind.MANY:
        if side.picked:
            return keep(session, side, Answer(side.picked), book, today)
        return go(session, book, today, aside(_("Please choose at least one, or say that you do not know.")))
    if given and kind is Kind.FILE:
        return go_on(session, side, book, today)
    if given and given.state is State.GIVEN and not side.set:
        return keep(session, side, given, book, today)
    wanted = EXAMPLE_FILE if kind is Kind.FILE else _("Please answer first; a few words are enough.")
    return go(session, book, today, aside(wanted))


def _left_out(session: Session, side: Side, name: str, book: Book, today: date) -> Step:
    question = question_of(side.asking, book)
    if question.unknown and (name == "unknown" or not question.optional):
        return keep(session, side, Answer(state=State.UNKNOWN), book, today)
    if question.optional:
        return keep(session, side, Answer(state=State.SKIPPED), book, today)
    why = _("This answer cannot be left out. If you are unsure, write what comes nearest, or press “Go on later”.")
    return go(session, book, today, aside(why if question.kind is not Kind.FILE else EXAMPLE_FILE))
