"""One transaction: what every verb of the store that writes is given.

Rows leave the driver here: `read` and `one` make of them what a verb asked for, so that all above knows what it holds.

The few statements that every step needs are run for many rows at the price of one (`insert_many`, `update_many`,
`among`). SQLite runs a prepared statement over the rows (`executemany`); PostgreSQL takes each column as one array
(`unnest`), so that a batch of any size is the same prepared statement. Both go past the compiler of SQL: text built
once from the tables, values in order. On SQLite they also go past SQLAlchemy's cursor, which hands each of its four
calls (open, execute, fetch, close) to the driver's thread and back; the driver's own `executemany` and
`execute_fetchall` need one. The transaction is the connection's, so it is the same one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import cache, lru_cache
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Column, Executable, Table, delete, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables as t
from storage.tables.hidden import CodeColumn, NameColumn
from storage.tombstones import Tombstone
from storage.vault import HOUSE, Key, Vault, Wrapped

R = TypeVar("R")
Rows = Sequence[tuple[object, ...]]


class Conflict(Exception):
    """Somebody else wrote the same conversation meanwhile: nothing was kept, load it again."""


@lru_cache(maxsize=64)
def columns_of(table: Table, row: type) -> tuple[Column[Any], ...]:
    """The columns that a dataclass is read from: those of its fields' names, in their order. Raises KeyError."""
    return tuple(table.c[each.name] for each in fields(row))


def pair(one: str, other: str) -> tuple[str, str]:
    """Two words of a row."""
    return one, other


class Transaction:
    """An open transaction with the vault beside it. All or nothing of what is done with it is kept. `trial`: this house
    is one (`storage/reach.py`)."""

    def __init__(self, line: AsyncConnection, vault: Vault, trial: bool) -> None:
        self.line = line
        self.vault = vault
        self.trial = trial
        self.postgresql = line.dialect.name == "postgresql"
        self.buried: list[Tombstone] = []
        """Of reports that are destroyed here: written down once this is."""

    async def run(self, statement: Executable, rows: Sequence[Mapping[str, object]] | None = None) -> int:
        """Write; return how many rows it was."""
        return (await self.line.execute(statement, rows)).rowcount

    async def read(self, make: Callable[..., R], statement: Executable) -> list[R]:
        """What `make` makes of each row, given its columns in order: a dataclass, or the type of a single column."""
        return [make(*row) for row in await self.all(statement)]

    async def one(self, make: Callable[..., R], statement: Executable) -> R | None:
        """What `make` makes of the first row, or None where there is none."""
        row = await self.first(statement)
        return None if row is None else make(*row)

    async def has(self, statement: Executable) -> bool:
        """Whether there is such a row."""
        return await self.first(statement) is not None

    async def first(self, statement: Executable) -> Any:
        """The first row as the driver gives it, or None."""
        return (await self.line.execute(statement)).first()

    async def all(self, statement: Executable) -> Sequence[Any]:
        """The rows as the driver gives them."""
        return (await self.line.execute(statement)).all()

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An insert that can say what is to be done where the row is there already."""
        return postgresql.insert(table) if self.postgresql else sqlite.insert(table)

    async def insert_many(self, table: Table, columns: tuple[str, ...], rows: Rows, skip: bool = False) -> int:
        """Insert rows (values in the order of `columns`) and return how many went in; `skip` those there already."""
        hidden = _hidden(self.vault, table, columns, rows)
        return await self._write(_insert(table, columns, not self.postgresql, skip), hidden)

    async def update_many(self, table: Table, changed: tuple[str, ...], found: tuple[str, ...], rows: Rows) -> int:
        """Set `changed` where `found` holds, a row each, and return how many were."""
        hidden = _hidden(self.vault, table, changed + found, rows)
        return await self._write(_update(table, changed, found, not self.postgresql), hidden)

    async def _write(self, statement: str, rows: Rows) -> int:
        if not rows:
            return 0
        if self.postgresql:
            values = tuple(list(column) for column in zip(*rows, strict=True))
            return (await self.line.exec_driver_sql(statement, values)).rowcount
        try:
            return int((await (await self._driver()).executemany(statement, rows)).rowcount)
        except sqlite3.Error as error:
            raise _told(error) from None

    async def among(self, statement: str, names: Sequence[str], more: tuple[object, ...] = ()) -> list[Any]:
        """Run a select with `{names}` in it, which stands for `IN (these names)`, and `{1}`, `{2}`, … for `more`."""
        if not names:
            return []
        places = range(1, len(more) + 2)
        if self.postgresql:
            text = statement.format(*(f"${n}" for n in places), names="= ANY(CAST($1 AS VARCHAR[]))")
            return [tuple(row) for row in (await self.line.exec_driver_sql(text, (list(names), *more))).all()]
        text = statement.format(*(f"?{n}" for n in places), names="IN (SELECT value FROM json_each(?1))")
        try:
            asked = msgspec.json.encode(list(names)).decode()
            return list(await (await self._driver()).execute_fetchall(text, (asked, *more)))
        except sqlite3.Error as error:
            raise _told(error) from None

    async def names_among(self, statement: str, names: Sequence[str], more: tuple[object, ...] = ()) -> set[str]:
        """As `among`, for a select of one column of names (`NameColumn`): those that it finds, plain."""
        codes = self.vault.codes
        return {codes.show(row[0]) for row in await self.among(statement, [*map(codes.hide, names)], more)}

    async def _driver(self) -> Any:
        """SQLite's own connection."""
        return (await self.line.get_raw_connection()).driver_connection

    async def keys(self, ids: Sequence[str]) -> dict[str, Key]:
        """The keys that are still there, by id."""
        rows = await self.among("SELECT id, ring, wrapped FROM key WHERE id {names}", ids)
        return {row[0]: self.vault.open_key(Wrapped(*row)) for row in rows}

    async def add_keys(self, rows: Sequence[Wrapped]) -> None:
        if rows:
            await self.run(insert(t.key), [{"id": r.id, "ring": r.ring, "wrapped": r.wrapped} for r in rows])

    async def drop_keys(self, ids: Sequence[str]) -> None:
        """Erase: what was sealed with these keys can't be read any more, by anybody. For copies of them that lie in
        backups the ring changes its key within a day of running (`storage/ring_change.py`)."""
        if ids:
            await self.run(delete(t.key).where(t.key.c.id.in_(ids)))
            await self.run(update(t.beat).where(t.beat.c.destroyed == 0).values(destroyed=t.beat.c.n))

    async def house_key(self) -> Key:
        """The key of what belongs to no case; made when it is first needed."""
        found = await self.keys([HOUSE])
        if HOUSE not in found:
            found[HOUSE], row = self.vault.new_key(0, HOUSE)
            await self.add_keys([row])
        return found[HOUSE]


# ---- many rows in one statement -------------------------------------------------------------------------


def _hidden(vault: Vault, table: Table, columns: tuple[str, ...], rows: Rows) -> Rows:
    """The rows with codes hidden, as columns of codes and names do it where SQL is compiled."""
    codes, names = _hiding(table, columns)
    if not codes and not names:
        return rows
    sign, hide, changed = vault.codes.sign, vault.codes.hide, [list(row) for row in rows]
    for row in changed:
        for place in codes:
            row[place] = sign(row[place])  # type: ignore[arg-type]
        for place in names:
            row[place] = hide(row[place])  # type: ignore[arg-type]
    return [tuple(row) for row in changed]


@cache
def _hiding(table: Table, columns: tuple[str, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The places of columns of codes, and of names."""
    kinds = [type(table.c[column.removeprefix("was_")].type) for column in columns]
    codes = tuple(place for place, kind in enumerate(kinds) if kind is CodeColumn)
    return codes, tuple(place for place, kind in enumerate(kinds) if kind is NameColumn)


def _types(table: Table, columns: tuple[str, ...]) -> list[str]:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    return [table.c[column.removeprefix("was_")].type.compile(dialect).split("(")[0] for column in columns]


def _arrays(table: Table, columns: tuple[str, ...]) -> str:
    each = ", ".join(f"CAST(${n} AS {kind}[])" for n, kind in enumerate(_types(table, columns), 1))
    return f"unnest({each})"


@cache
def _insert(table: Table, columns: tuple[str, ...], sqlite: bool, skip: bool) -> str:
    names = ", ".join(columns)
    end = " ON CONFLICT DO NOTHING" if skip else ""
    if sqlite:
        return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(columns))}){end}"
    return f"INSERT INTO {table.name} ({names}) SELECT * FROM {_arrays(table, columns)}{end}"


@cache
def _update(table: Table, changed: tuple[str, ...], found: tuple[str, ...], sqlite: bool) -> str:
    """`found` columns are compared with the values after those of `changed`; `was_x` compares column `x`."""
    if sqlite:
        new = ", ".join(f"{name} = ?" for name in changed)
        old = " AND ".join(f"{name.removeprefix('was_')} = ?" for name in found)
        return f"UPDATE {table.name} SET {new} WHERE {old}"
    new = ", ".join(f"{name} = v.{name}" for name in changed)
    old = " AND ".join(f"t.{name.removeprefix('was_')} = v.{name}" for name in found)
    names = ", ".join(changed + found)
    return f"UPDATE {table.name} t SET {new} FROM {_arrays(table, changed + found)} AS v({names}) WHERE {old}"


def _told(error: sqlite3.Error) -> DBAPIError:
    """As SQLAlchemy would say it, without what was written."""
    return DBAPIError(None, None, error, hide_parameters=True)
