"""A desk would pass a report on to another body: the owner agrees, or it stays where it is. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dialogs.book import Book
from dialogs.effects import Refer, Step
from dialogs.events import Heard
from dialogs.flow import aside, go
from dialogs.replies import Choice
from dialogs.session import Session
from locales.text import _


def proposed(session: Session, event: Heard) -> Session:
    """The session in which `event.to` waits for the owner's decision; of a desk's proposals the latest counts."""
    others = tuple(
        each for each in session.passing
        if not (each.startswith(f"{event.ministry}:") and each.endswith(f":{event.receipt}"))
    )  # fmt: skip
    return replace(session, passing=(*others, f"{event.ministry}:{event.to}:{event.receipt}")[-12:])


def choices(event: Heard) -> tuple[Choice, ...]:
    """Yes, or no."""
    about = f"{event.ministry}:{event.to}:{event.receipt}"
    return (
        Choice(f"refer:{about}", _("Agree: send it there", "label"), _("Agree", "short")),
        Choice(f"stay:{about}", _("No, leave it", "label"), _("No", "short")),
    )


def decide(session: Session, agreed: bool, about: str, book: Book, today: date) -> Step:
    """The owner's word on what was really proposed, once; what became of it is said when it is done."""
    giver, _colon, rest = about.partition(":")
    to, _colon, receipt = rest.partition(":")
    if about not in session.passing or receipt not in session.filed:
        gone = aside(_("That was decided before, or no longer stands. /status shows where your report is."))
        return go(session, book, today, gone)
    left = tuple(each for each in session.passing if each != about)
    return go(session, book, today, passing=left) | Refer(receipt, giver, to, agreed)


def taken_back(session: Session, receipt: str, body: str) -> Session:
    """The session after a report was taken back from a body (`all`: from all): it passes nothing on any more."""
    stays = tuple(
        each for each in session.passing
        if not each.endswith(f":{receipt}") or not (body == "all" or each.startswith(f"{body}:"))
    )  # fmt: skip
    return replace(session, passing=stays)
