"""One transaction: what every verb of the store that writes is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable, Result, delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables as t
from storage.bulk import among
from storage.vault import HOUSE, Key, Vault, Wrapped


class Conflict(Exception):
    """Somebody else wrote the same conversation meanwhile: nothing was kept, load it again."""


class Transaction:
    """An open transaction with the vault beside it. All or nothing of what is done with it is kept."""

    def __init__(self, line: AsyncConnection, vault: Vault) -> None:
        self.line = line
        self.vault = vault
        self.postgresql = line.dialect.name == "postgresql"

    async def run(self, statement: Executable, rows: Sequence[Mapping[str, Any]] | None = None) -> Result[Any]:
        return await self.line.execute(statement, rows)

    async def first(self, statement: Executable) -> Any:
        """The first row, or None."""
        return (await self.line.execute(statement)).first()

    async def all(self, statement: Executable) -> Sequence[Any]:
        return (await self.line.execute(statement)).all()

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
