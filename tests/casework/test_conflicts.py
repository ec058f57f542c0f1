"""A conflict of interest keeps a case from the group in which somebody sits who must not know of it."""

from __future__ import annotations

from sqlalchemy import select

from casework.acts import Queried, Seen
from storage import cases, conflicts, queues
from storage import tables as t
from storage.counters import counted
from storage.members import bind, unbind
from storage.store import Store
from storage.timestamps import ms
from tests.bot.house import desk_group, hired, opened
from tests.storage.world import NOON, until

AT = ms(NOON)


async def interested(store: Store, ministry: str = "kftc") -> str:
    """An officer in the group who must not work on what names this suspect."""
    who = await hired(store, ministry)
    async with store.transaction() as tx:
        await bind(tx, who, f"telegram:{who}", AT)
        await conflicts.declare(tx, who, "name", "taker", AT)
    return who


async def test_the_group_hears_nothing_of_the_case_from_the_first_word_to_its_erasure(store: Store) -> None:
    await desk_group(store)
    await desk_group(store, "mss", "desk:-200")
    await interested(store)
    async with opened(store) as house:
        await house.say("telegram:1", "hello", "file")
        await house.say("telegram:1", "amend they copied it twice")
        await house.say("telegram:1", "forget last")
        await until(lambda: len(house.desk.sent) == 3)
    assert {chat for chat, _ in house.desk.sent} == {"desk:-200"}


async def test_who_sits_in_no_group_keeps_nothing_from_it(store: Store) -> None:
    await desk_group(store)
    who, _ = await interested(store), await interested(store, "mss")
    async with store.transaction() as tx:
        await unbind(tx, who, AT, "admin")
    async with opened(store) as house:
        await house.filed("telegram:1")
        await until(lambda: len(house.desk.sent) == 1)


async def test_barring_by_hand_keeps_later_news_from_the_group(store: Store) -> None:
    await desk_group(store)
    who = await hired(store)
    async with store.transaction() as tx:
        await bind(tx, who, "telegram:9", AT)
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await until(lambda: len(house.desk.sent) == 1)
        async with store.transaction() as tx:
            await conflicts.bar(tx, receipt, who, "family", AT)
            assert await conflicts.keeps_from_group(tx, receipt, "kftc")
            assert not await conflicts.keeps_from_group(tx, receipt, "mss")
        await house.say("telegram:1", "amend they copied it twice")
        await house.heard("telegram:1", 3)
    assert len(house.desk.sent) == 1


async def test_nobody_asks_about_a_related_case_that_must_not_be_known(store: Store) -> None:
    who, other = await hired(store), await hired(store)
    async with opened(store) as house:
        one, two = await house.filed("telegram:1"), await house.filed("telegram:2")
        async with store.transaction() as tx:
            await cases.index(tx, one, [("counterpart", "both")])
            await cases.index(tx, two, [("counterpart", "both")])
            await conflicts.bar(tx, two, who, "family", AT)
        asks = Queried(key="1", receipt=one, ministry="kftc", officer=who, at=NOON, about=two)
        assert (await house.inbox.act(asks)).why == "wrong"
        asks = Queried(key="2", receipt=one, ministry="kftc", officer=other, at=NOON, about=two)
        assert (await house.inbox.act(asks)).done


async def test_an_erased_case_stays_shut_to_who_declared_an_interest_and_leaves_no_judgement(store: Store) -> None:
    who, other = await hired(store), await hired(store)
    async with store.transaction() as tx:
        await conflicts.declare(tx, who, "name", "taker", AT)
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        await house.say("telegram:1", "rate stopped 4", "withdraw mss", "forget last")
        act = Seen(key="1", receipt=receipt, ministry="kftc", officer=who, at=NOON)
        assert (await house.inbox.act(act)).why == "unknown"
        async with store.reading() as tx:
            assert await queues.one(tx, "kftc", who, receipt) is None
            assert await queues.one(tx, "kftc", other, receipt) is not None
            assert await tx.all(select(t.rating)) == []
            assert {state for state, n in (await counted(tx, "referral:mss")).items() if n} == {"erased"}
            assert {n for n in (await queues.states(tx, "kftc", who)).values() if n} == set()
