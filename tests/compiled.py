"""Statements compiled once in a worker: engines of the tests come and go by thousands, the statements stay the same.

Compiling was a ninth of what a test with a database cost. In service an engine lives as long as the process and keeps
what it compiled; here all engines of a kind share it. Text is left out: what `SELECT *` gives differs between schemas.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, TextClause
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.util import LRUCache

ROOM = 4000
"""More statements than the product has."""


class Statements(LRUCache[Any, Any]):
    """What was compiled, by dialect and statement; text is not kept."""

    def __setitem__(self, key: Any, compiled: Any) -> None:
        if not isinstance(compiled.statement, TextClause):
            super().__setitem__(key, compiled)


_STATEMENTS = Statements(ROOM)


class _Alike:
    """Every dialect of a class compiles the same, so it is the same key."""

    def __hash__(self) -> int:
        return hash(type(self))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_STATEMENTS)


class SharedSQLite(_Alike, SQLiteDialect_aiosqlite):
    """The driver of SQLite as it is."""

    supports_statement_cache = True


class SharedPostgreSQL(_Alike, PGDialect_asyncpg):
    """The driver of PostgreSQL as it is."""

    supports_statement_cache = True


def share() -> None:
    """Let every engine that is made from now on share what is compiled."""
    registry.register("sqlite.aiosqlite", __name__, SharedSQLite.__name__)
    registry.register("postgresql.asyncpg", __name__, SharedPostgreSQL.__name__)
