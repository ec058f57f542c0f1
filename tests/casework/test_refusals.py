"""Whoever may not act learns so from rows alone: a refused act opens nothing of the report, nor the officer's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from casework import acts
from casework.acts import HOUSE, ByTime, Escalated, Reminded, Ruling, Unhushed, Unopened
from casework.decisions import rule
from dialogs.case_states import ReferralState
from storage import conflicts, referrals
from storage.officers import revoke
from storage.states import OfficerRole
from storage.store import Store
from storage.timestamps import ms
from storage.vault import Key, Vault, Wrapped
from tests.bot.house import hired, opened
from tests.casework.test_permissions import TRIED, tried
from tests.storage.world import NOON, held


class CountingVault(Vault):
    """A vault that counts the keys it unwraps."""

    unwrapped = 0

    def open_key(self, row: Wrapped) -> Key:
        self.unwrapped += 1
        return super().open_key(row)


@pytest.fixture
def vault(ring: object) -> CountingVault:
    return CountingVault(ring)  # type: ignore[arg-type]


async def refused(store: Store, vault: CountingVault, receipt: str, who: str, expected: Mapping[str, str]) -> None:
    """Each act of `expected` is refused with that reason, and nothing was unwrapped for it."""
    for action, why in expected.items():
        before = vault.unwrapped
        assert (await tried(store, receipt, who, action)).why == why, action
        assert vault.unwrapped == before, action


async def filed(store: Store) -> str:
    async with opened(store) as house:
        return await house.filed("telegram:1")


async def let(store: Store, receipt: str, **values: object) -> None:
    """The referral as it may stand."""
    async with store.transaction() as tx:
        row = await held(tx, receipt)
        await referrals.change(tx, row, replace(row, **values), ms(NOON))  # type: ignore[arg-type]


async def test_to_whom_the_report_does_not_exist_nothing_is_opened(store: Store, vault: CountingVault) -> None:
    receipt, barred, out = await filed(store), await hired(store), await hired(store)
    async with store.transaction() as tx:
        await conflicts.bar(tx, receipt, barred, "family", ms(NOON))
        await revoke(tx, out, ms(NOON), "house")
    for who in (barred, out, await hired(store, "knpa"), "nobody"):
        await refused(store, vault, receipt, who, dict.fromkeys(TRIED, "unknown"))


async def test_for_who_has_no_right_nothing_is_opened(store: Store, vault: CountingVault) -> None:
    receipt, auditor = await filed(store), await hired(store, role=OfficerRole.AUDITOR)
    await refused(store, vault, receipt, auditor, dict.fromkeys(TRIED, "no_right"))
    only_leads = {"hand_over": "not_held", "release": "not_held", "bar": "no_right"}
    await refused(store, vault, receipt, await hired(store), only_leads)


@pytest.mark.parametrize("state", [state for state in ReferralState if not state.open])
async def test_of_what_is_over_nothing_is_opened(store: Store, vault: CountingVault, state: ReferralState) -> None:
    receipt, lead = await filed(store), await hired(store, role=OfficerRole.LEAD)
    await let(store, receipt, state=state, open=False)
    kept = {"reword", "note", "bar"} if not state.gone else set()
    never = {"reword": "over", "note": "over", "bar": "over"} if state is ReferralState.ERASED else {}
    over = {action: "over" for action in TRIED if action not in {"reword", "note", "bar"} | kept}
    await refused(store, vault, receipt, lead, over | never)


async def test_what_another_holds_is_not_opened(store: Store, vault: CountingVault) -> None:
    receipt, holder, other = await filed(store), await hired(store), await hired(store)
    await let(store, receipt, holder=holder, lease=ms(NOON + timedelta(days=1)))
    minds = ("take", "reply", "ask", "pass_on", "close", "decline", "extend")
    await refused(store, vault, receipt, other, dict.fromkeys(minds, "held"))


async def test_an_act_that_names_what_is_not_there_opens_nothing(store: Store, vault: CountingVault) -> None:
    receipt, lead = await filed(store), await hired(store, role=OfficerRole.LEAD)
    wrong = dict.fromkeys(("hand_over", "reword", "query", "bar", "extend"), "wrong")
    await refused(store, vault, receipt, lead, wrong | {"undo": "late"})
    named = {"receipt": receipt, "ministry": "kftc", "officer": lead, "at": NOON}
    for act in (
        acts.PassedOn(key="1", to="nobody", words="there", **named),  # type: ignore[arg-type]
        acts.Positioned(key="2", stance="none", **named),  # type: ignore[arg-type]
    ):
        before = vault.unwrapped
        async with store.transaction() as tx:
            assert (await rule(tx, act)).ruling == Ruling(ReferralState.SENT, "", "wrong")
        assert vault.unwrapped == before


def by_time(receipt: str) -> list[ByTime]:
    named = {"receipt": receipt, "ministry": "kftc", "officer": HOUSE, "at": NOON}
    return [
        Reminded(key="1", clock="act", **named), Escalated(key="2", clock="act", **named),  # type: ignore[arg-type]
        Unopened(key="3", **named), Unhushed(key="4", **named),  # type: ignore[arg-type]
    ]  # fmt: skip


async def test_time_opens_nothing_where_nothing_is_due(store: Store, vault: CountingVault) -> None:
    receipt = await filed(store)
    before = vault.unwrapped
    async with store.transaction() as tx:
        whys = [(await rule(tx, act)).ruling.why for act in by_time(receipt)]
    assert whys == ["wrong", "wrong", "again", "late"]
    await let(store, receipt, state=ReferralState.CLOSED, open=False)
    async with store.transaction() as tx:
        assert {(await rule(tx, act)).ruling.why for act in by_time(receipt)} == {"over"}
    assert vault.unwrapped == before


async def test_what_is_done_opens_the_key_only_where_words_are_kept(store: Store, vault: CountingVault) -> None:
    receipt, officer = await filed(store), await hired(store)
    for action, keys in {"see": 0, "take": 0, "note": 1, "reply": 1, "decline": 1}.items():
        before = vault.unwrapped
        assert (await tried(store, receipt, officer, action)).done, action
        assert vault.unwrapped - before == keys, action
