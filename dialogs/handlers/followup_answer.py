"""Answers to what is asked beside the conversation: kept at once, and told to the desks at the end of a set. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dialogs.book import Book
from dialogs.effects import Amend, Step
from dialogs.events import FileRef
from dialogs.flow import aside, decided, go, readers
from dialogs.form.display import numbered_title, worded
from dialogs.form.due import own_words, question_of
from dialogs.form.prompt import DONE, keys_of
from dialogs.labels import named
from dialogs.questions import Answer, Kind
from dialogs.replies import Card, Paragraph, Reply
from dialogs.session import Form, Session, Side, Turn
from locales.text import Raw, _


def attach(session: Session, side: Side, files: tuple[FileRef, ...], book: Book, *before: Reply) -> Step:
    """Files as the answer to the open question; more may follow until “Done”."""
    given = side.form.answers.get(side.form.asking)
    had = given.value if given and isinstance(given.value, tuple) else ()
    answer = Answer((*had, *(each.name for each in files)), language=session.language)
    kept = replace(side, form=side.form.holds(side.form.asking, answer))
    names = tuple(Raw(each.name) for each in files)
    note = aside(_("Kept: {names}. You can send more; then press “Done”.", names=names), DONE)
    amend = _amend(session, side, files=files, answers={side.form.asking: answer}, quiet=True)
    return Step(session.with_care(side=kept), (*before, note), (amend,))


def wants_file(session: Session, book: Book) -> bool:
    """Whether a file is the answer to what is open beside the conversation."""
    side = session.care.side
    return bool(side and side.form.asking and question_of(side.form.asking, book).kind is Kind.FILE)


def keep(turn: Turn, side: Side, answer: Answer, *before: Reply) -> Step:
    """Keep an answer at once, and go on to the next question, or to the end."""
    amend = _amend(turn.session, side, answers={side.form.asking: answer}, quiet=bool(side.set))
    calm = decided(turn.session, side.form.asking)
    if not side.set:
        return _corrected(turn.to(calm), side, answer, *before) | amend
    there = replace(side, form=side.form.holds(side.form.asking, answer))
    step = go_on(turn.to(calm), there, *before)
    return replace(step, effects=(amend, *step.effects))


def go_on(turn: Turn, side: Side, *before: Reply) -> Step:
    """To the first question of the set that is not answered, or to its end."""
    following = next((key for key in keys_of(side, turn.session, turn.book) if key not in side.form.answers), "")
    if not following:
        return _over(turn, side, *before)
    there = replace(side, form=side.form.asks(following))
    return go(turn.to(turn.session.with_care(side=there)), *before)


def _over(turn: Turn, side: Side, *before: Reply) -> Step:
    # The answers are with the report now: kept in the chat as well, they would outlive its erasure.
    session, book = turn.session, turn.book
    over = replace(side, form=Form(), over=True)
    sets = tuple(over if each.is_same(side) else each for each in session.care.asked)
    there = session.with_care(side=None, asked=sets)
    rows = tuple((numbered_title(key, book), worded(each, key, book)) for key, each in side.form.answers.items())
    card = Card(_("Sent to {body}", body=named(side.ministry, book)), rows)
    sent = Reply((card, Paragraph(readers(turn, side.ministry, side.receipt))), protect=True, kind="notice")
    done = _amend(session, side, answers=side.form.answers, closes=side.set)
    return go(turn.to(there), *before, sent) | done


def _amend(session: Session, side: Side, **change: Any) -> Amend:
    """What is given beside the conversation: to the desk that asked the set, or (a correction) to the report."""
    amend = Amend(side.receipt, language=session.language, **change)
    if not side.set:
        return amend
    return replace(amend, to=side.ministry, also=session.care.beside(side.receipt, side.ministry))


def _corrected(turn: Turn, side: Side, answer: Answer, *before: Reply) -> Step:
    session = turn.session
    told = aside(_("Corrected in report {receipt}. The bodies that have it are told what changed.",
                   receipt=Raw(side.receipt)))  # fmt: skip
    there = session.with_care(side=None)
    shown_here = session.stage == "sent" and session.care.filed and session.care.filed[-1] == side.receipt
    if shown_here and not own_words(side.form.asking, turn.book):
        there = there.with_form(session.form.holds(side.form.asking, answer))
    return go(turn.to(there), *before, told)
