"""What a case holds, and since when: every version of an answer, every file either side sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from dialogs.events import FileRef
from dialogs.questions import Answer
from storage import tables as t
from storage.codec import unpack
from storage.files import file_ref
from storage.transaction import Transaction
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
    rows = await tx.all(select(a).where(a.c.receipt == receipt).order_by(a.c.version, a.c.question))
    return [
        Version(r.question, r.version, r.created, _opened(key, f"answer:{receipt}:{r.question}:{r.version}", r.answer))
        for r in rows
    ]


def _opened(key: Key, name: str, sealed: bytes) -> Answer:
    answer: Answer = unpack(key.open(name, sealed))
    return answer


async def files(tx: Transaction, receipt: str, key: Key) -> Sequence[Filed]:
    """Every file of a case that its key opens, without its bytes; the oldest first."""
    columns = (e.c.id, e.c.head, e.c.size, e.c.sha256, e.c.desk, e.c.created)
    where = (e.c.receipt == receipt, e.c.key == key.id)
    rows = await tx.all(select(*columns).where(*where).order_by(e.c.created, e.c.id))
    return [Filed(file_ref(key, row), row.desk, row.created) for row in rows]
