"""The ring changes its key, so that what was erased stays so in every copy of the database made before.

It does by itself on every day of running time on which something was destroyed; the keys that were replaced go a day of
running time later. Ages are beats, so that no clock keeps a key alive or ends one too early.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from storage import audit
from storage import tables as t
from storage.beats import DAY_OF_BEATS, Beat, beat
from storage.keyring import KeyringError
from storage.ring_places import changes_by_itself
from storage.store import Store
from storage.timestamps import ms
from storage.transaction import Transaction
from storage.vault import Wrapped

k, y, b = t.key, t.ring_key, t.beat
MANY = 500
"""Keys wrapped anew in one transaction: nobody who writes meanwhile waits long."""


async def turn(store: Store, at: datetime) -> bool:
    """Do what is due at this beat: change the key, end the old ones; whether it was changed. A ring of the settings, or
    of two machines, is the operator's to change."""
    async with store.reading() as tx:
        if not await changes_by_itself(tx):
            return False
        due = is_due(await beat(tx))
    if due:
        await rotate(store, at)
    await retire(store)
    return due


def is_due(now: Beat) -> bool:
    """Whether something was destroyed since the key was changed, and that is a day ago or more."""
    return bool(now.destroyed) and (not now.rotated or now.n - now.rotated >= DAY_OF_BEATS)


async def rotate(store: Store, at: datetime) -> int:
    """Add a key to the ring and wrap every key anew by it, while serving; return how many were. Raises KeyringError
    where some are left.

    The old ring keys stay for a day (`retire`), so that no other process is left with one that is gone.
    """
    async with store.reading() as tx:
        before = await beat(tx)
    newest = store.vault.ring.grow(at)
    total = await _rewrap_all(store, newest)
    async with store.transaction() as tx:
        if await tx.has(select(k.c.id).where(k.c.ring < newest).limit(1)):
            raise KeyringError("keys are left that the new ring key does not wrap: what was erased is not final")
        await audit.note(tx, ms(at), "house", "rotated", newest)
        await _changed(tx, before)
    return total


async def _changed(tx: Transaction, before: Beat) -> None:
    """What was destroyed before the change began is covered by it; what was meanwhile by the next."""
    now = await beat(tx)
    later = now.n if now.destroyed != before.destroyed else 0
    await tx.run(update(b).values(rotated=now.n, destroyed=later))


async def retire(store: Store) -> tuple[str, ...]:
    """Destroy the ring keys that were replaced 24 beats ago or more; return their ids. What was erased before is gone
    for good: no copy of the database made before can be opened any more."""
    ring = store.vault.ring
    if ring.path is None:
        return ()
    await _rewrap_all(store, ring.newest)
    async with store.transaction() as tx:
        old = await _replaced_long_ago(tx, ring.newest, ring.ids)
        used = await tx.has(select(k.c.ring).where(k.c.ring < ring.newest).limit(1))
        if used or not old:
            return ()
        await tx.run(delete(y).where(y.c.name.in_(old)))
    for name in old:
        ring.drop(name)
    return old


async def _replaced_long_ago(tx: Transaction, newest: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that were seen replaced a day of beats ago; those seen so for the first time are noted."""
    now = (await beat(tx)).n
    seen = dict(await tx.read(_seen, select(y.c.name, y.c.replaced)))
    older = [name for name in ids if name < newest]
    if new := [{"name": name, "replaced": now} for name in older if name not in seen]:
        await tx.run(insert(y), new)
    return tuple(name for name in older if name in seen and now - seen[name] >= DAY_OF_BEATS)


def _seen(name: str, replaced: int) -> tuple[str, int]:
    return name, replaced


async def _rewrap_all(store: Store, newest: str) -> int:
    total = 0
    while True:
        async with store.transaction() as tx:
            done = await _rewrap(tx, newest)
        total += done
        if done < MANY:
            return total


async def _rewrap(tx: Transaction, newest: str) -> int:
    rows = await tx.read(Wrapped, select(k.c.id, k.c.ring, k.c.wrapped).where(k.c.ring < newest).limit(MANY))
    for row in rows:
        new = tx.vault.rewrap(row)
        await tx.run(update(k).where(k.c.id == row.id).values(ring=new.ring, wrapped=new.wrapped))
    return len(rows)
