"""The body's own records of reports that were destroyed, for its officers: whatever is opened is noted.

A report that an officer must not know of does not exist for that officer here either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage import audit, conflicts, desk_records, officers
from storage.desk_records import DeskRecord, KeptLine
from storage.officers import Officer
from storage.store import Store
from storage.timestamps import ms
from storage.transaction import Transaction

MANY = 50
"""Records on one page."""


@dataclass(frozen=True, slots=True)
class RecordsPage:
    """Records, the latest first; `more`: there are older ones."""

    records: Sequence[DeskRecord]
    more: bool


@dataclass(frozen=True, slots=True)
class RecordRead:
    """A record, whole. `names`: officer id -> name."""

    record: DeskRecord
    names: Mapping[str, str]


class OwnRecordQueries:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def page(self, officer: Officer, number: int, at: datetime) -> RecordsPage:
        """The records of the officer's own body."""
        async with self._store.transaction() as tx:
            found = await desk_records.of_desk(tx, officer.ministry, number * MANY, MANY + 1)
            await audit.note(tx, ms(at), officer.id, "records read", f"records:{officer.ministry}")
            seen = [each for each in found[:MANY] if not await conflicts.is_tied(tx, each.code, officer.id)]
        return RecordsPage(seen, len(found) > MANY)

    async def one(self, officer: Officer, key: str, at: datetime) -> RecordRead | None:
        """One of them, whole; None for any other."""
        async with self._store.transaction() as tx:
            record = await desk_records.one_of_desk(tx, officer.ministry, key)
            if record is None or await conflicts.is_tied(tx, record.code, officer.id):
                return None
            await _note(tx, officer, record, "record read", at)
            rows = await officers.officers_of(tx, officer.ministry)
        return RecordRead(record, {each.id: each.name for each in rows})

    async def file(self, officer: Officer, key: str, n: int, at: datetime) -> tuple[KeptLine, bytes] | None:
        """A file that went with a letter; None for any other."""
        async with self._store.transaction() as tx:
            found = await desk_records.file_of_desk(tx, officer.ministry, key, n)
            if found is None or await conflicts.is_tied(tx, found[0].code, officer.id):
                return None
            await _note(tx, officer, found[0], "record downloaded", at)
        return found[1:]


async def _note(tx: Transaction, officer: Officer, record: DeskRecord, action: str, at: datetime) -> None:
    await audit.note(tx, ms(at), officer.id, action, f"{record.code}:{officer.ministry}")
