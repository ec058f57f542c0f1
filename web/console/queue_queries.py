"""The store as the queue sees it: a desk's lines page by page, its numbers, what was searched for, saved views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dialogs.case_states import ReferralState
from dialogs.parse import find_receipt
from storage import audit, officers, queues, saved_views, undo
from storage.officers import Officer
from storage.queues import QueueLine, QueueQuery
from storage.saved_views import View
from storage.states import OfficerRole
from storage.store import Store
from storage.timestamps import ms
from storage.transaction import Transaction
from web.console.filters import QueueFilter as Asked

PAGE = 40
MOST_COUNTED = 1_000
"""How far lines are counted one by one."""
FOUND = 50
"""Lines that a search shows."""
MOST_ROWS = 5_000
"""Lines of one export."""
MOST_WITH_ANSWERS = 500
"""Reports of one export with what their owners said."""
MOST_DIGITS = 5
"""Digits from which on what was searched for is noted as a number; what it was is noted nowhere."""
SEARCHED_AS = ("counterpart", "business_number")
"""Kinds of name in the blind index that officers search by. The names of officials are not among them."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a queue with everything around it. `names`: officer id -> name; `colleagues`: who may be handed a case;
    `tabs`: how many lines each has, without what the officer must not know of; `more`: the page goes on."""

    lines: Sequence[QueueLine]
    more: bool
    counts: Mapping[ReferralState, int]
    tabs: Mapping[str, int]
    overdue: int
    names: Mapping[str, str]
    colleagues: Sequence[Officer]
    views: Sequence[View]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: lines of the own desk, and how many other desks have such a case."""

    lines: Sequence[QueueLine]
    others: int
    names: Mapping[str, str]


class QueueQueries:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def listing(self, officer: Officer, asked: Asked, at: datetime) -> Listing:
        """A page of the queue and what stands around it."""
        wanted = asked.wanted(officer, at)
        async with self._store.reading() as tx:
            found = await queues.lines(tx, wanted, asked.after, PAGE + 1)
            counts = await queues.states(tx, officer.ministry, officer.id)
            own = QueueQuery(officer.ministry, officer.id)
            mine = await queues.count(tx, replace(own, holder=officer.id), MOST_COUNTED)
            overdue = await queues.count(tx, replace(own, overdue_at=ms(at)), MOST_COUNTED)
            team = await officers.officers_of(tx, officer.ministry)
            saved = await saved_views.views(tx, officer.id)
        opened = sum(n for state, n in counts.items() if state.open)
        tabs = {"open": opened, "mine": mine, "done": sum(counts.values()) - opened}
        names = {each.id: each.name for each in team}
        fit = [each for each in team if each.role is not OfficerRole.AUDITOR]
        return Listing(found[:PAGE], len(found) > PAGE, counts, tabs, overdue, names, fit, saved)

    async def counts(self, ministry: str, officer: str = "") -> Mapping[ReferralState, int]:
        """How many referrals of a ministry are in each state, without those that the officer must not know of."""
        async with self._store.reading() as tx:
            return await queues.states(tx, ministry, officer)

    async def names(self, ministry: str) -> Mapping[str, str]:
        """Officer id -> name."""
        async with self._store.reading() as tx:
            return {each.id: each.name for each in await officers.officers_of(tx, ministry)}

    # ---- searching ----------------------------------------------------------------------------------

    async def search(self, officer: Officer, typed: str, at: datetime) -> Found:
        """Cases of the own desk with this code, name or business number. That somebody searched is noted, not what for.

        Of other desks it is said how many have such a case only where the own desk has one too, as with related cases:
        otherwise anybody could find out by trying names whether a company was reported.
        """
        async with self._store.transaction() as tx:
            found, others = await self._found(tx, officer, typed)
            subject = f"{_kind(typed)}:{len(found)}:{officer.ministry}"
            await audit.note(tx, ms(at), officer.id, "searched", subject)
            names = {each.id: each.name for each in await officers.officers_of(tx, officer.ministry)}
        return Found(found, others, names)

    async def _found(self, tx: Transaction, officer: Officer, typed: str) -> tuple[list[QueueLine], int]:
        if receipt := find_receipt(typed):
            line = await queues.one(tx, officer.ministry, officer.id, receipt)
            return ([line] if line else []), 0
        blind = (tx.vault.blind(kind, typed) for kind in SEARCHED_AS)
        hashes = tuple(each for each in blind if each)
        if not hashes:
            return [], 0
        lines = await queues.named(tx, QueueQuery(officer.ministry, officer.id, None, hashes=hashes), FOUND)
        return lines, await queues.elsewhere(tx, officer.ministry, officer.id, hashes) if lines else 0

    # ---- views --------------------------------------------------------------------------------------

    async def keep_view(self, officer: Officer, name: str, query: str, at: datetime) -> bool:
        """Keep a filter under a name; False when there are too many."""
        async with self._store.transaction() as tx:
            return await saved_views.add(tx, officer.id, name, query, ms(at))

    async def rename_view(self, officer: Officer, view: int, name: str) -> None:
        async with self._store.transaction() as tx:
            await saved_views.rename(tx, officer.id, view, name)

    async def drop_view(self, officer: Officer, view: int) -> None:
        async with self._store.transaction() as tx:
            await saved_views.drop(tx, officer.id, view)

    # ---- undoing ------------------------------------------------------------------------------------

    async def undoable(self, officer: Officer, bulk: str, at: datetime) -> Sequence[tuple[str, str]]:
        """The referrals of an act on many that can still be taken back."""
        async with self._store.reading() as tx:
            return await undo.of_bulk(tx, bulk, officer.id, ms(at))


def _kind(typed: str) -> str:
    """What was searched by, as far as it is noted."""
    if find_receipt(typed):
        return "code"
    return "number" if sum(map(str.isdigit, typed)) >= MOST_DIGITS else "name"
