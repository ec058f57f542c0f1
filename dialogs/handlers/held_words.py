"""Words held back until their owner says yes: a possible secret, or an addition to a sent report. Pure."""

from __future__ import annotations

from dataclasses import replace

from dialogs.awaited import ForAddition, ForSecretYes
from dialogs.effects import Amend, Step
from dialogs.faq.language import language_of
from dialogs.flow import aside, go
from dialogs.handlers.answer import take
from dialogs.session import Turn
from locales.text import Raw, _


def decide(turn: Turn, what: str) -> Step | None:
    """Keep the words as what they were held back from (`answer`, `add`), or throw them away (`drop`).

    A yes to an answer whose question is no longer open throws them away too. None when nothing is held, or something
    else than the button was about: a possible secret is never added to a sent report.
    """
    waiting, calm = turn.session.waiting, turn.to(replace(turn.session, waiting=None))
    match waiting:
        case ForSecretYes(question, words) if what == "answer":
            return _kept(calm, question, words) or _thrown_away(calm)
        case ForAddition(code, words) if what == "add" and code in calm.session.care.filed:
            thanks = aside(_("Added to report {receipt}. The officers see it.", receipt=Raw(code)))
            return go(calm, thanks) | Amend(code, words, language_of(words, turn.language))
        case ForSecretYes() if what != "add":
            return _thrown_away(calm)
        case ForAddition() if what != "answer":
            return _thrown_away(calm)
        case _:
            return None


def _kept(calm: Turn, question: str, words: str) -> Step | None:
    session = calm.session
    if session.care.side and session.care.side.form.asking == question:
        return take(calm, session.care.side, words)
    if session.stage == "asking" and session.form.asking == question:
        return take(calm, None, words)
    return None


def _thrown_away(calm: Turn) -> Step:
    return go(calm, aside(_("Those words were thrown away.")))
