"""One transaction's worth of steps: the sessions as they stand now, and the letters that will leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.inbox.receipts import new_receipt
from bot.outbox.letter import Letter, pack
from dialogs.session import Aftercare, Session
from locales.text import LANGUAGES
from storage import outbox, sessions
from storage.outbox import Claimed, Leaving, Worker
from storage.sessions import Kept, SessionCache
from storage.timestamps import DAY, ms
from storage.transaction import Transaction
from storage.vault import Vault


def guess_language(hint: str) -> str:
    """The nearest of our languages to a messenger's hint; Korean without one, English for any other."""
    first = hint.replace("_", "-").partition("-")[0].casefold()
    if first in LANGUAGES:
        return first
    return "en" if first else "ko"


def begin(vault: Vault, chat: str, at: datetime, language: str, filed: Sequence[str] = ()) -> Kept:
    """A conversation that has just begun, with a key and a reserved receipt code of its own."""
    key, wrapped = vault.new_key(ms(at))
    session = Session(chat, new_receipt(), language=language, care=Aftercare(filed=tuple(filed)))
    return Kept(session, key, 0, (wrapped,))


def renew(vault: Vault, kept: Kept, at: datetime, forget: bool) -> Kept:
    """The same conversation under a new key and code. `forget` destroys the old key; else it is a case's now."""
    key, wrapped = vault.new_key(ms(at))
    done = (*kept.done, kept.key.id) if forget else kept.done
    session = replace(kept.session, receipt=new_receipt())
    return replace(kept, session=session, key=key, wrapped=(*kept.wrapped, wrapped), done=done)


@dataclass(slots=True)
class Work:
    """What one arrival leads to, apart until it has gone well. `letters`: (entry, channel, chat, letter, more).
    `receipt`: the report that a desk speaks of, so that what is said of it goes with it."""

    kept: Kept
    at: datetime
    name: str
    origin: str = ""
    receipt: str = ""
    letters: list[tuple[Leaving, Letter]] = field(default_factory=list)
    own: list[Letter] = field(default_factory=list)

    def to_owner(self, letters: Iterable[Letter]) -> None:
        """Say this in the chat; sealed with the key that the session has when the step is over."""
        self.own.extend(letters)

    def to_desk(self, leaving: Leaving, letter: Letter) -> None:
        self.letters.append((leaving, letter))


class Batch:
    """Everything a transaction is about to write. `erased`: a report is destroyed with it, and what is said of that
    leaves when nothing of the report is left in the database's log. `staffed`: the desks where somebody sits, once
    they were looked up."""

    def __init__(self, tx: Transaction, hot: SessionCache, at: datetime, lock: bool = False) -> None:
        self.tx = tx
        self.at = at
        self.live: dict[str, Kept] = {}
        """By handle."""
        self.touched: set[str] = set()
        self.letters: dict[str, Letter] = {}
        self.after: list[Callable[[], None]] = []
        self.unleased = False
        self.erased = False
        self.staffed: frozenset[str] | None = None
        self._hot = hot
        self._lock = lock
        self._leaving: list[Leaving] = []

    async def load(self, chats: Iterable[str]) -> None:
        """Bring in the sessions of these chats: from memory, else all others in one query."""
        cold = []
        for chat in map(self.tx.vault.handle, chats):
            if chat in self.live:
                continue
            kept = None if self._lock else self._hot.get(chat)
            if kept is None:
                cold.append(chat)
            else:
                self.live[chat] = kept
        self.live |= await sessions.load(self.tx, cold, self._lock)

    def session(self, chat: str, at: datetime, language: str, filed: Sequence[str] = ()) -> Kept:
        """The session of a chat as it stands now: a copy, begun if there is none."""
        kept = self.known(chat)
        return replace(kept) if kept else begin(self.tx.vault, chat, at, language, filed)

    def known(self, chat: str) -> Kept | None:
        """The session of a chat that was loaded, or None."""
        return self.live.get(self.tx.vault.handle(chat))

    def settle(self, work: Work) -> None:
        """A step went well: its session is the chat's, its letters leave with the commit."""
        kept = work.kept
        chat = kept.session.chat
        handle = self.tx.vault.handle(chat)
        self.live[handle] = kept
        self.touched.add(handle)
        for n, letter in enumerate(work.own):
            leaving = Leaving(f"{work.name}:{n}", kept.session.channel, chat, kept.key.id, b"", work.receipt)
            sealed = kept.key.seal(f"outgoing:{leaving.entry}", pack(letter, chat))
            self._leave(replace(leaving, letter=sealed), letter)
        for leaving, letter in work.letters:
            self._leave(leaving, letter)

    def _leave(self, leaving: Leaving, letter: Letter) -> None:
        self._leaving.append(leaving)
        self.letters[leaving.entry] = letter

    async def write(self, to: Worker) -> list[tuple[Claimed, Letter]]:
        """Write sessions and letters; return the letters that `to` may send once this is committed."""
        at = ms(self.at)
        await self._reserve()
        await sessions.keep(self.tx, [self.live[chat] for chat in self.touched], at // DAY)
        claimed = await outbox.put(self.tx, self._leaving, to, at)
        self.unleased = len(claimed) < len(self._leaving)
        return [(row, self.letters[row.entry]) for row in claimed]

    async def _reserve(self) -> None:
        new = [self.live[chat] for chat in self.touched if not self.live[chat].version]
        if not new:
            return
        used = await sessions.taken(self.tx, [kept.session.receipt for kept in new])
        for kept in new:
            if kept.session.receipt in used:
                kept.session = replace(kept.session, receipt=new_receipt())

    def committed(self) -> None:
        """It is written: remember the sessions, and do what was waiting for the commit."""
        for chat in self.touched:
            self._hot.put(chat, self.live[chat])
        for call in self.after:
            call()

    def failed(self) -> None:
        """It is not written, or nobody knows: what memory holds of these chats is in doubt."""
        for chat in self.live:
            self._hot.drop(chat)
