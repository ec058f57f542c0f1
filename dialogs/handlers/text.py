"""Typed words: a command, a choice, an answer, a question, or something to be held back. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import assert_never

from dialogs.awaited import (
    ForAddition,
    ForAnswer,
    ForCode,
    ForLonger,
    ForNumber,
    ForSecretYes,
    ForWithdrawal,
    ForWording,
)
from dialogs.effects import Step
from dialogs.flow import aside, go, opened
from dialogs.form.answers import exactly
from dialogs.form.due import question_of
from dialogs.form.prompt import reading
from dialogs.handlers import doubtful, faq, gates, longer, loose, reports
from dialogs.handlers.answer import take
from dialogs.handlers.buttons import act
from dialogs.handlers.commands import navigate
from dialogs.handlers.held_words import answered, ask_where
from dialogs.parse import (
    LONGEST,
    GateKind,
    bare,
    clean,
    find_receipt,
    looks_like_secret_document,
    plain,
    read_assent,
    read_command,
    read_index,
)
from dialogs.questions import Kind
from dialogs.replies import Choice, Reply
from dialogs.session import Session, Turn
from locales.text import LANGUAGES, Raw, Text, _

ASKS = re.compile(r"[?？]\s*$|(나요|까요|ですか|ますか|吗|呢)[.。]?\s*$")
"""How a question ends, where it does not end in a question mark."""


SHORT = 120
"""A question asked in between is shorter than a story that ends in a question mark."""
NOTHING = "nav:open"
"""The button that leaves everything as it is."""
LONGEST_LABEL = 40
"""Characters of typed words that may name a button; labels have 24 at most."""


def said(turn: Turn, text: str) -> Step:
    """What typed words lead to."""
    cleaned = clean(text)
    words = cleaned.text.strip()
    if not words:
        free = turn.to(_free(turn.session))
        return go(free, aside(_("That message was empty. Please write a few words or press a button.")))
    if turn.session.stage == "new":
        return go(turn, stage="language")
    before = (aside(_CUT),) if cleaned.cut else ()
    done = _waited_for(turn, words) or _meant(turn.to(_free(turn.session)), words)
    return replace(done, replies=(*before, *done.replies))


_NO_CODE = _("That is not a complete receipt code. It looks like SM-AB12-CD34-E; please compare it letter by letter.")
_ONCE_MORE = _(
    "This may have been meant for something else. So that nothing is agreed to by mistake, please answer once more."
)
_CUT = _("That message was very long; only the beginning was read. Please send the rest again, or as a file.")


def _free(session: Session) -> Session:
    """The session after words that answered nothing that was waited for: what cannot be undone is asked anew."""
    waits = isinstance(session.waiting, ForWithdrawal)
    return longer.unasked(replace(session, waiting=None) if waits else session)


def _waited_for(turn: Turn, words: str) -> Step | None:
    """Words that something was waiting for: a receipt code, an answer to a desk."""
    session = turn.session
    calm = replace(session, waiting=None)
    match session.waiting:
        case ForCode():
            if code := find_receipt(words):
                return reports.status(turn.to(calm), code)
            return Step(session, (aside(_NO_CODE, Choice("nav:open", _("Go on", "label"))),))
        case ForAnswer(desk, code):
            return answered(turn.to(calm), desk, code, words)
        case ForWording(key):
            return loose.write_anew(turn.to(calm), key, words)
        case ForLonger(code):
            return longer.typed(turn, code, words)
        case ForNumber(place):
            there = turn.to(calm)
            return doubtful.put_back(there, place, words) or _meant(there, session.waiting.whole(words))
        case ForAddition() | ForSecretYes() | ForWithdrawal() as waiting:
            choice = _beside(turn, waiting, words)
            return act(turn.to(_free(session)) if choice == NOTHING else turn, choice) if choice else None
        case None:
            return None
        case _:
            assert_never(session.waiting)


def _beside(turn: Turn, waiting: ForAddition | ForSecretYes | ForWithdrawal, words: str) -> str:
    """The key of the button that typed words press below what was asked beside the open question: by its label or
    number, by a yes or a no where there is one of each; empty for any other words."""
    match waiting:
        case ForAddition(code, _held):
            reply = ask_where(turn, code)
            yes, no = ("keep:add" if len(reply.choices) == 2 else ""), "keep:drop"
        case ForSecretYes():
            reply, yes, no = ASK_WHETHER_SECRET, "", ""
        case ForWithdrawal(report, what):
            reply, no = reports.ask_again(turn, waiting), NOTHING
            yes = "confirm:delete-yes" if what else "" if report else "confirm:cancel"
    said = read_assent(words, GateKind.FACT)
    return _named_in(turn, reply, words) or ("" if said is None else yes if said else no)


def _meant(turn: Turn, words: str) -> Step:
    session, side = turn.session, turn.session.care.side
    key = side.form.asking if side else session.form.asking if session.stage == "asking" else ""
    if key and _names_an_option(reading(turn, side), key, words):
        return take(turn, side, words)
    if command := read_command(words):
        return navigate(turn, *command)
    if choice := find_choice(turn, words) or gates.choice_of(turn, words):
        return go(turn, aside(_ONCE_MORE)) if gates.is_doubtful(turn, choice) else act(turn, choice)
    if key:
        return _instead(turn, key, words) or take(turn, side, words)
    if session.stage == "sent" and session.care.filed and not side:
        return _to_a_sent_report(turn, words)
    return _question(turn, words)


def find_choice(turn: Turn, words: str) -> str:
    """The key of the button that a typed number or label names below the open question; empty for none."""
    return _named_in(turn, opened(turn), words)


def _named_in(turn: Turn, reply: Reply, words: str) -> str:
    number = read_index(words)
    if number and number <= len(reply.choices):
        return reply.choices[number - 1].key
    if len(words) > LONGEST_LABEL:
        return ""
    said = bare(words)
    if turn.session.stage == "language" and said in LANGUAGES:
        return f"lang:{said}"
    asks = "?" in plain(words)
    for choice in (*reply.choices, *reply.nav):
        if asks and not _is_question(turn.book.say, choice.label):
            continue  # “Yes?” presses no yes
        if any(said in spellings(turn.book.say, each.context, each.msgid) for each in (choice.label, choice.short)
               if isinstance(each, Text)):  # fmt: skip
            return choice.key
        if isinstance(choice.label, Raw) and said == bare(choice.label.said):
            return choice.key
    return ""


@lru_cache(maxsize=4096)
def spellings(say: Callable[[Text, str], str], context: str, label: str) -> frozenset[str]:
    """A label in all languages, as compared: whoever types one may have another keyboard."""
    return frozenset(bare(say(Text(label, {}, context), language)) for language in LANGUAGES)


def _is_question(say: Callable[[Text | Raw, str], str], label: Text | Raw) -> bool:
    """Whether a label is itself a question, in any language."""
    return any("?" in plain(say(label, language)) for language in LANGUAGES)


def _names_an_option(turn: Turn, key: str, words: str) -> bool:
    """“Stop” is a wish where wishes are asked for, and a command elsewhere."""
    return bool(exactly(words, question_of(key, turn.book), turn.language, turn.book))


def _question(turn: Turn, words: str) -> Step:
    session = turn.session
    replies, notes = faq.found(turn.book.nearest(words, session.language), words, session, turn.book)
    if session.stage in {"open", "sent"} and not session.care.side:
        return Step(session, replies, notes)
    return Step(session, (*replies, opened(turn)), notes)


def _to_a_sent_report(turn: Turn, words: str) -> Step:
    session = turn.session
    near = turn.book.nearest(words, session.language)
    code = session.care.filed[-1]
    ask = ask_where(turn, code)
    waits = session.waiting
    both = f"{waits.words}\n{words}" if isinstance(waits, ForAddition) and waits.report == code else words
    held = replace(session, waiting=ForAddition(code, both if len(both) <= LONGEST else words))
    if near.tier == "answer":
        replies, notes = faq.found(near, words, session, turn.book)
        return Step(held, (*replies, ask), notes)
    return Step(held, (ask,))


def _instead(turn: Turn, key: str, words: str) -> Step | None:
    """What words are instead of an answer to a text question: a secret to be held back, or a question of their own."""
    session, book = turn.session, turn.book
    if question_of(key, book).kind is not Kind.TEXT:
        return None
    if looks_like_secret_document(words):
        return _hold(session, key, words)
    if len(words) < SHORT and ASKS.search(words):
        near = book.nearest(words, session.language)
        if near.tier == "answer":
            replies, notes = faq.found(near, words, session, book)
            return Step(session, (*replies, opened(turn)), notes)
    return None


ASK_WHETHER_SECRET = aside(
    _("This looks as if it might hold the secret itself. Putting a secret into a chat can weaken its protection. "
      "A description without the secret is enough."),
    Choice("keep:drop", _("Throw these words away", "label"), _("Throw away", "short")),
    Choice("keep:answer", _("It is not secret: keep", "label"), _("Keep", "short")),
)  # fmt: skip


def _hold(session: Session, key: str, words: str) -> Step:
    return Step(replace(session, waiting=ForSecretYes(key, words)), (ASK_WHETHER_SECRET,))
