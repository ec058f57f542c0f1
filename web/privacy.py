"""`/privacy`: who keeps what, for what and how long, who else gets it, what goes abroad, and what a person may ask for.

Made from the settings and from `content/transfers.toml`; what an operator has not set is said to be missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dialogs.book import Book
from guidance.calendar import day_of
from guidance.records.knowledge import Contact, Transfer
from locales.text import Day, Link, Param, Raw, Text
from storage import leak_notices
from storage.store import Store
from storage.timestamps import moment, ms, now
from web import texts as w
from web.pages import Pages, reading

COMPLAINTS = ("pipc", "kisa")
"""Bodies that hear complaints about personal data, by the id of their record."""
Rows = tuple[tuple[Text, Param], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the notice."""

    title: Text
    told: Rows

    @property
    def rows(self) -> tuple[tuple[Text, Text], ...]:
        """Names and what is said of them, as sentences."""
        return tuple((title, Text("{value}", {"value": value})) for title, value in self.told)


class PrivacyPage:
    def __init__(self, pages: Pages, book: Book, store: Store | None = None, now: Callable[[], datetime] = now) -> None:
        self._pages, self._book, self._store, self._now = pages, book, store, now

    def routes(self) -> list[Route]:
        return [Route("/privacy", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """The notice in the reader's language."""
        return self._pages.page("privacy.html", reading(request), sections=self._sections(await self._leaked()))

    async def _leaked(self) -> Day | None:
        """The day on which the last leak became known, for thirty days after it was told of."""
        if self._store is None:
            return None
        async with self._store.reading() as tx:
            known = await leak_notices.shown(tx, ms(self._now()))
        return Day.of(day_of(moment(known))) if known else None

    def _sections(self, leaked: Day | None = None) -> tuple[Section, ...]:
        settings, transfers = self._pages.settings, self._book.knowledge.transfers.values()
        return (
            *((Section(w.PRIVACY_LEAK, ((w.PRIVACY_LEAK_KNOWN, leaked), w.PRIVACY_LEAK_MORE)),) if leaked else ()),
            Section(w.PRIVACY_WHO, (
                (w.PRIVACY_OPERATOR, _or_missing(settings.operator)),
                (w.PRIVACY_CONTACT, _or_missing(settings.contact)),
                (w.PRIVACY_OFFICER, _or_missing(settings.privacy_officer)),
            )),
            Section(w.PRIVACY_KEPT, (*w.PRIVACY_KINDS, *self._own_records())),
            Section(w.PRIVACY_GIVEN, (
                (w.PRIVACY_BODIES, w.PRIVACY_BODIES_MORE),
                (w.PRIVACY_PROCESSORS, Raw(settings.processors) if settings.processors else w.PRIVACY_NOBODY),
            )),
            *(_abroad(each) for each in transfers),
            Section(w.PRIVACY_RIGHTS, w.PRIVACY_RIGHTS_ROWS),
            Section(w.PRIVACY_SAFE, (*w.PRIVACY_SAFE_ROWS, *self._complaints())),
        )  # fmt: skip

    def _own_records(self) -> Rows:
        return tuple((w.PRIVACY_RECORD_KEPT, each.says) for each in self._book.knowledge.own_records.values())

    def _complaints(self) -> Rows:
        known = self._book.knowledge.ministries
        there = [known[each] for each in COMPLAINTS if each in known]
        return tuple((body.name, _reached(contact)) for body in there for contact in body.contacts[:1])


def _or_missing(said: str) -> Param:
    return Raw(said) if said else w.PRIVACY_MISSING


def _reached(contact: Contact) -> Link:
    return Link(("tel:" if contact.kind == "phone" else "") + contact.target, contact.origin.verify)


def _abroad(record: Transfer) -> Section:
    """What the law has one say of a transfer abroad (Personal Information Protection Act, 28-8)."""
    return Section(Text(w.PRIVACY_ABROAD.msgid, {"receiver": Raw(record.receiver)}), (
        (w.PRIVACY_CONTACT, Link(record.contact, record.origin.verify)),
        (w.PRIVACY_COUNTRY, record.country),
        (w.PRIVACY_ITEMS, record.items),
        (w.PRIVACY_HOW, record.how),
        (w.PRIVACY_PURPOSE, record.purpose),
        (w.PRIVACY_PERIOD, record.period),
        (w.PRIVACY_REFUSE, w.PRIVACY_REFUSE_MORE),
    ))  # fmt: skip
