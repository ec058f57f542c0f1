"""The names of desks, the joint team's secretariat among them. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.book import Book
from guidance.guide import SECRETARIAT
from locales.text import Day, Raw, Text, _


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


STATES: Mapping[str, Text] = {
    "sent": _("sent, not opened yet"),
    "seen": _("opened"),
    "taken": _("taken by an officer"),
    "asked": _("the officer asked you something"),
    "passed_on": _("suggests another body"),
    "answered": _("answered"),
    "closed": _("closed"),
    "declined": _("this body cannot act"),
    "withdrawn": _("withdrawn by you"),
}


TONGUES: Mapping[str, Text] = {
    "ko": _("Korean"),
    "en": _("English"),
    "ja": _("Japanese"),
    "zh": _("Chinese"),
    "fr": _("French"),
}


def tongue(language: str) -> Text:
    """The name of a language, for labelling somebody's own words."""
    return TONGUES.get(language, _("language not known"))


def since(state: str, day: object) -> Text:
    """A state in words, and from which day on."""
    year, month, date = (int(each) for each in str(day).split("-"))
    return _("{state}, since {day}", state=STATES.get(state, Raw(state)), day=Day(year, month, date))
