"""Databases of the tests: the migrations run once, everybody gets a copy. PostgreSQL's are at TEST_DATABASE_URL."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg  # type: ignore[import-untyped] # it ships no types
from sqlalchemy import create_engine, make_url
from sqlalchemy.ext.asyncio import create_async_engine

from storage.database import upgrade

SERVER = os.environ.get("TEST_DATABASE_URL", "postgresql+asyncpg://postgres@127.0.0.1:5432/test")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")


@cache
def migrated() -> bytes:
    """A file of SQLite with the schema and nothing else in it."""
    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/sinmungo.db")
        with engine.begin() as line:
            upgrade(line)
        engine.dispose()
        return Path(folder, "sinmungo.db").read_bytes()


def sqlite_in(folder: Path) -> str:
    """The URL of `sinmungo.db` in this folder, a copy of the migrated file if there is none yet."""
    path = folder / "sinmungo.db"
    if not path.exists():
        path.write_bytes(migrated())
    return f"sqlite+aiosqlite:///{path}"


async def order(*statements: str) -> None:
    """Statements that no transaction may hold, in the server's own database. The driver alone does it at a third of the
    cost of an engine, which would ask the server about itself first."""
    line = await asyncpg.connect(make_url(SERVER).set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        for statement in statements:
            await line.execute(statement)
    finally:
        await line.close()


def _url(name: str) -> str:
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


@asynccontextmanager
async def postgresql(like: str = "") -> AsyncIterator[str]:
    """The URL of a database of its own, a copy of `like` or empty, and dropped afterwards."""
    name = f"store_{WORKER}_{secrets.token_hex(6)}"
    copied = f" TEMPLATE {like} STRATEGY file_copy" if like else ""
    await order(f"CREATE DATABASE {name}{copied}")
    try:
        yield _url(name)
    finally:
        await order(f"DROP DATABASE {name} WITH (FORCE)")


class Template:
    """A migrated database of this worker on PostgreSQL: made when it is first asked for, dropped by `drop`."""

    def __init__(self) -> None:
        self._name = ""

    async def name(self) -> str:
        if not self._name:
            name = f"template_{WORKER}_{secrets.token_hex(6)}"
            await order(f"CREATE DATABASE {name}")
            engine = create_async_engine(_url(name))
            async with engine.begin() as line:
                await line.run_sync(upgrade)
            await engine.dispose()
            self._name = name
        return self._name

    def drop(self) -> None:
        if self._name:
            asyncio.run(order(f"DROP DATABASE {self._name} WITH (FORCE)"))
