"""Officers' accounts at the identity provider of their body: who an account is, by a keyed hash of issuer and subject.

An account is bound by whoever holds the officer's one-time link, and by nothing else; nobody is made by an account.
"""

from __future__ import annotations

from sqlalchemy import insert, select, update

from storage import audit
from storage import tables as t
from storage.transaction import Transaction

a = t.account


def _name(tx: Transaction, issuer: str, subject: str) -> str:
    """As it is, letter by letter: other than names of people, subjects differ by case and signs."""
    return tx.vault.handle(f"oidc:{issuer} {subject}")


async def find(tx: Transaction, issuer: str, subject: str) -> str:
    """The id of the officer whose account it is; empty for nobody's."""
    return await tx.one(str, select(a.c.officer).where(a.c.id == _name(tx, issuer, subject))) or ""


async def bind(tx: Transaction, officer: str, issuer: str, subject: str, at: int) -> bool:
    """From now on it is this officer's account; False when it is somebody's, or the officer has one."""
    name = _name(tx, issuer, subject)
    if await tx.has(select(a.c.id).where((a.c.id == name) | (a.c.officer == officer))):
        return False
    await tx.run(insert(a).values(id=name, officer=officer, created=at, used=at))
    await audit.note(tx, at, officer, "account bound", officer)
    return True


async def note_use(tx: Transaction, officer: str, at: int) -> None:
    """It signed its officer in."""
    await tx.run(update(a).where(a.c.officer == officer).values(used=at))


async def has_one(tx: Transaction, officer: str) -> bool:
    """Whether an officer signs in with an account."""
    return await tx.has(select(a.c.id).where(a.c.officer == officer))
