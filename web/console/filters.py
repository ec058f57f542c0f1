"""What of a queue is to be shown, as it stands in an address: read with patience, written in one way only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from dialogs.case_states import ReferralRole, ReferralState
from dialogs.parse.receipts import WRITTEN
from guidance.guide import DESKS
from locales.text import LANGUAGES
from storage.officers import Officer
from storage.queues import SORTS, Place, QueueQuery
from storage.saved_views import LONGEST_QUERY
from storage.timestamps import ms
from web.console import texts as desk_words

TABS = ("open", "mine", "done")
WHO = ("mine", "free")
_PLACE = re.compile(rf"([01])\.(\d{{1,16}})\.({WRITTEN})")


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """A queue as an officer asked for it. `tab`: open, mine or done; `who`: mine, free or anybody's. `after` continues
    a page."""

    tab: str = "open"
    sort: str = "due"
    state: str = ""
    language: str = ""
    who: str = ""
    role: str = ""
    lead: str = ""
    urgent: bool = False
    overdue: bool = False
    after: Place | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything but tab and order was chosen."""
        return replace(self, tab="open", sort="due", after=None) != QueueFilter()

    def query(self, **other: str) -> str:
        """What stands after the question mark of its address, without the page; `other` fields take the place."""
        fields = {name: _said(getattr(self, name)) for name in _FIELDS} | other
        return urlencode({name: value for name, value in fields.items() if value and value != _PLAIN.get(name)})

    def wanted(self, officer: Officer, at: datetime) -> QueueQuery:
        """The same for the store."""
        holder = officer.id if self.tab == "mine" or self.who == "mine" else self.who
        states = (ReferralState(self.state),) if self.state else None
        return QueueQuery(
            officer.ministry, officer.id, self.tab != "done", self.sort, states, self.language, self.urgent,
            ms(at) if self.overdue else 0, holder, ReferralRole(self.role) if self.role else None, self.lead,
        )  # fmt: skip


_FIELDS = ("tab", "sort", "state", "language", "who", "role", "lead", "urgent", "overdue")
_PLAIN = {"tab": "open", "sort": "due"}


def _said(value: object) -> str:
    return ("1" if value else "") if isinstance(value, bool) else str(value)


def read_asked(query: Mapping[str, str]) -> QueueFilter:
    """What an address asks for; anything unknown is as if it were not there."""

    def known(name: str, values: object, plain: str = "") -> str:
        value = query.get(name, "")
        return value if value in values else plain  # type: ignore[operator]

    place = _PLACE.fullmatch(query.get("after", ""))
    return QueueFilter(
        known("tab", TABS, "open"), known("sort", SORTS, "due"), known("state", desk_words.STATES),
        known("language", LANGUAGES), known("who", WHO), known("role", tuple(ReferralRole)), known("lead", DESKS),
        query.get("urgent") == "1", query.get("overdue") == "1",
        (int(place[1]), int(place[2]), place[3]) if place else None,
    )  # fmt: skip


def read_query(query: str) -> QueueFilter:
    """The same from what stands after the question mark."""
    return read_asked(dict(parse_qsl(query[:LONGEST_QUERY])))


def named_place(place: Place) -> str:
    """A place as it stands in an address."""
    return f"{place[0]}.{place[1]}.{place[2]}"
