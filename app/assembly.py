"""The parts put together, the same for the service, the keyboard and the commands: nothing else builds them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import locales
from app.contact_readers import READERS
from app.settings import Settings, SettingsError, variable
from bot.documents.files import Documents
from bot.documents.printer import Printer
from bot.inbox.effects.context import Effects
from bot.inbox.inbox import Inbox
from bot.outbox.letter import Renderer
from bot.outbox.outbox import Outbox
from bot.search.loader import Search
from dialogs import notices
from dialogs.book import Book
from dialogs.engine import step
from dialogs.form.due import base
from dialogs.parse import bare
from dialogs.questionnaire import QUESTIONNAIRE
from dialogs.questions import Answer, Option, Question, State
from locales.text import LANGUAGES
from locales.words import Words
from storage import audit, tombstones
from storage.burial import bury_again
from storage.code_upgrade import hide_clear
from storage.content.load import CONTENT, load_book
from storage.content.name_words import name_reader
from storage.database import holds_keys
from storage.keyring import Keyring, KeyringError, open_ring, read_ring
from storage.name_hashes import OFFICIAL
from storage.reach import Undecided, decide
from storage.ring_check import check_ring
from storage.sessions import SessionCache
from storage.store import Store
from storage.timestamps import ms
from storage.vault import Vault

FOUND_BY: Mapping[str, str] = {
    "counterpart_name": "counterpart", "business_number": "business_number", "official_name": OFFICIAL,
}  # fmt: skip
"""Question -> the kind of name it gives to the blind index."""

CATALOGUES = Path(locales.__file__).parent


@dataclass(frozen=True, slots=True)
class Assembly:
    """What every way of running shares. `search` answers by letters until `search.load()` is done; `handing` finds
    files and makes copies of reports; `buried`: reports that were destroyed again, because the database was a copy of
    before."""

    settings: Settings
    store: Store
    words: Renderer
    book: Book
    search: Search
    ring: Keyring
    handing: Documents
    buried: int = 0


async def ring_of(settings: Settings) -> Keyring:
    """The key ring of this machine, made at the first start; never beside a database that has another. Raises
    KeyringError, or StoreDown."""
    given = settings.keys.get_secret_value()
    if given:
        return read_ring(given)
    folder = settings.keys_folder
    if not any(folder.glob("*.key")) and await holds_keys(settings.database_url):
        raise KeyringError(f"the database holds what only its key ring opens, and there is none in {folder}: "
                           "put the ring back; no new one was made")  # fmt: skip
    return open_ring(folder, datetime.now(UTC))


def labels_of(words: Words, questions: Sequence[Question]) -> dict[str, dict[str, tuple[str, ...]]]:
    """For `Book.labels`: language -> label or further word, as compared -> `question:option` ids."""
    index: dict[str, dict[str, tuple[str, ...]]] = {}
    for language in LANGUAGES:
        table: dict[str, tuple[str, ...]] = {}
        for question in questions:
            for option in question.options:
                for word in _names(words, option, language):
                    table[word] = (*table.get(word, ()), f"{question.id}:{option.id}")
        index[language] = table
    return index


def _names(words: Words, option: Option, language: str) -> set[str]:
    said = [words.say(option.label, language), words.say(option.short, language)]
    said += words.say(option.words, language).split(",") if option.words else []
    return {bare(each) for each in said} - {""}


def book_of(settings: Settings, words: Words, search: Search) -> Book:
    """Everything the engine may look at. Raises ContentError."""
    more: Mapping[str, Any] = {
        "labels": labels_of(words, QUESTIONNAIRE),
        "readers": READERS,
        "nearest": search.nearest,
        "hunches": search.hunches,
        "operator": ", ".join(filter(None, (settings.operator, settings.operator_contact))),
        "trial": settings.trial,
        "site": settings.public_url,
        "say": words.say,
        "worded_in": words.worded_in,
    }
    name_reader()
    return load_book(QUESTIONNAIRE, CONTENT, **more)


@asynccontextmanager
async def assembled(settings: Settings, learnt: Path | None = None) -> AsyncIterator[Assembly]:
    """The parts, with the database open and its schema up to date; closed at the end.

    `learnt`: where the search keeps its numbers, if not with the other data. Raises ContentError, RingError
    or StoreDown.
    """
    words = Renderer(CATALOGUES)
    search = Search(CONTENT, learnt or settings.var)
    book = book_of(settings, words, search)
    ring = await ring_of(settings)
    store = await Store.open(settings.database_url, Vault(ring), settings.trial)
    try:
        await check_ring(store)
        await hide_clear(store)
        async with store.transaction() as tx:
            await audit.prove(tx, ms(datetime.now(UTC)))
        store.tombstones = store.tombstones or settings.var / tombstones.FILE
        buried = await bury_again(store, datetime.now(UTC))
        yield Assembly(settings, store, words, book, search, ring, Documents(store, Printer(words, book)), buried)
    finally:
        await store.close()


async def decide_trial(parts: Assembly) -> None:
    """Before anything is told to people. Raises SettingsError where nobody said whether this is a trial and officers
    of bodies have worked here: a real service would tell its owners that no authority reads them."""
    said = "trial" in parts.settings.model_fields_set
    async with parts.store.transaction() as tx:
        try:
            await decide(tx, said)
        except Undecided as why:
            name = variable("trial")
            told = f"{name}: {why}, so this does not become a trial by itself: set it to false, or to true if it is one"
            raise SettingsError((told,)) from None


def names_of(answers: Mapping[str, Answer]) -> Iterator[tuple[str, str]]:
    """The names and numbers by which related reports are found, without opening them."""
    for key, answer in answers.items():
        kind = FOUND_BY.get(base(key))
        if kind and answer.state is State.GIVEN:
            yield kind, str(answer.value)


def inbox_of(parts: Assembly, outbox: Outbox, hot: SessionCache | None = None) -> Inbox:
    """An inbox that answers through `outbox`; to be entered with `async with`. `hot`: where it keeps conversations."""
    closed = not parts.settings.trial and bool(parts.settings.missing_duties)
    effects = Effects(parts.book, parts.words, notices, names_of, closed)
    return Inbox(parts.store, step, effects, outbox, hot)
