"""The store as the page about officers sees it: who has access, how the groups stand, and what is done to either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.permissions import END, INVITE, RESET, reaches
from guidance.guide import DESKS
from storage import audit, members, officers, sign_ins
from storage import groups as storage_groups
from storage.groups import GroupState
from storage.members import JOIN
from storage.officers import LINK, Officer
from storage.states import OfficerRole
from storage.store import Store
from storage.timestamps import DAY, ms
from storage.transaction import Transaction

ASKED_FOR = DAY
"""How long an officer's own invitation lasts, in milliseconds."""
DOINGS = {"link": INVITE, "reset": RESET, "unbind": RESET, "sessions": END, "end": END}
"""What a button of the page does to an officer -> the right it takes."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """The one-time tokens of an officer: `link` for the console, `join` for the officers' bot."""

    name: str
    link: str
    join: str


class NotTheirs(Exception):
    """Somebody asked for what that role may not do to that officer."""


class OfficerQueries:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def everyone(self, by: Officer) -> list[Officer]:
        """Those with access whom `by` looks after: all for an administrator, the own desk for a lead."""
        async with self._store.reading() as tx:
            places = ("", *DESKS) if by.role is OfficerRole.ADMINISTRATOR else (by.ministry,)
            return [each for place in places for each in await officers.officers_of(tx, place)]

    async def groups(self) -> dict[str, GroupState]:
        """How the ministries' groups stand, by ministry."""
        async with self._store.reading() as tx:
            return await storage_groups.groups(tx)

    async def invite(self, by: Officer, ministry: str, role: str, name: str, language: str, at: datetime) -> Invitation:
        """A new officer with a one-time invitation."""
        async with self._store.transaction() as tx:
            new = await officers.add_officer(tx, ministry, role, name, language, ms(at), by.id)
            return await _invitation(tx, new, name, ms(at))

    async def do(self, by: Officer, doing: str, officer: str, at: datetime) -> Invitation | None:
        """One of `DOINGS`. Raises NotTheirs when `by` may not do that to this officer, or there is none."""
        async with self._store.transaction() as tx:
            of = await officers.officer(tx, officer)
            if of is None or of.revoked or not reaches(by, DOINGS.get(doing, ""), of):
                raise NotTheirs(doing)
            match doing:
                case "link":
                    await audit.note(tx, ms(at), by.id, "invited again", of.id)
                    return await _invitation(tx, of.id, of.name, ms(at))
                case "reset":
                    await officers.reset_totp(tx, of.id, ms(at), by.id)
                case "unbind":
                    await members.unbind(tx, of.id, ms(at), by.id)
                case "sessions":
                    await sign_ins.end_all(tx, of.id, ms(at), by.id)
                case _:
                    await officers.revoke(tx, of.id, ms(at), by.id)
        return None

    async def group_token(self, by: Officer, ministry: str, language: str, at: datetime) -> str:
        """A one-time token that binds a Telegram group to a ministry."""
        async with self._store.transaction() as tx:
            await audit.note(tx, ms(at), by.id, "group invited", ministry)
            return await storage_groups.invite_desk(tx, ministry, language, ms(at) + officers.INVITED_FOR)


async def _invitation(tx: Transaction, officer: str, name: str, at: int) -> Invitation:
    """Earlier invitations that were not used end, so that one that went astray is worth nothing any more."""
    await officers.drop_links(tx, officer)
    made: Sequence[str] = [await officers.make_token(tx, officer, kind, at, at + ASKED_FOR) for kind in (LINK, JOIN)]
    return Invitation(name, *made)
