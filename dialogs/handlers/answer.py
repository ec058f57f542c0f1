"""Answers to the open question, of the draft or beside it: kept, said back, asked again, never dropped. Pure.

`side` says where the question is open: beside the conversation, or (None) in the draft.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from dialogs.book import Book
from dialogs.effects import Step
from dialogs.flow import answered, aside, decided, go
from dialogs.form.display import worded
from dialogs.form.due import question_of
from dialogs.form.machine import Answered, Grown, Move, Refused, Turned, chosen, done, left_out, next_page, typed
from dialogs.form.prompt import DONE, reading
from dialogs.handlers import faq, followup_answer
from dialogs.questions import Answer, Kind
from dialogs.replies import Paragraph, Reply
from dialogs.session import Form, Session, Side, Turn
from locales.text import Text, _


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is said of an answer in one place, and otherwise in the other."""

    more: Text
    required: Text
    readers: Text


IN_DRAFT = Phrases(
    _("Noted. You can write more, in as many messages as you like; then press “Done”."),
    _("The report cannot do without this answer. If you are unsure, write what comes nearest."),
    _("Read by: the officers of the bodies you choose."),
)
BESIDE = Phrases(
    _("Noted. You can write more; then press “Done”."),
    _("This answer cannot be left out. If you are unsure, write what comes nearest, or press “Go on later”."),
    _("Read by: the officers of the bodies that have this report."),
)
_ON_CONSOLE = _("Read by: the officers of the bodies you choose, on their console only. It is never shown in a group.")


def take(turn: Turn, side: Side | None, words: str) -> Step:
    """Words as the answer to the open question."""
    move = typed(words, form_of(turn, side), reading(turn, side))
    return _not_understood(turn, side, words) if move is None else _settle(turn, side, move, echo=True)


def press(turn: Turn, side: Side | None, option: str) -> Step | None:
    """A button of the open question; None for one that it does not have."""
    move = chosen(option, form_of(turn, side), turn)
    return None if move is None else _settle(turn, side, move, swap=True)


def command(turn: Turn, side: Side | None, name: str) -> Step:
    """`why`, `more`, `done`, `skip` or `unknown` at the open question."""
    form, said = form_of(turn, side), BESIDE if side else IN_DRAFT
    if name == "more":
        return _settle(turn, side, next_page(form), swap=True)
    question = question_of(form.asking, turn.book)
    if name == "why":
        readers = _ON_CONSOLE if question.private and not side else said.readers
        return go(turn, Reply((Paragraph(question.why), Paragraph(readers))))
    if name == "done":
        if side and question.kind is Kind.FILE and form.asking in form.answers:
            return followup_answer.go_on(turn, side)
        return _settle(turn, side, done(form, question, again=not (side and side.set)))
    refused = done(form, question, again=False) if question.kind is Kind.FILE else Refused(said.required)
    return _settle(turn, side, left_out(question, name == "unknown") or refused)


def form_of(turn: Turn, side: Side | None) -> Form:
    """The form that is being answered."""
    return side.form if side else turn.session.form


def placed(session: Session, side: Side | None, form: Form) -> Session:
    """The session with this form where it is being answered."""
    return session.with_care(side=replace(side, form=form)) if side else session.with_form(form)


def _settle(turn: Turn, side: Side | None, move: Move, swap: bool = False, echo: bool = False) -> Step:
    form = form_of(turn, side)
    match move:
        case Answered(answer):
            before = _echo(answer, form.asking, turn.book) if echo else ()
            if side:
                return followup_answer.keep(turn, side, answer, *before)
            return answered(turn, form.asking, answer, *before)
        case Grown(answer):
            kept = placed(decided(turn.session, form.asking), side, form.holds(form.asking, answer))
            return Step(kept, (aside((BESIDE if side else IN_DRAFT).more, DONE),))
        case Turned(there):
            return go(turn.to(placed(turn.session, side, there)), swap=swap)
        case Refused(why):
            return go(turn, aside(why))
        case _:
            assert_never(move)


def _echo(answer: Answer, key: str, book: Book) -> tuple[Reply, ...]:
    """What was read from free words is said back (an option, a day, a sum), so that a misreading is seen."""
    question = question_of(key, book)
    if question.kind in {Kind.TEXT, Kind.MANY} or not answer.said or answer.said == str(answer.value):
        return ()
    return (aside(_("Understood: {answer}. If that is not right, press “Back”.", answer=worded(answer, key, book))),)


def _not_understood(turn: Turn, side: Side | None, words: str) -> Step:
    session, book = turn.session, turn.book
    near = book.nearest(words, session.language)
    if near.tier == "answer":
        replies, notes = faq.found(near, words, session, book)
        return replace(go(turn, *replies), effects=notes)
    if side:
        return go(turn, aside(_("I could not match that to a choice, so nothing was kept. Please choose the nearest.")))
    title = book.say(question_of(session.form.asking, book).title, "ko")
    kept = session.with_draft(remarks=(*session.draft.remarks, f"{title}: {words}")[-20:])
    again = _("I kept your words for the officers, but could not match them to a choice. Please choose the nearest.")
    return go(turn.to(kept), aside(again))
