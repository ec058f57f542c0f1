"""Typed words as the answer to the open question: kept, said back, asked again, never dropped. Pure."""

from __future__ import annotations

from dataclasses import replace

from dialogs.book import Book
from dialogs.effects import Step
from dialogs.flow import answered, aside, decided, go
from dialogs.form.answers import listen
from dialogs.form.display import worded
from dialogs.form.due import question_of
from dialogs.form.prompt import LONG_STORY, put
from dialogs.handlers import faq
from dialogs.questions import Answer, Kind
from dialogs.replies import Choice, Reply
from dialogs.session import Session
from dialogs.turn import Turn
from locales.text import Text, _


def take(turn: Turn, words: str) -> Step:
    """Words as the answer to the open question."""
    session = turn.session
    question = question_of(session.form.asking, turn.book)
    match listen(words, turn):
        case Answer() as answer if question.kind is Kind.MANY and isinstance(answer.value, tuple):
            if answer.value and answer.value != ("none",):
                return go(turn.to(session.with_form(replace(session.form, picked=answer.value))))
            return answered(turn, session.form.asking, answer)
        case Answer() as answer if question.most > LONG_STORY and answer.value:
            return _more(turn, answer)
        case Answer() as answer:
            return answered(turn, session.form.asking, answer, *_echo(answer, session, turn.book))
        case Text() as complaint:
            return go(turn, aside(complaint))
        case None:
            return _not_understood(turn, words)


def _more(turn: Turn, answer: Answer) -> Step:
    session = turn.session
    kept = decided(session, session.form.asking).with_form(session.form.holds(session.form.asking, answer))
    done = Choice("nav:done", _("Done", "label"))
    note = aside(_("Noted. You can write more, in as many messages as you like; then press “Done”."), done)
    return Step(kept, (note,))


def _echo(answer: Answer, session: Session, book: Book) -> tuple[Reply, ...]:
    """What was read from free words is said back (an option, a day, a sum), so that a misreading is seen."""
    question = question_of(session.form.asking, book)
    if question.kind is Kind.TEXT or not answer.said or answer.said == str(answer.value):
        return ()
    read = worded(answer, session.form.asking, book)
    return (aside(_("Understood: {answer}. If that is not right, press “Back”.", answer=read)),)


def _not_understood(turn: Turn, words: str) -> Step:
    session, book = turn.session, turn.book
    near = book.nearest(words, session.language)
    if near.tier == "answer":
        replies, notes = faq.found(near, words, session, book)
        return Step(session, (*replies, put(turn)), notes)
    title = book.say(question_of(session.form.asking, book).title, "ko")
    kept = session.with_draft(remarks=(*session.draft.remarks, f"{title}: {words}")[-20:])
    again = aside(
        _("I kept your words for the officers, but could not match them to a choice. Please choose the nearest.")
    )
    return Step(kept, (again, put(turn.to(kept))))
