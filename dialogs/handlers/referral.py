"""A desk would pass a report on to another body: the owner agrees, or it stays where it is. Pure."""

from __future__ import annotations

from dialogs.effects import Refer, Share, Step
from dialogs.events import Heard
from dialogs.flow import aside, go
from dialogs.labels import named
from dialogs.replies import Choice
from dialogs.session import Passing, Session, Turn
from locales.text import _


def proposed(session: Session, event: Heard) -> Session:
    """The session in which `event.to` waits for the owner's decision; of a desk's proposals the latest counts."""
    others = tuple(
        each for each in session.care.passing
        if (each.giver, each.receipt) != (event.ministry, event.receipt)
    )  # fmt: skip
    return session.with_care(passing=(*others, Passing(event.ministry, event.to, event.receipt))[-12:])


def choices(event: Heard) -> tuple[Choice, ...]:
    """Yes, or no."""
    about = f"{event.ministry}:{event.to}:{event.receipt}"
    return (
        Choice(f"refer:{about}", _("Agree: send it there", "label"), _("Agree", "short")),
        Choice(f"stay:{about}", _("No, leave it", "label"), _("No", "short")),
    )


def decide(turn: Turn, agreed: bool, about: str) -> Step:
    """The owner's word on what was really proposed, once; what became of it is said when it is done."""
    session = turn.session
    giver, _colon, rest = about.partition(":")
    to, _colon, receipt = rest.partition(":")
    proposal = Passing(giver, to, receipt)
    if proposal not in session.care.passing or receipt not in session.care.filed:
        gone = aside(_("That was decided before, or no longer stands. /status shows where your report is."))
        return go(turn, gone)
    left = tuple(each for each in session.care.passing if each != proposal)
    return go(turn.to(session.with_care(passing=left))) | Refer(receipt, giver, to, agreed)


def share(turn: Turn, agreed: bool, about: str) -> Step | None:
    """Whether a body that got the report later shares with the others; None for one that does not have it."""
    session = turn.session
    body, _colon, receipt = about.partition(":")
    if receipt not in session.care.filed or body not in session.care.sent_to.get(receipt, ()):
        return None
    others = tuple(each for each in session.care.shared.get(receipt, ()) if each != body)
    there = session.with_care(shared={**session.care.shared, receipt: (*others, body) if agreed else others})
    name = named(body, turn.book)
    said = (
        _("{body} shares with the others from now on.", body=name)
        if agreed
        else _("{body} works on its own.", body=name)
    )
    return go(turn.to(there), aside(said)) | Share(receipt, body, agreed)


def taken_back(session: Session, receipt: str, body: str) -> Session:
    """The session after a report was taken back from a body (`all`: from all): it passes nothing on any more."""
    stays = tuple(
        each for each in session.care.passing
        if each.receipt != receipt or body not in {"all", each.giver}
    )  # fmt: skip
    return session.with_care(passing=stays)
