"""What is said before, between and after the questions. Pure: session and book in, `Reply` out."""

from __future__ import annotations

from dialogs.book import Book
from dialogs.form.prompt import BACK, HELP
from dialogs.replies import Card, Choice, Items, Paragraph, Reply
from locales.text import OWN_NAMES, Link, Param, Raw, Text, _

LATER = Choice("nav:later", _("Go on later", "label"), _("Later", "short"))
REPORT = Choice("about:report", _("Prepare a report", "label"), _("Report", "short"))
GUIDE = Choice("about:report", _("See who can help", "label"), _("Who helps", "short"))
ASK = Choice("about:ask", _("Just ask a question", "label"), _("Ask", "short"))
STATUS = Choice("nav:status", _("Where is my report?", "label"), _("Status", "short"))


TRIAL = _("This is a trial: no authority reads what is written here. Please report nothing real.")
"""Said first, and with every receipt, while it is true."""


def ask_language(guess: str, trial: bool) -> Reply:
    """Five buttons, the guessed language first. Also the first words a person reads: what this is."""
    order = [guess, *(each for each in OWN_NAMES if each != guess)]
    return Reply(
        (
            Paragraph(_("Hello. This is Sinmungo, an automated guide for companies whose technology was taken.")),
            *((Paragraph(TRIAL),) if trial else ()),
            Paragraph(_("In which language shall we go on?")),
        ),
        tuple(Choice(f"lang:{each}", Raw(OWN_NAMES[each])) for each in order),
        expects="choice",
        kind="question",
        columns=2,
    )


def ask_urgent() -> Reply:
    return Reply(
        (
            Paragraph(_("First: is it happening right now?")),
            Paragraph(_("For example, someone is about to leave the country, delete files or ship goods within days.")),
        ),
        (
            Choice("urgent:yes", _("Yes, it is urgent", "label"), _("Urgent", "short")),
            Choice("urgent:no", _("No", "label")),
        ),
        (HELP,),
        expects="choice",
        kind="question",
        columns=2,
    )


def numbers(book: Book) -> Reply:
    """The emergency lines and what to keep safe, before any form."""
    rows: list[tuple[Text, Param]] = []
    for body in book.knowledge.ministries.values():
        phone = next((each for each in body.contacts if each.kind == "phone"), None)
        if body.emergency and phone:
            number = Link(f"tel:{phone.target.removeprefix('tel:')}", phone.origin.verify)
            rows.append((_("{body}: {purpose}", body=body.short, purpose=phone.purpose), number))
    keep = (
        _("Call; do not type a form first. Say facts, not guesses."),
        _("Do not warn the other side, and do not accuse anyone."),
        _("Stop automatic deletion. Leave devices as they are, switched on or off."),
        _("Write down who, what, when. Do not open private phones or accounts."),
    )
    return Reply(
        (Card(_("Call now"), tuple(rows)), Items(_("Meanwhile, keep the traces"), keep)),
        (Choice("urgent:done", _("Go on to the report", "label"), _("Go on", "short")), ASK),
        (BACK, HELP),
        expects="choice",
        kind="question",
    )


_NOBODY = _(
    "No report can be sent from here at present: no body is connected. I can tell you which bodies can act, until "
    "when, and how to reach them."
)


def about(book: Book) -> Reply:
    """Who this service is, and is not."""
    who = Raw(book.operator) if book.operator else _("the operator of this service")
    here = book.takes_reports
    return Reply(
        (
            *(() if here else (Paragraph(_NOBODY),)),
            Paragraph(
                _(
                    "I ask about 15 short questions, mostly by buttons. Then I tell you which bodies can act, "
                    "why, until when, and which support fits."
                )
            ),
            Paragraph(
                _(
                    "I am a guide run by {who}, not the official report window and not a lawyer. Your report goes "
                    "only to the bodies you choose, one by one. The official filing stays in your hands.",
                    who=who,
                )
            ),
        ),
        (REPORT if here else GUIDE, ASK, STATUS),
        (BACK, HELP),
        expects="choice",
        kind="question",
    )


def open_floor() -> Reply:
    """Only asking: no report, nothing kept."""
    return Reply(
        (Paragraph(_("Please ask, in your own words. No names are needed.")),),
        (REPORT, STATUS),
        (BACK, HELP),
        expects="text",
        kind="question",
    )
