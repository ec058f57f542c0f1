"""Where the database is served from: a key ring that lies on two machines cannot change its key by itself, since the
other machine would be left with keys that it cannot open."""

from __future__ import annotations

import hashlib
import socket

from sqlalchemy import insert, literal_column, select, update

from storage import tables as t
from storage.beats import beat
from storage.keyring import Keyring
from storage.store import Store
from storage.transaction import Transaction, pair

r = t.ring_check
SEEN = "ring at "
RECENT = 2
"""Beats for which a machine counts as serving after it was last seen."""


def here(ring: Keyring) -> str:
    """The name of this machine's ring folder: a hash, the same for every process of it."""
    folder = str(ring.path.resolve()) if ring.path is not None else ""
    return SEEN + hashlib.sha256(f"{socket.gethostname()}\0{folder}".encode()).hexdigest()[:20]


async def note_here(store: Store) -> None:
    """Note that this machine serves at this beat."""
    name = here(store.vault.ring)
    async with store.reading() as tx:
        now = str((await beat(tx)).n)
        known = await tx.one(str, select(r.c.value).where(r.c.name == name))
    if known == now:
        return
    async with store.transaction() as tx:
        if not await tx.run(update(r).where(r.c.name == name).values(value=now)):
            await tx.run(insert(r).values(name=name, value=now))


async def changes_by_itself(tx: Transaction) -> bool:
    """Whether the ring of this process changes its key by itself: it lies in a folder, and no other machine serves."""
    ring = tx.vault.ring
    if ring.path is None:
        return False
    now, own = (await beat(tx)).n, here(ring)
    rows = await tx.read(pair, select(r.c.name, r.c.value).where(r.c.name.like(literal_column(f"'{SEEN}%'"))))
    return not any(name != own and now - int(value) <= RECENT for name, value in rows)
