"""Codes for an officer who lost the telephone: ten at a time, each good once, kept as slow keyed hashes."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence

from sqlalchemy import delete, func, insert, select

from storage import audit
from storage import tables as t
from storage.transaction import Transaction
from storage.vault import Vault

r = t.recovery
HOW_MANY = 10
LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
"""What codes are made of: nothing that looks like something else."""
LENGTH = 12
"""Characters of a code: 58 random bits."""
_WORK = {"n": 2**14, "r": 8, "p": 1}
"""16 MB and some hundredths of a second a guess."""


def new_codes() -> tuple[str, ...]:
    """Ten codes as they are shown: `abcd-efgh-jkmn`."""
    drawn = ("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(HOW_MANY))
    return tuple("-".join(each[at : at + 4] for at in range(0, LENGTH, 4)) for each in drawn)


def bare(given: str) -> str:
    """A typed code without case, spaces and hyphens; empty when it cannot be one."""
    plain = "".join(each for each in given.lower() if each not in " -\t")
    return plain if len(plain) == LENGTH and set(plain) <= set(LETTERS) else ""


def slow_hash(vault: Vault, name: str, code: str) -> str:
    """What is kept of a bare code of the officer whose sign-in name has the hash `name`. Takes a while: not for the
    event loop, nor inside a transaction."""
    salt = vault.blind("recovery", name).encode()
    return hashlib.scrypt(code.encode(), salt=salt, dklen=32, **_WORK).hex()


async def replace_all(tx: Transaction, officer: str, hashes: Sequence[str], at: int) -> None:
    """The officer's codes from now on; those before are good no longer."""
    await tx.run(delete(r).where(r.c.officer == officer))
    await tx.run(insert(r), [{"officer": officer, "hash": each, "created": at} for each in hashes])
    await audit.note(tx, at, officer, "recovery codes made", officer)


async def use_code(tx: Transaction, officer: str, hashed: str, at: int) -> bool:
    """Whether it is one of the officer's codes, the first time."""
    used = await tx.run(delete(r).where(r.c.officer == officer, r.c.hash == hashed)) == 1
    if used:
        await audit.note(tx, at, officer, "recovery code used", officer)
    return used


async def left(tx: Transaction, officer: str) -> int:
    """How many codes the officer has."""
    return await tx.one(int, select(func.count()).where(r.c.officer == officer)) or 0
