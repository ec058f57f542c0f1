"""Files as evidence: bytes, name and caption sealed; size and hash beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, literal_column, select, update

from dialogs.events import FileRef
from storage import tables as t
from storage.audience import EVERYBODY, CaseReader
from storage.codec import pack, unpack
from storage.tables.columns import Audience
from storage.transaction import Transaction, columns_of
from storage.vault import Key

e = t.evidence


@dataclass(frozen=True, slots=True)
class SealedHead:
    """What a row says of a file, its name and caption sealed. `desk`: the ministry that sent it; `size` in bytes."""

    id: str
    key: str
    head: bytes
    size: int
    sha256: str
    desk: str
    created: int

    def opened(self, key: Key) -> FileRef:
        """The file with its name. Raises SealBroken for another file's key."""
        ref = unpack(key.open(f"evidence:{self.id}", self.head))
        return FileRef(ref.id, ref.name, ref.mime, self.size, self.sha256, ref.kind, ref.caption, ref.refused)


@dataclass(frozen=True, slots=True)
class SealedFile(SealedHead):
    """A file with its bytes, sealed."""

    body: bytes


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
    row = {
        "id": ref.id,
        "chat": tx.vault.handle(chat),
        "receipt": receipt,
        "key": key.id,
        "kind": ref.kind,
        "created": at,
    }
    sealed = {"head": key.seal(name, pack(ref)), "body": key.seal(name, content)}
    digest = hashlib.sha256(content).hexdigest()
    adding = tx.insert(e).values(**row, **sealed, desk=desk, size=len(content), sha256=digest)
    await tx.run(adding.on_conflict_do_nothing())


async def stored(tx: Transaction, file_id: str) -> Stored | None:
    """A file with its bytes; None when there is none or its key is gone."""
    row = await tx.one(SealedFile, select(*columns_of(e, SealedFile)).where(e.c.id == file_id))
    key = (await tx.keys([row.key])).get(row.key) if row else None
    if row is None or key is None:
        return None
    return Stored(row.opened(key), key.open(f"evidence:{file_id}", row.body))


async def files_of(
    tx: Transaction, receipt: str, reader: CaseReader, keys: Mapping[str, Key] | None = None, desk: str = ""
) -> Sequence[FileRef]:
    """The owner's files of a case that the reader may see, or those that a `desk` sent to the owner; oldest first,
    without their bytes."""
    rows = await heads(tx, e.c.receipt == receipt, e.c.desk == (desk or literal_column("''")), reader.rows(e.c.sees))
    opened = keys or await tx.keys(sorted({row.key for row in rows}))
    return [row.opened(opened[row.key]) for row in rows if row.key in opened]


async def heads(tx: Transaction, *where: ColumnElement[bool]) -> list[SealedHead]:
    """The files for which this holds, without their bytes, oldest first."""
    return await tx.read(SealedHead, select(*columns_of(e, SealedHead)).where(*where).order_by(e.c.created, e.c.id))


async def take_files(
    tx: Transaction,
    receipt: str,
    chat: str,
    key: Key,
    files: Sequence[FileRef],
    sees: Audience = EVERYBODY,
    answers: str = "",
) -> None:
    """These files of a chat belong to the case now; those sealed with another key are sealed anew. Files of another
    draft stay with it: nobody has agreed that this case's desks may read them. `sees`, `answers`: as of a message."""
    ids = [file.id for file in files]
    mine = (e.c.chat == tx.vault.handle(chat), e.c.receipt == literal_column("''"), e.c.id.in_(ids))
    others = await tx.read(SealedFile, select(*columns_of(e, SealedFile)).where(*mine, e.c.key != key.id))
    keys = await tx.keys(sorted({row.key for row in others}))
    for row in others:
        await _reseal(tx, row, keys[row.key], key)
    for file in files:  # a caption may have been written anew since the file came
        head = key.seal(f"evidence:{file.id}", pack(file))
        await tx.run(update(e).where(*mine, e.c.id == file.id).values(head=head))
    await tx.run(update(e).where(*mine).values(receipt=receipt, sees=sees, answers=answers))


async def _reseal(tx: Transaction, row: SealedFile, old: Key, new: Key) -> None:
    name = f"evidence:{row.id}"
    head, body = new.seal(name, old.open(name, row.head)), new.seal(name, old.open(name, row.body))
    await tx.run(update(e).where(e.c.id == row.id).values(key=new.id, head=head, body=body))


async def reseal_drafts(tx: Transaction, chat: str, old: Key, new: Key) -> None:
    """The files of a chat's draft are sealed with its new key from now on."""
    mine = (e.c.chat == tx.vault.handle(chat), e.c.receipt == literal_column("''"), e.c.key == old.id)
    for row in await tx.read(SealedFile, select(*columns_of(e, SealedFile)).where(*mine)):
        await _reseal(tx, row, old, new)


async def weight(tx: Transaction, chat: str) -> tuple[int, int]:
    """How many files of a chat belong to no case, and their bytes together."""
    weighed = select(func.count(), func.coalesce(func.sum(e.c.size), 0))
    drafts = weighed.where(e.c.chat == tx.vault.handle(chat), e.c.receipt == literal_column("''"))
    return await tx.one(_weight, drafts) or (0, 0)


def _weight(count: int, size: int) -> tuple[int, int]:
    return count, int(size)


async def drop_draft(tx: Transaction, chat: str, file_id: str) -> None:
    """Erase one file of a chat's draft."""
    await tx.run(
        delete(e).where(e.c.chat == tx.vault.handle(chat), e.c.receipt == literal_column("''"), e.c.id == file_id)
    )


async def drop_drafts(tx: Transaction, chat: str) -> None:
    """Erase the files of a chat that belong to no case."""
    await tx.run(delete(e).where(e.c.chat == tx.vault.handle(chat), e.c.receipt == literal_column("''")))
