"""What was destroyed stays so: a database that was put back from a copy of before holds it again, until this has run.

Run before a port opens (`app/assembly.py`). The other way round, what is destroyed in the database and has no tombstone
(a crash came between, or an older version destroyed it) gets one.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from dialogs.case_states import Destroyer
from storage import erasure, tombstones
from storage import tables as t
from storage.states import CaseState
from storage.store import Store
from storage.timestamps import DAY, ms
from storage.tombstones import Tombstone, name_of
from storage.transaction import Transaction

c, m = t.case_, t.term
BY = "house"


@dataclass(frozen=True, slots=True)
class _Row:
    receipt: str
    state: CaseState
    changed: int
    gone: Destroyer | None


async def bury_again(store: Store, at: datetime) -> int:
    """Destroy again what stands in the tombstones; return how many reports that were."""
    if store.tombstones is None:
        return 0
    known = await asyncio.to_thread(tombstones.read, store.tombstones)
    async with store.transaction() as tx:
        rows = await tx.read(_Row, select(c.c.receipt, c.c.state, c.c.changed, m.c.gone).join(m, isouter=True))
        risen = [row for row in rows if row.state is not CaseState.ERASED and name_of(tx.vault, row.receipt) in known]
        erased = [await _destroy(tx, row, known[name_of(tx.vault, row.receipt)], ms(at)) for row in risen]
        await erasure.forget(tx, [each for each in erased if each], ms(at))
        unmarked = [stone for row in rows if (stone := _missing(tx, row, known)) is not None]
        tx.buried[:] = unmarked
    if risen:
        await store.shrink()
    return len(risen)


async def _destroy(tx: Transaction, row: _Row, stone: Tombstone, at: int) -> tuple[str, str] | None:
    gone = await erasure.erase(tx, row.receipt, at, BY, stone.by, stone.day * DAY)
    return (gone.chat, gone.receipt) if gone is not None else None


def _missing(tx: Transaction, row: _Row, known: dict[str, Tombstone]) -> Tombstone | None:
    """The tombstone that a destroyed report should have and has not."""
    name = name_of(tx.vault, row.receipt)
    if row.state is not CaseState.ERASED or name in known:
        return None
    return Tombstone(name, row.changed // DAY, row.gone or Destroyer.NOBODY)
