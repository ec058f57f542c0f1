"""A file that waits for its owner's word beside a sent report: it goes with that report and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.inbox.receipts import new_receipt
from dialogs.case_states import Destroyer
from dialogs.events import FileRef
from dialogs.session import Draft, HeldFile, Session
from storage import erasure, retention, sessions
from storage import tables as t
from storage.store import Store
from storage.timestamps import DAY, ms
from tests.bot.house import opened
from tests.storage.world import NOON, files

REF = FileRef("f7", "staff.txt", "text/plain", 3)
LATER = NOON + timedelta(days=retention.DRAFT_DAYS + 2)


async def held(store: Store) -> str:
    """A report of this chat, and a file for it that was not decided on; the report's code."""
    async with opened(store) as house:
        receipt = await house.filed("web:1")
        await house.inbox.receive(*files("web:1", "u7", REF), {"f7": b"new"})
        kept = house.kept("web:1")
        assert kept is not None
        waits = (HeldFile(REF, ("resident",), receipt),)
        kept.session = replace(kept.session, stage="sent", draft=Draft()).with_care(held=waits)
        async with store.transaction() as tx:
            await sessions.keep(tx, [kept], ms(NOON) // DAY)
    return receipt


async def conversation(store: Store) -> Session:
    async with store.reading() as tx:
        return (await sessions.load(tx, ["web:1"]))["web:1"].session


async def erased(store: Store, receipt: str, by: Destroyer) -> None:
    async with store.transaction() as tx:
        gone = await erasure.erase(tx, receipt, ms(NOON) + 1, "house", by)
        assert gone is not None
        await erasure.forget(tx, [(gone.chat, receipt)], ms(NOON) + 1)


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("by", [Destroyer.TIME, Destroyer.OPERATOR])
async def test_it_is_destroyed_with_the_report_that_it_waits_for(store: Store, by: Destroyer) -> None:
    receipt = await held(store)
    await erased(store, receipt, by)
    async with store.reading() as tx:
        assert await tx.all(select(t.evidence.c.id)) == []
    assert (await conversation(store)).care.held == ()


async def test_another_report_does_not_take_it_with_it(store: Store) -> None:
    """Nor its key: what is sealed for one report opens with no other's."""
    first = await held(store)
    async with opened(store) as house:
        second = await house.filed("web:1")
    assert second != first
    await erased(store, second, Destroyer.TIME)
    found = await store.file("f7")
    assert found is not None
    assert found.content == b"new"
    assert [each.receipt for each in (await conversation(store)).care.held] == [first]


async def test_it_waits_no_longer_than_a_draft(store: Store) -> None:
    """And what can be said yes to is there."""
    await held(store)
    assert (await retention.sweep(store, LATER, new_receipt)).drafts == 1
    assert await store.file("f7") is None
    assert (await conversation(store)).care.held == ()
