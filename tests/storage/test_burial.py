"""What was destroyed stays so where a copy of the database of before is put back."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from dialogs.case_states import Destroyer
from storage import cases, sessions, tombstones
from storage.burial import bury_again
from storage.keyring import Keyring
from storage.store import Store
from storage.timestamps import DAY, ms
from storage.tombstones import FILE, name_of
from storage.vault import Vault
from tests.bot.house import opened
from tests.storage.world import NOON


@pytest.fixture
def kind() -> str:
    """A copy is a copy of a file here."""
    return "sqlite"


def lines(ring: Keyring) -> list[str]:
    assert ring.path is not None
    file = ring.path / FILE
    return file.read_text("ascii").splitlines() if file.exists() else []


async def put_back(store: Store, tmp_path: Path, vault: Vault) -> Store:
    """The copy is the database now."""
    await store.close()
    return await Store.open(f"sqlite+aiosqlite:///{tmp_path}/copy.db", vault)


def copied(tmp_path: Path, store: Store) -> None:
    """A backup, as it is documented."""
    file = str(store.engines[0].url.database)
    with closing(sqlite3.connect(file)) as line, closing(sqlite3.connect(tmp_path / "copy.db")) as to:
        line.backup(to)


@pytest.mark.attack("security-A4")
async def test_a_backup_from_before_an_erasing_is_erased_again(store: Store, tmp_path: Path, vault: Vault) -> None:
    async with opened(store) as house:
        stays, gone = await house.filed("telegram:1"), await house.filed("telegram:2")
        copied(tmp_path, store)
        await house.say("telegram:2", "forget it")
    again = await put_back(store, tmp_path, vault)
    async with again.reading() as tx:
        assert (await cases.load_case(tx, gone)).file is not None  # type: ignore[union-attr]
    assert await bury_again(again, NOON + timedelta(days=3)) == 1
    async with again.reading() as tx:
        kept, lost = await cases.load_case(tx, stays), await cases.load_case(tx, gone)
        session = (await sessions.load(tx, ["telegram:2"]))["telegram:2"].session
    assert kept is not None
    assert lost is not None
    assert (kept.file is not None, lost.file, lost.key) == (True, None, None)
    assert session.draft.form.answers == {}
    assert (await again.status(gone)).gone is Destroyer.OWNER
    assert await bury_again(again, NOON + timedelta(days=3)) == 0
    await again.close()


async def test_a_tombstone_tells_no_code(store: Store, ring: Keyring) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        assert lines(ring) == []
        await house.say("telegram:1", "forget it")
    assert lines(ring) == [f"{name_of(store.vault, receipt)} {ms(NOON) // DAY} owner"]
    assert receipt not in lines(ring)[0]
    assert ring.path is not None
    assert (ring.path / FILE).stat().st_mode & 0o777 == 0o600


async def test_nothing_is_written_of_what_was_not_destroyed(store: Store, ring: Keyring) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
    with suppress(ZeroDivisionError):
        async with store.transaction() as tx:
            tx.buried.append(tombstones.Tombstone(name_of(tx.vault, receipt), 1, Destroyer.OWNER))
            raise ZeroDivisionError
    assert lines(ring) == []
    assert await bury_again(store, NOON) == 0


async def test_a_tombstone_that_a_crash_prevented_is_written_at_the_next_start(store: Store, ring: Keyring) -> None:
    async with opened(store) as house:
        await house.filed("telegram:1")
        await house.say("telegram:1", "forget it")
    before = lines(ring)
    assert ring.path is not None
    (ring.path / FILE).unlink()
    assert await bury_again(store, NOON) == 0
    assert lines(ring) == before


async def test_half_a_line_takes_nothing_with_it(store: Store, ring: Keyring) -> None:
    assert ring.path is not None
    async with opened(store) as house:
        for n in range(3):
            await house.filed(f"telegram:{n}")
            await house.say(f"telegram:{n}", "forget it")
            with (ring.path / FILE).open("a") as file:
                file.write("0123456789")
    assert len(tombstones.read(ring.path / FILE)) == 3


async def test_a_folder_that_cannot_be_written_keeps_nobody_from_erasing(store: Store, ring: Keyring) -> None:
    assert ring.path is not None
    (ring.path / FILE).mkdir()
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await house.say("telegram:1", "forget it")
    (ring.path / FILE).rmdir()
    assert (await store.status(receipt)).gone is Destroyer.OWNER
    await bury_again(store, NOON)
    assert len(lines(ring)) == 1


async def test_who_destroyed_it_is_told_again(store: Store, ring: Keyring) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
    assert ring.path is not None
    tombstones.add(ring.path / FILE, [tombstones.Tombstone(name_of(store.vault, receipt), 9, Destroyer.OPERATOR)])
    assert await bury_again(store, NOON) == 1
    assert (await store.status(receipt)).gone is Destroyer.OPERATOR
