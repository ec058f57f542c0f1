"""What a desk's group hears of a report: which one, what kind of event, how urgent, by when. Pure.

A group is on many telephones and on a messenger's servers abroad, whatever channel the owner used. So nothing else goes
in: no words, no answers, no names. What it is about stands on the console.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.replies import Card, Choice, Paragraph, Reply
from locales.text import Day, Param, Raw, Text, _

_OTHER_DESK = _("Another desk left something on report {receipt}")
_PASSING_ON = _("The owner decided whether report {receipt} is passed on")

KINDS: Mapping[str, Text] = {
    "new": _("New report {receipt}"),
    "added": _("The owner added to report {receipt}"),
    "answered": _("The owner answered you on report {receipt}"),
    "withdrawn": _("The owner took report {receipt} back. Please stop working on it."),
    "referred": _PASSING_ON,
    "kept": _PASSING_ON,
    "shared": _OTHER_DESK,
    "position": _OTHER_DESK,
    "settled": _OTHER_DESK,
    "query": _("Another desk asks to talk about report {receipt}"),
    "reminded": _("The time limit of report {receipt} runs out soon"),
    "overdue": _("The time limit of report {receipt} has run out"),
    "left_alone": _("Nobody sits any more at a desk that has report {receipt}"),
    "ending": _("Report {receipt} will be destroyed here on the day below, also if it is still open"),
    "hold": _("A hold on report {receipt} waits for a second person"),
    "escalated": _("A time limit of report {receipt} has run out at a desk"),
}
"""What happened, by the name that the event has elsewhere."""

FOR_LEADS: Mapping[str, Text] = {
    "check": _("For the lead of the desk: something is to be checked on the console."),
    "mostly_shut": _("For the lead of the desk: most of a desk may not work on one report. The console says which."),
}
"""What whoever leads a desk is told without the code of a report."""

NO_CONTACT = _("Do not contact the other party.")
TAKE = Choice("take", _("Take it"))
DECLINE = Choice("no", _("Cannot act"))


def notice(kind: str, receipt: str, urgent: bool, due: Day | None) -> Reply:
    """One event, a key of `KINDS`; `due` is the Korean day by which the desk has something to do."""
    rows: list[tuple[Text, Param]] = [(_("Urgent"), _("yes") if urgent else _("no"))]
    if due is not None:
        rows.append((_("Due"), due))
    card = Card(Text(KINDS[kind].msgid, {"receipt": Raw(receipt)}), tuple(rows))
    if kind == "new":
        return Reply((card, Paragraph(NO_CONTACT)), (TAKE, DECLINE), protect=True, kind="ring")
    return Reply((card,), protect=True, kind="ring")


def lead_notice(kind: str) -> Reply:
    """Something for whoever leads a desk, a key of `FOR_LEADS`: not which report, nothing of it."""
    return Reply((Paragraph(FOR_LEADS[kind]),), protect=True, kind="ring")
