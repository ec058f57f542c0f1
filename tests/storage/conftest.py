"""Stores on both databases, each in a database of its own that is a copy of a migrated one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.keyring import Keyring, open_ring
from storage.store import Store
from storage.vault import Vault
from tests.databases import Template, postgresql, sqlite_in
from tests.storage.world import NOON


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def url(kind: str, tmp_path: Path, template: Template) -> AsyncIterator[str]:
    """A database with the schema and nothing else in it."""
    if kind == "sqlite":
        yield sqlite_in(tmp_path)
        return
    async with postgresql(await template.name()) as found:
        yield found


@pytest.fixture
async def empty(kind: str, tmp_path: Path) -> AsyncIterator[str]:
    """A database with nothing in it, not even the schema."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path}/empty.db"
        return
    async with postgresql() as found:
        yield found


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    return open_ring(tmp_path / "keys", NOON)


@pytest.fixture
def vault(ring: Keyring) -> Vault:
    return Vault(ring)


@pytest.fixture
async def store(url: str, vault: Vault) -> AsyncIterator[Store]:
    made = await Store.open(url, vault)
    yield made
    await made.close()
