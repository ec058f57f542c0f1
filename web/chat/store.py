"""The store as the chat's pages see it: the feed, files of the own conversation, states, and how the house fares."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from sqlalchemy import select

from dialogs.book import Book
from dialogs.effects import CaseStatus
from dialogs.openings import opened_by
from locales.text import Raw, Text
from storage import cases, files, tables
from storage.code_guesses import may_guess, wrong_guess
from storage.feed import Feed, drop_page
from storage.files import Stored
from storage.states import LetterState
from storage.store import Store
from storage.timestamps import ms, now


class PageStore(Feed):
    """`Feed` with what else a page does to it."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = now) -> None:
        super().__init__(store, clock)
        self._shelf = store

    async def erase(self, chat: str) -> None:
        """Erase all of a chat's page."""
        async with self._shelf.transaction() as tx:
            await drop_page(tx, chat)

    async def begun(self, chat: str) -> bool:
        """Whether there is a conversation or a page of this chat."""
        session, page, mine = tables.session.c.chat, tables.page.c.chat, self._shelf.vault.handle(chat)
        async with self._shelf.reading() as tx:
            if await tx.has(select(session).where(session == mine)):
                return True
            return await tx.has(select(page).where(page == mine).limit(1))

    async def draft(self, chat: str) -> str:
        """The id of the key that the draft of a chat is sealed with; empty when there is none."""
        session = tables.session.c
        async with self._shelf.reading() as tx:
            return await tx.one(str, select(session.key).where(session.chat == tx.vault.handle(chat))) or ""

    async def reports(self, chat: str) -> tuple[str, ...]:
        """The codes of the reports sent from this chat that are not destroyed, the newest first."""
        async with self._shelf.reading() as tx:
            return tuple(each.receipt for each in await cases.of_chat(tx, chat))

    async def expecting(self, chat: str) -> bool:
        """Whether letters to this chat are on their way."""
        o = tables.outgoing.c
        async with self._shelf.reading() as tx:
            mine = (o.chat == tx.vault.handle(chat), o.state == LetterState.WAITING)
            return await tx.has(select(o.id).where(*mine).limit(1))

    async def file(self, chat: str, ref: str) -> Stored | None:
        """A file of this conversation; None for any other."""
        evidence = tables.evidence.c
        async with self._shelf.reading() as tx:
            whose = await tx.one(str, select(evidence.chat).where(evidence.id == ref))
            return await files.stored(tx, ref) if whose == tx.vault.handle(chat) else None


class StatusLookup:
    """States by receipt code, for `/status`."""

    def __init__(self, store: Store, book: Book) -> None:
        self._store = store
        self._book = book

    async def status(self, receipt: str, asker: str, at: datetime) -> CaseStatus | None:
        """The states of a case; None when `asker` has tried too many codes. No content."""
        async with self._store.transaction() as tx:
            if not await may_guess(tx, asker, at):
                return None
            found = await cases.status(tx, receipt)
            if not found.found:
                await wrong_guess(tx, asker, at)
        return found

    def opened(self, status: CaseStatus) -> tuple[tuple[Text, Text], ...]:
        """Body and who opened the case there."""
        return opened_by(status, self._book)

    def name(self, ministry: str) -> Text | Raw:
        """The name of a body."""
        record = self._book.knowledge.ministries.get(ministry)
        return record.name if record else Raw(ministry)


class Pulses:
    """How the house fares, for `/health`. `channels`: those whose letters leave from here; a letter to any other waits
    for somebody else, and says nothing of this house."""

    def __init__(self, store: Store, channels: Collection[str]) -> None:
        self._store = store
        self._channels = sorted(channels)

    async def pulse(self) -> Mapping[str, float]:
        """`outbox_age`: seconds since the oldest letter that still waits here became due; 0 when none does.

        Raises StoreDown.
        """
        o = tables.outgoing.c
        async with self._store.reading() as tx:
            waiting = (o.state == LetterState.WAITING, o.channel.in_(self._channels))
            oldest = await tx.one(int, select(o.due).where(*waiting).order_by(o.due).limit(1))
        return {"outbox_age": 0.0 if oldest is None else max(0.0, (ms(now()) - oldest) / 1000)}


__all__ = ["PageStore", "Pulses", "StatusLookup"]
