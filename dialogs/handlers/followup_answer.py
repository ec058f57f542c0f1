"""Answers to what is asked beside the conversation: kept at once, and told to the desks at the end of a set. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

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
from dialogs.session import Form, Session, Side
from locales.text import Raw, Text, _

_DONE = Choice("nav:done", _("Done", "label"))


def press(session: Session, side: Side, option: str, book: Book, today: date) -> Step | None:
    """A button of the open question; None for one that it does not have."""
    question = question_of(side.form.asking, book)
    heard = pressed(option, question, view(session, side))
    if question.kind is Kind.DATE and isinstance(heard, Answer) and heard.value == "today":
        heard = Answer(today.isoformat())
    if not isinstance(heard, Answer):
        return None
    if question.kind is Kind.MANY and heard.state is State.GIVEN and heard.value != ("none",):
        picked = heard.value if isinstance(heard.value, tuple) else ()
        return changed(session, side, replace(side.form, picked=picked), book, today, swap=True)
    return keep(session, side, heard, book, today)


def take(session: Session, side: Side, words: str, book: Book, today: date) -> Step:
    """Typed words as the answer to the open question."""
    question = question_of(side.form.asking, book)
    reading = labelled(question, book) if side.set else book
    match listen(words, view(session, side), reading, today):
        case Answer(value=tuple() as value) as answer if question.kind is Kind.MANY:
            if value and value != ("none",):
                return changed(session, side, replace(side.form, picked=value), book, today)
            return keep(session, side, answer, book, today)
        case Answer() as answer if question.most > LONG_STORY and answer.value:
            there = replace(side, form=side.form.holds(side.form.asking, answer))
            kept = decided(session, side.form.asking).with_care(side=there)
            return Step(kept, (aside(_("Noted. You can write more; then press “Done”."), _DONE),))
        case Answer() as answer:
            return keep(session, side, answer, book, today, *_echo(answer, side, book))
        case Text() as complaint:
            return go(session, book, today, aside(complaint))
        case None:
            return _not_understood(session, words, book, today)


def _echo(answer: Answer, side: Side, book: Book) -> tuple[Reply, ...]:
    if question_of(side.form.asking, book).kind is Kind.TEXT or not answer.said or answer.said == str(answer.value):
        return ()
    read = worded(answer, side.form.asking, book)
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
    given = side.form.answers.get(side.form.asking)
    had = given.value if given and isinstance(given.value, tuple) else ()
    answer = Answer((*had, *(each.name for each in files)), language=session.language)
    kept = replace(side, form=side.form.holds(side.form.asking, answer))
    names = tuple(Raw(each.name) for each in files)
    note = aside(_("Kept: {names}. You can send more; then press “Done”.", names=names), _DONE)
    amend = Amend(side.receipt, language=session.language, files=files, answers={side.form.asking: answer}, quiet=True)
    return Step(session.with_care(side=kept), (*before, note), (amend,))


def wants_file(session: Session, book: Book) -> bool:
    """Whether a file is the answer to what is open beside the conversation."""
    side = session.care.side
    return bool(side and side.form.asking and question_of(side.form.asking, book).kind is Kind.FILE)


def changed(session: Session, side: Side, form: Form, book: Book, today: date, swap: bool = False) -> Step:
    """The question that is open, with the side at `form`."""
    return go(session.with_care(side=replace(side, form=form)), book, today, swap=swap)


def keep(session: Session, side: Side, answer: Answer, book: Book, today: date, *before: Reply) -> Step:
    """Keep an answer at once, and go on to the next question, or to the end."""
    amend = Amend(side.receipt, language=session.language, answers={side.form.asking: answer}, quiet=bool(side.set))
    calm = decided(session, side.form.asking)
    if not side.set:
        return _corrected(calm, side, answer, book, today, *before) | amend
    there = replace(side, form=side.form.holds(side.form.asking, answer))
    step = go_on(calm, there, book, today, *before)
    return replace(step, effects=(amend, *step.effects))


def go_on(session: Session, side: Side, book: Book, today: date, *before: Reply) -> Step:
    """To the first question of the set that is not answered, or to its end."""
    following = next((key for key in keys_of(side, session, book) if key not in side.form.answers), "")
    if not following:
        return _over(session, side, book, today, *before)
    there = replace(side, form=side.form.asks(following))
    return go(session.with_care(side=there), book, today, *before)


def _over(session: Session, side: Side, book: Book, today: date, *before: Reply) -> Step:
    # The answers are with the report now: kept in the chat as well, they would outlive its erasure.
    over = replace(side, form=Form(), over=True)
    sets = tuple(over if each.is_same(side) else each for each in session.care.asked)
    there = session.with_care(side=None, asked=sets)
    rows = tuple((numbered_title(key, book), worded(each, key, book)) for key, each in side.form.answers.items())
    sent = Reply((Card(_("Sent to {body}", body=named(side.ministry, book)), rows),), protect=True, kind="notice")
    done = Amend(side.receipt, language=session.language, answers=side.form.answers, closes=side.set)
    return go(there, book, today, *before, sent) | done


def _corrected(session: Session, side: Side, answer: Answer, book: Book, today: date, *before: Reply) -> Step:
    told = aside(_("Corrected in report {receipt}. The bodies that have it are told what changed.",
                   receipt=Raw(side.receipt)))  # fmt: skip
    there = session.with_care(side=None)
    shown_here = session.stage == "sent" and session.care.filed and session.care.filed[-1] == side.receipt
    if shown_here and not own_words(side.form.asking, book):
        there = there.with_form(session.form.holds(side.form.asking, answer))
    return go(there, book, today, *before, told)
