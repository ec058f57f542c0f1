"""Receipt codes and the numbers of groups of an older database, which stood there in clear: hidden when the house
starts, before a port opens and before anything is asked for by a code.

A case comes to stand under its sign with all that hangs on it, in one transaction. Names are rewritten row by row. What
is sealed is bound to the plain words, which do not change. Each transaction takes the next rows that are in clear: one
that was stopped half-way goes on where it was. Once none is left that is noted, and no later start looks again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    String,
    Table,
    bindparam,
    delete,
    insert,
    literal,
    or_,
    select,
    type_coerce,
    update,
)

from storage import tables as t
from storage.address_upgrade import Id, Step, hide_addresses, rewritten
from storage.codes import CODE, LIKE, is_clear
from storage.store import Store
from storage.tables.columns import metadata
from storage.tables.hidden import CODE as CODE_TYPE
from storage.tables.hidden import CodeColumn, NameColumn
from storage.transaction import Transaction

MANY = 200
"""Rows in one transaction."""
DONE = "codes"
"""The row of `ring_check` that says that no code is left."""

c = t.case_
HANGING: tuple[Table, ...] = tuple(
    table for table in metadata.sorted_tables if any(each.references(c.c.receipt) for each in table.c)
)
"""The tables whose rows belong to a case."""


async def hide_clear(store: Store) -> int:
    """Leave nothing in clear that an older version did: codes, then addresses; how many rows held some. Raises
    StoreDown."""
    return await hide_codes(store) + await hide_addresses(store)


async def hide_codes(store: Store) -> int:
    """Leave no code and no group's number in any row; how many rows held one. Raises StoreDown."""
    return await rewritten(store, DONE, (_CASES, *map(_of_names, NAMED)))


def _raw(column: Column[Any]) -> ColumnElement[str]:
    """A column as it stands in the database."""
    return type_coerce(column, String)


# ---- cases ----------------------------------------------------------------------------------------------


async def _cases(tx: Transaction, after: Id) -> list[Id]:
    """A row under the sign, what hangs on the old one to it, then the old one goes: nothing is without its case."""
    clear = ~_raw(c.c.receipt).startswith(CODE)
    next_ones = select(_raw(c.c.receipt)).where(clear, _raw(c.c.receipt) > after).order_by(_raw(c.c.receipt))
    codes = await tx.read(str, next_ones.limit(MANY))
    for code in codes:
        await _copy(tx, code)
    if codes:
        for table in HANGING:
            moved = update(table).where(_raw(table.c.receipt) == bindparam("old", type_=String))
            moved = moved.values(receipt=bindparam("new", type_=CODE_TYPE))
            await tx.run(moved, [{"old": code, "new": code} for code in codes])
        await tx.run(delete(c).where(_raw(c.c.receipt).in_(codes)))
    return [*codes]


async def _copy(tx: Transaction, code: str) -> None:
    rest = [column for column in c.c if column is not c.c.receipt]
    same = select(literal(code, c.c.receipt.type), *rest).where(_raw(c.c.receipt) == code)
    await tx.run(insert(c).from_select([c.c.receipt, *rest], same))


_CASES: tuple[Step, Id] = (_cases, "")


# ---- names ----------------------------------------------------------------------------------------------


def _hiding(table: Table) -> list[Column[Any]]:
    """The columns of a table that hide something, save those that belong to a case and went with it."""
    kinds = (NameColumn, CodeColumn)
    return [each for each in table.c if isinstance(each.type, kinds) and not each.references(c.c.receipt)]


NAMED: tuple[Table, ...] = tuple(table for table in metadata.sorted_tables if table is not c and _hiding(table))


def _of_names(table: Table) -> tuple[Step, Id]:
    first: Id = "" if isinstance(_key(table).type, String | NameColumn) else 0
    return partial(_names, table), first


def _key(table: Table) -> Column[Any]:
    return next(iter(table.primary_key))


async def _names(table: Table, tx: Transaction, after: Id) -> list[Id]:
    columns = _hiding(table)
    key = _raw(_key(table)) if _key(table) in columns else _key(table)
    clear = or_(*(_is_clear(each) for each in columns))
    in_clear = select(key, *map(_raw, columns)).where(clear, key > after).order_by(key)
    rows = await tx.read(_cells, in_clear.limit(MANY))
    for row in rows:
        values = _found(columns, row[1:])
        if values:
            await tx.run(update(table).where(key == row[0]).values(**values))
    return [row[0] for row in rows]


def _cells(*cells: Any) -> tuple[Any, ...]:
    """A row's key, and what stands in its columns."""
    return cells


def _is_clear(column: Column[Any]) -> ColumnElement[bool]:
    """What may be in clear there, by its look."""
    raw = _raw(column)
    if isinstance(column.type, CodeColumn):
        return (raw != "") & ~raw.startswith(CODE)
    return or_(*(raw.like(look) for look in LIKE))


def _found(columns: Sequence[Column[Any]], cells: Sequence[str]) -> dict[str, str]:
    """The cells that are in clear: written back, their columns hide them."""
    pairs = [(column, cell) for column, cell in zip(columns, cells, strict=True) if cell]
    codes = {column.name: cell for column, cell in pairs if isinstance(column.type, CodeColumn)}
    names = {column.name: cell for column, cell in pairs if isinstance(column.type, NameColumn) and is_clear(cell)}
    return {name: cell for name, cell in codes.items() if not cell.startswith(CODE)} | names
