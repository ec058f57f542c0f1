"""How it ended for the owner, and how satisfied: asked once, when it is over, and never again. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.effects import Rate, Step
from dialogs.events import Heard
from dialogs.flow import aside, opened
from dialogs.replies import Choice, Paragraph, Reply
from dialogs.session import Ended, Session, Turn
from locales.text import Raw, Text, _

OUTCOMES: Mapping[str, Text] = {
    "stopped": _("They stopped using it", "label"),
    "compensated": _("We were compensated", "label"),
    "settled": _("We came to terms", "label"),
    "ongoing": _("It still goes on", "label"),
    "nothing": _("Nothing came of it", "label"),
    "unsaid": _("I would rather not say", "label"),
}
MARKS: Mapping[str, Text] = {
    "1": _("1: very dissatisfied", "label"),
    "2": _("2: dissatisfied", "label"),
    "3": _("3: so-so", "label"),
    "4": _("4: satisfied", "label"),
    "5": _("5: very satisfied", "label"),
}
REMEMBERED = 60


def ended(session: Session, event: Heard) -> Session:
    """The session in which this desk is done with the report."""
    done = Ended(event.ministry, event.receipt)
    return session if done in session.care.ended else session.with_care(ended=(*session.care.ended, done)[-REMEMBERED:])


def offered(session: Session, event: Heard) -> tuple[Session, tuple[Choice, ...]]:
    """The question, below the news that a desk closed the report, or that the last one declined it; once a report."""
    bodies = session.care.sent_to.get(event.receipt, ())
    last = all(Ended(body, event.receipt) in session.care.ended for body in bodies)
    if event.receipt in session.care.rated or not (event.kind == "closed" or last):
        return session, ()
    ask = Choice(f"end:{event.receipt}", _("How did it end for you?", "label"), _("How it ended", "short"))
    return session.with_care(rated=(*session.care.rated, event.receipt)[-REMEMBERED:]), (ask,)


def rate(turn: Turn, rest: str) -> Step | None:
    """`end:receipt` asks how it ended, `end:receipt:outcome` how satisfied; None for what was never offered."""
    session = turn.session
    receipt, _colon, outcome = rest.partition(":")
    if not _offered(session, receipt):
        return None
    if not outcome:
        return Step(session, (_how(receipt),))
    if outcome not in OUTCOMES:
        return None
    if outcome == "unsaid":
        thanks = aside(_("That is all right. Thank you."))
        return Step(session, (thanks, opened(turn)), (Rate(receipt, outcome),))
    return Step(session, (_how_satisfied(receipt, outcome),), (Rate(receipt, outcome),))


def _offered(session: Session, receipt: str) -> bool:
    """Whether it was asked how this report ended, and the report is still there."""
    return receipt in session.care.rated and receipt in session.care.filed


def mark(turn: Turn, rest: str) -> Step | None:
    """`mark:receipt:outcome:n`, n from 1 to 5."""
    receipt, _colon, more = rest.partition(":")
    outcome, _colon, said = more.partition(":")
    if not _offered(turn.session, receipt) or outcome not in OUTCOMES or said not in MARKS:
        return None
    thanks = aside(_("Thank you. It is counted without your name."))
    return Step(turn.session, (thanks, opened(turn)), (Rate(receipt, outcome, int(said)),))


_NO = Choice("nav:open", _("Not now", "label"))


def _how(receipt: str) -> Reply:
    ask = _("How did report {receipt} end for you? You need not answer.", receipt=Raw(receipt))
    choices = tuple(Choice(f"end:{receipt}:{id}", label) for id, label in OUTCOMES.items())
    return Reply((Paragraph(ask),), (*choices, _NO), expects="choice")


def _how_satisfied(receipt: str, outcome: str) -> Reply:
    choices = tuple(Choice(f"mark:{receipt}:{outcome}:{n}", label) for n, label in MARKS.items())
    ask = Paragraph(_("How satisfied are you with how the bodies dealt with it?"))
    return Reply((ask,), (*choices, _NO), expects="choice")
