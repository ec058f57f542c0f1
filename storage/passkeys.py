"""Passkeys of officers: what is needed to check a signature, sealed; found by a hash of the credential's id."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import delete, insert, select, update

from storage import audit, counters
from storage import tables as t
from storage.officers import LOCK
from storage.transaction import Transaction, columns_of

p = t.passkey
SPENT = "challenge"
"""The counter of challenges that were answered, by quarter of an hour."""


class Credential(msgspec.Struct, frozen=True):
    """What an authenticator gave at the registration: its name for the key, and the public key (COSE)."""

    id: bytes
    public: bytes


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey, sealed. `uses`: the authenticator's own count at its last use, 0 where it keeps none; `created` and
    `used` in ms."""

    id: str
    officer: str
    uses: int
    created: int
    used: int
    key: bytes = field(repr=False)


def name_of(credential: bytes) -> str:
    """How a passkey is found."""
    return hashlib.sha256(credential).hexdigest()


async def add(tx: Transaction, officer: str, credential: Credential, uses: int, at: int) -> bool:
    """Keep a new passkey; False when it is there already."""
    name = name_of(credential.id)
    key = (await tx.house_key()).seal(f"passkey:{officer}:{name}", msgspec.msgpack.encode(credential))
    if await tx.has(select(p.c.id).where(p.c.id == name)):
        return False
    await tx.run(insert(p).values(id=name, officer=officer, uses=uses, created=at, used=0, key=key))
    await audit.note(tx, at, officer, "passkey added", officer)
    return True


async def find(tx: Transaction, credential: bytes) -> Passkey | None:
    return await tx.one(Passkey, select(*columns_of(p, Passkey)).where(p.c.id == name_of(credential)))


async def opened(tx: Transaction, passkey: Passkey) -> Credential:
    """What a passkey seals."""
    sealed = (await tx.house_key()).open(f"passkey:{passkey.officer}:{passkey.id}", passkey.key)
    return msgspec.msgpack.decode(sealed, type=Credential)


async def of(tx: Transaction, officer: str) -> Sequence[Passkey]:
    """An officer's passkeys, the oldest first."""
    mine = select(*columns_of(p, Passkey)).where(p.c.officer == officer)
    return await tx.read(Passkey, mine.order_by(p.c.created, p.c.id))


async def note_use(tx: Transaction, passkey: Passkey, uses: int, at: int) -> None:
    """It signed somebody in, for the time that its authenticator counts as `uses`."""
    await tx.run(update(p).where(p.c.id == passkey.id).values(uses=uses, used=at))


async def drop(tx: Transaction, officer: str, passkey: str, at: int) -> None:
    """Take one of the officer's own passkeys away."""
    if await tx.run(delete(p).where(p.c.officer == officer, p.c.id == passkey)):
        await audit.note(tx, at, officer, "passkey taken away", officer)


async def spend(tx: Transaction, challenge: bytes, at: int) -> bool:
    """A challenge is answered: True the first time. `at` (ms) is when it was given out, a quarter of an hour ago at
    most, so that it is remembered as long as it could be answered."""
    part = f"{at // LOCK:012d}|{hashlib.sha256(challenge).hexdigest()}"
    await counters.clear(tx, SPENT, f"{at // LOCK - 1:012d}")
    await counters.count(tx, (SPENT, part, 1))
    return (await counters.counts(tx, SPENT, [part]))[part] == 1
