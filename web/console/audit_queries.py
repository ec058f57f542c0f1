"""The store as the auditors' page sees it. That somebody read the log, or carried numbers of it away, is in the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from storage import audit, officers
from storage.audit_heads import KeptHead, day_of
from storage.audit_search import AuditEntry, AuditGroup, AuditQuery, actors, entries, group_of, tally
from storage.officers import Officer
from storage.store import Store
from storage.timestamps import ms
from storage.transaction import Transaction

PAGE = 50
"""Lines of a page."""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Lines of the desk's log, and who may be asked for. `head`: of the whole log; `older`: the page goes on there."""

    lines: Sequence[AuditEntry]
    older: int
    names: Mapping[str, str]
    head: KeptHead


@dataclass(frozen=True, slots=True)
class MonthOf:
    """A month of the desk's log: actor -> group -> number of lines."""

    rows: Mapping[str, Mapping[AuditGroup, int]]
    names: Mapping[str, str]
    head: KeptHead


class AuditQueries:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def page(self, officer: Officer, wanted: AuditQuery, before: int, at: datetime) -> AuditPage:
        """A page of lines, the newest first."""
        async with self._store.transaction() as tx:
            found = await entries(tx, wanted, before, PAGE + 1)
            who = await actors(tx, AuditQuery(wanted.desk, wanted.reader))
            names = await _names(tx, {*who, *(each.subject for each in found)})
            await audit.note(tx, ms(at), officer.id, "audited", f"desk:{officer.ministry}")
            head = await _head(tx)
        older = found[PAGE - 1].id if len(found) > PAGE else 0
        return AuditPage(found[:PAGE], older, names, head)

    async def month(self, officer: Officer, wanted: AuditQuery, at: datetime, carried: bool = False) -> MonthOf:
        """The numbers between two moments; `carried`: away, as a table."""
        rows: dict[str, dict[AuditGroup, int]] = {}
        async with self._store.transaction() as tx:
            for actor, action, n in await tally(tx, replace(wanted, group=None)):
                counts = rows.setdefault(actor, {})
                counts[group_of(action)] = counts.get(group_of(action), 0) + n
            names = await _names(tx, rows)
            done = ("exported", "audit:csv:") if carried else ("audited", "desk:")
            await audit.note(tx, ms(at), officer.id, done[0], f"{done[1]}{officer.ministry}")
            return MonthOf(rows, names, await _head(tx))


async def _head(tx: Transaction) -> KeptHead:
    newest = await audit.head(tx)
    return KeptHead(day_of(newest.at), newest.line, newest.hash)


async def _names(tx: Transaction, ids: Iterable[str]) -> Mapping[str, str]:
    """The officers among these ids, also those who have gone."""
    found = {}
    for each in ids:
        if (who := await officers.officer(tx, each)) is not None:
            found[each] = who.name
    return found
