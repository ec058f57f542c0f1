"""The queries on the way of every step and every page find their rows by an index: no scan in any plan."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from sqlalchemy import event, insert

from storage import blind_index, conflicts, name_checks, outbox, queues, referrals, tables, undo
from storage import sessions as storage_sessions
from storage.audience import CaseReader
from storage.states import LetterState
from storage.store import Store
from storage.transaction import Transaction

MANY = 3000


async def _fill(store: Store) -> None:
    async with store.transaction() as tx:
        codes = [f"SM-{n:09d}" for n in range(MANY)]
        cases = [{"receipt": code, "doc": b"x", "created": n, "chat": f"web:{n}"} for n, code in enumerate(codes)]
        await tx.run(insert(tables.case_), cases)
        rows = [
            {"receipt": code, "ministry": ("kftc", "mss")[n % 2], "open": n % 10 == 0, "created": n, "changed": n}
            | {"role": ("lead", "cooperating")[n % 2]}
            for n, code in enumerate(codes)
        ]
        await tx.run(insert(tables.referral), rows)
        letters = [
            {"entry": f"e{n}", "channel": "telegram", "chat": f"telegram:{n % 500}", "state": 0 if n % 50 == 0 else 1}
            | {"letter": b"x", "created": n, "due": n}
            for n in range(MANY)
        ]
        await tx.run(insert(tables.outgoing), letters)
        sessions = [
            {"chat": f"telegram:{n}", "version": 1, "turn": 1, "key": secrets.token_hex(8), "receipt": f"r{n}"}
            | {"doc": b"x", "day": 30_000}
            for n in range(MANY)
        ]
        await tx.run(insert(tables.session), sessions)
        arrivals = [(f"u{n}", 30_000) for n in range(MANY)]
        await tx.insert_many(tables.arrival, ("key", "day"), arrivals)
        messages = [{"receipt": code, "entry": "x", "body": b"x"} for code in codes]
        await tx.run(insert(tables.message), messages)
        await tx.line.exec_driver_sql("ANALYZE")


class Watched:
    """Collects the statements that run on a store's connections, with their values."""

    def __init__(self, store: Store) -> None:
        self.statements: list[tuple[str, Any]] = []
        for engine in set(store.engines):
            event.listen(engine.sync_engine, "before_cursor_execute", self._seen)

    def _seen(self, line: Any, cursor: Any, statement: str, values: Any, context: Any, many: bool) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            self.statements.append((statement, values[0] if many else values))

    async def scans(self, tx: Transaction) -> list[str]:
        found = []
        for statement, values in list(self.statements):
            explain = "EXPLAIN " if tx.postgresql else "EXPLAIN QUERY PLAN "
            result = await tx.line.exec_driver_sql(explain + statement, values)
            for row in result.all():
                line = str(row[-1])
                if _is_scan(line, tx.postgresql):
                    found.append(f"{line} <- {statement[:90]}")
        return found


def _is_scan(line: str, postgresql: bool) -> bool:
    if postgresql:
        return "Seq Scan" in line
    return line.startswith("SCAN") and not any(harmless in line for harmless in _HARMLESS)


# The keys that were asked for, and partial indexes: what they hold is what is asked.
_HARMLESS = ("json_each", "CONSTANT ROW", "ix_outgoing_due", "ix_outgoing_dead", "ix_referral_due",
             "ix_name_check_waiting", "ix_name_check_unrung")  # fmt: skip


async def _step(tx: Transaction) -> None:
    await storage_sessions.admit(tx, ["u1", "new"], 30_000)
    await storage_sessions.load(tx, [])
    await tx.among(storage_sessions._LOAD, ["telegram:1", "telegram:2"])
    rows = [(2, b"y", "telegram:1", 9), (2, b"y", "telegram:2", 9)]
    await tx.update_many(tables.session, ("turn", "doc"), ("chat", "was_version"), rows)
    await storage_sessions.taken(tx, ["SM-000000001", "r1"])
    letter = outbox.Leaving("new", "telegram", "telegram:1", "k", b"x")
    await outbox.put(tx, [letter], outbox.Worker("me", frozenset({"telegram"}), 99), 1)
    await outbox.mark(tx, [outbox.Mark("e1", LetterState.SENT, "5", 1), outbox.Mark("e2", LetterState.SENT, "5", 1)])


async def _delivery(tx: Transaction) -> None:
    await outbox.claim(tx, "me", ["telegram", "desk"], MANY, MANY + 30, 20)
    await outbox.last_sent(tx, "telegram:1")
    await outbox.oldest(tx)
    await outbox.dead(tx)


async def _console(tx: Transaction) -> None:
    await queues.whole(tx, "SM-000000001", CaseReader("kftc"))
    await blind_index.found(tx, "name", "taker")
    await blind_index.related(tx, "SM-000000001")
    await conflicts.is_barred(tx, "SM-000000001", "officer")
    await conflicts.barred_from(tx, "SM-000000001")
    await conflicts.keeps_from_group(tx, "SM-000000001", "kftc")
    await queues.one(tx, "kftc", "officer", "SM-000000001")
    await name_checks.waiting(tx, "kftc", "officer")
    await name_checks.without_lead(tx, "officer", 1)
    await name_checks.unrung(tx, 1, 50)
    await undo.of_bulk(tx, "b", "officer", 1)
    await referrals.of_thread(tx, "kftc", "12")
    await referrals.referral(tx, "SM-000000001", "mss")


@pytest.mark.parametrize("path", [_step, _delivery, _console], ids=["a step", "delivery", "the console"])
async def test_no_hot_query_scans(store: Store, path: Any) -> None:
    await _fill(store)
    watched = Watched(store)
    async with store.transaction() as tx:
        if tx.postgresql:
            # A table of some thousand rows is rightly scanned sometimes: here only where no index would do.
            await tx.line.exec_driver_sql("SET LOCAL enable_seqscan = off")
        await path(tx)
        assert await watched.scans(tx) == []
