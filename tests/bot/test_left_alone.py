"""A report whose desk nobody sits at any more: its owner and the secretariat hear it once, and again after a return."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from casework.acts import PassedOn, Seen
from guidance.guide import DESKS, SECRETARIAT
from storage import officers, reach, sign_ins
from storage.states import OfficerRole
from storage.store import Store
from storage.timestamps import ms
from storage.vault import Vault
from tests.bot.house import desk_group, hired
from tests.casework.clockwork import clockwork
from tests.storage.world import NOON


@pytest.fixture
async def store(url: str, vault: Vault) -> AsyncIterator[Store]:
    """A real house, not a trial."""
    made = await Store.open(url, vault, trial=False)
    yield made
    await made.close()


async def signed_in(store: Store, ministry: str, at: int, role: str = "officer") -> str:
    """An officer of this desk who signed in at `at`."""
    async with store.transaction() as tx:
        who = await officers.add_officer(tx, ministry, role, f"{ministry} {role}", "ko", at, "test")
        await sign_ins.begin(tx, who, await sign_ins.half(tx, who, at), "", at)
    return who


async def staffed(store: Store, at: int) -> frozenset[str]:
    async with store.reading() as tx:
        return await reach.staffed(tx, at)


async def test_a_desk_is_staffed_by_who_signed_in_within_thirty_days_and_carries_cases(store: Store) -> None:
    at = ms(NOON)
    assert await staffed(store, at) == frozenset()
    await hired(store, came=1)
    await signed_in(store, "mss", at, OfficerRole.AUDITOR)
    assert await staffed(store, at) == frozenset()
    who = await signed_in(store, "kftc", at)
    assert await staffed(store, at) == {"kftc"}
    assert await staffed(store, at + reach.SIGNED_IN_WITHIN - 1) == {"kftc"}
    assert await staffed(store, at + reach.SIGNED_IN_WITHIN) == frozenset()
    async with store.transaction() as tx:
        await officers.revoke(tx, who, at, "test")
    assert await staffed(store, at) == frozenset()


async def test_in_a_trial_every_desk_is_open_to_one_person_and_no_longer_than_the_trial(
    url: str, vault: Vault, store: Store
) -> None:
    trial = await Store.open(url, vault, trial=True)
    assert await staffed(trial, ms(NOON)) == frozenset(DESKS)
    async with trial.transaction() as tx:
        seats = {each: await reach.trial_officer(tx, each, ms(NOON)) for each in DESKS}
        assert seats == {each: await reach.trial_officer(tx, each, ms(NOON)) for each in DESKS}
        assert await reach.end_trial(tx, ms(NOON)) == 0
    await trial.close()
    async with store.transaction() as tx:
        with pytest.raises(reach.NoTrial):
            await reach.trial_officer(tx, "kftc", ms(NOON))
        assert await reach.end_trial(tx, ms(NOON)) == len(DESKS)
        assert await reach.end_trial(tx, ms(NOON)) == 0
        left = [one for desk in DESKS for one in await officers.officers_of(tx, desk)]
    assert left == []


async def test_owner_and_secretariat_hear_once_that_a_desk_was_left_and_again_after_a_return(store: Store) -> None:
    await desk_group(store, SECRETARIAT, "desk:-900")
    async with clockwork(store) as house:
        at = house.clock.at
        keeps = await signed_in(store, "mss", ms(at))
        leaves = await signed_in(store, "kftc", ms(at))
        receipt = await house.filed("telegram:1")
        assert "left_alone" not in await house.heard_of_desks()
        async with store.transaction() as tx:
            await officers.revoke(tx, leaves, ms(house.clock.at), "test")
        await house.at(house.clock.at + timedelta(minutes=1))
        await house.at(house.clock.at + timedelta(minutes=1))
        assert (await house.heard_of_desks()).count("left_alone") == 1
        await house.sent()
        assert house.desk.words("desk:-900") == [f"left_alone {receipt}"]
        assert (await house.referral(receipt)).left_alone
        assert not (await house.referral(receipt, "mss")).left_alone
        again = await signed_in(store, "kftc", ms(house.clock.at))
        await house.at(house.clock.at + timedelta(minutes=1))
        assert not (await house.referral(receipt)).left_alone
        async with store.transaction() as tx:
            await officers.revoke(tx, again, ms(house.clock.at), "test")
        await house.at(house.clock.at + timedelta(minutes=1))
        assert (await house.heard_of_desks()).count("left_alone") == 2
        assert keeps


async def test_a_report_is_passed_on_to_a_staffed_desk_alone(store: Store) -> None:
    async with clockwork(store) as house:
        at = ms(house.clock.at)
        who = await signed_in(store, "kftc", at)
        await signed_in(store, "mss", at)
        receipt = await house.filed("telegram:1")
        await house.do(Seen, receipt, who)
        refused = await house.do(PassedOn, receipt, who, to="moip", words="…")
        assert (refused.why, (await house.referral(receipt)).passed_to) == ("unstaffed", "")
        await signed_in(store, "moip", at)
        assert (await house.do(PassedOn, receipt, who, to="moip", words="…")).done


@pytest.mark.attack("security-B2")
async def test_a_clock_that_jumps_empties_no_desk(store: Store) -> None:
    async with clockwork(store) as house:
        await signed_in(store, "kftc", ms(house.clock.at))
        await signed_in(store, "mss", ms(house.clock.at))
        receipt = await house.filed("telegram:1")
        await house.at(house.clock.at + timedelta(days=400))
        assert "left_alone" not in await house.heard_of_desks()
        assert not (await house.referral(receipt)).left_alone
