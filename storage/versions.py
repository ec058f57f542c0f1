"""What a case holds for its reader, and since when: every version of an answer, every file either side sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, select

from dialogs.effects import File
from dialogs.events import FileRef
from dialogs.form.question_sets import PREFIX, set_of
from dialogs.questions import Answer
from storage import tables as t
from storage.audience import CaseReader
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


async def answers(
    tx: Transaction, receipt: str, key: Key, reader: CaseReader, *where: ColumnElement[bool]
) -> Sequence[Version]:
    """Every version of every answer that the reader may see and for which this holds, the oldest first."""

    def opened(question: str, version: int, created: int, sealed: bytes) -> Version:
        answer: Answer = unpack(key.open(f"answer:{receipt}:{question}:{version}", sealed))
        return Version(question, version, created, answer)

    rows = select(*columns_of(a, Version)).where(a.c.receipt == receipt, reader.rows(a.c.sees), *where)
    return await tx.read(opened, rows.order_by(a.c.version, a.c.question))


async def as_read(tx: Transaction, file: File, key: Key, reader: CaseReader) -> File:
    """The report with the answers to question sets and the files that the reader may see, and no others."""
    own = {name: each for name, each in file.answers.items() if not set_of(name)}
    log = await answers(tx, file.receipt, key, reader, a.c.question.startswith(PREFIX))
    bound = {each.question: each.answer for each in log}
    there = await heads(tx, e.c.receipt == file.receipt, e.c.key == key.id, e.c.desk == "", reader.rows(e.c.sees))
    return replace(file, answers={**own, **bound}, files=tuple(row.opened(key) for row in there))


async def files(tx: Transaction, receipt: str, key: Key, reader: CaseReader) -> Sequence[Filed]:
    """Every file of a case that its key opens and the reader may see, without its bytes; the oldest first."""
    rows = await heads(tx, e.c.receipt == receipt, e.c.key == key.id, reader.rows(e.c.sees))
    return [Filed(row.opened(key), row.desk, row.created) for row in rows]
