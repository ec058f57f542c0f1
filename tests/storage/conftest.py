"""Stores on both databases, made by the migrations; PostgreSQL at TEST_DATABASE_URL, in databases of their own."""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from storage.keyring import Ring, open_ring
from storage.store import Store
from storage.vault import Vault
from tests.storage.world import NOON

SERVER = os.environ.get("TEST_DATABASE_URL", "postgresql+asyncpg://postgres@127.0.0.1:5432/test")


async def _order(statement: str) -> None:
    engine = create_async_engine(SERVER, isolation_level="AUTOCOMMIT")
    async with engine.connect() as line:
        await line.exec_driver_sql(statement)
    await engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def url(kind: str, tmp_path: Path) -> AsyncIterator[str]:
    """A database with nothing in it."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path}/sinmungo.db"
        return
    name = f"store_{secrets.token_hex(6)}"
    await _order(f"CREATE DATABASE {name}")
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    await _order(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def ring(tmp_path: Path) -> Ring:
    return open_ring(tmp_path / "keys", NOON)


@pytest.fixture
def vault(ring: Ring) -> Vault:
    return Vault(ring)


@pytest.fixture
async def store(url: str, vault: Vault) -> AsyncIterator[Store]:
    made = await Store.open(url, vault)
    yield made
    await made.close()
