"""After sending: the receipt, what can be done next, files that were kept."""

from __future__ import annotations

from dialogs.book import Book
from dialogs.form.prompt import HELP
from dialogs.own_records import STAYS_AT_BODIES, told_of
from dialogs.replies import Card, Choice, Paragraph, Reply
from dialogs.session import Session
from dialogs.stages.start import STATUS, TRIAL
from locales.text import Day, Param, Raw, Text, _, _n


def receipt(session: Session, ministries: tuple[str, ...], waits_until: Day, book: Book) -> Reply:
    """The code, what happens next, by when, and what stays if it is deleted."""
    bodies = tuple(book.knowledge.ministries[each].name for each in ministries)
    rows: tuple[tuple[Text, Param], ...] = (
        (_("Receipt code"), Raw(session.receipt)),
        (_("Sent to"), bodies),
        (_("Next"), _("an officer opens it and takes it; you are told here when that happens")),
        (
            _("If you hear nothing by {day}", day=waits_until),
            _("ask here with /status, or call the body yourself"),
        ),
        *(((_("If you delete it"), STAYS_AT_BODIES),) if told_of(session) else ()),
    )
    return Reply(
        (
            *((Paragraph(TRIAL),) if book.trial else ()),
            Card(_("Your report has arrived."), rows),
            Paragraph(
                _(
                    "With this code alone you can ask where it stands, on any channel; it shows no content. "
                    "This is not the official filing: where to file is under “Numbers and pages”."
                )
            ),
        ),
        protect=True,
        kind="receipt",
    )


def after(waiting: tuple[Choice, ...] = ()) -> Reply:
    """What can be done once a report is sent. `waiting`: question sets of desks that wait for an answer."""
    return Reply(
        (Paragraph(_("You can write here at any time: to ask, or to add to your report.")),),
        (
            *waiting[:3],
            Choice("guide:steps", _("What to do today", "label"), _("To do", "short")),
            STATUS,
            Choice("nav:copy", _("A copy of my report", "label"), _("Copy", "short")),
            Choice("nav:correct", _("Correct an answer", "label"), _("Correct", "short")),
            Choice("nav:withdraw", _("Withdraw or delete", "label"), _("Withdraw", "short")),
            Choice("nav:notices", _("How news reaches me", "label"), _("Notices", "short")),
            Choice("about:new", _("A new report", "label"), _("New report", "short")),
        ),
        (HELP,),
        expects="text",
        kind="question",
    )


def files_kept(names: tuple[str, ...], total: int) -> Reply:
    listed = tuple(Raw(name) for name in names)
    return Reply(
        (
            Paragraph(_n("Kept with your report: {names}. ({n} file in all)",
                         "Kept with your report: {names}. ({n} files in all)", n=total, names=listed)),
        )
    )  # fmt: skip
