"""The store as the console sees it. Whatever is opened here is noted in the audit log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storage import audit, barring, desks, officers, queues
from storage.files import Stored, stored
from storage.moments import ms
from storage.officers import Officer
from storage.queues import Line, Whole
from storage.store import Store
from storage.transaction import Transaction

SESSION = 12 * 3_600_000
LINK = 24 * 3_600_000
"""How long a console session and a one-time link last, in milliseconds."""
PAGE = 40
GONE = ("withdrawn", "erased")
"""States in which nothing of a case may be read any more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a queue is to be shown. `tab`: open, mine or done. `after` continues a page."""

    tab: str = "open"
    state: str = ""
    language: str = ""
    after: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as an officer opens it. `mine` is the ministry's referral; `names`: officer id -> name."""

    whole: Whole
    mine: Any
    history: Sequence[Any]
    related: bool
    names: Mapping[str, str] = field(default_factory=dict)


class DeskShelf:
    def __init__(self, store: Store) -> None:
        self._store = store

    # ---- signing in ---------------------------------------------------------------------------------

    async def enter(self, link: str, at: datetime) -> str | None:
        """A session for a one-time link, which is used up; None when it is not good."""
        async with self._store.transaction() as tx:
            officer = await officers.use_link(tx, link, ms(at))
            if officer is None:
                return None
            return await officers.make_token(tx, officer.id, officers.SESSION, ms(at), ms(at) + SESSION)

    async def officer(self, session: str, at: datetime) -> Officer | None:
        """Whose session it is."""
        async with self._store.reading() as tx:
            return await officers.who_is(tx, session, ms(at))

    async def leave(self, session: str) -> None:
        """End a session."""
        async with self._store.transaction() as tx:
            await officers.end_session(tx, session)

    async def invite(self, by: Officer, ministry: str, role: str, name: str, language: str, at: datetime) -> str:
        """A one-time link for a new officer."""
        async with self._store.transaction() as tx:
            new = await officers.add_officer(tx, ministry, role, name, language, ms(at), by.id)
            return await officers.make_token(tx, new, officers.LINK, ms(at), ms(at) + LINK)

    async def revoke(self, by: Officer, officer: str, at: datetime) -> None:
        """End an officer's access at once."""
        async with self._store.transaction() as tx:
            await officers.revoke(tx, officer, ms(at), by.id)

    async def all_officers(self, ministries: Sequence[str]) -> list[Officer]:
        """Everyone who has access."""
        async with self._store.reading() as tx:
            return [each for ministry in ministries for each in await officers.officers_of(tx, ministry)]

    # ---- queues -------------------------------------------------------------------------------------

    async def lines(self, officer: Officer, asked: Asked) -> tuple[list[Line], bool]:
        """A page of the queue without what the officer is barred from, and whether there is more."""
        async with self._store.reading() as tx:
            found = await self._lines(tx, officer, asked)
            barred = await _barred(tx, officer)
        more = len(found) > PAGE
        return [line for line in found[:PAGE] if line.receipt not in barred], more

    async def _lines(self, tx: Transaction, officer: Officer, asked: Asked) -> list[Line]:
        match asked.tab:
            case "mine":
                return await queues.held(tx, officer.id, asked.after, PAGE + 1)
            case "done":
                return await queues.done(tx, officer.ministry, asked.after, PAGE + 1)
            case _:
                states = (asked.state,) if asked.state else ()
                return await queues.queue(tx, officer.ministry, asked.after, PAGE + 1, states, asked.language)

    async def counts(self, ministry: str) -> Mapping[str, int]:
        """How many referrals of a ministry are in each state."""
        async with self._store.reading() as tx:
            return await queues.states(tx, ministry)

    async def names(self, ministry: str) -> Mapping[str, str]:
        """Officer id -> name."""
        async with self._store.reading() as tx:
            return {each.id: each.name for each in await officers.officers_of(tx, ministry)}

    # ---- one case -----------------------------------------------------------------------------------

    async def open(self, officer: Officer, receipt: str, at: datetime) -> Seen | None:
        """A case on the officer's own desk; None for every other. Reading is noted."""
        async with self._store.transaction() as tx:
            whole = await queues.whole(tx, receipt)
            mine = [row for row in whole.referrals if row.ministry == officer.ministry] if whole else []
            if whole is None or not mine or await barring.is_barred(tx, receipt, officer.id):
                return None
            subject = f"{receipt}:{officer.ministry}"
            await audit.note(tx, ms(at), officer.id, "read", subject)
            lines = [*await audit.history(tx, receipt), *await audit.history(tx, subject)]
            related = bool(await barring.related(tx, receipt, 1))
            names = {each.id: each.name for each in await officers.officers_of(tx, officer.ministry)}
        return Seen(whole, mine[0], sorted(lines, key=lambda line: line.id), related, names)

    async def on_desk(self, officer: Officer, receipt: str) -> bool:
        """Whether the case is on the officer's own desk and may be known to the officer."""
        async with self._store.reading() as tx:
            row = await desks.referral(tx, receipt, officer.ministry)
            return row is not None and not await barring.is_barred(tx, receipt, officer.id)

    async def unseen(self, officer: Officer, receipt: str) -> bool:
        """Whether nobody of the officer's desk has opened the case yet, and the officer may."""
        async with self._store.reading() as tx:
            row = await desks.referral(tx, receipt, officer.ministry)
            fresh = row is not None and row.state == "sent"
            return fresh and not await barring.is_barred(tx, receipt, officer.id)

    async def copied(self, officer: Officer, receipt: str, at: datetime) -> bool:
        """Note that a case is printed; False when it is not on the officer's desk, or taken back."""
        async with self._store.transaction() as tx:
            row = await desks.referral(tx, receipt, officer.ministry)
            if row is None or row.state in GONE or await barring.is_barred(tx, receipt, officer.id):
                return False
            await audit.note(tx, ms(at), officer.id, "copied", f"{receipt}:{officer.ministry}")
            return True

    async def file(self, officer: Officer, receipt: str, file_id: str, at: datetime) -> Stored | None:
        """A file of a case on the officer's own desk, while the case is not taken back; handing out is noted."""
        async with self._store.transaction() as tx:
            whole = await queues.whole(tx, receipt)
            if whole is None or not any(
                row.ministry == officer.ministry and row.state not in GONE for row in whole.referrals
            ):
                return None
            if file_id not in {ref.id for ref in whole.files} or await barring.is_barred(tx, receipt, officer.id):
                return None
            await audit.note(tx, ms(at), officer.id, "downloaded", f"{receipt}:{officer.ministry}")
            return await stored(tx, file_id)


async def _barred(tx: Transaction, officer: Officer) -> set[str]:
    return {row[0] for row in await tx.all(barring.shut_to(officer.id))}
