"""What stays at a body once a report is destroyed: the body's own record. How it is said before sending and before
erasing."""

from __future__ import annotations

from dialogs.book import Book
from dialogs.labels import named
from dialogs.replies import Paragraph
from dialogs.session import Session
from locales.text import Day, Text, _

COLLECT = "collect"
"""The consent to take a case down (`dialogs/stages/consent.py`)."""
UNTOLD = frozenset({"", "2026-11", "2026-12"})
"""Its versions that say nothing of a body's own record: of the reports sent under them nothing stays, as was said."""

BEFORE_SENDING = _(
    "If you delete the report later, each body keeps its own record of it: the code, days, what it did, the outcome "
    "and the letters it sent you, with what these quote. Your answers, words and files go."
)
STAYS = _(
    "This stays: at each body its own record, which it alone can read: the code, days, what it did, the outcome and "
    "the letters it sent you, with what these quote."
)
STAYS_AT_BODIES = _("your answers, words and files go; each body keeps its own record of what it did and wrote")
NOTHING_STAYS = _("Nothing of it stays at the bodies: this report was sent before they kept a record of their own.")


def is_told(promise: str) -> bool:
    """Whether who agreed to this version of the consent was told of a body's own record."""
    return promise not in UNTOLD


def told_of(session: Session) -> bool:
    """Whether the owner of this draft was."""
    return is_told(session.draft.consents.get(COLLECT, ""))


def before_sending(session: Session) -> tuple[Text, ...]:
    """What the owner is to know of it before the report goes."""
    return (BEFORE_SENDING,) if told_of(session) else ()


def before_erasing(session: Session, receipt: str) -> Paragraph:
    """What stays of this report."""
    return Paragraph(STAYS if receipt in session.care.recorded else NOTHING_STAYS)


def kept_at(bodies: tuple[tuple[str, Day], ...], book: Book) -> Text:
    """What stays of a report that is destroyed: at whom a record of their own, each until its day."""
    if not bodies:
        return _("that there was a report, for the count, and one line of the log without content")
    until = tuple(_("{body} until {day}", body=named(body, book), day=day) for body, day in bodies)
    return _(
        "that there was a report, for the count, one line of the log without content, and the own record of {bodies}: "
        "code, days, what it did, the outcome, its letters to you",
        bodies=until,
    )
