"""Transactions of several processes at once: one goes first, the other is told to begin anew, and nothing is lost."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from sqlalchemy import insert, select, update

from storage import tables as t
from storage.store import Store
from storage.transaction import Conflict
from storage.vault import Vault

c = t.counter


async def _raise_both(store: Store, first: str, second: str, met: asyncio.Barrier) -> str:
    """Count two rows up, the second when the other has its first."""
    try:
        async with store.transaction() as tx:
            await tx.run(update(c).where(c.c.part == first).values(n=c.c.n + 1))
            await met.wait()
            await tx.run(update(c).where(c.c.part == second).values(n=c.c.n + 1))
    except Conflict:
        return "anew"
    return "done"


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
async def test_two_that_wait_for_each_other_are_parted_and_one_begins_anew(
    store: Store, url: str, vault: Vault
) -> None:
    """On SQLite nobody waits for a row: there a transaction has the whole file."""
    async with store.transaction() as tx:
        await tx.run(insert(c), [{"name": "case", "part": part, "n": 0} for part in ("a", "b")])
    other = await Store.open(url, vault)
    met = asyncio.Barrier(2)
    ends = await asyncio.gather(_raise_both(store, "a", "b", met), _raise_both(other, "b", "a", met))
    async with store.reading() as tx:
        counted = {row.part: row.n for row in await tx.all(select(c))}
    await other.close()
    assert Counter(ends) == {"done": 1, "anew": 1}
    assert counted == {"a": 1, "b": 1}
