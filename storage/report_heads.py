"""Where the audit log stood when a report was sent, sealed with the report: whoever cuts the log or writes it anew
cannot make that fit, and its owner has it in print.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Executable, select, update

from dialogs.effects import CaseStatus
from storage import audit, cases
from storage import tables as t
from storage.audit_heads import KeptHead, day_of
from storage.transaction import Transaction
from storage.vault import Key, SealBroken

c = t.case_
SHORT = 16
"""Digits of a head that are printed: `sinmungo audit verify --head` takes them."""
SOME = 200
"""Reports looked at together."""


async def seal_head(tx: Transaction, receipt: str, key: Key) -> None:
    """Keep the newest line of the log with a report that was just sent."""
    newest = await audit.head(tx)
    sealed = key.seal(_row(receipt), str(KeptHead(day_of(newest.at), newest.line, newest.hash)).encode())
    await tx.run(update(c).where(c.c.receipt == receipt).values(head=sealed))


async def head_of(tx: Transaction, receipt: str, key: Key) -> KeptHead | None:
    """What `seal_head` kept; None for a report of a version before. Raises SealBroken."""
    sealed = await tx.one(bytes, select(c.c.head).where(c.c.receipt == receipt, c.c.head.is_not(None)))
    return _opened(receipt, sealed, key) if sealed else None


async def proven_status(tx: Transaction, receipt: str, key: Key) -> CaseStatus:
    """The states of a case with the head that it was sent with, in short, for a copy that its owner keeps."""
    head = await head_of(tx, receipt, key)
    short = f"{head.day} · {head.line} · {head.hash[:SHORT]}" if head else ""
    return replace(await cases.status(tx, receipt), head=short)


@dataclass(frozen=True, slots=True)
class _SealedHeadOf:
    receipt: str
    key: str
    head: bytes


async def sealed_heads(tx: Transaction) -> AsyncIterator[KeptHead]:
    """The heads of all reports that can still be opened."""
    after = ""
    while rows := await tx.read(_SealedHeadOf, _some(after)):
        keys = await tx.keys([row.key for row in rows])
        for head in _all_opened(rows, keys):
            yield head
        after = rows[-1].receipt


def _some(after: str) -> Executable:
    where = (c.c.receipt > after, c.c.head.is_not(None))
    return select(c.c.receipt, c.c.key, c.c.head).where(*where).order_by(c.c.receipt).limit(SOME)


def _all_opened(rows: Sequence[_SealedHeadOf], keys: Mapping[str, Key]) -> Iterator[KeptHead]:
    for row in rows:
        try:
            yield _opened(row.receipt, row.head, keys[row.key])
        except (KeyError, SealBroken):
            continue  # it is the report that does not open, which whoever reads it is told


def _opened(receipt: str, sealed: bytes, key: Key) -> KeptHead:
    day, line, digest = key.open(_row(receipt), sealed).decode().split()
    return KeptHead(day, int(line), digest)


def _row(receipt: str) -> str:
    return f"head:{receipt}"
