"""A body's own record of a report: when there is one, what it lets anybody see, and when it ends."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.inbox.receipts import new_receipt
from dialogs.case_states import Destroyer
from guidance.guide import MINISTRIES, SECRETARIAT
from storage import cases, desk_records, erasure, retention
from storage import tables as t
from storage.burial import bury_again
from storage.desk_records import DeskRecord, RecordLine
from storage.store import Store
from storage.timestamps import DAY, ms
from storage.vault import SealBroken, Vault
from tests.bot.house import opened
from tests.storage.hours import run_on
from tests.storage.test_burial import copied, put_back
from tests.storage.world import NOON

NEW = "2026-12.2"
DAYS = {"*": 730, "knpa": 100}


async def filed(store: Store, promise: str = NEW, bodies: tuple[str, ...] = ("kftc", "knpa")) -> str:
    """A report, and a letter of each of these bodies."""
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
    async with store.transaction() as tx:
        await desk_records.begin(tx, receipt, promise, bodies, DAYS, ms(NOON))
        for body in bodies:
            line = RecordLine("replied", ms(NOON), "o1", words=f"from {body}", language="en")
            await desk_records.add(tx, receipt, body, line)
    return receipt


async def erased(store: Store, receipt: str) -> dict[str, int]:
    async with store.transaction() as tx:
        gone = await erasure.erase(tx, receipt, ms(NOON), "owner", Destroyer.OWNER)
        assert gone is not None
        return dict(gone.kept)


async def records(store: Store, ministry: str) -> list[DeskRecord]:
    async with store.reading() as tx:
        heads = await desk_records.of_desk(tx, ministry, 0, 50)
        found = [await desk_records.one_of_desk(tx, ministry, each.key) for each in heads]
    return [each for each in found if each is not None]


@pytest.mark.parametrize("promise", ["", "2026-11", "2026-12", NEW])
async def test_only_who_was_told_before_sending_leaves_a_record(store: Store, promise: str) -> None:
    """Reports of before, in a database of then, have none, and none is made for them."""
    receipt = await filed(store, promise)
    async with store.reading() as tx:
        there = await desk_records.bodies_with(tx, receipt)
    kept = await erased(store, receipt)
    assert tuple(kept) == there == (("kftc", "knpa") if promise == NEW else ())
    assert len(await records(store, "kftc")) == len(there) // 2
    async with store.reading() as tx:
        assert bool(await tx.all(select(t.desk_record.c.n))) is bool(there)


async def test_the_secretariat_has_no_record(store: Store) -> None:
    await filed(store, bodies=(*MINISTRIES, SECRETARIAT))
    async with store.reading() as tx:
        assert sorted(await tx.read(str, select(t.record_key.c.ministry))) == sorted(MINISTRIES)


async def test_nothing_is_read_of_it_while_the_report_is_there(store: Store) -> None:
    await filed(store)
    async with store.reading() as tx:
        key = await tx.one(str, select(t.record_key.c.key).where(t.record_key.c.ministry == "kftc"))
        assert key is not None
        assert await desk_records.one_of_desk(tx, "kftc", key) is None
    assert await records(store, "kftc") == []


@pytest.mark.attack("security-A4")
async def test_what_stays_says_code_days_acts_outcome_and_letters(store: Store) -> None:
    receipt = await filed(store)
    assert await erased(store, receipt) == {"kftc": ms(NOON) // DAY + 730, "knpa": ms(NOON) // DAY + 100}
    (record,) = await records(store, "kftc")
    assert (record.code, record.ended, record.until) == (receipt, ms(NOON) // DAY, ms(NOON) // DAY + 730)
    assert [(line.kind, line.by, line.words) for line in record.lines] == [
        ("filed", "owner", ""), ("replied", "o1", "from kftc"), ("erased", "owner", ""),
    ]  # fmt: skip
    assert record.lines[-1].what == "sent"


@pytest.mark.attack("security-A4")
async def test_nothing_in_clear_leads_from_a_record_to_its_report(store: Store) -> None:
    receipt = await filed(store)
    await erased(store, receipt)
    async with store.reading() as tx:
        for table in (t.record_key, t.desk_record):
            assert not [row for row in await tx.all(select(table)) if receipt in str(tuple(row))]
        begun = await tx.one(int, select(t.case_.c.created).where(t.case_.c.receipt == receipt))
        keys = await tx.read(str, select(t.record_key.c.key))
    assert begun is not None
    assert not [key for key in keys if key.startswith(f"{begun:012x}")]


@pytest.mark.attack("security-A4")
async def test_a_record_opens_for_its_own_body_alone(store: Store) -> None:
    receipt = await filed(store)
    await erased(store, receipt)
    async with store.transaction() as tx:
        (key,) = await tx.read(str, select(t.record_key.c.key).where(t.record_key.c.ministry == "kftc"))
        for other in (*MINISTRIES, SECRETARIAT, ""):
            assert (await desk_records.one_of_desk(tx, other, key) is not None) is (other == "kftc")
        for table in (t.record_key, t.desk_record):
            await tx.run(table.update().where(table.c.key == key).values(ministry="mss"))
        with pytest.raises(SealBroken):
            await desk_records.one_of_desk(tx, "mss", key)


async def test_a_record_goes_with_its_key_when_its_own_time_is_over(store: Store) -> None:
    receipt = await filed(store)
    await erased(store, receipt)
    for days, left in ((99, ["kftc", "knpa"]), (100, ["kftc"]), (729, ["kftc"]), (730, [])):
        await retention.sweep(store, NOON + timedelta(days=days), new_receipt)
        async with store.reading() as tx:
            heads = list(await tx.all(select(t.record_key.c.key, t.record_key.c.ministry)))
            assert sorted(row.ministry for row in heads) == left
            lines = set(await tx.read(str, select(t.desk_record.c.key).distinct()))
            assert lines == {row.key for row in heads} == set(await tx.keys(sorted(lines)))


async def test_a_clock_that_jumped_ends_no_record(store: Store) -> None:
    receipt = await filed(store)
    await erased(store, receipt)
    await run_on(store, 1, NOON)
    async with store.transaction() as tx:
        await tx.run(t.beat.update().values(jumped=t.beat.c.n, jump=400 * DAY))
    await retention.sweep(store, NOON + timedelta(days=4000), new_receipt)
    assert len(await records(store, "kftc")) == 1


@pytest.mark.attack("security-A4")
async def test_a_body_that_still_had_a_name_to_check_keeps_nothing(store: Store) -> None:
    receipt = await filed(store)
    async with store.transaction() as tx:
        values = {"receipt": receipt, "hash": "h", "holds": True, "created": 1, "name": b"x"}
        await tx.run(t.name_check.insert().values(ministry="kftc", checked=0, **values))
        await tx.run(t.name_check.insert().values(ministry="knpa", checked=1, **values))
    assert list(await erased(store, receipt)) == ["knpa"]
    assert [len(await records(store, ministry)) for ministry in ("kftc", "knpa")] == [0, 1]


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_backup_from_before_is_erased_again_and_its_records_stay(
    store: Store, tmp_path: object, vault: Vault
) -> None:
    receipt = await filed(store)
    copied(tmp_path, store)  # type: ignore[arg-type]
    await erased(store, receipt)
    again = await put_back(store, tmp_path, vault)  # type: ignore[arg-type]
    assert await bury_again(again, NOON + timedelta(days=3)) == 1
    async with again.reading() as tx:
        case = await cases.load_case(tx, receipt)
    assert case is not None
    assert case.key is None
    assert [each.code for each in await records(again, "kftc")] == [receipt]
    await again.close()


@pytest.mark.attack("security-A4")
@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_copy_that_is_put_back_prolongs_no_record(store: Store, tmp_path: Path, vault: Vault) -> None:
    """What was said in the proof is the last day, also where the copy is put back years later."""
    receipt = await filed(store)
    copied(tmp_path, store)
    told = await erased(store, receipt)
    again = await put_back(store, tmp_path, vault)
    assert await bury_again(again, NOON + timedelta(days=800)) == 1
    async with again.transaction() as tx:
        until = dict(await tx.read(_until, select(t.record_key.c.ministry, t.record_key.c.until)))
        assert until == told
        assert await desk_records.sweep(tx, ms(NOON) // DAY + 800, 50) == 2
    await again.close()


def _until(ministry: str, day: int) -> tuple[str, int]:
    return ministry, day
