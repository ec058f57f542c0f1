"""What the pages need from the rest of the house, as protocols: everything is injected, nothing is imported by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.inbox.downloads import LARGEST_FILE
from dialogs.effects import CaseStatus
from dialogs.events import Arrival, Event
from locales.text import Raw, Text
from storage.feed import PageEntry
from storage.files import Stored
from web.desk_addresses import ANYWHERE, DeskAddresses
from web.identity_providers import ProviderClient


class PageFeed(Protocol):
    """The history of a web chat, sealed by the store. `body`: a packed `Letter`, or packed `Own` words when `mine`."""

    async def put(self, chat: str, key: str, mine: bool, body: bytes, replaces: str = "") -> int:
        """Keep an entry and return its `seq`; `replaces` is the `seq` of an entry that it takes the place of.

        `key` is unique in the chat: putting it twice keeps the first.
        """

    async def erase(self, chat: str) -> None:
        """Erase all of the chat's page."""

    async def read(self, chat: str, after: int = 0) -> tuple[PageEntry, ...]:
        """The entries after `after`, oldest first, those that were replaced left out."""

    async def oldest(self, chat: str) -> int:
        """The `seq` of the oldest entry there is, shown or not; 0 for none. It changes when a page is erased."""

    async def begun(self, chat: str) -> bool:
        """Whether there is a conversation or a page of this chat."""

    async def draft(self, chat: str) -> str:
        """The id of the key that the chat's draft is sealed with; empty when there is none."""

    async def reports(self, chat: str) -> tuple[str, ...]:
        """The codes of the reports sent from this chat that are not destroyed, the newest first."""

    async def expecting(self, chat: str) -> bool:
        """Whether letters to this chat are on their way."""

    async def file(self, chat: str, ref: str) -> Stored | None:
        """A file of this conversation; None for any other."""


class Dealt(Protocol):
    @property
    def turn(self) -> int:
        """The session's turn now."""


class Receiver(Protocol):
    async def receive(self, arrival: Arrival, event: Event, contents: Mapping[str, bytes], /) -> Dealt:
        """Return when the event is dealt with and kept. `contents`: file id -> bytes of a `Sent`."""


class PageWording(Protocol):
    def say(self, text: Text | Raw, language: str) -> str:
        """The sentence in the reader's language."""


class Statuses(Protocol):
    async def status(self, receipt: str, asker: str, at: datetime) -> CaseStatus | None:
        """States of a case, no content; `found` is False for an unknown code. None: `asker` tried too many."""

    def name(self, ministry: str) -> Text | Raw:
        """The name of a body."""

    def opened(self, status: CaseStatus) -> tuple[tuple[Text, Text], ...]:
        """Body and who opened the case there, a row for each day and role."""


class Pulse(Protocol):
    async def pulse(self) -> Mapping[str, float]:
        """Ages in seconds, e.g. of the oldest unsent letter. Raises when the database is gone."""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """`secret` signs form tokens. `https`: cookies are Secure. `operator` runs this service, as its name stands.
    `contact` reaches it, `privacy_officer` answers for personal data, `processors` handle it for the operator.

    `hosts`: the names that the pages answer to; none is any. `reply_waits`: seconds in which an officer's words to an
    owner can be taken back. `trial`: every page says that no authority reads what is written. `demo`: every page says
    that it is a demo, and cookies have names of their own, so that a browser which also knows a real house on this
    machine keeps both apart. `desk_addresses`: from where officers may come;
    `providers`: body -> its identity provider.
    `address`: where people reach the pages, without a slash at its end. `alone`: one person tries the house on the own
    machine, and nothing waits for a second person.
    """

    secret: bytes
    https: bool = False
    operator: str = ""
    contact: str = ""
    privacy_officer: str = ""
    processors: str = ""
    largest_file: int = LARGEST_FILE
    largest_request: int = 48 * 1024 * 1024
    most_files: int = 10
    uploads_at_once: int = 8
    says_a_minute: int = 90
    begins_a_minute: int = 240
    asks_a_minute: int = 10
    copies_a_minute: int = 6
    reply_waits: int = 60
    trial: bool = False
    hosts: frozenset[str] = frozenset()
    demo: bool = False
    address: str = ""
    alone: bool = False
    desk_addresses: DeskAddresses = ANYWHERE
    providers: Mapping[str, ProviderClient] = field(default_factory=dict)
