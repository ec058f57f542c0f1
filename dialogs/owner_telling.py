"""What became of what an owner wanted done, where only the store can tell: as replies. Pure."""

from __future__ import annotations

from datetime import datetime

from dialogs.book import Book
from dialogs.labels import named
from dialogs.questions import Answer
from dialogs.replies import Card, Paragraph, Reply
from dialogs.reviewing import numbered_title, worded
from guidance.calendar import KOREA
from locales.text import Raw, _


def decided(kind: str, to: str, receipt: str, book: Book) -> Reply:
    """What became of passing a report on: `referred`, `kept`, or `late` when it no longer stands."""
    body, code = named(to, book), Raw(receipt)
    match kind:
        case "referred":
            text = _("Done: {body} has report {receipt} now, and you are told here when it is opened.",
                     body=body, receipt=code)  # fmt: skip
        case "kept":
            text = _("Report {receipt} stays where it is; {body} gets nothing of it.", body=body, receipt=code)
        case _:
            text = _("This suggestion is no longer open, so nothing was passed on. /status shows where your report is.")
    return Reply((Paragraph(text),))


def recalled(answer: Answer | None, key: str, book: Book) -> Reply:
    """What was answered until now."""
    said = worded(answer, key, book) if answer else _("nothing yet")
    return Reply((Card(_("Your answer until now"), ((numbered_title(key, book), said),)),), protect=True)


def other_lead(lead: str, receipt: str, book: Book) -> Reply:
    """After a correction another body would lead."""
    text = _(
        "With this correction {body} is the first to turn to in report {receipt}. Nothing was moved: the bodies that "
        "have it see your correction, and may suggest passing it on.",
        body=named(lead, book), receipt=Raw(receipt),
    )  # fmt: skip
    return Reply((Paragraph(text),))


def proof(receipt: str, at: datetime, line: str) -> Reply:
    """That a report is destroyed: when, what of it, what stays, and the line of the log that vouches for it."""
    when = f"{at + KOREA:%Y-%m-%d %H:%M:%S} (UTC+9)"
    rows = (
        (_("Receipt code"), Raw(receipt)),
        (_("Destroyed on"), Raw(when)),
        (_("What is destroyed"), _("its key, and with it your answers, your files and all messages, both ways")),
        (_("What stays"), _("that there was a report, for the count, and one line of the log without content")),
        (_("Line of the log"), Raw(line)),
    )
    keep = _("Please keep this proof yourself: after this nothing here leads from the report to you.")
    return Reply((Paragraph(keep), Card(_("Proof of deletion"), rows)), protect=False, kind="receipt")


def too_large(n: int) -> Reply:
    """An archive that the messenger does not take."""
    text = _(
        "All files together are larger than this messenger takes. The archive comes with everything but the files and "
        "lists them with their SHA-256; the {n} files follow one by one.",
        n=n,
    )
    return Reply((Paragraph(text),))
