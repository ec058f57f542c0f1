"""The machine of questions: what words, a button or a command make of the open question of a form, wherever it is.

The questionnaire, a desk's question set and a single correction are answered by the same machine; what follows from a
move (the next question, a desk that is told) is theirs. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dialogs.form.answers import EXAMPLE_FILE, listen, pressed
from dialogs.form.due import question_of
from dialogs.form.prompt import LONG_STORY
from dialogs.questions import Answer, Kind, Question, State
from dialogs.session import Form, Turn
from locales.text import Text, _


@dataclass(frozen=True, slots=True)
class Answered:
    """The open question has its answer."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Grown:
    """A long text has got longer, and more may follow until “Done”."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Turned:
    """Something was ticked, or a page turned; the question stays open."""

    form: Form


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was changed: what to do instead."""

    why: Text


Move = Answered | Grown | Turned | Refused


def typed(words: str, form: Form, turn: Turn) -> Move | None:
    """What typed words do; None when they mean nothing here."""
    question = question_of(form.asking, turn.book)
    match listen(words, form, turn):
        case Answer() as answer if question.kind is Kind.MANY:
            return _ticked(answer, form)
        case Answer() as answer if question.most > LONG_STORY and answer.value:
            return Grown(answer)
        case Answer() as answer:
            return Answered(answer)
        case Text() as complaint:
            return Refused(complaint)
        case None:
            return None


def chosen(option: str, form: Form, turn: Turn) -> Answered | Turned | None:
    """What a button of the question does; None for one that it does not have."""
    question = question_of(form.asking, turn.book)
    heard = pressed(option, question, form)
    if not isinstance(heard, Answer):
        return None
    if question.kind is Kind.DATE and heard.value == "today":
        return Answered(Answer(turn.today.isoformat()))
    return _ticked(heard, form, empty=True) if question.kind is Kind.MANY else Answered(heard)


def _ticked(answer: Answer, form: Form, empty: bool = False) -> Answered | Turned:
    """Options ticked wait for “Done”; none of them, or not knowing, is an answer. `empty`: the last tick may go."""
    value = answer.value
    if answer.state is not State.GIVEN or value == ("none",) or not isinstance(value, tuple) or not (value or empty):
        return Answered(answer)
    return Turned(replace(form, picked=value))


def done(form: Form, question: Question, again: bool) -> Answered | Refused:
    """“Done”: what is ticked, or with `again` what was answered before, is the answer."""
    if question.kind is Kind.MANY:
        if form.picked:
            return Answered(Answer(form.picked))
        return Refused(_("Please choose at least one, or say that you do not know."))
    given = form.answers.get(form.asking)
    if given and again:
        return Answered(given)
    return Refused(EXAMPLE_FILE if question.kind is Kind.FILE else _("Please answer first; a few words are enough."))


def left_out(question: Question, unknown: bool) -> Answered | None:
    """“Skip”, or with `unknown` “I don’t know”, as far as the question allows; None when it has to be answered."""
    if question.unknown and (unknown or not question.optional):
        return Answered(Answer(state=State.UNKNOWN))
    return Answered(Answer(state=State.SKIPPED)) if question.optional else None


def next_page(form: Form) -> Turned:
    """The next page of options."""
    return Turned(replace(form, page=form.page + 1))
