"""The store as those see it who check names: the names alone, and reports that most of their desk must not know of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.name_checks import to_check
from casework.permissions import CHECK, may
from storage import audit, name_checks, officers
from storage.name_checks import NameCheckRow, NameToCheck
from storage.officers import Officer
from storage.store import Store
from storage.timestamps import ms


@dataclass(frozen=True, slots=True)
class NamesRead:
    """What an officer may check. `teams`: by desk, who may be meant; `shut`: codes of reports that most of the own desk
    must not know of."""

    names: Sequence[NameToCheck]
    teams: Mapping[str, Sequence[Officer]]
    shut: Sequence[str]


class NameCheckQueries:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def count(self, officer: Officer, at: datetime) -> int:
        """How many things wait for this officer to look at; nothing is opened for who has no right to."""
        if not may(officer, CHECK):
            return 0
        async with self._store.reading() as tx:
            shut = await name_checks.mostly_shut(tx, ministry=officer.ministry, officer=officer.id)
            return len(await to_check(tx, officer, ms(at))) + len(shut)

    async def open(self, officer: Officer, at: datetime) -> NamesRead:
        """The names that this officer may check; reading them is noted."""
        async with self._store.transaction() as tx:
            names = await to_check(tx, officer, ms(at))
            if names:
                await audit.note(tx, ms(at), officer.id, "names read", f"desk:{officer.ministry}")
            desks = sorted({each.ministry for each in names})
            teams = {desk: await officers.officers_of(tx, desk) for desk in desks}
            shut = await name_checks.mostly_shut(tx, ministry=officer.ministry, officer=officer.id)
        return NamesRead(names, teams, [receipt for receipt, _desk in shut])

    async def row(self, number: int) -> NameCheckRow | None:
        """Which case and desk a check is of."""
        async with self._store.reading() as tx:
            return await name_checks.check_row(tx, number)
