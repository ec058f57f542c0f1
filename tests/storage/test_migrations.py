"""The migrations make what the tables say, on both databases, and once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from storage import conflicts
from storage.code_upgrade import hide_codes
from storage.database import StoreDown, migrate, open_engines, upgrade
from storage.store import Store
from storage.tables.columns import metadata
from storage.vault import Vault


def _differences(line: Connection) -> list[object]:
    context = MigrationContext.configure(line, opts={"compare_type": True, "target_metadata": metadata})
    return list(compare_metadata(context, metadata))


async def test_the_migrations_make_what_the_tables_say(store: Store) -> None:
    async with store.engines[0].connect() as line:
        assert await line.run_sync(_differences) == []
        names = set(await line.run_sync(lambda sync: inspect(sync).get_table_names()))
    assert names == {*metadata.tables, "alembic_version"}
    assert {"audit", "clock"} <= names


async def test_partial_indexes_are_partial(store: Store) -> None:
    async with store.engines[0].connect() as line:
        indexes = await line.run_sync(lambda sync: inspect(sync).get_indexes("outgoing"))
    partial = {index["name"] for index in indexes if any("where" in key for key in index.get("dialect_options", {}))}
    assert {"ix_outgoing_waiting", "ix_outgoing_due", "ix_outgoing_dead"} <= partial


async def test_opening_again_changes_nothing(store: Store, url: str, vault: Vault) -> None:
    again = await Store.open(url, vault)
    async with again.engines[0].connect() as line:
        assert await line.run_sync(_differences) == []
    await again.close()


async def test_what_was_kept_before_is_kept(empty: str, vault: Vault) -> None:
    engines = open_engines(empty)
    async with engines[0].begin() as line:
        await line.run_sync(upgrade, "0001")
        for statement in _BEFORE:
            await line.execute(text(statement), {"sealed": b"x"})
    for engine in set(engines):
        await engine.dispose()
    store = await Store.open(empty, vault)
    await hide_codes(store)
    async with store.reading() as tx:
        assert await conflicts.is_barred(tx, "SM-1", "o1")
        for table in ("case_", "officer", "referral", "message", "evidence"):
            assert len(await tx.all(text(f"SELECT * FROM {table}"))) == 1
    async with store.engines[1].connect() as line:
        assert await line.run_sync(_differences) == []
    await store.close()


_BEFORE = (
    "INSERT INTO case_ (receipt, doc) VALUES ('SM-1', :sealed)",
    "INSERT INTO officer (id, person) VALUES ('o1', :sealed)",
    "INSERT INTO referral (receipt, ministry) VALUES ('SM-1', 'kftc')",
    "INSERT INTO message (receipt, body) VALUES ('SM-1', :sealed)",
    "INSERT INTO evidence (id, head, body) VALUES ('f1', :sealed, :sealed)",
    "INSERT INTO barred (receipt, officer, created) VALUES ('SM-1', 'o1', 5)",
)


async def test_several_processes_may_start_at_once(empty: str, vault: Vault) -> None:
    stores = await asyncio.gather(*(Store.open(empty, vault) for _ in range(4)))
    for store in stores:
        await store.close()


async def test_a_database_that_is_away_is_said_to_be(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(StoreDown):
        await Store.open("postgresql+asyncpg://postgres@127.0.0.1:1/none", vault)
    with pytest.raises(StoreDown):
        await Store.open(f"sqlite+aiosqlite:///{tmp_path}", vault)


async def test_sqlite_keeps_commits_through_a_power_cut(tmp_path: Path, vault: Vault) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/x.db", vault)
    async with store.transaction() as tx:
        found = {name: (await tx.line.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in _PRAGMAS}
    await store.close()
    assert found == _PRAGMAS


_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


async def test_parameters_never_show_in_an_error(empty: str) -> None:
    engines = open_engines(empty)
    await migrate(engines[0])
    with pytest.raises(Exception, match="nowhere") as caught:
        async with engines[1].connect() as line:
            await line.execute(text("SELECT * FROM nowhere WHERE a = :a"), {"a": "secret words"})
    assert "secret words" not in str(caught.value)
    for engine in set(engines):
        await engine.dispose()
