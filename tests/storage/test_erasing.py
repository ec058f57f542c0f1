"""Nothing stays longer than it has to, nothing is readable that was erased, and keys rotate while serving."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import func, select

from bot.acts import Replied
from bot.receipts import new_receipt
from dialogs.types import FileRef
from storage import audit, erasing, outgoing, queues
from storage import tables as t
from storage.feed import Feed
from storage.files import store_file
from storage.moments import DAY, ms
from storage.store import Store
from tests.bot.house import opened
from tests.storage.world import NOON, files, said

LATER = NOON + timedelta(days=erasing.DRAFT_DAYS + 2)


async def _count(store: Store, table: object) -> int:
    async with store.reading() as tx:
        return int((await tx.first(select(func.count()).select_from(table)))[0])  # type: ignore[arg-type]


async def test_a_draft_is_forgotten_after_thirty_days_and_not_before(store: Store) -> None:
    feed = Feed(store, lambda: NOON)
    ref = FileRef("f1", "a.txt", "text/plain", 1)
    async with opened(store) as house:
        await house.say("web:1", "my secret")
        await house.reception.receive(*files("web:1", "u1", ref), {"f1": b"x"})
        await feed.put("web:1", "k1", True, b"my secret")
        await erasing.sweep(store, NOON + timedelta(days=29), new_receipt)
        assert (await house.say("web:1", "more")).turn == 3
        swept = await erasing.sweep(store, LATER, new_receipt)
        assert (swept.drafts, await feed.read("web:1"), await store.file("f1")) == (1, (), None)
        assert await _count(store, t.key) == 0
        again = await house.say("web:1", "hello again")
    assert again.turn == 1


async def test_a_chat_that_reported_keeps_its_codes_but_not_its_draft(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("web:1")
        await house.say("web:1", "another draft")
        assert (await erasing.sweep(store, LATER, new_receipt)).drafts == 1
        house.clock.at = LATER
        await house.say("web:1", "hello")
        kept = house.hot.get("web:1")
        assert kept is not None
        assert (kept.session.filed, len(kept.session.answers), kept.session.language) == ((receipt,), 1, "en")
        act = Replied(key="1", receipt=receipt, ministry="kftc", officer="o", at=LATER, words="still there")
        assert (await house.reception.act(act)).done
        assert (await erasing.sweep(store, LATER, new_receipt)).drafts == 0


async def test_what_was_dealt_with_is_forgotten_once_no_messenger_repeats_it(store: Store) -> None:
    async with opened(store) as house:
        await house.say("telegram:1", "a", "b")
        await house.heard("telegram:1", 2)
    swept = await erasing.sweep(store, LATER, new_receipt)
    assert (swept.arrivals, swept.letters) == (2, 2)
    assert (await _count(store, t.arrival), await _count(store, t.outgoing)) == (0, 0)


async def test_a_file_that_is_kept_for_a_day_is_gone_after_it(store: Store) -> None:
    async with opened(store) as house:
        await house.say("telegram:1", "hello")
        kept = house.hot.get("telegram:1")
        assert kept is not None
        ref = FileRef("f1", "a.txt", "text/plain", 1)
        async with store.transaction() as tx:
            await store_file(tx, "telegram:1", kept.key, ref, b"a", ms(NOON), ms(NOON) + DAY)
    assert (await erasing.sweep(store, NOON + timedelta(hours=23), new_receipt)).files == 0
    assert (await erasing.sweep(store, NOON + timedelta(hours=25), new_receipt)).files == 1


async def test_keys_rotate_while_serving(store: Store) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        old = store.vault.ring.newest
        saying = [house.reception.receive(*said(f"telegram:{n}", "a", f"u{n}")) for n in range(100)]
        rotating = asyncio.create_task(erasing.rotate(store, NOON + timedelta(days=1)))
        outcomes = await asyncio.gather(*saying)
        rotated = await rotating
        assert rotated >= 2
        assert not any(outcome.failed for outcome in outcomes)
        assert await erasing.retire(store, NOON + timedelta(days=1, hours=2)) == ()
        assert await erasing.retire(store, NOON + timedelta(days=3)) == (old,)
        house.hot.clear()
        assert (await house.say("telegram:5", "b")).turn == 2
        async with store.reading() as tx:
            whole = await queues.whole(tx, receipt)
            assert {row[0] for row in await tx.all(select(t.key.c.ring))} == {store.vault.ring.newest}
    assert whole is not None
    assert whole.case.file is not None


async def test_an_audit_line_that_was_changed_is_found(store: Store) -> None:
    async with store.transaction() as tx:
        for n in range(5):
            await audit.note(tx, n, "officer", "seen", f"SM-{n}")
        assert await audit.broken(tx) is None
        assert await audit.broken(tx, after=2) is None
        assert [row.action for row in await audit.history(tx, "SM-3")] == ["seen"]
        await tx.line.exec_driver_sql("UPDATE audit SET actor = 'nobody' WHERE subject = 'SM-3'")
        assert await audit.broken(tx) == 4
        await tx.line.exec_driver_sql("DELETE FROM audit WHERE subject = 'SM-3'")
        assert await audit.broken(tx) == 5


async def test_a_page_keeps_order_and_forgets_what_was_replaced(store: Store) -> None:
    feed = Feed(store, lambda: NOON)
    first = await feed.put("web:1", "a", False, b"one")
    assert await feed.put("web:1", "a", False, b"twice") == first
    second = await feed.put("web:1", "b", True, b"two")
    await feed.put("web:2", "a", False, b"elsewhere")
    third = await feed.put("web:1", "c", False, b"three", str(first))
    entries = [(entry.seq, entry.body, entry.mine) for entry in await feed.read("web:1")]
    assert entries == [(second, b"two", True), (third, b"three", False)]
    assert [e.body for e in await feed.read("web:1", second)] == [b"three"]


async def test_the_pulse_says_how_long_the_oldest_letter_waits(store: Store) -> None:
    assert await store.pulse() == {"unsent": 0.0, "dead": 0.0}
    async with store.transaction() as tx:
        await outgoing.put(tx, [outgoing.Leaving("e", "web", "web:1", "k", b"x")], outgoing.Worker(), ms(NOON))
    assert (await store.pulse())["unsent"] != 0
