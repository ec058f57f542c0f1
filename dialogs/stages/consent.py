"""The consents the law asks, each one separate, with its version (Personal Information Protection Act, 15-22, 28-8).

Purpose, items, period, and what refusing means stand in every one; refusing an optional one blocks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.book import Book
from dialogs.labels import named
from dialogs.replies import Card, Choice, Paragraph, Reply
from dialogs.session import Session
from locales.text import Link, Param, Raw, Text, _

ABROAD = {"telegram": "Telegram"}
"""Channels whose operator keeps messages outside Korea, and that operator's name."""

AGREE = _("I agree", "label")
REFUSE = _("I do not agree", "label")
REFUSE_SHORT = _("No", "short")


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent. `version` changes with its words; `required`: without it no report can be taken."""

    id: str
    version: str
    title: Text
    rows: tuple[tuple[Text, Param], ...]
    required: bool


def age() -> Consent:
    ask = _("Are you 14 or older? The law asks this before personal data is taken down.")
    return Consent("age", "2026-11", ask, (), True)


def collect(book: Book) -> Consent:
    rows: tuple[tuple[Text, Param], ...] = (
        (_("Purpose"), _("find the bodies that can act and the support that fits, and prepare your report")),
        (_("Items"), _("your company, how to reach you, and the facts of the case")),
        *_kept(book),
        (_("If you refuse"), _("you may; you then get general information only")),
        (_("Kept by"), book.operator or _("the operator of this service")),
        *(((_("Privacy notice"), Link(f"{book.site}/privacy")),) if book.site else ()),
    )
    return Consent("collect", COLLECT_VERSION, _("May we take down your case?"), rows, True)


def _kept(book: Book) -> tuple[tuple[Text, Param], ...]:
    """How long: an unfinished draft, a report by body and outcome, and what may be longer."""
    return (
        (_("Kept"), _("until you delete it; an unfinished draft 30 days")),
        *((_("A sent report"), each.says) for each in book.knowledge.retention.values()),
        (_("Before its end"), _("60 days before we tell you, and ask you once whether to keep it a year longer")),
        (_("Kept longer"), _("where a law or a court orders it")),
        (
            _("A body’s own record"),
            _(
                "stays with that body alone after you delete the report: the code, days, what it did, the outcome "
                "and its letters to you, with what these quote; none of your answers, words or files"
            ),
        ),
        *((_("That record"), each.says) for each in book.knowledge.own_records.values()),
    )


COLLECT_VERSION = "2026-12.2"
"""Of the words of the consent to take a case down, its periods among them."""


def abroad(channel: str, book: Book) -> Consent:
    name, record = ABROAD[channel], book.knowledge.transfers[channel]
    rows: tuple[tuple[Text, Param], ...] = (
        (_("Received by"), Raw(record.receiver)),
        (_("Contact"), Link(record.contact, record.origin.verify)),
        (_("Where"), record.country),
        (_("What"), record.items),
        (_("How and when"), record.how),
        (_("Purpose"), record.purpose),
        (_("Kept"), record.period),
        (
            _("If you refuse"),
            _("you may; please use our web page instead, which does not pass through {name}", name=name),
        ),
    )
    return Consent("abroad", "2026-12", _("This messenger keeps data outside Korea. Is that all right?"), rows, True)


SHARE = "share"
"""The consent to share between desks: asked when two or more were chosen; refused it is kept as empty."""


SHARE_VERSION = "2026-12"
"""Of the words of that consent; changes with them."""


KEEP_VERSION = "2026-12"
"""Of the words of the question whether a report is kept longer (`dialogs/handlers/longer.py`)."""


def between(bodies: tuple[str, ...], book: Book) -> Consent:
    """May the chosen bodies share with each other what they find out?"""
    rows: tuple[tuple[Text, Param], ...] = (
        (_("Between"), tuple(named(each, book) for each in bodies)),
        (_("Purpose"), _("work on one case together, so that you need not tell it twice")),
        (_("What"), _("what each body finds out and how it sees your case; the answers and files each has already")),
        (_("Kept"), _("as long as the report is kept here")),
        (_("If you refuse"), _("you may; each body then works on its own, and gets your report all the same")),
    )
    title = _("May these bodies share with each other what they find out about your case?")
    return Consent(SHARE, SHARE_VERSION, title, rows, False)


def asked(channel: str, book: Book) -> tuple[Consent, ...]:
    """The consents asked on `channel`, in order."""
    return (age(), collect(book), *((abroad(channel, book),) if channel in ABROAD else ()))


def open_consent(session: Session, book: Book) -> Consent | None:
    """The first consent not yet given or refused."""
    return next((each for each in asked(session.channel, book) if each.id not in session.draft.consents), None)


def put_consent(consent: Consent) -> Reply:
    choices = (
        Choice(f"agree:{consent.id}", AGREE if consent.rows else _("Yes, I am", "label")),
        Choice(f"refuse:{consent.id}", REFUSE, REFUSE_SHORT)
        if consent.rows
        else Choice("refuse:age", _("No", "label")),
    )
    block = Card(consent.title, consent.rows) if consent.rows else Paragraph(consent.title)
    nav = (Choice("nav:back", _("Back", "label")), Choice("nav:help", _("Help", "label")))
    return Reply((block,), choices, nav, expects="choice", kind="question", columns=2)
