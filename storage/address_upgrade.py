"""Chats of an older database, which stood there by their addresses: hidden when the house starts, before a port opens.

A row is rewritten with what is sealed under its names, so that it opens by the new ones. Each transaction takes the
next rows that still hold an address: one that was stopped half-way goes on where it was. Once none is left that is
noted, and no later start looks again. It needs the key ring, which a migration has not.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, delete, literal_column, or_, select, update

from storage import tables as t
from storage.cases import seal_address
from storage.outbox import addressed
from storage.store import Store
from storage.transaction import Transaction
from storage.vault import MASK, OFFICERS, Key, SealBroken

MANY = 200
"""Rows in one transaction."""
DONE = "addresses"
"""The row of `ring_check` that says that no address is left."""

Id = int | str
Step = Callable[[Transaction, Id], Awaitable[list[Id]]]
"""Rewrites the next rows after one of this id, and returns their ids."""
NAMED = ("web:", "terminal:")
"""The channels whose arrivals are named by their chats."""


async def hide_addresses(store: Store) -> int:
    """Leave no address of a chat in any row; how many rows held one. Raises StoreDown."""
    return await rewritten(store, DONE, STEPS)


async def rewritten(store: Store, done: str, steps: Iterable[tuple[Step, Id]]) -> int:
    """Go through all rows that a version before left in clear, once for this database; how many there were. `done`: the
    row of `ring_check` that says that none is left. Raises StoreDown."""
    async with store.reading() as tx:
        if await tx.has(select(t.ring_check.c.name).where(t.ring_check.c.name == done)):
            return 0
    total = 0
    for some, first in steps:
        after: Id = first
        while ids := await in_turn(store, some, after):
            total, after = total + len(ids), ids[-1]
    async with store.transaction() as tx:
        noted = tx.insert(t.ring_check).values(name=done, value="hidden")
        await tx.run(noted.on_conflict_do_nothing())
    if total:
        await store.shrink()
    return total


async def in_turn(store: Store, some: Step, after: Id) -> list[Id]:
    """Several processes may start at once: they take turns."""
    async with store.transaction() as tx:
        if tx.postgresql:
            await tx.line.exec_driver_sql("SELECT pg_advisory_xact_lock(7462)")
        return await some(tx, after)


@dataclass(frozen=True, slots=True)
class ClearRow:
    """A row with an address in it: `chat` or `entry`, whichever the table has."""

    id: Id
    chat: str
    entry: str
    key: str
    sealed: bytes
    version: int = 0


def _read(*values: Any) -> ClearRow:
    return ClearRow(*values)


_NONE: Column[str] = literal_column("''")  # type: ignore[assignment]


async def _found(tx: Transaction, rows: Select[Any], after: Id) -> list[tuple[ClearRow, Key | None]]:
    """The next of these rows in the order of their first column, each with its key if it is still there."""
    name = rows.selected_columns[0]
    found = await tx.read(_read, rows.where(name > after).order_by(name).limit(MANY))
    keys = await tx.keys(sorted({row.key for row in found}))
    return [(row, keys.get(row.key)) for row in found]


def _clear(column: ColumnElement[str]) -> tuple[ColumnElement[bool], ...]:
    """Whether a chat stands there by its address. Officers' groups do, and stay."""
    return column.contains(":"), ~column.startswith(f"{OFFICERS}:")


async def _sessions(tx: Transaction, after: Id) -> list[Id]:
    s = t.session
    found = await _found(tx, select(s.c.chat, s.c.chat, _NONE, s.c.key, s.c.doc).where(*_clear(s.c.chat)), after)
    for row, key in found:
        chat = tx.vault.handle(row.chat)
        doc = _moved(key, row.sealed, f"session:{row.chat}", f"session:{chat}")
        await tx.run(update(s).where(s.c.chat == row.chat).values(chat=chat, doc=doc))
    return [row.id for row, _key in found]


async def _pages(tx: Transaction, after: Id) -> list[Id]:
    p = t.page
    found = await _found(tx, select(p.c.id, p.c.chat, p.c.entry, p.c.key, p.c.body).where(*_clear(p.c.chat)), after)
    for row, key in found:
        chat, entry = tx.vault.handle(row.chat), tx.vault.masked(row.entry, row.chat)
        body = _moved(key, row.sealed, f"page:{row.chat}:{row.entry}", f"page:{chat}:{entry}")
        await tx.run(update(p).where(p.c.id == row.id).values(chat=chat, entry=entry, body=body))
    return [row.id for row, _key in found]


async def _letters(tx: Transaction, after: Id) -> list[Id]:
    """Also those to officers' groups, named by the arrival that they tell of."""
    o = t.outgoing
    clear = or_(and_(*_clear(o.c.chat)), _named(o.c.entry))
    found = await _found(tx, select(o.c.id, o.c.chat, o.c.entry, o.c.key, o.c.letter).where(clear), after)
    for row, key in found:
        entry, to = _hidden(tx, tx.vault.masked(row.entry, row.chat)), partial(addressed, to=row.chat)
        letter = _moved(key, row.sealed, f"outgoing:{row.entry}", f"outgoing:{entry}", to)
        values = {"chat": tx.vault.handle(row.chat), "entry": entry, "letter": letter}
        await tx.run(update(o).where(o.c.id == row.id).values(**values))
    return [row.id for row, _key in found]


async def _cases(tx: Transaction, after: Id) -> list[Id]:
    c = t.case_
    found = await _found(tx, select(c.c.receipt, c.c.chat, _NONE, c.c.key, c.c.doc).where(*_clear(c.c.chat)), after)
    for row, key in found:
        sealed = seal_address(key, str(row.id), row.chat) if key is not None else None
        values = {"chat": tx.vault.handle(row.chat), "address": sealed}
        await tx.run(update(c).where(c.c.receipt == row.id).values(**values))
    return [row.id for row, _key in found]


async def _messages(tx: Transaction, after: Id) -> list[Id]:
    """What owners added, under the names of their arrivals."""
    m, key_id = t.message, select(t.case_.c.key).where(t.case_.c.receipt == t.message.c.receipt).scalar_subquery()
    columns = (m.c.id, m.c.receipt, m.c.entry, key_id, m.c.body, m.c.version)
    found = await _found(tx, select(*columns).where(_named(m.c.entry)), after)
    for row, key in found:
        entry = _hidden(tx, row.entry)
        old, new = (f"message:{row.chat}:{each}:{row.version}" for each in (row.entry, entry))
        body = _moved(key, row.sealed, old, new)
        await tx.run(update(m).where(m.c.id == row.id).values(entry=entry, body=body))
    return [row.id for row, _key in found]


async def _files(tx: Transaction, after: Id) -> list[Id]:
    e = t.evidence
    found = await _found(tx, select(e.c.id, e.c.chat, _NONE, e.c.key, e.c.head).where(*_clear(e.c.chat)), after)
    for row, _key in found:
        await tx.run(update(e).where(e.c.id == row.id).values(chat=tx.vault.handle(row.chat)))
    return [row.id for row, _key in found]


async def _arrivals(tx: Transaction, after: Id) -> list[Id]:
    a = t.arrival
    named = select(a.c.key).where(_named(a.c.key), a.c.key > after).order_by(a.c.key)
    keys = await tx.read(str, named.limit(MANY))
    for key in keys:
        await tx.run(update(a).where(a.c.key == key).values(key=_hidden(tx, key)))
    return [*keys]


async def _guesses(tx: Transaction, _after: Id) -> list[Id]:
    """Wrong codes of this hour are counted anew."""
    c = t.counter.c
    await tx.run(delete(t.counter).where(c.name == "guess", c.part.contains(":")))
    return []


def _named(name: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether an arrival is named by its chat, as those of pages and terminals are."""
    return or_(*(name.startswith(each) for each in NAMED))


def _hidden(tx: Transaction, name: str) -> str:
    if not name.startswith(NAMED):
        return name
    chat = re.match(r"\w+:[^\W_]+", name)
    return tx.vault.masked(name, chat[0]) if chat else f"{MASK}{name}"


def _same(plain: bytes) -> bytes:
    return plain


def _moved(key: Key | None, sealed: bytes, old: str, new: str, changed: Callable[[bytes], bytes] = _same) -> bytes:
    """What was sealed for row `old`, sealed for `new`; what does not open is left as it is, and opens no more."""
    if key is None or not sealed:
        return sealed
    try:
        return key.seal(new, changed(key.open(old, sealed)))
    except SealBroken:
        return sealed


STEPS: tuple[tuple[Step, Id], ...] = (
    *((_sessions, ""), (_pages, 0), (_letters, 0), (_cases, "")),
    *((_messages, 0), (_files, ""), (_arrivals, ""), (_guesses, "")),
)
"""What is rewritten, and what its first ids come after."""
