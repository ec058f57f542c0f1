"""The addresses of an older database are hidden before the house opens, once, and wherever it was stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.outbox import letter
from storage import address_upgrade, messages, sessions
from storage import tables as t
from storage.address_upgrade import hide_addresses
from storage.audience import OWNER
from storage.cases import load_case, of_chat
from storage.code_upgrade import hide_clear, hide_codes
from storage.feed import Feed
from storage.store import Store
from storage.transaction import Transaction
from tests.storage import golden

CHATS = ("web:factory", "telegram:2", "telegram:3")


class Stopped(Exception):
    """As if the process had been killed."""


class Stopping(Store):
    """A store that is stopped in the middle of its transaction number `left`."""

    left = 1_000_000

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with super().transaction() as tx:
            self.left -= 1
            yield tx
            if self.left < 0:
                raise Stopped


async def _clear(store: Store) -> list[str]:
    """What is an owner's address, or begins with one. Telegram's updates have numbers of their own."""
    chats = (t.session.c.chat, t.page.c.chat, t.outgoing.c.chat, t.case_.c.chat, t.evidence.c.chat)
    names = (t.arrival.c.key, t.page.c.entry, t.outgoing.c.entry, t.message.c.entry)
    async with store.reading() as tx:
        held = [row[0] for column in chats for row in await tx.all(select(column))]
        named = [row[0] for column in names for row in await tx.all(select(column))]
    assert held
    assert named
    clear = [each for each in held if ":" in each and not each.startswith("desk:")]
    return clear + [each for each in named if each.startswith(("web:", "terminal:"))]


async def _opens(store: Store) -> None:
    """Whatever was sealed under an address opens under its hash."""
    async with store.reading() as tx:
        found = await sessions.load(tx, CHATS)
        assert {chat: kept.session.chat for chat, kept in found.items()} == {chat: chat for chat in CHATS}
        rows = await tx.all(select(t.outgoing).where(t.outgoing.c.letter != b"", ~t.outgoing.c.chat.contains(":")))
        keys = await tx.keys(sorted({row.key for row in rows}))
        for row in rows:
            to = letter.unpack(keys[row.key].open(f"outgoing:{row.entry}", row.letter)).to
            assert store.vault.handle(to) == row.chat != to
        case = await load_case(tx, (await of_chat(tx, "web:factory"))[-1].receipt)
        assert case is not None
        assert case.key is not None
        assert await messages.spoken(tx, case.key, case.receipt, OWNER)
    assert rows
    assert len(await Feed(store).read("web:factory")) > 50


@pytest.mark.attack("security-A3")
async def test_nothing_is_lost_and_no_address_is_left(url: str, tmp_path: Path) -> None:
    await golden.lay(url)
    store = await Store.open(url, golden.vault())
    before = await golden.counts(url)
    assert await _clear(store)
    assert await hide_clear(store) > 100
    assert await _clear(store) == []
    assert await golden.counts(url) == before
    await _opens(store)
    assert await hide_clear(store) == 0
    await store.close()


async def test_it_goes_on_where_it_was_stopped(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address_upgrade, "MANY", 50)
    await golden.lay(url)
    before = await Store.open(url, golden.vault())
    await hide_codes(before)
    await before.close()
    starts = 0
    while True:
        store = await Stopping.open(url, golden.vault())
        assert isinstance(store, Stopping)
        store.left = 10
        try:
            await hide_addresses(store)
            break
        except Stopped:
            starts += 1
        finally:
            await store.close()
    again = await Store.open(url, golden.vault())
    assert starts > 1
    assert await _clear(again) == []
    await _opens(again)
    await again.close()


async def test_two_that_start_at_once_take_turns(url: str) -> None:
    await golden.lay(url)
    stores = [await Store.open(url, golden.vault()) for _ in range(2)]
    assert sum(await asyncio.gather(*map(hide_clear, stores))) > 100
    assert await _clear(stores[0]) == []
    await _opens(stores[1])
    for store in stores:
        await store.close()


async def test_what_does_not_open_stops_nobody(url: str) -> None:
    await golden.lay(url)
    store = await Store.open(url, golden.vault())
    async with store.transaction() as tx:
        await tx.run(t.session.update().where(t.session.c.chat == "telegram:2").values(doc=b"broken" * 10))
        await tx.run(t.page.update().values(key="gone"))
    await hide_clear(store)
    assert await _clear(store) == []
    assert await Feed(store).read("web:factory") == ()
    await store.close()
