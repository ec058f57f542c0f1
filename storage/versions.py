"""What a case holds, and since when: every version of an answer, every file either side sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from dialogs.events import FileRef
from dialogs.questions import Answer
from storage import tables as t
from storage.codec import unpack
from storage.files import heads
from storage.transaction import Transaction, columns_of
from storage.vault import Key

a, e = t.answer_log, t.evidence


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an answer; 0 is what was sent. `created` in UTC milliseconds."""

    question: str
    version: int
    created: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of a case. `desk`: the ministry that sent it, empty for the owner's. `created` in UTC milliseconds."""

    ref: FileRef
    desk: str
    created: int


async def answers(tx: Transaction, receipt: str, key: Key) -> Sequence[Version]:
    """Every version of every answer, the oldest first."""

    def opened(question: str, version: int, created: int, sealed: bytes) -> Version:
        answer: Answer = unpack(key.open(f"answer:{receipt}:{question}:{version}", sealed))
        return Version(question, version, created, answer)

    rows = select(*columns_of(a, Version)).where(a.c.receipt == receipt)
    return await tx.read(opened, rows.order_by(a.c.version, a.c.question))


async def files(tx: Transaction, receipt: str, key: Key) -> Sequence[Filed]:
    """Every file of a case that its key opens, without its bytes; the oldest first."""
    rows = await heads(tx, e.c.receipt == receipt, e.c.key == key.id)
    return [Filed(row.opened(key), row.desk, row.created) for row in rows]
