"""The names of desks, the joint team's secretariat among them. Pure."""

from __future__ import annotations

from dialogs.book import Book
from dialogs.types import SECRETARIAT, Raw, Text, _


def named(body: str, book: Book) -> Text:
    """A desk's full name; an id that nobody knows stands as it is."""
    if body == SECRETARIAT:
        return _("the joint team’s secretariat")
    record = book.knowledge.ministries.get(body)
    return record.name if record else Text("{body}", {"body": Raw(body)})


def briefly(body: str, book: Book) -> Text:
    """A desk's name for a button."""
    if body == SECRETARIAT:
        return _("Secretariat", "label")
    record = book.knowledge.ministries.get(body)
    return record.short if record else Text("{body}", {"body": Raw(body)})
