"""Queues, views, shapes and figures on both databases: right, and found by an index however much there is."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from sqlalchemy import insert

from dialogs.case_states import ReferralRole
from storage import conflicts, overview, queues, saved_views, statistics
from storage import tables as t
from storage.officers import add_officer
from storage.queues import QueueQuery
from storage.store import Store
from storage.transaction import Transaction
from tests.storage.test_plans import Watched

MANY = 3000
DAY = 86_400_000


async def _fill(store: Store) -> str:
    """Reports on two desks; the id of an officer who is barred from some."""
    async with store.transaction() as tx:
        officer = await add_officer(tx, "kftc", "lead", "Kim", "ko", 1, "house")
        codes = [f"SM-{n:09d}" for n in range(MANY)]
        await tx.run(
            insert(t.case_),
            [{"receipt": c, "doc": b"x", "created": n + 1, "chat": f"web:{n}", "language": "ko"}
             | {"spots": "gap" if n % 100 == 0 else ""} for n, c in enumerate(codes)],
        )  # fmt: skip
        rows = [
            {"receipt": c, "ministry": ("kftc", "mss")[n % 2], "open": n % 10 < 4, "created": n + 1, "changed": n}
            | {"due": 0 if n % 6 == 0 else n % 50 + 1, "holder": officer if n % 40 == 0 else "", "role": "lead"}
            | {"state": "sent" if n % 10 < 4 else "closed", "acted": n + 5 if n % 3 else 0}
            for n, c in enumerate(codes)
        ]
        await tx.run(insert(t.referral), rows)
        await tx.run(
            insert(t.clock),
            [{"receipt": r["receipt"], "ministry": r["ministry"], "name": "ack", "due": 9, "met": n % 3 * 6}
             for n, r in enumerate(rows)],
        )  # fmt: skip
        await tx.run(insert(t.blind), [{"hash": f"h{n % 700}", "receipt": c, "kind": "x"} for n, c in enumerate(codes)])
        said = [{"receipt": c, "entry": "x", "body": b"x", "ministry": "kftc", "kind": "note"} for c in codes]
        said += [
            {"receipt": c, "entry": "x", "body": b"x", "ministry": m, "kind": f"position:{s}"}
            for c in codes[:30] for m, s in (("kftc", "acts"), ("mss", "waits"))
        ]  # fmt: skip
        await tx.run(insert(t.message), said)
        for code in codes[2:40:2]:
            await conflicts.bar(tx, code, officer, "tie", 1)
        for other in range(300):
            await conflicts.bar(tx, codes[other], secrets.token_hex(8), "tie", 1)
        await saved_views.add(tx, officer, "one", "urgent=1", 1)
        await tx.line.exec_driver_sql("ANALYZE")
    return officer


async def _queues(tx: Transaction, officer: str) -> None:
    place = (0, 20, "SM-000000100")
    own = QueueQuery("kftc", officer)
    for sort in queues.SORTS:
        for opened in (True, False):
            await queues.lines(tx, QueueQuery("kftc", officer, opened, sort), place, 40)
    await queues.lines(
        tx, QueueQuery("kftc", officer, language="ko", urgent=True, role=ReferralRole.LEAD, lead="kftc"), None, 40
    )
    await queues.lines(tx, QueueQuery("kftc", officer, holder=officer), None, 40)
    await queues.lines(tx, QueueQuery("kftc", officer, overdue_at=30, holder="free"), None, 40)
    await queues.count(tx, QueueQuery("kftc", officer, holder=officer), 100)
    await queues.count(tx, QueueQuery("kftc", officer, overdue_at=30), 100)
    await queues.states(tx, "kftc", officer)
    await queues.named(tx, QueueQuery("kftc", officer, None, hashes=("h1", "h2")), 40)
    await queues.elsewhere(tx, "kftc", officer, ("h1", "h2"))
    await queues.one(tx, own.ministry, officer, "SM-000000001")


async def _shapes(tx: Transaction, officer: str) -> None:
    for kind in overview.KINDS:
        await overview.shapes(tx, officer, 30, kind, (2000, "SM-000001999"), 40)


async def _views(tx: Transaction, officer: str) -> None:
    await saved_views.views(tx, officer)
    await saved_views.rename(tx, officer, 1, "two")
    await saved_views.drop(tx, officer, 2)


@pytest.mark.parametrize("path", [_queues, _shapes, _views], ids=["queues", "shapes", "views"])
async def test_no_page_of_the_console_scans(store: Store, path: Any) -> None:
    officer = await _fill(store)
    watched = Watched(store)
    async with store.transaction() as tx:
        if tx.postgresql:
            await tx.line.exec_driver_sql("SET LOCAL enable_seqscan = off")
        await path(tx, officer)
        assert [scan for scan in await watched.scans(tx) if not any(each in scan for each in _HARMLESS)] == []


# What was counted to a bound, and partial indexes: what they hold is what is asked.
_HARMLESS = ("SCAN anon_", "ix_message_position", "ix_case__spots", "ix_referral_due")


@pytest.mark.parametrize("sort", queues.SORTS)
@pytest.mark.parametrize("opened", [True, False])
async def test_pages_go_on_where_the_last_one_ended_in_every_order(store: Store, sort: str, opened: bool) -> None:
    officer = await _fill(store)
    found: list[queues.QueueLine] = []
    async with store.reading() as tx:
        while page := await queues.lines(tx, QueueQuery("kftc", officer, opened, sort), _last(found), 37):
            found += page
        whole = await queues.lines(tx, QueueQuery("kftc", officer, opened, sort), None, MANY)
        n = await queues.count(tx, QueueQuery("kftc", officer, opened), MANY)
    assert found == whole
    assert len({line.receipt for line in found}) == len(found) == n
    if opened and sort == "due":
        dues = [line.due or 10**15 for line in found]
        assert dues == sorted(dues)


def _last(found: list[queues.QueueLine]) -> queues.Place | None:
    return found[-1].place if found else None


async def test_what_an_officer_must_not_know_of_is_in_no_page_and_no_number(store: Store) -> None:
    officer = await _fill(store)
    async with store.reading() as tx:
        shut = {row[0] for row in await tx.all(conflicts.shut_to(officer))}
        seen = await queues.lines(tx, QueueQuery("kftc", officer), None, MANY)
        everyone = await queues.lines(tx, QueueQuery("kftc"), None, MANY)
        gone = {line.receipt for line in everyone} - {line.receipt for line in seen}
        assert gone == shut & {line.receipt for line in everyone}
        assert gone
        assert len(await queues.lines(tx, QueueQuery("kftc", officer), None, 40)) == 40
        assert sum((await queues.states(tx, "kftc", officer)).values()) == -len(
            [code for code in shut if int(code[3:]) % 2 == 0]
        )
        listed = await overview.shapes(tx, officer, 30, "", None, MANY)
        assert not shut & {shape.receipt for shape in listed}


async def test_shapes_are_narrowed(store: Store) -> None:
    await _fill(store)
    async with store.reading() as tx:
        gaps = await overview.shapes(tx, "nobody", 30, "gap", None, MANY)
        differ = await overview.shapes(tx, "nobody", 30, "differ", None, MANY)
        late = await overview.shapes(tx, "nobody", 30, "overdue", None, MANY)
    assert len(gaps) == MANY // 100
    assert len(differ) == 30
    assert all(shape.differ for shape in differ)
    assert late
    assert all(any(desk.late for desk in shape.desks) for shape in late)


async def test_views_belong_to_one_officer_and_their_names_are_sealed(store: Store) -> None:
    async with store.transaction() as tx:
        one = await add_officer(tx, "kftc", "officer", "A", "ko", 1, "house")
        other = await add_officer(tx, "kftc", "officer", "B", "ko", 1, "house")
        assert await saved_views.add(tx, one, "marker", "urgent=1", 1)
        view = (await saved_views.views(tx, one))[0]
        await saved_views.rename(tx, other, view.id, "stolen")
        await saved_views.drop(tx, other, view.id)
        assert await saved_views.views(tx, one) == [view]
        for number in range(saved_views.MOST):
            await saved_views.add(tx, one, str(number), "urgent=1", 1)
        assert len(await saved_views.views(tx, one)) == saved_views.MOST
        rows = await tx.all(t.view.select())
    assert b"marker" not in b"".join(row.name for row in rows)


async def test_figures_are_counted_from_rows(store: Store) -> None:
    await _fill(store)
    async with store.reading() as tx:
        assert len(await statistics.reports(tx, 1)) == MANY
        assert len(await statistics.reports(tx, 1, "mss")) == MANY // 2
        assert len(await statistics.referrals(tx, MANY - 9)) == 10
        clocks = await statistics.clocks(tx, 1, 100)
        assert await statistics.ratings(tx, 1) == {}
    assert {name: sum(both) for name, both in clocks.items()} == {"kftc": MANY // 2, "mss": MANY // 2}
