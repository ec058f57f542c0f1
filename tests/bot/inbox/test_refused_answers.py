"""What is for a desk that does not have the report is kept nowhere, whatever the conversation believes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from dialogs.case_states import GONE, OPEN, ReferralState
from guidance.guide import DESKS
from storage import tables as t
from storage.refused_attempts import MANY, MOST, RefusedAttempt
from storage.store import Store
from tests.bot.house import House, opened

HAVE_IT = ("kftc", "mss")
KEPT = (t.message, t.answer_log, t.evidence, t.clock, t.referral, t.outgoing)


async def rows(store: Store) -> dict[str, int]:
    """How many rows stand where an answer could leave one, letters to desks among them."""
    async with store.reading() as tx:
        found = {table.name: len(await tx.all(select(table))) for table in KEPT}
        to_desks = await tx.all(select(t.outgoing).where(t.outgoing.c.channel == "desk"))
        return found | {"outgoing": len(to_desks)}


async def refused(store: Store) -> Sequence[tuple[str, str, str]]:
    async with store.reading() as tx:
        a = t.audit.c
        found = select(a.actor, a.action, a.subject).where(a.action.in_((*RefusedAttempt, MANY)))
        return [tuple(row) for row in await tx.all(found.order_by(a.id))]


async def stands(store: Store, ministry: str, state: ReferralState) -> None:
    async with store.transaction() as tx:
        r = t.referral
        await tx.run(r.update().where(r.c.ministry == ministry).values(state=state, open=state.open))


async def answers(house: House, words: str) -> str:
    """Say this in the chat that has the report; what is said to it."""
    before = len(house.post.words("telegram:1"))
    await house.say("telegram:1", words)
    return (await house.heard("telegram:1", before + 1))[before]


@pytest.mark.attack("officer-B1")
@pytest.mark.parametrize("desk", [each for each in (*DESKS, "nobody") if each not in HAVE_IT])
async def test_an_answer_to_a_desk_without_the_report_leaves_nothing(store: Store, desk: str) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        before, kept = await rows(store), house.kept("telegram:1")
        assert kept is not None
        turn = kept.session.turn
        assert await answers(house, f"answer {desk} MARK") == f"not there {desk} {receipt}"
        assert await rows(store) == before
        now = house.kept("telegram:1")
        assert now is not None
        assert now.session.turn == turn
        assert await refused(store) == [("owner", "refused_answer", f"{receipt}?{desk}")]


@pytest.mark.attack("officer-B1")
@pytest.mark.parametrize("state", ReferralState)
async def test_it_depends_on_the_state_in_which_that_desk_has_it(store: Store, state: ReferralState) -> None:
    async with opened(store) as house:
        await house.filed("telegram:1")
        await stands(store, "mss", state)
        before = (await rows(store))["message"]
        said = await answers(house, "answer mss MARK")
        assert (said.startswith("not there"), (await rows(store))["message"] == before) == ((state in GONE),) * 2
        assert not (state in OPEN and await refused(store))


async def test_other_desks_still_get_what_is_theirs_and_others_cannot_answer_for_an_owner(store: Store) -> None:
    async with opened(store) as house:
        await house.filed("telegram:1")
        before = (await rows(store))["message"]
        await answers(house, "answer knpa MARK")
        await answers(house, "answer kftc MARK")
        assert (await rows(store))["message"] == before + 1


async def test_trying_for_ever_fills_no_log(store: Store) -> None:
    async with opened(store) as house:
        await house.filed("telegram:1")
        for _ in range(MOST + 20):
            await house.say("telegram:1", "answer knpa MARK")
        assert len(await refused(store)) == MOST + 1
