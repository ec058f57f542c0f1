"""A conflict of interest keeps a case from the group in which somebody sits who must not know of it."""

from __future__ import annotations

from storage import barring
from storage.desk_members import bind, unbind
from storage.moments import ms
from storage.store import Store
from tests.bot.house import desk_group, hired, opened
from tests.storage.world import NOON, until

AT = ms(NOON)


async def interested(store: Store, ministry: str = "kftc") -> str:
    """An officer in the group who must not work on what names this suspect."""
    who = await hired(store, ministry)
    async with store.transaction() as tx:
        await bind(tx, who, f"telegram:{who}", AT)
        await barring.declare(tx, who, "name", "taker", AT)
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
            await barring.bar(tx, receipt, who, "family", AT)
            assert await barring.keeps_from_group(tx, receipt, "kftc")
            assert not await barring.keeps_from_group(tx, receipt, "mss")
        await house.say("telegram:1", "amend they copied it twice")
        await house.heard("telegram:1", 3)
    assert len(house.desk.sent) == 1
