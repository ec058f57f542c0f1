"""Who acts in a ministry's group: the officer whose invitation bound a messenger's identity, and nobody else."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import select, update

from storage import audit
from storage import tables as t
from storage.transaction import Transaction

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
    role: str = ""
    language: str = ""


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is sealed of an officer. `pending`: a TOTP secret that is being set up."""

    name: str
    totp: str = ""
    pending: str = ""


async def who_writes(tx: Transaction, identity: str) -> Member:
    """The officer behind `identity` (`telegram:12345`), of whom only a keyed hash is kept."""
    columns = (o.c.id, o.c.ministry, o.c.role, o.c.language, o.c.revoked)
    row = await tx.first(select(*columns).where(o.c.telegram == tx.vault.blind("officer", identity)))
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
    other = await tx.first(select(o.c.id, o.c.revoked).where(o.c.telegram == hashed, o.c.id != officer))
    if other is not None and not other.revoked:
        return "taken"
    mine = await tx.first(select(o.c.telegram).where(o.c.id == officer))
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
    changed = await tx.run(
        update(o).where(o.c.id == who.officer, o.c.left_group > 0 if inside else o.c.left_group == 0)
        .values(left_group=0 if inside else at)
    )  # fmt: skip
    if changed.rowcount == 1:  # type: ignore[attr-defined]
        await audit.note(tx, at, who.officer, "back in group" if inside else "left group", who.officer)
    return who.officer
