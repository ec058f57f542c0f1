"""What an officer is about to say to an owner: shown as the owner will read it, sent at once, or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.exceptions import HTTPException

from bot.outbox.letter import Part
from casework import answer_drafts, pending_words
from casework.acts import ActHandler, Said
from casework.pending_words import Pending
from casework.replies import spoken
from dialogs.book import Book
from dialogs.handlers.desk_news import hear
from dialogs.session import Aftercare, Session
from storage import pending_acts
from storage.officers import Officer
from storage.store import Store
from storage.timestamps import ms
from web.console.ports import DeskWording


@dataclass(frozen=True, slots=True)
class Preview:
    """One act that waits, as its owner will read it. `verb`: the form it came from; `why`: it could not be done."""

    key: str
    verb: str
    parts: tuple[Part, ...]
    due: datetime | None
    why: str


class PendingActs:
    """`seconds`: how long words wait; 0 sends them at once."""

    def __init__(self, store: Store, inbox: ActHandler, wording: DeskWording, book: Book, seconds: int) -> None:
        self._store, self._inbox, self._wording, self._book = store, inbox, wording, book
        self.seconds = seconds

    async def hold(self, act: Said, typed: dict[str, str], contents: dict[str, bytes]) -> str:
        """Let it wait; why not, or empty."""
        async with self._store.transaction() as tx:
            return await pending_words.hold(tx, act, typed, contents, self.seconds)

    async def shown(self, officer: Officer, receipt: str, owner: str) -> Sequence[Preview]:
        """What this officer is about to say on a case, in the language of its owner."""
        async with self._store.reading() as tx:
            found = await pending_words.waiting(tx, receipt, officer.id)
        return [self._preview(each, owner) for each in found]

    def _preview(self, each: Pending, owner: str) -> Preview:
        session = Session("", "", language=owner, care=Aftercare(filed=(each.act.receipt,), restless=True))
        step = hear(session, spoken(each.act), self._book)
        letters = [letter for reply in step.replies for letter in self._wording.letters(reply, owner, 0)]
        parts = tuple(part for letter in letters for part in letter.parts)
        return Preview(
            each.act.key,
            each.typed.get("verb", ""),
            parts,
            each.due,
            "" if each.why == pending_acts.SENDING else each.why,
        )

    async def send(self, officer: Officer, receipt: str, key: str, at: datetime) -> str:
        """Say it now; why it could not be, or empty. Raises HTTPException 404 for what is not this officer's."""
        found = await self._mine(officer, receipt, key)
        if found is None:
            return "said"
        act = replace(found.act, at=at)
        async with self._store.transaction() as tx:
            if not await pending_acts.claim(tx, key, ms(at)):
                return "late"
        ruling = await self._inbox.act(act, found.contents)
        async with self._store.transaction() as tx:
            await pending_words.settled(tx, act, ruling)
        return ruling.why

    async def take_back(self, officer: Officer, receipt: str, key: str, at: datetime) -> dict[str, str] | None:
        """What was typed, to go on with, a draft again; None when it was said meanwhile. Raises HTTPException 404."""
        found = await self._mine(officer, receipt, key)
        if found is None:
            return None
        async with self._store.transaction() as tx:
            if not await pending_acts.take_back(tx, key, officer.id):
                return None
            await answer_drafts.keep(tx, officer, receipt, found.typed, ms(at))
            return dict(found.typed)

    async def _mine(self, officer: Officer, receipt: str, key: str) -> Pending | None:
        """None when it was said or taken back meanwhile. Raises HTTPException 404 for what a colleague wrote."""
        async with self._store.reading() as tx:
            found = await pending_words.waiting(tx, receipt, officer.id)
            there = await pending_acts.is_there(tx, key)
        mine = next((each for each in found if each.act.key == key), None)
        if mine is None and there:
            raise HTTPException(404)
        return mine
