"""The store as the page about officers sees it: who has access, how the groups stand, and what is done to either."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from casework.permissions import END, INVITE, RESET, invites, operates, reaches
from guidance.guide import DESKS
from storage import groups as storage_groups
from storage import members, officers, proposals, sign_ins
from storage.groups import GroupState
from storage.officers import Officer
from storage.proposals import Wanted
from storage.states import OfficerRole, ProposedAct
from storage.store import Store
from storage.timestamps import ms
from storage.transaction import Transaction
from web.console.access_changes import AccessChange, Invitation, change_access
from web.console.group_bell import GroupBell

DOINGS: Mapping[ProposedAct, str] = {
    ProposedAct.LINK: INVITE, ProposedAct.RESET: RESET, ProposedAct.UNBIND: RESET, ProposedAct.SESSIONS: END,
    ProposedAct.END: END,
}  # fmt: skip
"""What a button of the page does about an officer -> the right it takes."""
SECONDED = (ProposedAct.INVITE, ProposedAct.LINK, ProposedAct.RESET)
"""What waits for a second person: all that could make somebody else of whoever asks. The others take access away."""


class NotTheirs(Exception):
    """Somebody asked for what that role may not do to that officer."""


class OfficerQueries:
    """`alone`: one person tries the house on the own machine, and nothing the operator does waits for another."""

    def __init__(self, store: Store, bell: GroupBell, alone: bool = False) -> None:
        self._store, self._bell, self.alone = store, bell, alone

    async def everyone(self, by: Officer) -> list[Officer]:
        """Those with access whom `by` looks after: the own body's; for the operator those who administer a body."""
        async with self._store.reading() as tx:
            places = ("", *DESKS) if operates(by) else (by.ministry,)
            found = [each for place in places for each in await officers.officers_of(tx, place)]
        return found if self.alone or not operates(by) else [each for each in found if _administers(each)]

    async def groups(self) -> dict[str, GroupState]:
        """How the ministries' groups stand, by ministry."""
        async with self._store.reading() as tx:
            return await storage_groups.groups(tx)

    async def invite(self, by: Officer, ministry: str, wanted: Wanted, at: datetime) -> Invitation | None:
        """Propose a new officer; the invitation where nobody else has to agree. Raises NotTheirs."""
        async with self._store.transaction() as tx:
            first = not any(_administers(each) for each in await officers.officers_of(tx, ministry))
            if not invites(by, OfficerRole(wanted.role), ministry, first, self.alone):
                raise NotTheirs(ministry)
            return await self._seconded(tx, AccessChange(ProposedAct.INVITE, ministry, "", by.id, ms(at)), by, wanted)

    async def do(self, by: Officer, doing: str, officer: str, at: datetime) -> Invitation | None:
        """One of `DOINGS`, or its proposal. Raises NotTheirs when `by` may not do that to such an officer."""
        act = next((each for each in DOINGS if each == doing), None)
        async with self._store.transaction() as tx:
            of = await officers.officer(tx, officer)
            if act is None or of is None or of.revoked or not reaches(by, DOINGS[act], of, self.alone):
                raise NotTheirs(doing)
            change = AccessChange(act, of.ministry, of.id, by.id, ms(at))
            if act in SECONDED:
                return await self._seconded(tx, change, by, Wanted())
            await _taken_away(tx, change)
            await self._tell(tx, change)
        return None

    async def _tell(self, tx: Transaction, change: AccessChange) -> None:
        """What was done at once is told to those whom it concerns."""
        told = await proposals.told(tx, change.act, change.body, change.about, change.by, change.at)
        await self._bell.ring(tx, change.body, told, change.at)

    async def _seconded(self, tx: Transaction, change: AccessChange, by: Officer, wanted: Wanted) -> Invitation | None:
        """Propose it, or do it at once where it is the operator's alone."""
        if operates(by):
            await self._tell(tx, change)
            return await change_access(tx, change, wanted)
        head = (change.act, change.body, change.about, by.id, change.at)
        await self._bell.ring(tx, change.body, await proposals.propose(tx, *head, wanted), change.at)
        return None

    async def group_token(self, by: Officer, ministry: str, language: str, at: datetime) -> str:
        """A one-time token that binds a Telegram group to a ministry. Raises NotTheirs for another body's."""
        if by.ministry != ministry and not (self.alone and operates(by)):
            raise NotTheirs(ministry)
        async with self._store.transaction() as tx:
            await self._tell(tx, AccessChange(ProposedAct.GROUP, ministry, "", by.id, ms(at)))
            return await storage_groups.invite_desk(tx, ministry, language, ms(at) + officers.INVITED_FOR)


def _administers(officer: Officer) -> bool:
    return officer.role is OfficerRole.ADMINISTRATOR and bool(officer.ministry)


async def _taken_away(tx: Transaction, change: AccessChange) -> None:
    match change.act:
        case ProposedAct.UNBIND:
            await members.unbind(tx, change.about, change.at, change.by)
        case ProposedAct.SESSIONS:
            await sign_ins.end_all(tx, change.about, change.at, change.by)
        case _:
            await officers.revoke(tx, change.about, change.at, change.by)
