"""The connection to the database: SQLite (WAL) or PostgreSQL, the same tables, made by the migrations alone.

SQLite runs with `synchronous=FULL`: a commit is on the disk before anybody is told. NORMAL would survive a killed
process (the system keeps what was written) but not a power cut, which may take the last commits with it; group
commit makes the difference cheap. `secure_delete` overwrites what is erased. Writers begin with `BEGIN IMMEDIATE`,
so that a transaction that will write never fails half-way; readers see a snapshot and can't write.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from contextlib import closing
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import AdaptedConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

# At its lowest level the driver would log every statement with its values.
logging.getLogger("aiosqlite").setLevel(logging.WARNING)

_PRAGMAS = (
    "busy_timeout=10000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "cache_size=-65536",
    "temp_store=MEMORY",
)


TRIES, PAUSE = 200, 0.02
"""How often a new file is tried while others make it, and seconds in between."""


class StoreDown(Exception):
    """The database can't be reached or did not answer; nothing was kept. To be tried again."""


def is_down(error: BaseException) -> bool:
    """Whether an error says that the database is away, rather than that it said no."""
    if isinstance(error, DBAPIError):
        name = type(error.orig).__name__ if error.orig else ""
        return error.connection_invalidated or name in _AWAY or any(words in str(error.orig) for words in _FULL)
    return isinstance(error, OSError | TimeoutError | PoolTimeout)


def is_outrun(error: BaseException) -> bool:
    """Whether PostgreSQL ended a transaction because it and another waited for each other: to be worked again."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", "") in _OUTRUN


_OUTRUN = ("40001", "40P01")
"""SQLSTATEs: could not be put in an order, deadlock."""
_FULL = ("unable to open", "database is locked", "disk I/O error", "disk is full", "attempt to write a readonly")
_AWAY = ("InterfaceError", "ConnectionDoesNotExistError", "CannotConnectNowError", "AdminShutdownError", "TimeoutError")


def is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def open_engines(url: str) -> tuple[AsyncEngine, AsyncEngine]:
    """Two engines on one database, for writing (one connection) and for reading. `url`: any SQLAlchemy async one.

    Raises StoreDown when a file of SQLite can't be opened.
    """
    if not is_sqlite(url):
        engine = create_async_engine(url, hide_parameters=True, pool_size=5, max_overflow=0, pool_recycle=3600)
        return engine, engine
    _try(make_url(url).database or "")
    return _sqlite(url, 1, "BEGIN IMMEDIATE", ()), _sqlite(url, 4, "BEGIN", ("query_only=ON",))


def _try(database: str) -> None:
    """Say at once, in this thread, when the file can't be had: the driver's thread would outlive the loop."""
    if not database:
        return
    Path(database).parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(database)) as line:
            line.execute("PRAGMA schema_version")
            _use_log(line)
    except sqlite3.Error as error:
        raise StoreDown(f"{database}: {error}") from None


def _use_log(line: sqlite3.Connection) -> None:
    """Switch the file to its write-ahead log. That wants the file alone and does not wait for it, whatever the busy
    timeout says; where several processes make one at once, all but the first must try again. It is kept in the file."""
    for left in reversed(range(TRIES)):
        try:
            line.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or not left:
                raise
            time.sleep(PAUSE)
        else:
            return


def _sqlite(url: str, size: int, begin: str, more: tuple[str, ...]) -> AsyncEngine:
    # The driver would begin transactions of its own, deferred ones: SQLAlchemy begins them instead, see below.
    own = {"isolation_level": None}
    engine = create_async_engine(url, hide_parameters=True, pool_size=size, max_overflow=0, connect_args=own)
    pragmas = "".join(f"PRAGMA {pragma};" for pragma in (*_PRAGMAS, *more))

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: AdaptedConnection, _: ConnectionPoolEntry) -> None:
        # All at once: each statement by itself would go to the driver's thread and back three times.
        connection.run_async(lambda line: line.executescript(pragmas))

    @event.listens_for(engine.sync_engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


async def holds_keys(url: str) -> bool:
    """Whether there is a database with keys in it, which only their ring opens; nothing is made. Raises StoreDown."""
    if is_sqlite(url) and not await asyncio.to_thread(Path(make_url(url).database or "").exists):
        return False
    writing, reading = open_engines(url)
    try:
        async with reading.connect() as line:
            if "key" not in await line.run_sync(lambda sync: inspect(sync).get_table_names()):
                return False
            return (await line.execute(text("SELECT 1 FROM key LIMIT 1"))).first() is not None
    except Exception as error:
        if is_down(error):
            raise StoreDown(type(error).__name__) from None
        raise
    finally:
        for engine in {writing, reading}:
            await engine.dispose()


def settings_of(connection: Connection | None = None) -> Config:
    """Alembic's configuration for an open connection: no file, no logging set up."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


@cache
def newest() -> tuple[str, ...]:
    """The revision that the migrations of this program end at."""
    return tuple(ScriptDirectory.from_config(settings_of()).get_heads())


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the schema to revision `to`. Several processes may start at once: the first one does it."""
    if to == "head" and MigrationContext.configure(connection).get_current_heads() == newest():
        return
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7461)")
    command.upgrade(settings_of(connection), to)


async def migrate(engine: AsyncEngine) -> None:
    """Make or bring up the schema. Raises StoreDown."""
    try:
        async with engine.begin() as connection:
            await connection.run_sync(upgrade)
    except Exception as error:
        if is_down(error):
            raise StoreDown(type(error).__name__) from None
        raise
