"""An owner may name an official who must not see the report: to that person it does not exist."""

from __future__ import annotations

from sqlalchemy import delete

from app.assembly import names_of
from casework.acts import Seen, Taken
from dialogs.questions import Answer
from storage import blind_index, conflicts
from storage import tables as t
from storage.cases import index
from storage.name_hashes import OFFICIAL
from storage.officers import declare_names
from storage.store import Store
from storage.timestamps import ms
from tests.bot.house import hired, opened
from tests.storage.world import NOON


async def test_a_report_is_shut_to_the_official_its_owner_names(store: Store) -> None:
    named, other = await hired(store, name="홍길동"), await hired(store, name="김담당")
    late = Answer("홍 길동", language="ko")
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        async with store.transaction() as tx:
            await index(tx, receipt, names_of({"official_name": late}))
        whose = {"receipt": receipt, "ministry": "kftc", "at": NOON}
        first = await house.inbox.act(Taken(key="1", officer=named, **whose))  # type: ignore[arg-type]
        second = await house.inbox.act(Taken(key="2", officer=other, **whose))  # type: ignore[arg-type]
    assert (first.why, first.state, first.holder) == ("unknown", None, "")
    assert second.done


async def test_an_officer_who_comes_later_is_shut_out_as_well(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        async with store.transaction() as tx:
            await index(tx, receipt, names_of({"official_name#2": Answer("홍길동")}))
        late = await hired(store, name="홍길동")
        act = Seen(key="1", receipt=receipt, ministry="kftc", officer=late, at=NOON)
        assert (await house.inbox.act(act)).why == "unknown"
        async with store.transaction() as tx:
            await conflicts.undeclare(tx, late, tx.vault.blind(OFFICIAL, "홍길동"))
            assert await conflicts.is_barred(tx, receipt, late)
            assert await conflicts.interests(tx, late) == []


async def test_two_reports_that_name_the_same_official_are_not_related_by_that(store: Store) -> None:
    async with opened(store) as house:
        one, two = await house.filed("telegram:1"), await house.filed("telegram:2")
        async with store.transaction() as tx:
            await tx.run(delete(t.blind))
            for receipt in (one, two):
                await index(tx, receipt, names_of({"official_name": Answer("홍길동")}))
            official = await blind_index.related(tx, one), await blind_index.are_related(tx, one, two)
            for receipt in (one, two):
                await index(tx, receipt, names_of({"counterpart_name": Answer("가나 주식회사")}))
            assert await blind_index.related(tx, one) == [two]
        assert official == ([], False)


async def test_an_officer_from_before_names_were_declared_is_shut_out_from_the_next_start_on(store: Store) -> None:
    old = await hired(store, name="홍길동")
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        async with store.transaction() as tx:
            await tx.run(delete(t.name_token))
            await tx.run(delete(t.interest))
            await index(tx, receipt, names_of({"official_name": Answer("홍길동")}))
            assert not await conflicts.is_barred(tx, receipt, old)
            assert [await declare_names(tx, ms(NOON)), await declare_names(tx, ms(NOON))] == [1, 0]
            assert await conflicts.is_barred(tx, receipt, old)
