"""The codes and groups of an older database are hidden before the house opens, once, and wherever it was stopped."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select, text

from storage import audit, cases, code_upgrade, groups
from storage import tables as t
from storage.audit_check import DamageKind, find_damage
from storage.code_upgrade import hide_clear, hide_codes
from storage.store import Store
from storage.timestamps import ms
from tests.addresses import codes_standing, standing
from tests.storage import golden
from tests.storage.test_address_upgrade import Stopped, Stopping
from tests.storage.world import NOON


async def _clear(store: Store) -> tuple[list[str], list[str]]:
    """The codes and the numbers of groups that stand in the database before."""
    async with store.reading() as tx:
        codes = [row[0] for row in await tx.all(text("SELECT receipt FROM case_ UNION SELECT receipt FROM session"))]
        chats = [row[0] for row in await tx.all(text("SELECT chat FROM desk WHERE chat <> ''"))]
    assert all(code.startswith("SM-") for code in codes)
    return codes, [chat.removeprefix("desk:") for chat in chats]


async def _opens(store: Store, codes: list[str]) -> None:
    """Reports open under their codes, with all that hangs on them, and the log holds."""
    async with store.transaction() as tx:
        await audit.prove(tx, ms(NOON))
    async with store.reading() as tx:
        found = await tx.read(str, select(t.case_.c.receipt))
        assert {*found} <= {*codes}
        for code in found:
            assert (await cases.status(tx, code)).referrals
            assert await cases.load_case(tx, code)
        assert await audit.history(tx, found[0]) or await audit.history(tx, found[-1])
        assert {each.kind for each in await find_damage(tx)} <= {DamageKind.UNPROVEN}
        assert (await groups.desk(tx, "kftc")).chat.startswith("desk:-")
    assert found


@pytest.mark.attack("security-A3")
async def test_nothing_is_lost_and_no_code_is_left(url: str, tmp_path: Path) -> None:
    await golden.lay(url)
    store = await Store.open(url, golden.vault())
    codes, numbers = await _clear(store)
    before = await golden.counts(url)
    assert await codes_standing(store, tmp_path, *codes), "it finds what is there"
    assert await standing(store, tmp_path, *numbers)
    assert await hide_clear(store) > 100
    assert await golden.counts(url) == before
    assert codes
    assert numbers
    assert await codes_standing(store, tmp_path, *codes) == []
    assert await standing(store, tmp_path, *numbers) == []
    await _opens(store, codes)
    assert await hide_codes(store) == 0
    await store.close()


async def test_it_goes_on_wherever_it_was_stopped(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped once in each of its transactions, one further each time."""
    monkeypatch.setattr(code_upgrade, "MANY", 60)
    await golden.lay(url)
    store = await Stopping.open(url, golden.vault())
    assert isinstance(store, Stopping)
    codes, numbers = await _clear(store)
    stops = 0
    while True:
        store.left = stops
        try:
            await hide_codes(store)
            break
        except Stopped:
            stops += 1
    store.left = 1_000_000
    assert stops > len(code_upgrade.NAMED)
    await hide_clear(store)
    assert await codes_standing(store, tmp_path, *codes) == []
    assert await standing(store, tmp_path, *numbers) == []
    await _opens(store, codes)
    await store.close()


async def test_two_that_start_at_once_take_turns(url: str, tmp_path: Path) -> None:
    await golden.lay(url)
    stores = [await Store.open(url, golden.vault()) for _ in range(2)]
    codes, _numbers = await _clear(stores[0])
    assert sum(await asyncio.gather(*map(hide_clear, stores))) > 100
    assert await codes_standing(stores[0], tmp_path, *codes) == []
    await _opens(stores[1], codes)
    for store in stores:
        await store.close()
