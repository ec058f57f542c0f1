"""Many reports at once: copies of one that was really sent, under codes and times of their own, on the same desks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from dialogs.parse import receipt
from storage import tables as t
from storage.cases import load_case, store_case
from storage.counters import count
from storage.store import Store
from storage.timestamps import ms
from storage.transaction import Transaction


def codes(n: int) -> list[str]:
    """The first `n` codes there can be."""
    found: list[str] = []
    number = 0
    while len(found) < n:
        number += 1
        if code := receipt(f"{number:08d}"):
            found.append(code)
    return found


async def copied(
    store: Store, of: str, new: Sequence[str], at: datetime, named: Sequence[tuple[str, str]] = (), **changes: Any
) -> None:
    """Keep a report like `of` under each of these codes. `changes` are those of `dialogs.effects.File`."""
    async with store.transaction() as tx:
        await copied_within(tx, of, new, at, named, **changes)


async def copied_within(
    tx: Transaction, of: str, new: Sequence[str], at: datetime, named: Sequence[tuple[str, str]] = (), **changes: Any
) -> None:
    """The same as part of a transaction."""
    case = await load_case(tx, of)
    assert case is not None
    assert case.file is not None
    for number, code in enumerate(new):
        key, row = tx.vault.new_key(number)
        await tx.add_keys([row])
        file = replace(case.file, receipt=code, files=(), **changes)
        await store_case(tx, file, case.chat, key, ms(at) + number, named)


async def put(store: Store, code: str, ministry: str, **values: Any) -> None:
    """Set columns of a referral, as time or somebody else would have."""
    async with store.transaction() as tx:
        await put_within(tx, code, ministry, **values)


async def put_within(tx: Transaction, code: str, ministry: str, **values: Any) -> None:
    """The same as part of a transaction."""
    r = t.referral
    row = await tx.first(select(r.c.state).where(r.c.receipt == code, r.c.ministry == ministry))
    if row is not None and (state := values.get("state", row.state)) != row.state:
        await count(tx, (f"referral:{ministry}", row.state, -1), (f"referral:{ministry}", state, 1))
    await tx.run(update(r).where(r.c.receipt == code, r.c.ministry == ministry).values(**values))
