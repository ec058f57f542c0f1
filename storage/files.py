"""Files as evidence: bytes, name and caption sealed; size and hash beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from dialogs.events import FileRef
from storage import tables as t
from storage.codec import pack, unpack
from storage.transaction import Transaction
from storage.vault import Key

e = t.evidence


@dataclass(frozen=True, slots=True)
class Stored:
    """A file, opened."""

    ref: FileRef
    content: bytes


async def store_file(
    tx: Transaction, chat: str, key: Key, ref: FileRef, content: bytes, at: int, receipt: str = "", desk: str = ""
) -> None:
    """Keep a file of a draft or a case; `desk`: the ministry that sent it to the owner. Twice is once."""
    name = f"evidence:{ref.id}"
    make: Any = postgresql.insert if tx.postgresql else sqlite.insert
    row = {"id": ref.id, "chat": chat, "receipt": receipt, "key": key.id, "kind": ref.kind, "created": at}
    sealed = {"head": key.seal(name, pack(ref)), "body": key.seal(name, content)}
    digest = hashlib.sha256(content).hexdigest()
    adding = make(e).values(**row, **sealed, desk=desk, size=len(content), sha256=digest)
    await tx.run(adding.on_conflict_do_nothing())


async def stored(tx: Transaction, file_id: str) -> Stored | None:
    """A file with its bytes; None when there is none or its key is gone."""
    row = await tx.first(select(e).where(e.c.id == file_id))
    key = (await tx.keys([row.key])).get(row.key) if row else None
    if key is None:
        return None
    return Stored(file_ref(key, row), key.open(f"evidence:{file_id}", row.body))


async def files_of(
    tx: Transaction, receipt: str, keys: Mapping[str, Key] | None = None, desk: str = ""
) -> Sequence[FileRef]:
    """The owner's files of a case, or those that a `desk` sent to the owner; oldest first, without their bytes."""
    columns = (e.c.id, e.c.key, e.c.head, e.c.size, e.c.sha256)
    where = (e.c.receipt == receipt, e.c.desk == (desk or literal_column("''")))
    rows = await tx.all(select(*columns).where(*where).order_by(e.c.created, e.c.id))
    opened = keys or await tx.keys(sorted({row.key for row in rows}))
    return [file_ref(opened[row.key], row) for row in rows if row.key in opened]


def file_ref(key: Key, row: Any) -> FileRef:
    """The file of a row with `id`, `head`, `size` and `sha256`, opened."""
    ref = unpack(key.open(f"evidence:{row.id}", row.head))
    return FileRef(ref.id, ref.name, ref.mime, row.size, row.sha256, ref.kind, ref.caption, ref.refused)


async def weight(tx: Transaction, chat: str) -> tuple[int, int]:
    """How many files of a chat belong to no case, and their bytes together."""
    row = await tx.first(
        select(func.count(), func.coalesce(func.sum(e.c.size), 0)).where(
            e.c.chat == chat, e.c.receipt == literal_column("''")
        )
    )
    return int(row[0]), int(row[1])


async def drop_drafts(tx: Transaction, chat: str) -> None:
    """Erase the files of a chat that belong to no case."""
    await tx.run(delete(e).where(e.c.chat == chat, e.c.receipt == literal_column("''")))
