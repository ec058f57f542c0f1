"""How news reaches an owner: in short, so that nobody beside sees what it is, and without a sound at night. Pure."""

from __future__ import annotations

from dialogs.effects import Step
from dialogs.flow import aside
from dialogs.replies import Choice, Items, Reply
from dialogs.session import Session
from locales.text import _


def settings(session: Session) -> Reply:
    """What is on, and the buttons to change it."""
    lines = (
        _("Short notices are on: a notice only says that there is news, with a button to show it.")
        if session.care.discreet
        else _("Short notices are off: a notice shows what the body wrote."),
        _("Quiet at night is off: a notice may ring at any time.")
        if session.care.restless
        else _("Quiet at night is on: from 21:00 to 08:00, Korean time, notices come without a sound."),
    )
    short = (
        Choice("notices:full", _("Short notices off", "label"), _("Short: off", "short"))
        if session.care.discreet
        else Choice("notices:short", _("Short notices on", "label"), _("Short: on", "short"))
    )
    night = (
        Choice("notices:quiet", _("Quiet at night on", "label"), _("Quiet: on", "short"))
        if session.care.restless
        else Choice("notices:loud", _("Quiet at night off", "label"), _("Quiet: off", "short"))
    )
    return Reply((Items(_("How news reaches you"), lines),), (short, night, Choice("nav:open", _("Go on", "label"))))


def choose(session: Session, what: str) -> Step | None:
    """`short`, `full`, `quiet` or `loud`; None for anything else."""
    if what in {"short", "full"}:
        there = session.with_care(discreet=what == "short")
    elif what in {"quiet", "loud"}:
        there = session.with_care(restless=what == "loud")
    else:
        return None
    return Step(there, (aside(_("Changed.")), settings(there)))
