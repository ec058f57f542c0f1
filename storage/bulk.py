"""Many rows in one statement, at the price of one: the few statements that every step needs.

SQLite runs a prepared statement over the rows (`executemany`); PostgreSQL takes each column as one array
(`unnest`), so that a batch of any size is the same prepared statement. Both go past the compiler of SQL: text built
once from the tables, values in order. Everything that is not on the path of every step is ordinary Core.

On SQLite they also go past SQLAlchemy's cursor, which hands each of its four calls (open, execute, fetch, close) to
the driver's thread and back; the driver's own `executemany` and `execute_fetchall` need one. The transaction is the
connection's, so it is the same one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

Rows = Sequence[tuple[object, ...]]


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


async def _sqlite(line: AsyncConnection) -> Any:
    """The driver's own connection."""
    return (await line.get_raw_connection()).driver_connection


def _told(error: sqlite3.Error) -> DBAPIError:
    """As SQLAlchemy would say it, without what was written."""
    return DBAPIError(None, None, error, hide_parameters=True)


async def _run(line: AsyncConnection, statement: str, rows: Rows, sqlite: bool) -> int:
    if not rows:
        return 0
    if not sqlite:
        values = tuple(list(column) for column in zip(*rows, strict=True))
        return (await line.exec_driver_sql(statement, values)).rowcount
    try:
        return int((await (await _sqlite(line)).executemany(statement, rows)).rowcount)
    except sqlite3.Error as error:
        raise _told(error) from None


async def insert(line: AsyncConnection, table: Table, columns: tuple[str, ...], rows: Rows, skip: bool = False) -> int:
    """Insert the rows (values in the order of `columns`) and return how many went in; `skip` those there already."""
    sqlite = line.dialect.name == "sqlite"
    return await _run(line, _insert(table, columns, sqlite, skip), rows, sqlite)


async def update(
    line: AsyncConnection, table: Table, changed: tuple[str, ...], found: tuple[str, ...], rows: Rows
) -> int:
    """Set `changed` where `found` holds, a row each, and return how many were."""
    sqlite = line.dialect.name == "sqlite"
    return await _run(line, _update(table, changed, found, sqlite), rows, sqlite)


async def among(
    line: AsyncConnection, statement: str, names: Sequence[str], more: tuple[object, ...] = ()
) -> list[Any]:
    """Run a select with `{names}` in it, which stands for `IN (these names)`, and `{1}`, `{2}`, … for `more`."""
    if not names:
        return []
    if line.dialect.name != "sqlite":
        text = statement.format(*(f"${n}" for n in range(1, len(more) + 2)), names="= ANY(CAST($1 AS VARCHAR[]))")
        return [tuple(row) for row in (await line.exec_driver_sql(text, (list(names), *more))).all()]
    text = statement.format(*(f"?{n}" for n in range(1, len(more) + 2)), names="IN (SELECT value FROM json_each(?1))")
    try:
        asked = msgspec.json.encode(list(names)).decode()
        return list(await (await _sqlite(line)).execute_fetchall(text, (asked, *more)))
    except sqlite3.Error as error:
        raise _told(error) from None
