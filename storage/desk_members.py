"""Who acts in a ministry's group: the officer behind a messenger's identity, bound at first use."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import msgspec
from sqlalchemy import insert, select

from storage import audit
from storage import house_tables as h
from storage.transaction import Transaction

o = h.officer


@dataclass(frozen=True, slots=True)
class Member:
    """An officer as a group knows one. `why`: `revoked`, or `elsewhere` (of another ministry); empty: may act."""

    officer: str
    why: str = ""


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is sealed of an officer."""

    name: str
    totp: str = ""


async def member(tx: Transaction, ministry: str, identity: str, name: str, at: int) -> Member:
    """The officer of this ministry who writes as `identity` (`telegram:12345`); kept as a keyed hash only.

    Whoever writes in a ministry's own group for the first time becomes an officer of it: the group was bound with
    a one-time token, and the ministry decides who is in it. `at` in ms.
    """
    hashed = tx.vault.blind("officer", identity)
    row = await tx.first(select(o.c.id, o.c.ministry, o.c.revoked).where(o.c.telegram == hashed))
    if row is None:
        return await _enrol(tx, ministry, hashed, name, at)
    if row.revoked:
        return Member(row.id, "revoked")
    return Member(row.id, "" if row.ministry == ministry else "elsewhere")


async def _enrol(tx: Transaction, ministry: str, hashed: str, name: str, at: int) -> Member:
    key, new = await tx.house_key(), secrets.token_hex(16)
    person = key.seal(f"officer:{new}", msgspec.json.encode(Person(name)))
    row = {"id": new, "ministry": ministry, "role": "officer", "created": at, "person": person, "telegram": hashed}
    await tx.run(insert(o).values(**row))
    await audit.note(tx, at, new, "enrolled", ministry)
    return Member(new)
