"""Key ring and database belong together: with the wrong one nothing starts, nothing is made, nothing is overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import delete

from app.assembly import assembled
from app.settings import Settings, load_settings
from storage.keyring import KeyringError
from storage.ring_check import r
from tests.storage.world import NOON

pytestmark = pytest.mark.attack("security-B13")


@pytest.fixture
async def house(tmp_path: Path) -> Settings:
    """A house that was started once and holds something."""
    settings = load_settings(None, var=tmp_path / "var")
    await start(settings)
    return settings


async def start(settings: Settings) -> None:
    async with assembled(settings) as parts, parts.store.transaction() as tx:
        await tx.house_key()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def rings(settings: Settings) -> Path:
    return settings.keys_folder


async def refused(settings: Settings, words: str) -> None:
    before = contents(rings(settings)) if rings(settings).exists() else {}
    with pytest.raises(KeyringError, match=words):
        await start(settings)
    assert (contents(rings(settings)) if rings(settings).exists() else {}) == before, "no key was made or changed"


async def test_the_right_ring_starts_again(house: Settings) -> None:
    await start(house)


async def test_a_missing_ring_is_never_made_anew(house: Settings, tmp_path: Path) -> None:
    shutil.move(rings(house), tmp_path / "away")
    await refused(house, "put the ring back")
    shutil.move(tmp_path / "away", rings(house))
    await start(house)


async def test_another_index_key_is_refused(house: Settings) -> None:
    (rings(house) / "index.key").write_text("11" * 32 + "\n")
    await refused(house, "index key")


@pytest.mark.attack("security-B7")
async def test_another_proving_key_is_refused_and_a_missing_one_is_not_made_anew(house: Settings) -> None:
    kept = (rings(house) / "proof.key").read_text()
    (rings(house) / "proof.key").write_text("11" * 32 + "\n")
    await refused(house, "proof.key")
    (rings(house) / "proof.key").unlink()
    await refused(house, "proof.key")
    (rings(house) / "proof.key").write_text(kept)
    await start(house)


@pytest.mark.attack("security-B7")
async def test_a_ring_of_a_version_before_gets_a_proving_key_once(house: Settings) -> None:
    async with assembled(house) as parts, parts.store.transaction() as tx:
        await tx.run(delete(r).where(r.c.name == "proof"))
    (rings(house) / "proof.key").unlink()
    await start(house)
    made = (rings(house) / "proof.key").read_text()
    await start(house)
    assert (rings(house) / "proof.key").read_text() == made


async def test_a_ring_of_another_house_is_refused(house: Settings, tmp_path: Path) -> None:
    other = load_settings(None, var=tmp_path / "other")
    await start(other)
    shutil.rmtree(rings(house))
    shutil.copytree(rings(other), rings(house))
    await refused(house, "not in the key ring|index key")


async def test_an_empty_database_beside_a_ring_that_has_one_is_refused(house: Settings) -> None:
    for file in house.var.glob("sinmungo.db*"):
        file.unlink()
    await refused(house, "belongs to another database")
    (rings(house) / "house.id").unlink()
    await start(house)


async def test_a_clock_that_was_ahead_does_not_stop_rotation(house: Settings) -> None:
    async with assembled(house) as parts:
        ring = parts.ring
        ahead = ring.grow(NOON.replace(year=2036))
        assert ring.newest == ahead
        now = ring.grow(NOON)
        assert ring.newest == now > ahead
