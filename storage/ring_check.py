"""Whether key ring and database belong together, looked at before anything is written: a house with another index key
would find no name and shut out nobody, and one with another ring would open nothing.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from sqlalchemy import insert, select

from storage import audit
from storage import tables as t
from storage.keyring import Keyring, KeyringError
from storage.store import Store
from storage.transaction import Transaction

r = t.ring_check
HOUSE_FILE = "house.id"
"""Lies in the ring's folder and names the database that the ring belongs to. Nothing secret."""


async def check_ring(store: Store) -> None:
    """Raises KeyringError, in a sentence, when the ring is not the database's. The first time they are bound."""
    ring = store.vault.ring
    async with store.transaction() as tx:
        missing = sorted(set(await tx.read(str, select(t.key.c.ring).distinct())) - set(ring.ids))
        if missing:
            raise KeyringError(f"the database needs the ring key {missing[0]}, which is not in the key ring")
        if await _kept(tx, "index", tx.vault.blind("check", "index")) != tx.vault.blind("check", "index"):
            raise KeyringError("the index key is another than the one that this database was made with: put it back")
        await _proven(tx, ring)
        if ring.path is not None:
            await _bound(tx, ring, ring.path)


async def _proven(tx: Transaction, ring: Keyring) -> None:
    """The key that proved the last lines of the audit log is there. Where none ever proved any, one is made."""
    known = {await tx.one(str, select(r.c.value).where(r.c.name == "proof")) or "", await audit.last_proof(tx)} - {""}
    if any(ring.proof_of(each) is None for each in known):
        raise KeyringError("the key that proves the audit log (proof.key) is another or gone: put it back")
    if not ring.can_prove:
        ring.renew_proof()
    await _kept(tx, "proof", ring.proof.id)


async def _bound(tx: Transaction, ring: Keyring, folder: Path) -> None:
    file = folder / HOUSE_FILE
    named = file.read_text("ascii").strip() if file.exists() else ""
    known = await tx.one(str, select(r.c.value).where(r.c.name == "house"))
    if named and known is None and not await tx.has(select(t.key.c.id).limit(1)):
        raise KeyringError(
            f"the key ring in {folder} belongs to another database, and this one is empty: set DATABASE_URL right, or "
            f"move {HOUSE_FILE} away to begin an empty house with this ring"
        )
    house = await _kept(tx, "house", named or secrets.token_hex(16))
    if named and named != house:
        raise KeyringError(f"the key ring in {folder} belongs to another database")
    if not named:
        file.write_text(f"{house}\n", "ascii")


async def _kept(tx: Transaction, name: str, value: str) -> str:
    """The value that is kept under this name; `value` from now on where none is."""
    found = await tx.one(str, select(r.c.value).where(r.c.name == name))
    if found is None:
        await tx.run(insert(r).values(name=name, value=value))
    return value if found is None else found
