"""Words held back until their owner says yes: a possible secret, or an addition to a sent report. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dialogs.awaited import ForAddition, ForSecretYes
from dialogs.book import Book
from dialogs.effects import Amend, Step
from dialogs.faq.language import language_of
from dialogs.flow import aside, go
from dialogs.handlers import followup_answer
from dialogs.handlers.answer import take
from dialogs.session import Session
from locales.text import Raw, _


def decide(session: Session, what: str, book: Book, today: date) -> Step | None:
    """Keep the words as what they were held back from (`answer`, `add`), or throw them away (`drop`).

    A yes to an answer whose question is no longer open throws them away too. None when nothing is held, or something
    else than the button was about: a possible secret is never added to a sent report.
    """
    calm = replace(session, waiting=None)
    match session.waiting:
        case ForSecretYes(question, words) if what == "answer":
            return _kept(calm, question, words, book, today) or _thrown_away(calm, book, today)
        case ForAddition(code, words) if what == "add" and code in session.care.filed:
            thanks = aside(_("Added to report {receipt}. The officers see it.", receipt=Raw(code)))
            return go(calm, book, today, thanks) | Amend(code, words, language_of(words, session.language))
        case ForSecretYes() if what != "add":
            return _thrown_away(calm, book, today)
        case ForAddition() if what != "answer":
            return _thrown_away(calm, book, today)
        case _:
            return None


def _kept(calm: Session, question: str, words: str, book: Book, today: date) -> Step | None:
    side = calm.care.side
    if side and side.form.asking == question:
        return followup_answer.take(calm, side, words, book, today)
    if calm.stage == "asking" and calm.form.asking == question:
        return take(calm, words, book, today)
    return None


def _thrown_away(calm: Session, book: Book, today: date) -> Step:
    return go(calm, book, today, aside(_("Those words were thrown away.")))
