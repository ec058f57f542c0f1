"""Who opened a report, as its owner hears it: by role and day, and of some bodies only whether."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogs.book import Book
from dialogs.effects import CaseStatus
from dialogs.labels import named
from guidance.guide import SECRETARIAT
from locales.text import Day, Text, _

MOST = 5
"""Openings of one body that are told, the latest ones."""
HEAD = _("Head of the audit log when it was sent")
OPENED_BY = _("Who opened it")
OPENERS: Mapping[str, Text] = {
    "officer": _("an officer", "opened"),
    "lead": _("a lead", "opened"),
    "auditor": _("an auditor", "opened"),
    "secretariat": _("the secretariat", "opened"),
    "administrator": _("an administrator", "opened"),
}
"""Roles of those who open reports."""


def opened_by(status: CaseStatus, book: Book) -> tuple[tuple[Text, Text], ...]:
    """Body and who opened the report there, a row for each day and role. Of a body that hides its reads, like the
    police, only `opened` or `not opened yet`."""
    return tuple(_rows(status, book))


def _rows(status: CaseStatus, book: Book) -> Iterator[tuple[Text, Text]]:
    for ministry, _state, _at in status.referrals:
        record = book.knowledge.ministries.get(ministry)
        if record is None and ministry != SECRETARIAT:
            continue
        found = [each for each in status.opened if each.ministry == ministry]
        if not found:
            yield named(ministry, book), _("not opened yet")
        elif record is not None and record.reads_hidden:
            yield named(ministry, book), _("opened", "by a body")
        else:
            for each in found[:MOST]:
                role = OPENERS.get(each.role, OPENERS["officer"])
                yield named(ministry, book), _("{role}, {day}", role=role, day=Day.read(each.day.isoformat()))
