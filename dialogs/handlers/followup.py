"""A few questions beside the conversation, about a sent report: a desk's question set, or one answer corrected. Pure.

The report in progress is not touched: it waits as it is, and comes back when the side is left or over. Every answer
of a set is kept at once; the desks are told when the owner has come to its end.
"""

from __future__ import annotations

from dataclasses import replace

from dialogs.book import Book
from dialogs.effects import Recall, Step
from dialogs.flow import aside, go, readers
from dialogs.form.due import again
from dialogs.form.prompt import keys_of
from dialogs.handlers import answer
from dialogs.handlers.followup_answer import go_on
from dialogs.replies import Paragraph
from dialogs.session import Form, Session, Side, Turn
from locales.text import _

COMMANDS = frozenset({"back", "why", "done", "skip", "unknown", "more", "later"})
"""Commands that mean the question beside the conversation while one is open."""
MOST_ASKED = 12
"""Question sets of a chat that are remembered; the oldest go."""


# ---- beginning and leaving ----------------------------------------------------------------------------


def asked(session: Session, receipt: str, ministry: str, set_id: str) -> Session:
    """A desk asked a question set: the owner may answer it now or later."""
    side = Side(receipt, ministry, set_id)
    others = tuple(each for each in session.care.asked if not each.is_same(side))
    return session.with_care(asked=(*others, side)[-MOST_ASKED:])


def begin(turn: Turn, rest: str) -> Step | None:
    """Put the questions of a set that was asked (`set:receipt:desk`), from where they were left; None for any other.
    Buttons of before name no desk: the set was of one then."""
    set_id, _colon, of = rest.partition(":")
    receipt, _colon, desk = of.partition(":")
    free = leave(turn.session)
    asked = (each for each in free.care.asked if (each.set, each.receipt) == (set_id, receipt))
    side = next((each for each in asked if desk in ("", each.ministry)), None)
    if side is None or receipt not in turn.session.care.filed or set_id not in turn.book.knowledge.question_sets:
        return None
    if not turn.session.care.has(receipt, side.ministry):
        return None
    side = Side(receipt, side.ministry, set_id) if side.over else side
    record = turn.book.knowledge.question_sets[set_id]
    told = aside(_("{title}: {why}", title=record.title, why=record.why))
    told = replace(told, blocks=(*told.blocks, Paragraph(readers(turn, side.ministry, receipt))))
    return go_on(turn.to(free), side, told)


def correct(turn: Turn, receipt: str) -> Step:
    """Ask which answer of a sent report is to be corrected."""
    return go(turn.to(leave(turn.session).with_care(side=Side(receipt))))


def fix(turn: Turn, key: str) -> Step | None:
    """Ask this answer again, the earlier one shown before; None when it is not one that may be corrected."""
    session = turn.session
    side = session.care.side
    if side is None or side.set or key not in keys_of(side, session, turn.book):
        return None
    told = aside(_("What you answer now takes the place of the earlier answer; the earlier one stays in the history."))
    there = replace(side, form=Form(asking=key))
    return go(turn.to(session.with_care(side=there)), told) | Recall(side.receipt, key)


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


def command(turn: Turn, side: Side, name: str) -> Step:
    """One of `COMMANDS` at the open question."""
    match name:
        case "later":
            return _later(turn, side)
        case "back":
            return _back(turn, side)
        case _ if not side.form.asking and name != "more":
            return go(turn, aside(_("There is nothing to do that with here.")))
        case _:
            return answer.command(turn, side, name)


def _later(turn: Turn, side: Side) -> Step:
    if not side.set:
        return go(turn.to(leave(turn.session)), aside(_("Nothing was changed.")))
    kept = aside(_("What you answered is kept. The rest waits: press “Answer now” again, or write /status."))
    return go(turn.to(leave(turn.session)), kept)


def _back(turn: Turn, side: Side) -> Step:
    """To the question before, or out of the side; no answer is lost."""
    if not side.set and not side.form.asking:
        return go(turn.to(leave(turn.session)))
    if not side.set:
        return _at(turn, side, side.form.asks(""))
    keys = keys_of(side, turn.session, turn.book)
    at = keys.index(side.form.asking) if side.form.asking in keys else 0
    if at == 0:
        return _later(turn, side)
    return _at(turn, side, again(side.form, keys[at - 1], turn.book))


def _at(turn: Turn, side: Side, form: Form) -> Step:
    return go(turn.to(turn.session.with_care(side=replace(side, form=form))))
