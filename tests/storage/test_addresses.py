"""Whoever holds the database and not the ring learns no chat's address: not its account, its mail, its telephone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.outbox.transport import ChatMoved, Wait
from casework.acts import Act, Asked, Replied, Taken
from dialogs.events import FileRef
from storage import cases
from storage import tables as t
from storage.code_guesses import wrong_guess
from storage.feed import Feed
from storage.keyring import open_ring
from storage.store import Store
from storage.vault import Vault
from tests.addresses import standing
from tests.bot.house import House, desk_group, hired, opened
from tests.storage.world import NOON, Noting, files

ADDRESSES = ("7733991155", "kim.owner@firm.example", "+821027735591", "f3b1c9a0d4e85762aa01")
"""An account, a mail address, a telephone, the number of a browser's cookie."""


def away() -> Noting:
    """A messenger that takes nothing."""
    return Noting(failures=[Wait(60) for _ in range(500)])


async def _live(house: House, chat: str) -> str:
    """All that an owner does and a desk, with a file, an answer, a withdrawal and a wrong code; the receipt."""
    await house.say(chat, "hello")
    await house.inbox.receive(*files(chat, f"{chat}:u1:x", FileRef(f"f-{len(chat)}", "a.pdf", "application/pdf", 1)))
    receipt = await house.filed(chat)
    await house.say(chat, "add more", "tell SM-0000-0000-0", "copy")
    officer = await hired(house.store)
    await _acts(house, Taken, receipt, officer)
    await _acts(house, Asked, receipt, officer, words="when?")
    await _acts(house, Replied, receipt, officer, words="we look")
    await house.say(chat, "answer kftc in May", "withdraw mss", "boom", "note what")
    return receipt


async def _acts(house: House, act: Callable[..., Act], receipt: str, officer: str, **more: str) -> None:
    made = act(key=f"{receipt}{act}", receipt=receipt, ministry="kftc", officer=officer, at=NOON, **more)
    assert (await house.inbox.act(made)).done


@pytest.mark.attack("security-A3")
@pytest.mark.parametrize("post", [Noting, away])
async def test_no_address_stands_anywhere(post: Callable[[], Noting], store: Store, tmp_path: Path) -> None:
    await desk_group(store)
    feed = Feed(store, lambda: NOON)
    async with opened(store, post=post()) as house:
        for channel, address in zip(("telegram", "telegram", "telegram", "web"), ADDRESSES, strict=True):
            await _live(house, f"{channel}:{address}")
            await feed.put(f"{channel}:{address}", f"{channel}:{address}:made:0", True, b"words")
        async with store.transaction() as tx:
            await wrong_guess(tx, f"from:{ADDRESSES[0]}", NOON)
    assert await standing(store, tmp_path, *ADDRESSES) == []


@pytest.mark.attack("security-A3")
async def test_an_erased_report_does_not_lead_to_its_chat(store: Store, tmp_path: Path) -> None:
    chat = f"telegram:{ADDRESSES[0]}"
    async with opened(store) as house:
        receipt = await _live(house, chat)
        await house.say(chat, f"forget {receipt}")
    async with store.reading() as tx:
        row = await cases.case_row(tx, receipt)
        assert row is not None
        assert (row.chat, await cases.address(tx, row)) == ("", "")
        assert await tx.one(bytes, select(t.case_.c.doc)) == b""
        assert not await tx.all(select(t.case_.c.address).where(t.case_.c.address.is_not(None)))
        assert not await tx.all(select(t.evidence.c.chat).where(t.evidence.c.receipt == receipt))
    assert await standing(store, tmp_path, ADDRESSES[0]) == []


def test_another_ring_gives_another_handle(tmp_path: Path) -> None:
    one, other = (Vault(open_ring(tmp_path / name, NOON)) for name in ("one", "other"))
    assert one.handle("telegram:77") != other.handle("telegram:77")
    assert one.handle("telegram:77") != one.handle("web:77")
    assert one.handle("telegram:-77") != one.handle("telegram:77")


def test_a_handle_stands_for_itself_and_a_group_for_what_it_is(vault: Vault) -> None:
    handle = vault.handle("telegram:77")
    assert handle.startswith("telegram~")
    assert vault.handle(handle) == handle
    assert vault.masked("telegram:77:made", "telegram:77") == f"{handle}:made"
    assert vault.masked("telegram:770:made", "telegram:77") == "telegram:770:made"
    assert (vault.handle(""), vault.handle("desk:-100")) == ("", "desk:-100")


async def test_a_letter_that_waited_goes_to_its_address(store: Store) -> None:
    chat = f"telegram:{ADDRESSES[0]}"
    async with opened(store, post=away()) as house:
        await house.say(chat, "hello")
    async with store.reading() as tx:
        waiting = await tx.all(select(t.outgoing.c.chat))
    assert {row[0] for row in waiting} == {store.vault.handle(chat)}
    async with opened(store) as house:
        house.later(120)
        assert await house.heard(chat, 1) == ["1 hello"]


async def test_a_desk_reaches_the_owner_whose_conversation_is_lost(store: Store) -> None:
    chat = f"telegram:{ADDRESSES[0]}"
    async with opened(store) as house:
        receipt = await house.filed(chat)
    async with store.transaction() as tx:
        await tx.run(t.session.delete())
    async with opened(store) as house:
        await _acts(house, Replied, receipt, await hired(store), words="we look")
        assert (await house.heard(chat, 1))[0].startswith("heard")


async def test_letters_follow_a_chat_that_moved(store: Store) -> None:
    async with opened(store, post=Noting(failures=[ChatMoved("78")])) as house:
        await house.say("telegram:77", "hello")
        assert await house.heard("telegram:78", 1) == ["1 hello"]
