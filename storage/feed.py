"""The page of a web chat: what was said to and fro, sealed, for as long as the conversation is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update

from storage import tables as t
from storage.store import Store
from storage.timestamps import moment, ms, now
from storage.transaction import Transaction, columns_of
from storage.vault import Key

p = t.page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One thing on a chat's page. `seq` rises within the chat and is never used twice. `body`: packed words."""

    seq: int
    at: datetime
    mine: bool
    key: str
    body: bytes


@dataclass(frozen=True, slots=True)
class _SealedEntry:
    id: int
    chat: str
    entry: str
    mine: bool
    key: str
    created: int
    body: bytes

    def opened(self, key: Key) -> PageEntry:
        body = key.open(f"page:{self.chat}:{self.entry}", self.body)
        return PageEntry(self.id, moment(self.created), self.mine, self.entry, body)


class Feed:
    """Entries are sealed with the conversation's key; once that is destroyed they are no more."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = now) -> None:
        self._store = store
        self._now = clock

    async def put(self, chat: str, key: str, mine: bool, body: bytes, replaces: str = "") -> int:
        """Keep an entry and return its `seq`. `key` is unique in the chat: putting it twice keeps the first.

        `replaces` is the `seq` of an entry that it takes the place of.
        """
        async with self._store.transaction() as tx:
            chat, key = tx.vault.handle(chat), tx.vault.masked(key, chat)
            known = await tx.one(int, select(p.c.id).where(p.c.chat == chat, p.c.entry == key))
            if known:
                return known
            if replaces.isdigit():
                await tx.run(update(p).where(p.c.chat == chat, p.c.id == int(replaces)).values(replaced=True))
            return await self._put(tx, chat, key, mine, body)

    async def _put(self, tx: Transaction, chat: str, key: str, mine: bool, body: bytes) -> int:
        sealing = await _key(tx, chat, ms(self._now()))
        row = {"chat": chat, "entry": key, "mine": mine, "key": sealing.id, "created": ms(self._now())}
        adding = insert(p).values(**row, body=sealing.seal(f"page:{chat}:{key}", body)).returning(p.c.id)
        return await tx.one(int, adding) or 0

    async def read(self, chat: str, after: int = 0) -> tuple[PageEntry, ...]:
        """The entries after `after`, oldest first, without those replaced and those whose key is gone."""
        async with self._store.reading() as tx:
            shown = select(*columns_of(p, _SealedEntry)).where(self._of(chat), p.c.id > after, ~p.c.replaced)
            rows = await tx.read(_SealedEntry, shown.order_by(p.c.id))
            keys = await tx.keys(sorted({row.key for row in rows}))
        return tuple(row.opened(keys[row.key]) for row in rows if row.key in keys)

    async def oldest(self, chat: str) -> int:
        """The `seq` of the oldest entry there is, shown or not; 0 for none. It changes when a page is erased."""
        async with self._store.reading() as tx:
            return await tx.one(int, select(p.c.id).where(self._of(chat)).order_by(p.c.id).limit(1)) or 0

    def _of(self, chat: str) -> ColumnElement[bool]:
        return p.c.chat == self._store.vault.handle(chat)


async def _key(tx: Transaction, chat: str, at: int) -> Key:
    """The conversation's key; before it has begun, the one of its page, made when first needed."""
    s = t.session
    name = await tx.one(str, select(s.c.key).where(s.c.chat == chat))
    name = name or await tx.one(str, select(p.c.key).where(p.c.chat == chat).order_by(p.c.id.desc()).limit(1))
    found = await tx.keys([name]) if name else {}
    if name in found:
        return found[name]
    key, wrapped = tx.vault.new_key(at)
    await tx.add_keys([wrapped])
    return key


async def drop_page(tx: Transaction, chat: str) -> None:
    """Erase the page of a chat."""
    await tx.run(delete(p).where(p.c.chat == tx.vault.handle(chat)))
