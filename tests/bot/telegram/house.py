"""The whole house on SQLite, with owners and desks on one refusing Telegram: only a report is filed with one word."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.desk.bot import DeskBot
from bot.desk.context import DeskContext
from bot.desk.open import open_desk
from bot.documents.files import Documents
from bot.documents.printer import Printer
from bot.inbox.effects.context import Effects
from bot.inbox.inbox import Inbox
from bot.outbox.letter import Letter, Part, pack
from bot.outbox.outbox import Outbox
from bot.outbox.transport import OutgoingRow, Transport
from bot.telegram.bot import TelegramBot
from bot.telegram.client import BotApiClient
from bot.telegram.transport import TelegramTransport
from dialogs import engine, notices
from dialogs.book import Book
from dialogs.effects import File, Step
from dialogs.events import Event, Said
from dialogs.questions import Answer, Kind
from dialogs.session import Session
from dialogs.stages.consent import COLLECT_VERSION
from guidance.guide import Guide
from storage import cases, groups
from storage import outbox as storage_outbox
from storage.keyring import open_ring
from storage.members import bind
from storage.officers import add_officer
from storage.outbox import Leaving, Worker
from storage.store import Store
from storage.timestamps import ms
from storage.vault import Vault
from tests.bot.telegram.people import Officer, Owner
from tests.bot.telegram.refusing import Account, Room, Wire
from tests.bot.telegram.wire import Wired
from tests.databases import sqlite_in
from tests.dialogs.person import book, words

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CONSOLE = "https://sinmungo.example"
STORY = "They asked for our drawings <and> gave them away."


def step(session: Session, event: Event, known: Book) -> Step:
    """The engine's, but for the word `file`, which sends a report to the desks named after it; `share` among them is
    the owner's consent that they share what they learn, `told` that the owner was told of the bodies' own records."""
    if isinstance(event, Said) and event.text.startswith("file"):
        return _filed(session, tuple(event.text.split()[1:]), known)
    return engine.step(session, event, known)


def _filed(session: Session, named: tuple[str, ...], known: Book) -> Step:
    """Every question that takes words is answered with `OWNER-` and its id."""
    ministries = tuple(each for each in named if each not in {"share", "told"})
    consents = {"share": "2026-11"} if "share" in named else {}
    consents |= {"collect": COLLECT_VERSION} if "told" in named else {}
    asked = [each.id for each in known.by_id.values() if each.kind is Kind.TEXT and not each.reads]
    answers = {each: Answer(f"OWNER-{each}", language="en") for each in asked}
    answers |= {"story": Answer(STORY, language="en"), "company_name": Answer("Hidden Ltd")}
    guide = Guide(ministries[0], ministries[1:])
    files, language = session.draft.files, session.language or "en"
    file = File(session.receipt, answers, {}, files, consents, ministries, guide, language, "edition")
    filed, sent_to = (*session.care.filed, session.receipt), {**session.care.sent_to, session.receipt: ministries}
    return Step(
        replace(session, turn=session.turn + 1, stage="sent").with_care(filed=filed, sent_to=sent_to), (), (file,)
    )


class Page:
    """`Transport` of the channel `web`: what owners on the page were told."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    async def send(self, row: OutgoingRow, letter: Letter) -> str:
        self.letters.append(letter)
        return str(len(self.letters))


class World:
    """Everything together. `owners` is the owners' bot, `officers` the officers', `page` what the web page shows."""

    def __init__(self, wired: Wired, store: Store, owners: TelegramBot, officers: DeskBot, inbox: Inbox) -> None:
        self.wired, self.telegram, self.store = wired, wired.telegram, store
        self.owners, self.officers, self.inbox, self.outbox = owners, officers, inbox, inbox._outbox
        page = self.outbox.posts["web"]
        assert isinstance(page, Page)
        self.page = page

    async def deal(self) -> None:
        """Deal with all updates that wait, in order, then let every letter leave."""
        for account in list(self.telegram.accounts.values()):
            while account.updates:
                update = account.updates.popleft()
                await self.owners.take(_raw(update)) if account.username == "owners" else None
                await self.officers.take(_raw(update)) if account.username == "officers" else None
        await self.settled()

    async def settled(self) -> None:
        """Until nothing is on its way; what waits for a later time stays."""
        async with asyncio.timeout(30):
            while self.outbox._tasks or self.outbox.ledger.marks:
                await asyncio.gather(*self.outbox._tasks)
                await self.outbox.flush()

    async def bound(self, ministry: str, title: str) -> tuple[Room, Officer]:
        """A ministry's group, bound to its desk, and an officer in it."""
        officers = self.officers_account()
        room = self.telegram.group(title, officers)
        officer = await self.joins(room, ministry, 9000 + len(self.telegram.groups))
        async with self.store.transaction() as tx:
            token = await groups.invite_desk(tx, ministry, "en", ms(NOW) + 1000)
        officer.says(f"/bind {token}")
        await self.deal()
        return room, officer

    async def joins(self, room: Room, ministry: str, number: int, role: str = "officer", name: str = "Park") -> Officer:
        """A new officer of a ministry, bound to this identity and in its group."""
        person = Officer(self.telegram, self.officers_account(), room, number, name)
        await self.hired(ministry, person, role)
        return person

    async def hired(self, ministry: str, person: Officer, role: str = "officer") -> str:
        """This person is an officer of a ministry from now on; the officer's id."""
        async with self.store.transaction() as tx:
            made = await add_officer(tx, ministry, role, person.person.name, "en", ms(NOW), "house")
            assert not await bind(tx, made, f"telegram:{person.person.id}", ms(NOW))
        return made

    async def filed(self, owner: Owner, *ministries: str) -> str:
        """The first report of this owner, on these desks; its code."""
        owner.says("/start")
        owner.says(f"file {' '.join(ministries)}")
        await self.deal()
        async with self.store.reading() as tx:
            return (await cases.of_chat(tx, f"telegram:{owner.person.id}"))[-1].receipt

    def officers_account(self) -> Account:
        return next(a for a in self.telegram.accounts.values() if a.username == "officers")

    def raw(self, update: Wire) -> bytes:
        return _raw(update)

    async def again(self, receipt: str, ministry: str) -> None:
        """One more notice about a case."""
        async with self.store.transaction() as tx:
            key = await tx.house_key()
            desk = await groups.desk(tx, ministry)
            letter = Letter("en", (Part("paragraph", "again"),), kind="ring")
            entry = f"again:{receipt}:{ministry}"
            sealed = key.seal(f"outgoing:{entry}", pack(letter))
            row = Leaving(entry, "desk", desk.chat, key.id, sealed, receipt, ministry)
            await storage_outbox.put(tx, [row], Worker(), ms(NOW))
        self.outbox.wake()

    async def until_said(self, room: Room, words: str) -> None:
        """Until the bot has said it in a group."""
        async with asyncio.timeout(20):
            while not any(words in message.get("text", "") for message in room.messages.values()):
                self.wired.arrived.clear()
                await self.wired.arrived.wait()

    def owner(self, number: int, language: str = "en") -> Owner:
        owners = next(a for a in self.telegram.accounts.values() if a.username == "owners")
        return Owner(self.telegram, owners, number, language)


def _raw(update: Wire) -> bytes:
    return json.dumps(update).encode()


@asynccontextmanager
async def opened(wired: Wired, path: Path) -> AsyncIterator[World]:
    owners, officers = wired.telegram.bot("owners"), wired.telegram.bot("officers")
    store = await Store.open(sqlite_in(path), Vault(open_ring(path / "keys", NOW)))
    known = book().knowledge
    house = DeskContext(
        store, words().say, known.ministries, known.replies, lambda: NOW, CONSOLE, group_rate=0
    )  # fmt: skip
    line = BotApiClient(owners.token, wired.url)
    desk = await open_desk(officers.token, house, wired.url)
    handing = Documents(store, Printer(words(), book()))
    posts: dict[str, Transport] = {"desk": desk.post, "telegram": TelegramTransport(line, handing.find), "web": Page()}
    outbox = Outbox(store, posts)
    inbox = Inbox(store, step, Effects(book(), words(), notices), outbox)
    desk.attach(inbox)
    bot = TelegramBot(line, inbox, words().say, lambda: NOW)
    async with inbox:
        yield World(wired, store, bot, desk, inbox)
    await bot.close()
    await desk.close()
    await store.close()
