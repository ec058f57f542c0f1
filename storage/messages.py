"""What was said on a case, by owners and desks, in every version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from dialogs.questions import Answer
from storage import tables as t
from storage.codec import pack, unpack
from storage.transaction import Transaction
from storage.vault import Key


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message of a case, opened. `direction`: in, out or note; `words` in `language`; `created` in ms.

    Messages of one `entry` are versions of the same one, the first is 0. `questions`: the question set that was asked.
    """

    id: int
    ministry: str
    direction: str
    kind: str
    officer: str
    created: int
    words: str
    language: str
    prepared: str
    entry: str = ""
    version: int = 0
    questions: str = ""


async def say(
    tx: Transaction, key: Key, receipt: str, entry: str, at: int, said: Answer, prepared: str = "", **named: str
) -> None:
    """Keep what was said on a case. `said.value` are the words. `named`: ministry, direction, kind, officer.

    A second message of the same `entry` is a new version of the first (an edited one).
    """
    m = t.message
    last = await tx.first(
        select(m.c.version).where(m.c.receipt == receipt, m.c.entry == entry).order_by(m.c.version.desc()).limit(1)
    )
    version = last[0] + 1 if last else 0
    body = key.seal(f"message:{receipt}:{entry}:{version}", pack((said, prepared)))
    await tx.run(insert(m).values(receipt=receipt, entry=entry, version=version, created=at, body=body, **named))


async def said_as(tx: Transaction, receipt: str, entry: str) -> Any:
    """The latest version of the message of this entry, unopened: ministry, direction, kind, officer; or None."""
    m = t.message
    columns = (m.c.ministry, m.c.direction, m.c.kind, m.c.officer, m.c.version)
    where = (m.c.receipt == receipt, m.c.entry == entry)
    return await tx.first(select(*columns).where(*where).order_by(m.c.version.desc()).limit(1))


async def words_as(tx: Transaction, key: Key, receipt: str, entry: str) -> Spoken | None:
    """The latest version of the message of this entry, opened."""
    m = t.message
    where = (m.c.receipt == receipt, m.c.entry == entry)
    row = await tx.first(select(m).where(*where).order_by(m.c.version.desc()).limit(1))
    return _spoken(key, row) if row else None


async def last_said(tx: Transaction, receipt: str) -> int:
    """The id of the newest message of a case, 0 when there is none."""
    m = t.message
    row = await tx.first(select(m.c.id).where(m.c.receipt == receipt).order_by(m.c.id.desc()).limit(1))
    return int(row[0]) if row else 0


async def spoken(tx: Transaction, key: Key, receipt: str, after: int = 0, limit: int = 200) -> list[Spoken]:
    """What was said on a case, oldest first, every version."""
    m = t.message
    rows = await tx.all(select(m).where(m.c.receipt == receipt, m.c.id > after).order_by(m.c.id).limit(limit))
    return [_spoken(key, row) for row in rows]


def _spoken(key: Key, row: Any) -> Spoken:
    said, prepared = unpack(key.open(f"message:{row.receipt}:{row.entry}:{row.version}", row.body))
    head = (row.id, row.ministry, row.direction, row.kind, row.officer, row.created)
    return Spoken(*head, str(said.value), said.language, prepared, row.entry, row.version, said.said)
