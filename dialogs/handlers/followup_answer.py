"""Answers to what is asked beside the conversation: kept at once, and told to the desks at the end of a set. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dialogs.book import Book
from dialogs.effects import Amend, Step
from dialogs.events import FileRef
from dialogs.flow import aside, decided, go
from dialogs.form.answers import listen, pressed
from dialogs.form.display import numbered_title, worded
from dialogs.form.due import own_words, question_of
from dialogs.form.followup import keys_of, labelled, view
from dialogs.form.prompt import LONG_STORY
from dialogs.handlers import faq
from dialogs.labels import named
from dialogs.questions import Answer, Kind, State
from dialogs.replies import Card, Choice, Reply
from dialogs.session import Session, Side
from locales.text import Raw, Text, _

_DONE = Choice("nav:done", _("Done", "label"))


def press(session: Session, side: Side, option: str, book: Book, today: date) -> Step | None:
    """A button of the open question; None for one that it does not have."""
    question = question_of(side.asking, book)
    heard = pressed(option, question, view(session, side))
    if question.kind is Kind.DATE and isinstance(heard, Answer) and heard.value == "today":
        heard = Answer(today.isoformat())
    if not isinstance(heard, Answer):
        return None
    if question.kind is Kind.MANY and heard.state is State.GIVEN and heard.value != ("none",):
        return changed(session, side, book, today, swap=True, picked=heard.value)
    return keep(session, side, heard, book, today)


def take(session: Session, side: Side, words: str, book: Book, today: date) -> Step:
    """Typed words as the answer to the open question."""
    question = question_of(side.asking, book)
    reading = labelled(question, book) if side.set else book
    match listen(words, view(session, side), reading, today):
        case Answer(value=tuple() as value) as answer if question.kind is Kind.MANY:
            if value and value != ("none",):
                return changed(session, side, book, today, picked=value)
            return keep(session, side, answer, book, today)
        case Answer() as answer if question.most > LONG_STORY and answer.value:
            kept = replace(
                decided(session, side.asking), side=replace(side, answers={**side.answers, side.asking: answer})
            )
            return Step(kept, (aside(_("Noted. You can write more; then press “Done”."), _DONE),))
        case Answer() as answer:
            return keep(session, side, answer, book, today, *_echo(answer, side, book))
        case Text() as complaint:
            return go(session, book, today, aside(complaint))
        case None:
            return _not_understood(session, words, book, today)


def _echo(answer: Answer, side: Side, book: Book) -> tuple[Reply, ...]:
    if question_of(side.asking, book).kind is Kind.TEXT or not answer.said or answer.said == str(answer.value):
        return ()
    read = worded(answer, side.asking, book)
    return (aside(_("Understood: {answer}. If that is not right, press “Back”.", answer=read)),)


def _not_understood(session: Session, words: str, book: Book, today: date) -> Step:
    near = book.nearest(words, session.language)
    if near.tier == "answer":
        replies, notes = faq.found(near, words, session, book)
        step = go(session, book, today, *replies)
        return replace(step, effects=notes)
    again = aside(_("I could not match that to a choice, so nothing was kept. Please choose the nearest."))
    return go(session, book, today, again)


def attach(session: Session, side: Side, files: tuple[FileRef, ...], book: Book, *before: Reply) -> Step:
    """Files as the answer to the open question; more may follow until “Done”."""
    given = side.answers.get(side.asking)
    had = given.value if given and isinstance(given.value, tuple) else ()
    answer = Answer((*had, *(each.name for each in files)), language=session.language)
    kept = replace(side, answers={**side.answers, side.asking: answer})
    names = tuple(Raw(each.name) for each in files)
    note = aside(_("Kept: {names}. You can send more; then press “Done”.", names=names), _DONE)
    amend = Amend(side.receipt, language=session.language, files=files, answers={side.asking: answer}, quiet=True)
    return Step(replace(session, side=kept), (*before, note), (amend,))


def wants_file(session: Session, book: Book) -> bool:
    """Whether a file is the answer to what is open beside the conversation."""
    side = session.side
    return bool(side and side.asking and question_of(side.asking, book).kind is Kind.FILE)


def changed(session: Session, side: Side, book: Book, today: date, swap: bool = False, **changes: Any) -> Step:
    """The question as it is open, with `changes` of the side."""
    return go(replace(session, side=replace(side, **changes)), book, today, swap=swap)


def keep(session: Session, side: Side, answer: Answer, book: Book, today: date, *before: Reply) -> Step:
    """Keep an answer at once, and go on to the next question, or to the end."""
    amend = Amend(side.receipt, language=session.language, answers={side.asking: answer}, quiet=bool(side.set))
    calm = decided(session, side.asking)
    if not side.set:
        return _corrected(calm, side, answer, book, today, *before) | amend
    there = replace(side, answers={**side.answers, side.asking: answer})
    step = go_on(calm, there, book, today, *before)
    return replace(step, effects=(amend, *step.effects))


def go_on(session: Session, side: Side, book: Book, today: date, *before: Reply) -> Step:
    """To the first question of the set that is not answered, or to its end."""
    following = next((key for key in keys_of(side, session, book) if key not in side.answers), "")
    if not following:
        return _over(session, side, book, today, *before)
    there = replace(side, asking=following, picked=(), page=0)
    return go(replace(session, side=there), book, today, *before)


def _over(session: Session, side: Side, book: Book, today: date, *before: Reply) -> Step:
    # The answers are with the report now: kept in the chat as well, they would outlive its erasure.
    over = replace(side, asking="", answers={}, picked=(), page=0, over=True)
    there = replace(session, side=None, asked=tuple(over if same(each, side) else each for each in session.asked))
    rows = tuple((numbered_title(key, book), worded(each, key, book)) for key, each in side.answers.items())
    sent = Reply((Card(_("Sent to {body}", body=named(side.ministry, book)), rows),), protect=True, kind="notice")
    done = Amend(side.receipt, language=session.language, answers=side.answers, closes=side.set)
    return go(there, book, today, *before, sent) | done


def _corrected(session: Session, side: Side, answer: Answer, book: Book, today: date, *before: Reply) -> Step:
    told = aside(_("Corrected in report {receipt}. The bodies that have it are told what changed.",
                   receipt=Raw(side.receipt)))  # fmt: skip
    there = replace(session, side=None)
    shown_here = session.stage == "sent" and session.filed and session.filed[-1] == side.receipt
    if shown_here and not own_words(side.asking, book):
        there = replace(there, answers={**session.answers, side.asking: answer})
    return go(there, book, today, *before, told)


def same(one: Side, other: Side) -> bool:
    """Whether both are the same question set about the same report."""
    return bool(other.set) and (one.receipt, one.set) == (other.receipt, other.set)
