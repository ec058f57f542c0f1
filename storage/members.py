"""Who acts in a ministry's group: the officer whose invitation bound a messenger's identity, and nobody else."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import select, update

from storage import audit
from storage import tables as t
from storage.states import OfficerRole
from storage.transaction import Transaction, columns_of

o, s = t.officer, t.sign_in
JOIN = "join"
"""The kind of token that binds an identity."""


@dataclass(frozen=True, slots=True)
class Member:
    """Who writes. `why` is empty for who may act, else `stranger` (bound to nobody), `revoked`, or `elsewhere` (an
    officer of another body)."""

    officer: str
    why: str = ""
    ministry: str = ""
    role: OfficerRole | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """What can be known of an officer without opening the name. `telegram`: keyed hash of the bound identity;
    `locked`: until when (ms), 0 is not; `left_group`: when last seen leaving the ministry's group (ms)."""

    id: str
    ministry: str
    role: OfficerRole
    language: str
    revoked: bool
    locked: int
    telegram: str | None
    left_group: int


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is sealed of an officer. `pending`: a TOTP secret that is being set up."""

    name: str
    totp: str = ""
    pending: str = ""


async def who_writes(tx: Transaction, identity: str) -> Member:
    """The officer behind `identity` (`telegram:12345`), of whom only a keyed hash is kept."""
    bound = select(*columns_of(o, OfficerRow)).where(o.c.telegram == tx.vault.blind("officer", identity))
    row = await tx.one(OfficerRow, bound)
    if row is None:
        return Member("", "stranger")
    return Member(row.id, "revoked" if row.revoked else "", row.ministry, row.role, row.language)


async def member(tx: Transaction, ministry: str, identity: str) -> Member:
    """Whether `identity` is an officer of this ministry."""
    found = await who_writes(tx, identity)
    if found.why or found.ministry == ministry:
        return found
    return Member(found.officer, "elsewhere", found.ministry, found.role, found.language)


async def bind(tx: Transaction, officer: str, identity: str, at: int) -> str:
    """Bind an identity to an officer: empty when done, `taken` when it is another officer's, `bound` when this one
    has another identity. One that belonged to somebody whose access ended is free again."""
    hashed = tx.vault.blind("officer", identity)
    rows = select(*columns_of(o, OfficerRow))
    other = await tx.one(OfficerRow, rows.where(o.c.telegram == hashed, o.c.id != officer))
    if other is not None and not other.revoked:
        return "taken"
    mine = await tx.one(OfficerRow, rows.where(o.c.id == officer))
    if mine is None or mine.telegram not in (None, hashed):
        return "bound"
    if other is not None:
        await tx.run(update(o).where(o.c.id == other.id).values(telegram=None))
    await tx.run(update(o).where(o.c.id == officer).values(telegram=hashed, left_group=0))
    await audit.note(tx, at, officer, "telegram bound", officer)
    return ""


async def unbind(tx: Transaction, officer: str, at: int, by: str) -> None:
    """The officer writes from no messenger any more, until invited again."""
    await tx.run(update(o).where(o.c.id == officer).values(telegram=None, left_group=0))
    await audit.note(tx, at, by, "telegram unbound", officer)


async def seen_in_group(tx: Transaction, ministry: str, identity: str, inside: bool, at: int) -> str:
    """An officer left the ministry's group or came back: noted, the access stays. The id, empty for anybody else."""
    who = await member(tx, ministry, identity)
    if who.why:
        return ""
    done = await tx.run(
        update(o).where(o.c.id == who.officer, o.c.left_group > 0 if inside else o.c.left_group == 0)
        .values(left_group=0 if inside else at)
    )  # fmt: skip
    if done:
        await audit.note(tx, at, who.officer, "back in group" if inside else "left group", who.officer)
    return who.officer
