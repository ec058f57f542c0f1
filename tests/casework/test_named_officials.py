"""An owner may name an official who must not see the report: to that person it does not exist."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, insert, update

from app.assembly import names_of
from casework.acts import Seen, Taken
from dialogs.questions import Answer
from storage import blind_index, conflicts, name_checks
from storage import tables as t
from storage.cases import index
from storage.name_hashes import OFFICIAL
from storage.officers import declare_names
from storage.older_names import find_older
from storage.store import Store
from storage.timestamps import ms
from tests.bot.house import hired, opened
from tests.storage.world import NOON, held, names


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


# ---- names of an earlier version ------------------------------------------------------------------------


@pytest.mark.attack("security-A5")
async def test_a_report_of_then_is_shut_to_who_was_named_and_goes_on_with_who_works_on_it(store: Store) -> None:
    named, same = await hired(store, name="김철수"), await hired(store, name="김철수 과장")
    other, lead = await hired(store, name="박영희"), await hired(store, role="lead")
    async with opened(store) as house:
        await house.say("telegram:1", "hello", "named 김철수 과장")
        kept = house.kept("telegram:1")
        assert kept is not None
        receipt = kept.session.care.filed[-1]
        await as_then(store, receipt)
        assert [await barred(store, receipt, each) for each in (named, same, other)] == [False, True, False]
        async with store.transaction() as tx:
            await tx.run(update(t.referral).where(t.referral.c.ministry == "kftc").values(holder=named, lease=9**15))
        assert [await find_older(store, names, ms(NOON)), await find_older(store, names, ms(NOON))] == [1, 0]
        assert [await barred(store, receipt, each) for each in (named, same, other)] == [True, True, False]
        async with store.reading() as tx:
            assert (await held(tx, receipt)).holder == ""
            assert [each.name for each in await name_checks.waiting(tx, "kftc", lead)] == ["김철수 과장"]


async def as_then(store: Store, receipt: str) -> None:
    """A report and officers as the version before this one kept their names: as a whole, and in one form."""
    async with store.transaction() as tx:
        await tx.run(delete(t.name_check))
        await tx.run(delete(t.name_token).where(t.name_token.c.of != t.name_token.c.hash))
        await tx.run(delete(t.blind).where(t.blind.c.receipt == receipt))
        digest = tx.vault.blind(OFFICIAL, "김철수 과장")
        await tx.run(insert(t.blind).values(hash=digest, receipt=receipt, kind=OFFICIAL))


async def barred(store: Store, receipt: str, officer: str) -> bool:
    async with store.reading() as tx:
        return await conflicts.is_barred(tx, receipt, officer)


@pytest.mark.attack("security-A5")
async def test_what_an_officer_declared_is_found_by_every_form_of_its_name(store: Store) -> None:
    who = await hired(store)
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        async with store.transaction() as tx:
            await conflicts.declare(tx, who, "counterpart", "㈜ 가나전자", ms(NOON))
            await index(tx, receipt, names_of({"counterpart_name": Answer("가나 전자 대표이사 김철수")}))
            assert await conflicts.is_barred(tx, receipt, who)
            (mine,) = await conflicts.interests(tx, who)
            assert await conflicts.undeclare(tx, who, mine.hash)
            assert not await conflicts.undeclare(tx, who, mine.hash)
            assert not await conflicts.is_barred(tx, receipt, who)
