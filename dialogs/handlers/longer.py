"""Whether a report is kept longer than was promised: asked once, 60 days before its end; the last word holds. Pure."""

from __future__ import annotations

from dataclasses import replace

from dialogs.awaited import ForLonger
from dialogs.effects import Prolong, Step
from dialogs.flow import go
from dialogs.parse import bare, read_assent
from dialogs.replies import Choice, Items
from dialogs.session import Session, Turn
from locales.text import LANGUAGES, Text, _

LONGER, AGREED = _("Keep it a year longer", "label"), _("Destroy it that day", "label")
MORE = Items(
    _("What you can do"),
    (
        _("If you say nothing, it is destroyed on that day, as was promised when you sent it."),
        _("You can delete it at any time, also when you keep it longer."),
    ),
)


def choices(receipt: str) -> tuple[Choice, ...]:
    """Yes, no, and a copy to keep oneself."""
    return (
        Choice(f"longer:{receipt}", LONGER, _("Keep longer", "short")),
        Choice(f"asagreed:{receipt}", AGREED, _("Destroy then", "short")),
        copy(receipt),
    )


def copy(receipt: str) -> Choice:
    """A copy of the report."""
    return Choice(f"copy:{receipt}", _("A copy of my report", "label"), _("Copy", "short"))


def waited_for(session: Session, receipt: str) -> Session:
    """The session in which a typed yes or no is the answer, where no other question is open."""
    free = session.waiting is None and not session.is_drafting and session.care.side is None
    return replace(session, waiting=ForLonger(receipt)) if free else session


def unasked(session: Session) -> Session:
    """The session in which a yes is no answer any more, since something else was said."""
    return replace(session, waiting=None) if isinstance(session.waiting, ForLonger) else session


def typed(turn: Turn, receipt: str, words: str) -> Step | None:
    """What typed words decide: a yes, a no, or the label of a button, in any language; None for any others."""
    said = bare(words)
    for label, agreed in ((LONGER, True), (AGREED, False)):
        if any(said == bare(turn.book.say(label, language)) for language in LANGUAGES):
            return decide(turn, receipt, agreed)
    answer = read_assent(words)
    return None if answer is None else decide(turn, receipt, answer)


def decide(turn: Turn, receipt: str, agreed: bool) -> Step | None:
    """The owner's word; what became of it is said when it is done. None for a report that is not of this chat."""
    if receipt not in turn.session.care.filed:
        return None
    return go(turn.to(replace(turn.session, waiting=None))) | Prolong(receipt, agreed)


NEWS: dict[str, Text] = {
    "longer": _(
        "Report {receipt} will be destroyed here on {day}, also if a body is still working on it. Shall we keep it a "
        "year longer?"
    ),
    "ending": _(
        "Report {receipt} will be destroyed here on {day}, also if a body is still working on it. Please save a copy "
        "before that day if you need one."
    ),
    "held": _("A law or a court orders that report {receipt} be kept here until {day}. {body} has recorded this."),
}
"""What the owner hears of a report's end."""
ENDS = ("longer", "ending")
"""Those that name the day on which it is destroyed."""
