"""Who acts in a ministry's group, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from storage import house_tables as h
from storage.desk_members import member
from storage.store import Store
from tests.storage.conftest import kind, ring, store, url, vault

__all__ = ["kind", "ring", "store", "url", "vault"]


async def test_whoever_first_acts_in_a_group_is_an_officer_of_its_ministry_from_then_on(store: Store) -> None:
    async with store.transaction() as tx:
        first = await member(tx, "kftc", "telegram:1", "Park Jiyoung", 5)
    async with store.transaction() as tx:
        again = await member(tx, "kftc", "telegram:1", "Park J.", 6)
        other = await member(tx, "kftc", "telegram:2", "Lee", 6)
    assert first == again
    assert other.officer != first.officer
    async with store.reading() as tx:
        (row, _) = await tx.all(select(h.officer).order_by(h.officer.c.created))
    assert (row.ministry, row.role) == ("kftc", "officer")
    assert b"Park" not in row.person
    assert row.telegram != "1"


@pytest.mark.parametrize(("ministry", "why"), [("mss", "elsewhere"), ("kftc", "revoked")])
async def test_an_officer_of_another_body_or_whose_access_ended_may_not_act(
    store: Store, ministry: str, why: str
) -> None:
    async with store.transaction() as tx:
        await member(tx, "kftc", "telegram:1", "Park", 5)
        if why == "revoked":
            await tx.run(update(h.officer).values(revoked=True))
    async with store.transaction() as tx:
        assert (await member(tx, ministry, "telegram:1", "Park", 6)).why == why
