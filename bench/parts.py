"""What a step costs in processor time, part by part, in this process: no network, no database."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import locales
from app.assembly import labels_of
from app.contact_readers import READERS
from bench.scripts import REPORT
from bot.outbox.letter import Renderer, pack
from dialogs.book import Book
from dialogs.engine import step
from dialogs.events import Chose, Event, Said, Started
from dialogs.questionnaire import QUESTIONNAIRE
from dialogs.session import Session
from storage.codec import pack_session
from storage.content.load import load_book
from storage.keyring import Keyring
from storage.sessions import Kept, SessionCache
from storage.vault import Vault

_T = TypeVar("_T")
AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class Watch:
    """Sums up microseconds by name."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    def time(self, name: str, work: Callable[[], _T]) -> _T:
        began = time.perf_counter()
        done = work()
        self.spent[name] += (time.perf_counter() - began) * 1e6
        return done


def _event(line: str, turn: int) -> Event:
    if line == "/start":
        return Started(AT)
    return Chose(AT, turn, line[1:]) if line.startswith("!") else Said(AT, line)


def _walk(watch: Watch, book: Book, words: Renderer, vault: Vault) -> int:
    """One conversation as the service takes it; the bytes that it parks in at the end."""
    key, _ = vault.new_key(0)
    first = Session("telegram:1", "SM-7K2Q-9XMD-5", language="en")
    hot = SessionCache()
    hot.put(first.chat, Kept(first, key, 1, packed=pack_session(first)))
    for line in REPORT:
        kept = watch.time("unpack", lambda: hot.get("telegram:1"))
        assert kept is not None
        session, turn = kept.session, kept.session.turn
        done = watch.time("step", lambda line=line, s=session, n=turn: step(s, _event(line, n), book))  # type: ignore[misc]
        now = done.session
        letters = watch.time(
            "render",
            lambda d=done, n=now: [x for r in d.replies for x in words.letters(r, "en", n.turn)],  # type: ignore[misc]
        )
        kept.packed = watch.time("pack", lambda n=now: pack_session(n))  # type: ignore[misc]
        plain = [kept.packed, *map(pack, letters)]
        watch.time("seal", lambda k=kept.key, p=plain: [k.seal("session:telegram:1", each) for each in p])  # type: ignore[misc]
        kept.session = now
        hot.put(first.chat, kept)
    return hot.bytes


def measure(rounds: int = 40) -> dict[str, float]:
    """Microseconds a step for each part, and `parked`: bytes of a conversation of 26 steps in memory."""
    words = Renderer(Path(locales.__file__).parent)
    book = load_book(QUESTIONNAIRE, readers=READERS, labels=labels_of(words, QUESTIONNAIRE), say=words.say)
    vault = Vault(Keyring({"bench": os.urandom(32)}, os.urandom(32)))
    _walk(Watch(), book, words, vault)
    watch, parked = Watch(), 0
    for _ in range(rounds):
        parked = _walk(watch, book, words, vault)
    steps = rounds * len(REPORT)
    return {**{name: round(spent / steps, 1) for name, spent in watch.spent.items()}, "parked": parked}
