"""Two hundred officers reach for the same fifty cases at once: each case has one holder, and everybody else knows who.

Ten thousand acts in an order that chance chose (with a seed), through two real receptions at once, as two processes
over one PostgreSQL; a quarter of that through the one committer of SQLite, where nothing runs beside it.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack

import pytest

from casework.acts import Ruling, Taken
from storage import audit
from storage.audit_check import find_damage
from storage.officers import add_officer
from storage.store import Store
from storage.timestamps import ms
from storage.vault import Vault
from tests.bot.house import House, opened
from tests.storage.world import NOON, held

OFFICERS, CASES = {"sqlite": 50, "postgresql": 200}, 50
SEED = 4


def reach(officer: str, receipt: str) -> Taken:
    return Taken(key=f"{officer}:{receipt}", receipt=receipt, ministry="kftc", officer=officer, at=NOON)


async def crowd(store: Store, count: int) -> list[str]:
    async with store.transaction() as tx:
        return [await add_officer(tx, "kftc", "officer", f"Park {n}", "ko", ms(NOON), "house") for n in range(count)]


async def race(houses: Sequence[House], acts: Sequence[Taken]) -> list[Ruling]:
    """All acts at once, dealt out over the receptions."""
    reaching = [houses[n % len(houses)].inbox.act(act) for n, act in enumerate(acts)]
    return list(await asyncio.gather(*reaching))


@pytest.mark.slow("ten thousand acts of officers, each in a transaction of its own")
async def test_of_ten_thousand_claims_each_case_goes_to_one_and_all_others_are_told_who(
    url: str, kind: str, vault: Vault
) -> None:
    async with AsyncExitStack() as stack:
        stores = [await Store.open(url, vault) for _ in range(1 if kind == "sqlite" else 2)]
        for store in stores:
            stack.push_async_callback(store.close)
        houses = [await stack.enter_async_context(opened(store)) for store in stores]
        receipts = [await houses[0].filed(f"telegram:{n}") for n in range(CASES)]
        officers = await crowd(stores[0], OFFICERS[kind])
        acts = [reach(officer, receipt) for officer in officers for receipt in receipts]
        random.Random(SEED).shuffle(acts)
        rulings = await race(houses, acts)
        await check(stores[0], acts, rulings)


async def check(store: Store, acts: Sequence[Taken], rulings: Sequence[Ruling]) -> None:
    taken = {act.receipt: act.officer for act, ruling in zip(acts, rulings, strict=True) if ruling.done}
    assert Counter(ruling.why for ruling in rulings) == {"": CASES, "held": len(acts) - CASES}
    assert len(taken) == CASES
    for act, ruling in zip(acts, rulings, strict=True):
        assert ruling.holder == taken[act.receipt]
    async with store.reading() as tx:
        for receipt, holder in taken.items():
            row = await held(tx, receipt)
            assert (row.holder, row.state, row.version) == (holder, "taken", 1)
            lines = await audit.history(tx, f"{receipt}:kftc")
            assert [(line.actor, line.action) for line in lines] == [(holder, "taken")]
        assert await find_damage(tx) == []


async def test_the_owner_of_a_case_that_many_reached_for_hears_once_that_it_was_taken(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        before = len(await house.heard("telegram:1", 2))
        officers = await crowd(store, 200)
        await race([house], [reach(officer, receipt) for officer in officers])
        await house.say("telegram:1", "still here")
        words = await house.heard("telegram:1", before + 2)
        assert [each for each in words if each.startswith("heard")] == ["heard taken: "]


async def test_the_same_claim_brought_again_by_another_process_is_the_same_claim(url: str, vault: Vault) -> None:
    first, second = await Store.open(url, vault), await Store.open(url, vault)
    async with opened(first) as here, opened(second) as there:
        receipt = await here.filed("telegram:1")
        [officer] = await crowd(first, 1)
        acts = [reach(officer, receipt)] * 2
        rulings = await race([here, there], acts)
    assert sorted(ruling.why for ruling in rulings) == ["", "again"]
    await first.close()
    await second.close()
