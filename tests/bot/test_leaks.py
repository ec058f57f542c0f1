"""A leak of our own data: everybody concerned hears it once, whoever stops in the middle; who is gone is skipped."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.acts import Closed, Taken
from storage import audit, leak_notices
from storage import tables as t
from storage.leak_notices import LeakProgress
from storage.store import Store
from storage.timestamps import DAY, ms
from storage.vault import Vault
from tests.casework.clockwork import Clockwork, clockwork, hired, together
from tests.storage.world import NOON, until

WORDS = {"ko": "표식: 백업을 잃었습니다.", "en": "MARK: a backup was lost."}


async def ordered(store: Store, receipts: Collection[str] = ()) -> str:
    """Let the owners of these reports, or of all, be told; the notice's id."""
    async with store.transaction() as tx:
        told = receipts or [code for code, _chat in await leak_notices.concerned(tx)]
        return await leak_notices.begin(tx, WORDS, ms(NOON), told, ms(NOON))


async def heard(house: Clockwork, chat: str) -> list[str]:
    """What an owner heard of leaks."""
    await house.sent()
    return [words for words in house.post.words(chat) if words.startswith("heard leak")]


async def progress(store: Store) -> LeakProgress:
    async with store.reading() as tx:
        return (await leak_notices.progress(tx))[0]


async def test_every_owner_hears_it_once_whatever_desks_did_with_the_report(store: Store) -> None:
    async with clockwork(store) as house:
        receipts = [await house.filed(f"telegram:{n}") for n in range(4)]
        await house.do(Taken, receipts[1], await hired(store))
        for ministry in ("kftc", "mss"):
            who = await hired(store, ministry, name=f"closing {ministry}")
            await house.do(Closed, receipts[2], who, ministry=ministry, reason="other")
        await house.say("telegram:3", "withdraw")
        await ordered(store)
        await house.at(NOON + timedelta(minutes=1))
        for n in range(4):
            assert await heard(house, f"telegram:{n}") == ["heard leak: MARK: a backup was lost."]
        assert await house.at(NOON + timedelta(minutes=2)) == 0
        assert (await progress(store)).waits == 0


async def test_who_has_two_reports_hears_it_once(store: Store) -> None:
    async with clockwork(store) as house:
        for _ in range(2):
            await house.filed("telegram:1")
        await ordered(store)
        await house.at(NOON + timedelta(minutes=1))
        assert len(await heard(house, "telegram:1")) == 1
        assert (await progress(store)).waits == 0


async def test_only_those_of_the_codes_are_told_where_there_are_codes(store: Store) -> None:
    async with clockwork(store) as house:
        one = await house.filed("telegram:1")
        await house.filed("telegram:2")
        await ordered(store, [one])
        await house.at(NOON + timedelta(minutes=1))
        assert (len(await heard(house, "telegram:1")), len(await heard(house, "telegram:2"))) == (1, 0)


async def test_who_deleted_the_report_meanwhile_is_skipped_and_counted(store: Store) -> None:
    async with clockwork(store) as house:
        await house.filed("telegram:1")
        await house.filed("telegram:2")
        await ordered(store)
        await house.say("telegram:1", "forget it")
        await until(lambda: any(words.startswith("proof") for words in house.post.words("telegram:1")))
        await house.at(NOON + timedelta(minutes=1))
        assert (len(await heard(house, "telegram:1")), len(await heard(house, "telegram:2"))) == (0, 1)
        there = await progress(store)
        assert (there.all, there.gone, there.waits) == (2, 1, 0)


async def test_two_watches_tell_nobody_twice_and_another_goes_on_where_one_stopped(
    store: Store, url: str, vault: Vault
) -> None:
    other = await Store.open(url, vault)
    async with clockwork(store) as one, clockwork(other) as two:
        receipts = [await one.filed(f"telegram:{n}") for n in range(6)]
        notice = await ordered(store)
        async with store.transaction() as tx:  # one of them was dealt with before the machine stopped
            assert await leak_notices.take(tx, notice, receipts[0], vault.handle("telegram:0"), ms(NOON))
        then = NOON + timedelta(minutes=1)
        await together(then, one, two)
        await two.watch.look(then)
        await one.watch.look(then)
        await one.sent()
        counts = [len(await heard(one, f"telegram:{n}") + await heard(two, f"telegram:{n}")) for n in range(6)]
        assert counts == [0, 1, 1, 1, 1, 1]
    await other.close()


@pytest.mark.attack("security-A3")
async def test_its_words_are_sealed_and_stand_in_no_line_of_the_log(store: Store) -> None:
    async with clockwork(store) as house:
        receipt = await house.filed("telegram:1")
        await ordered(store)
        await house.at(NOON + timedelta(minutes=1))
    async with store.reading() as tx:
        rows = [*await tx.all(select(t.leak_notice)), *await tx.all(select(t.audit)), *await tx.all(select(t.leak_due))]
        assert "MARK" not in repr(rows)
        lines = await audit.history(tx, f"{receipt}:kftc")
    assert [line.actor for line in lines if line.action == "leaktold"] == ["house"]


async def test_the_notice_speaks_of_it_for_thirty_days(store: Store) -> None:
    async with clockwork(store) as house:
        await house.filed("telegram:1")
        async with store.reading() as tx:
            assert await leak_notices.shown(tx, ms(NOON)) == 0
        await ordered(store)
    async with store.reading() as tx:
        assert await leak_notices.shown(tx, ms(NOON)) == ms(NOON)
        assert await leak_notices.shown(tx, ms(NOON) + 30 * DAY - 1) == ms(NOON)
        assert await leak_notices.shown(tx, ms(NOON) + 30 * DAY) == 0
