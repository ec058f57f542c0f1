"""Answers to what is asked beside the conversation: kept at once, and told to the desks at the end of a set. Pure."""

from __future__ import annotations

from dataclasses import replace

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
from dialogs.turn import Turn
from locales.text import Raw, Text, _

_DONE = Choice("nav:done", _("Done", "label"))


def press(turn: Turn, side: Side, option: str) -> Step | None:
    """A button of the open question; None for one that it does not have."""
    question = question_of(side.form.asking, turn.book)
    heard = pressed(option, question, view(turn.session, side))
    if question.kind is Kind.DATE and isinstance(heard, Answer) and heard.value == "today":
        heard = Answer(turn.today.isoformat())
    if not isinstance(heard, Answer):
        return None
    if question.kind is Kind.MANY and heard.state is State.GIVEN and heard.value != ("none",):
        picked = heard.value if isinstance(heard.value, tuple) else ()
        return changed(turn, side, replace(side.form, picked=picked), swap=True)
    return keep(turn, side, heard)


def take(turn: Turn, side: Side, words: str) -> Step:
    """Typed words as the answer to the open question."""
    book = turn.book
    question = question_of(side.form.asking, book)
    reading = labelled(question, book) if side.set else book
    match listen(words, replace(turn, session=view(turn.session, side), book=reading)):
        case Answer(value=tuple() as value) as answer if question.kind is Kind.MANY:
            if value and value != ("none",):
                return changed(turn, side, replace(side.form, picked=value))
            return keep(turn, side, answer)
        case Answer() as answer if question.most > LONG_STORY and answer.value:
            there = replace(side, form=side.form.holds(side.form.asking, answer))
            kept = decided(turn.session, side.form.asking).with_care(side=there)
            return Step(kept, (aside(_("Noted. You can write more; then press “Done”."), _DONE),))
        case Answer() as answer:
            return keep(turn, side, answer, *_echo(answer, side, book))
        case Text() as complaint:
            return go(turn, aside(complaint))
        case None:
            return _not_understood(turn, words)


def _echo(answer: Answer, side: Side, book: Book) -> tuple[Reply, ...]:
    if question_of(side.form.asking, book).kind is Kind.TEXT or not answer.said or answer.said == str(answer.value):
        return ()
    read = worded(answer, side.form.asking, book)
    return (aside(_("Understood: {answer}. If that is not right, press “Back”.", answer=read)),)


def _not_understood(turn: Turn, words: str) -> Step:
    near = turn.book.nearest(words, turn.language)
    if near.tier == "answer":
        replies, notes = faq.found(near, words, turn.session, turn.book)
        step = go(turn, *replies)
        return replace(step, effects=notes)
    again = aside(_("I could not match that to a choice, so nothing was kept. Please choose the nearest."))
    return go(turn, again)


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


def changed(turn: Turn, side: Side, form: Form, swap: bool = False) -> Step:
    """The question that is open, with the side at `form`."""
    return go(turn.to(turn.session.with_care(side=replace(side, form=form))), swap=swap)


def keep(turn: Turn, side: Side, answer: Answer, *before: Reply) -> Step:
    """Keep an answer at once, and go on to the next question, or to the end."""
    amend = Amend(side.receipt, language=turn.language, answers={side.form.asking: answer}, quiet=bool(side.set))
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
    sent = Reply((Card(_("Sent to {body}", body=named(side.ministry, book)), rows),), protect=True, kind="notice")
    done = Amend(side.receipt, language=session.language, answers=side.form.answers, closes=side.set)
    return go(turn.to(there), *before, sent) | done


def _corrected(turn: Turn, side: Side, answer: Answer, *before: Reply) -> Step:
    session = turn.session
    told = aside(_("Corrected in report {receipt}. The bodies that have it are told what changed.",
                   receipt=Raw(side.receipt)))  # fmt: skip
    there = session.with_care(side=None)
    shown_here = session.stage == "sent" and session.care.filed and session.care.filed[-1] == side.receipt
    if shown_here and not own_words(side.form.asking, turn.book):
        there = there.with_form(session.form.holds(side.form.asking, answer))
    return go(turn.to(there), *before, told)
