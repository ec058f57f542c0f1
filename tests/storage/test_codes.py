"""Whoever holds the database and not the ring learns no receipt code and no number of an officers' group from it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import String, insert, select, type_coerce, update
from sqlalchemy.exc import StatementError

from bot.inbox.receipts import new_receipt
from bot.outbox.transport import Wait
from casework.acts import Act, Asked, Replied, Taken
from dialogs.events import FileRef
from dialogs.parse.receipts import LETTERS
from storage import audit, groups, sessions
from storage import tables as t
from storage.audit_check import DamageKind, find_damage
from storage.codes import SIGN_OF_CODE, Codes, UnknownSign
from storage.database import open_engines
from storage.keyring import open_ring
from storage.store import Store
from storage.tables.columns import metadata
from storage.tables.hidden import CodeColumn
from storage.timestamps import ms
from storage.vault import Vault
from tests.addresses import codes_standing, standing
from tests.bot.house import House, desk_group, hired, opened
from tests.storage.world import NOON, Noting, files

GROUP = "-1007733991155"
CODES = Codes(b"k" * 32)


def away() -> Noting:
    """A messenger that takes nothing."""
    return Noting(failures=[Wait(60) for _ in range(500)])


@asynccontextmanager
async def _lived(store: Store, post: Noting) -> AsyncIterator[tuple[House, list[str]]]:
    """Two owners and a desk with a group, letters that wait, files, a withdrawal, an erased report; the codes."""
    await desk_group(store, chat=f"desk:{GROUP}")
    async with opened(store, post=post) as house:
        yield house, [await _live(house, chat) for chat in ("telegram:7733", "web:f3b1c9a0d4e85762")]


async def _live(house: House, chat: str) -> str:
    await house.inbox.receive(*files(chat, f"{chat}:u1:x", FileRef(f"f{chat}", "a.pdf", "application/pdf", 1)))
    receipt, officer = await house.filed(chat), await hired(house.store)
    await _acts(house, Taken, receipt, officer)
    await _acts(house, Asked, receipt, officer, words="when?")
    await _acts(house, Replied, receipt, officer, words="we look")
    await house.say(chat, "answer kftc in May", "withdraw mss", "copy", f"tell {receipt}", "rate done 4", "add more")
    return receipt


async def _acts(house: House, act: Callable[..., Act], receipt: str, officer: str, **more: str) -> None:
    made = act(key=f"{act}:{receipt}", receipt=receipt, ministry="kftc", officer=officer, at=NOON, **more)
    assert (await house.inbox.act(made)).done


@pytest.mark.attack("security-A3")
@pytest.mark.parametrize("post", [Noting, away])
async def test_no_code_stands_anywhere(post: Callable[[], Noting], store: Store, tmp_path: Path) -> None:
    async with _lived(store, post()) as (house, receipts):
        assert (await house.status(receipts[0])).found
        await house.say("telegram:7733", f"forget {receipts[0]}")
    assert await codes_standing(store, tmp_path, *receipts) == []


@pytest.mark.attack("security-A3")
async def test_no_number_of_a_group_stands_anywhere(store: Store, tmp_path: Path) -> None:
    async with _lived(store, Noting()) as (house, receipts):
        assert house.desk.words(f"desk:{GROUP}")
        async with store.transaction() as tx:
            await sessions.admit(tx, [f"desk:42:{GROUP}:7", f"desk:{GROUP}:7:typed"], 1)
            assert await sessions.admit(tx, [f"desk:42:{GROUP}:7", "desk:42:8"], 1) == {"desk:42:8"}
            assert (await groups.desk(tx, "kftc")).chat == f"desk:{GROUP}"
    assert receipts
    assert await standing(store, tmp_path, GROUP, GROUP[1:]) == []


@pytest.mark.attack("security-A3")
async def test_no_log_tells_a_code(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with _lived(store, away()) as (house, receipts):
        await house.say("telegram:7733", "boom")
    said = [record.getMessage() + str(record.exc_text) for record in caplog.records]
    assert said
    assert not [words for words in said if any(code in words for code in (*receipts, GROUP))]


# ---- signs ----------------------------------------------------------------------------------------------


def _codes() -> st.SearchStrategy[str]:
    """As they are written, whether or not their check letter is right."""
    return st.text(LETTERS, min_size=9, max_size=9).map(lambda nine: f"SM-{nine[:4]}-{nine[4:8]}-{nine[8]}")


def _names() -> st.SearchStrategy[str]:
    parts = st.sampled_from((":-100123", "desk", ":", "~", "SM~", "GR~", "SM-", "?"))
    piece = st.one_of(_codes(), _codes().map(CODES.sign), parts, st.text(max_size=5))
    return st.lists(piece, max_size=5).map("".join)


@given(_codes())
def test_a_sign_is_always_the_same_and_is_read_back(code: str) -> None:
    sign = CODES.sign(code)
    assert sign == Codes(b"k" * 32).sign(code) != Codes(b"l" * 32).sign(code)
    assert (len(sign), CODES.code(sign)) == (SIGN_OF_CODE, code)
    assert CODES.hide(f"act:{code}:kftc") == f"act:{sign}:kftc"


@given(_names())
def test_any_name_is_read_back_as_it_was(name: str) -> None:
    assert CODES.show(CODES.hide(name)) == name


def test_every_code_that_is_given_out_is_one_that_names_hide() -> None:
    for _ in range(200):
        assert new_receipt() not in CODES.hide(f"x{new_receipt()}")
        code = new_receipt()
        assert CODES.hide(code) == CODES.sign(code)


@pytest.mark.parametrize("stands", ["SM-7K2Q-9XMD-5", "SM~", f"SM~{'a' * 48}", Codes(b"l" * 32).sign("SM-7K2Q-9XMD-5")])
def test_what_the_ring_did_not_sign_is_no_code(stands: str) -> None:
    with pytest.raises(UnknownSign):
        CODES.code(stands)
    assert CODES.show(f"{stands}:kftc") in (f"?{stands}:kftc", f"{stands}:kftc")


# ---- columns --------------------------------------------------------------------------------------------


def _receipts() -> Iterator[str]:
    for table in metadata.tables.values():
        if "receipt" in table.c and not isinstance(table.c.receipt.type, CodeColumn):
            yield table.name
        for column in table.c:
            if column.references(t.case_.c.receipt) and not isinstance(column.type, CodeColumn):
                yield f"{table.name}.{column.name}"


def test_every_column_of_codes_hides_them() -> None:
    assert list(_receipts()) == []


async def test_an_engine_without_a_ring_writes_and_reads_no_code(url: str, store: Store) -> None:
    bare = open_engines(url)
    async with bare[0].begin() as line:
        with pytest.raises(StatementError):
            await line.execute(insert(t.case_).values(receipt="SM-7K2Q-9XMD-5", doc=b"x"))
    for engine in set(bare):
        await engine.dispose()
    async with store.reading() as tx:
        assert not await tx.has(select(t.case_.c.state))


async def test_two_rings_in_one_process_are_not_mixed(store: Store, tmp_path: Path) -> None:
    other = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/other.db", Vault(open_ring(tmp_path / "others", NOON)))
    signs = []
    for each in (store, other):
        async with each.transaction() as tx:
            await tx.run(insert(t.case_).values(receipt="SM-7K2Q-9XMD-5", doc=b"x"))
            signs += await tx.read(str, select(type_coerce(t.case_.c.receipt, String)))
            assert await tx.read(str, select(t.case_.c.receipt)) == ["SM-7K2Q-9XMD-5"]
    assert len(set(signs)) == 2
    await other.close()


async def test_a_code_put_in_clear_into_the_log_is_found(store: Store) -> None:
    """Who knows a code could else take a line out of its history, and the chain would hold."""
    async with store.transaction() as tx:
        await audit.note(tx, ms(NOON), "officer", "read", "SM-7K2Q-9XMD-5:kftc")
        await audit.note(tx, ms(NOON), "officer", "read", "SM-7K2Q-9XMD-5:kftc")
        assert await find_damage(tx) == []
        clear = type_coerce("SM-7K2Q-9XMD-5:kftc", String)
        await tx.run(update(t.audit).where(t.audit.c.id == 1).values(subject=clear))
        assert [(each.kind, each.line) for each in await find_damage(tx)] == [(DamageKind.CHANGED, 1)]
