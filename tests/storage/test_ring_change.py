"""The ring changes its key after every day on which something was destroyed, by running time and by no clock."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import queues, ring_change, ring_places
from storage import tables as t
from storage.audience import OWNER
from storage.beats import DAY_OF_BEATS
from storage.keyring import Keyring, open_ring, read_ring
from storage.store import Store
from storage.vault import Vault
from tests.bot.house import opened
from tests.storage.hours import counted, run_on
from tests.storage.world import NOON, said

AHEAD = datetime(2036, 11, 27, tzinfo=UTC)


async def test_keys_rotate_while_serving(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        old = store.vault.ring.newest
        saying = [house.inbox.receive(*said(f"telegram:{n}", "a", f"u{n}")) for n in range(100)]
        rotating = asyncio.create_task(ring_change.rotate(store, NOON + timedelta(days=1)))
        outcomes = await asyncio.gather(*saying)
        rotated = await rotating
        assert rotated >= 2
        assert not any(outcome.failed for outcome in outcomes)
        assert await ring_change.retire(store) == ()
        await run_on(store, DAY_OF_BEATS - 1, NOON)
        assert await ring_change.retire(store) == ()
        await run_on(store, 1, NOON)
        assert await ring_change.retire(store) == (old,)
        house.hot.clear()
        assert (await house.say("telegram:5", "b")).turn == 2
        async with store.reading() as tx:
            whole = await queues.whole(tx, receipt, OWNER)
            assert {row[0] for row in await tx.all(select(t.key.c.ring))} == {store.vault.ring.newest}
    assert whole is not None
    assert whole.case.file is not None


async def turned(store: Store, hours: int, at: datetime = NOON) -> int:
    """How often the key was changed in so many hours of running."""
    times = 0
    for _hour in range(hours):
        await run_on(store, 1, at)
        times += await ring_change.turn(store, at)
    return times


async def test_the_key_is_changed_on_a_day_on_which_something_was_destroyed_and_on_no_other(store: Store) -> None:
    async with opened(store) as house:
        await house.filed("telegram:1")
        assert await turned(store, 50) == 0
        await house.say("telegram:1", "forget it")
        first = store.vault.ring.newest
        assert await turned(store, 1) == 1
        assert store.vault.ring.newest > first
        assert await turned(store, 50) == 0
        assert store.vault.ring.ids == (store.vault.ring.newest,)
        for n in range(2, 5):
            await house.filed(f"telegram:{n}")
            await house.say(f"telegram:{n}", "forget it")
        assert await turned(store, 5) == 1
        await house.filed("telegram:9")
        await house.say("telegram:9", "forget it")
        assert await turned(store, DAY_OF_BEATS - 5) == 0
        assert await turned(store, 1) == 1
    assert (await counted(store)).destroyed == 0


@pytest.mark.attack("security-A4c")
@pytest.mark.parametrize("clock", [NOON, AHEAD, NOON - timedelta(days=4000)], ids=["right", "ahead", "behind"])
async def test_no_clock_keeps_an_old_key_of_the_ring(url: str, tmp_path: Path, clock: datetime) -> None:
    """A ring that was made while the clock was ten years ahead."""
    store = await Store.open(url, Vault(open_ring(tmp_path / "ahead", AHEAD)))
    async with opened(store) as house:
        await house.filed("telegram:1")
        first = store.vault.ring.newest
        for day in range(3):
            await house.filed(f"telegram:2{day}")
            await house.say(f"telegram:2{day}", "forget it")
            before = store.vault.ring.newest
            assert await turned(store, DAY_OF_BEATS, clock) == 1
            assert store.vault.ring.newest > before
        await turned(store, DAY_OF_BEATS + 1, clock)
    assert first not in store.vault.ring.ids
    assert [file.stem for file in (tmp_path / "ahead").glob("*.key") if file.stem not in ("index", "proof")] == [
        store.vault.ring.newest
    ]
    await store.close()


@pytest.mark.attack("security-A4c")
def test_names_of_ring_keys_sort_by_age_and_do_not_grow(tmp_path: Path) -> None:
    ring = open_ring(tmp_path / "keys", AHEAD)
    names = [ring.newest, *(ring.grow(NOON) for _day in range(400))]
    assert names == sorted(set(names))
    assert max(map(len, names)) <= 32
    assert ring.grow(AHEAD + timedelta(days=1)) > names[-1]
    old = Keyring({f"{names[0]}xx": bytes(32)}, bytes(32))
    assert old.grow(NOON) > f"{names[0]}xx"


async def test_a_ring_of_the_settings_is_the_operators_to_change(url: str) -> None:
    ring = read_ring(f"index={'0' * 64},20260101T000000={'1' * 64}")
    store = await Store.open(url, Vault(ring))
    async with opened(store) as house:
        await house.filed("telegram:1")
        await house.say("telegram:1", "forget it")
        assert await turned(store, 30) == 0
    assert len(ring.ids) == 1
    await store.close()


async def test_a_ring_on_two_machines_is_the_operators_to_change(store: Store, url: str, tmp_path: Path) -> None:
    """The folder was copied by hand: a key that one of them makes is not the other's."""
    await ring_places.note_here(store)
    shutil.copytree(tmp_path / "keys", tmp_path / "other")
    other = await Store.open(url, Vault(open_ring(tmp_path / "other", NOON)))
    await ring_places.note_here(other)
    async with opened(store) as house:
        await house.filed("telegram:1")
        await house.say("telegram:1", "forget it")
        for _hour in range(30):
            await run_on(store, 1, NOON)
            for each in (store, other):
                await ring_places.note_here(each)
                assert not await ring_change.turn(each, NOON)
        assert await turned(store, 5) == 1, "once the other is not seen any more"
    await other.close()
