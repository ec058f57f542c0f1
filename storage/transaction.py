"""One transaction: what every verb of the store that writes is given.

Rows leave the driver here: `read` and `one` make of them what a verb asked for, so that all above knows what it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Column, Executable, Table, delete, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables as t
from storage.bulk import among
from storage.vault import HOUSE, Key, Vault, Wrapped

R = TypeVar("R")


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
    """An open transaction with the vault beside it. All or nothing of what is done with it is kept."""

    def __init__(self, line: AsyncConnection, vault: Vault) -> None:
        self.line = line
        self.vault = vault
        self.postgresql = line.dialect.name == "postgresql"

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

    async def keys(self, ids: Sequence[str]) -> dict[str, Key]:
        """The keys that are still there, by id."""
        rows = await among(self.line, "SELECT id, ring, wrapped FROM key WHERE id {names}", ids)
        return {row[0]: self.vault.open_key(Wrapped(*row)) for row in rows}

    async def add_keys(self, rows: Sequence[Wrapped]) -> None:
        if rows:
            await self.run(insert(t.key), [{"id": r.id, "ring": r.ring, "wrapped": r.wrapped} for r in rows])

    async def drop_keys(self, ids: Sequence[str]) -> None:
        """Erase: what was sealed with these keys can't be read any more, by anybody."""
        if ids:
            await self.run(delete(t.key).where(t.key.c.id.in_(ids)))

    async def house_key(self) -> Key:
        """The key of what belongs to no case; made when it is first needed."""
        found = await self.keys([HOUSE])
        if HOUSE not in found:
            found[HOUSE], row = self.vault.new_key(0, HOUSE)
            await self.add_keys([row])
        return found[HOUSE]
