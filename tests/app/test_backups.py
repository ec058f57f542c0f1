"""A copy of the database put back: what was destroyed since is destroyed again before anything is served from it."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

import pytest

from app.assembly import assembled
from app.commands import backups
from app.settings import load_settings
from dialogs.case_states import Destroyer
from dialogs.session import Session
from storage import erasure
from storage.cases import load_case, store_case
from storage.tombstones import FILE
from tests.storage.world import report

AT = 1_800_000_000_000
CODES = ("SM-7K2Q-9XMD-5", "SM-AB12-CD34-E")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with two reports."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("SINMUNGO_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("SINMUNGO_SEARCH", "letters")
    asyncio.run(_filed())
    return tmp_path


async def _filed() -> None:
    async with assembled(load_settings()) as parts, parts.store.transaction() as tx:
        for code in CODES:
            key, wrapped = tx.vault.new_key(AT)
            await tx.add_keys([wrapped])
            await store_case(tx, report(Session(f"web:{code}", code)), f"web:{code}", key, AT)


async def _erased(code: str) -> None:
    async with assembled(load_settings()) as parts, parts.store.transaction() as tx:
        assert await erasure.erase(tx, code, AT, "owner", Destroyer.OWNER)


async def _there() -> list[bool]:
    async with assembled(load_settings()) as parts, parts.store.reading() as tx:
        found = [await load_case(tx, code) for code in CODES]
        return [case is not None and case.file is not None for case in found]


def verb(name: str, folder: Path) -> int:
    verbs = {"backup": backups.backup, "restore": backups.restore}
    return verbs[name](argparse.Namespace(folder=folder))


def away(house: Path) -> None:
    for file in (house / "var").glob("sinmungo.db*"):
        file.rename(house / f"old-{file.name}")


@pytest.mark.attack("security-A4")
def test_a_backup_from_before_an_erasing_is_erased_again_when_it_is_put_back(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verb("backup", house / "copy") == 0
    asyncio.run(_erased(CODES[0]))
    away(house)
    assert verb("restore", house / "copy") == 0
    assert capsys.readouterr().out.endswith("destroyed again: 1\n")
    assert asyncio.run(_there()) == [False, True]


@pytest.mark.attack("security-A4")
def test_a_copy_that_was_put_back_by_hand_is_erased_again_before_anything_is_served(house: Path) -> None:
    """Every way of running opens the house by the same assembly, and a port only after it."""
    assert verb("backup", house / "copy") == 0
    asyncio.run(_erased(CODES[1]))
    away(house)
    (house / "copy" / backups.NAME).rename(house / "var" / "sinmungo.db")
    assert asyncio.run(_there()) == [True, False]


def test_nothing_is_overwritten(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verb("backup", house / "copy") == 0
    assert verb("backup", house / "copy") == 1
    assert verb("restore", house / "copy") == 1
    assert verb("restore", house / "nowhere") == 1
    told = capsys.readouterr().err
    assert told.count("is there already") == 2
    assert asyncio.run(_there()) == [True, True]


def test_a_copy_is_its_users_alone_and_holds_no_key(house: Path) -> None:
    assert verb("backup", house / "copy") == 0
    assert [(file.name, file.stat().st_mode & 0o777) for file in (house / "copy").iterdir()] == [(backups.NAME, 0o600)]


def test_tombstones_of_a_ring_that_is_a_setting_lie_with_the_other_data(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {file.stem: file.read_text("ascii").strip() for file in (house / "var" / "keys").glob("*.key")}
    monkeypatch.setenv("SINMUNGO_KEYS", ",".join(f"{name}={key}" for name, key in keys.items()))
    assert verb("backup", house / "copy") == 0
    asyncio.run(_erased(CODES[0]))
    assert (house / "var" / FILE).read_text("ascii").endswith(" owner\n")
    away(house)
    assert verb("restore", house / "copy") == 0
    assert asyncio.run(_there()) == [False, True]


def test_postgresql_has_its_own(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@localhost/nothing")
    assert [verb("backup", house), verb("restore", house)] == [1, 1]
    assert "pg_dump" in capsys.readouterr().err
