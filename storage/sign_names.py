"""The name that an officer signs in with: kept as a keyed hash, and every try under it counted, whoever it is."""

from __future__ import annotations

import msgspec
from sqlalchemy import select, update

from storage import audit, counters
from storage import tables as t
from storage.members import Person
from storage.officers import LOCK, Officer, by_sign_name
from storage.states import OfficerRole
from storage.transaction import Transaction

o = t.officer
COUNTED = "sign_name"
"""The counter of tries, by quarter of an hour and hash."""
NOBODY = "nobody"
"""The id of the officer that stands in for a name that is nobody's."""


def hashed(tx: Transaction, name: str) -> str:
    """What is kept of a name; empty when nothing is left of it."""
    return tx.vault.blind("sign name", name)


async def take(tx: Transaction, officer: str, name: str, at: int) -> bool:
    """Give an officer the name, once and for good; False when it is another's or nothing is left of it."""
    mine = hashed(tx, name)
    if not mine or await tx.has(select(o.c.id).where(o.c.sign_name == mine, o.c.id != officer)):
        return False
    taken = await tx.run(update(o).where(o.c.id == officer, o.c.sign_name.is_(None)).values(sign_name=mine))
    if taken:
        await audit.note(tx, at, officer, "sign-in name chosen", officer)
    return bool(taken)


async def of(tx: Transaction, officer: str) -> str:
    """The hash of an officer's name, empty before there is one."""
    return await tx.one(str, select(o.c.sign_name).where(o.c.id == officer, o.c.sign_name.is_not(None))) or ""


async def tried(tx: Transaction, mine: str, at: int) -> int:
    """Count a try under a name before looking at it; how many there were in this quarter of an hour, this one too.

    Names that are nobody's count as those of officers do, so that a lock tells nothing of who is there.
    """
    quarter = f"{at // LOCK:012d}"
    await counters.clear(tx, COUNTED, quarter)
    await counters.count(tx, (COUNTED, f"{quarter}|{mine}", 1))
    return (await counters.counts(tx, COUNTED, [f"{quarter}|{mine}"]))[f"{quarter}|{mine}"]


async def forgive(tx: Transaction, mine: str, at: int) -> None:
    """The name was signed in with: earlier tries count no more."""
    part = f"{at // LOCK:012d}|{mine}"
    found = await counters.counts(tx, COUNTED, [part])
    await counters.count(tx, (COUNTED, part, -found.get(part, 0)))


async def whose(tx: Transaction, mine: str, stand_in: str) -> Officer:
    """The officer of this name; else somebody with the secret `stand_in` who is opened just as an officer is and whom
    no code of a telephone fits."""
    found = await by_sign_name(tx, mine)
    if found is not None:
        return found
    key = await tx.house_key()
    sealed = key.seal(f"officer:{NOBODY}", msgspec.json.encode(Person("", stand_in)))
    person = msgspec.json.decode(key.open(f"officer:{NOBODY}", sealed), type=Person)
    return Officer(NOBODY, "", OfficerRole.OFFICER, "ko", "", person.totp, True, 0)
