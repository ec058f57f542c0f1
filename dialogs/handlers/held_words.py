"""Words held back until their owner says yes: a possible secret, or an addition to a sent report; and whose they are:
of the report, for all that have it, or of the desk that asked. Pure.
"""

from __future__ import annotations

from dataclasses import replace

from dialogs.awaited import ForAddition, ForSecretYes
from dialogs.effects import Amend, Step
from dialogs.faq.language import language_of
from dialogs.flow import aside, go, readers
from dialogs.handlers.answer import take
from dialogs.labels import briefly, named
from dialogs.replies import Choice, Paragraph, Reply
from dialogs.session import Inquiry, Turn
from locales.text import Raw, _

MOST_OFFERED = 3
"""Desks that are offered as those whom the words answer."""


def decide(turn: Turn, what: str) -> Step | None:
    """Keep the words as what they were held back from (`answer`, `add`, `desk:receipt` for the desk that asked), or
    throw them away (`drop`).

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
        case ForAddition(_code, words) if _inquiry(what) in calm.session.care.inquiries:
            return answered(calm, _inquiry(what).ministry, _inquiry(what).receipt, words)
        case ForSecretYes() if what in ("answer", "drop"):
            return _thrown_away(calm)
        case ForAddition() if what in ("add", "drop"):
            return _thrown_away(calm)
        case _:
            return None


def _inquiry(what: str) -> Inquiry:
    return Inquiry(*what.partition(":")[::2])


def ask_where(turn: Turn, code: str) -> Reply:
    """Whether words typed after sending are an answer to a desk that asked, or belong to the report, and who reads
    them."""
    session, book = turn.session, turn.book
    asked = [each for each in reversed(session.care.inquiries) if each.receipt in session.care.filed]
    answers = [
        Choice(f"keep:{each.ministry}:{each.receipt}", _("Answer {body}", "label", body=briefly(each.ministry, book)))
        for each in asked[:MOST_OFFERED]
    ]
    add = Choice("keep:add", _("Add to my report", "label"), _("Add", "short"))
    drop = Choice("keep:drop", _("Do not add it", "label"), _("Do not add", "short"))
    bodies = tuple(named(each, book) for each in session.care.sent_to.get(code, ()))
    say = _("Shall I add these words to report {receipt}?", receipt=Raw(code))
    if bodies:
        say = _("Shall I add these words to report {receipt}? They are then read by: {bodies}.",
                receipt=Raw(code), bodies=bodies)  # fmt: skip
    return aside(say, *answers, add, drop)


def answered(calm: Turn, desk: str, code: str, words: str) -> Step:
    """Words as the answer to a desk: it is told, and of the others only those with whom it may share."""
    care = calm.session.care
    left = tuple(each for each in care.inquiries if each != Inquiry(desk, code))
    thanks = aside(_("Your answer is with {body}.", body=named(desk, calm.book)))
    thanks = replace(thanks, blocks=(*thanks.blocks, Paragraph(readers(calm, desk, code))))
    amend = Amend(code, words, language_of(words, calm.language), to=desk, also=care.beside(code, desk))
    return go(calm.to(calm.session.with_care(inquiries=left)), thanks) | amend


def _kept(calm: Turn, question: str, words: str) -> Step | None:
    session = calm.session
    if session.care.side and session.care.side.form.asking == question:
        return take(calm, session.care.side, words)
    if session.stage == "asking" and session.form.asking == question:
        return take(calm, None, words)
    return None


def _thrown_away(calm: Turn) -> Step:
    return go(calm, aside(_("Those words were thrown away.")))
