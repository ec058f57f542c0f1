"""The store as the page of conflicts sees it: what colleagues declared, and that two persons take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from casework.permissions import UNBAR, reaches
from storage import conflicts, officers, proposals
from storage.conflicts import Interest
from storage.officers import Officer
from storage.proposals import Wanted
from storage.states import ProposedAct
from storage.store import Store
from storage.timestamps import ms
from storage.transaction import Transaction
from web.console.access_changes import AccessChange, change_access
from web.console.group_bell import GroupBell


class ConflictQueries:
    """`alone`: one person tries the house on the own machine, and waits for nobody."""

    def __init__(self, store: Store, bell: GroupBell, alone: bool = False) -> None:
        self._store, self._bell, self._alone = store, bell, alone

    async def of_team(self, by: Officer) -> Sequence[tuple[Officer, Sequence[Interest]]]:
        """What the officers declared whose declarations `by` may ask to be taken back."""
        async with self._store.reading() as tx:
            team = [each for each in await officers.officers_of(tx, by.ministry) if reaches(by, UNBAR, each)]
            found = [(each, await conflicts.interests(tx, each.id)) for each in team]
        return [(each, declared) for each, declared in found if declared]

    async def take_back(self, by: Officer, officer: str, digest: str, reason: str, at: datetime) -> bool:
        """Ask that the declaration of a colleague be taken back; False when `by` may not, or there is none. Asked twice
        is asked once."""
        async with self._store.transaction() as tx:
            of = await officers.officer(tx, officer)
            if of is None or not reaches(by, UNBAR, of) or not await _declared(tx, of, digest):
                return False
            wanted = Wanted(interest=digest, reason=reason)
            change = AccessChange(ProposedAct.UNBAR, of.ministry, of.id, by.id, ms(at))
            if self._alone:
                await change_access(tx, change, wanted)
            elif not await _waits(tx, of, digest, ms(at)):
                await self._ask(tx, change, wanted)
            return True

    async def _ask(self, tx: Transaction, change: AccessChange, wanted: Wanted) -> None:
        new = await proposals.propose(tx, change.act, change.body, change.about, change.by, change.at, wanted)
        await self._bell.ring(tx, change.body, new, change.at)


async def _declared(tx: Transaction, of: Officer, digest: str) -> bool:
    return digest in {each.hash for each in await conflicts.interests(tx, of.id)}


async def _waits(tx: Transaction, of: Officer, digest: str, at: int) -> bool:
    """Whether the same was asked already and can still be answered or done."""
    known = await proposals.concerning(tx, of.id, "", False, at)
    same = [each for each in known if each.about == of.id and each.act is ProposedAct.UNBAR and each.open]
    there = [each for each in same if at < each.due + proposals.GOOD_FOR]
    return any([(await proposals.wanted_of(tx, each)).interest == digest for each in there])
