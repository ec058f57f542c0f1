"""Marker words typed into answers, files and acts are nowhere on the disk, in no log and in no traceback."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, String, Text, cast, func, or_, select

from casework.acts import Replied
from dialogs.events import FileRef
from storage import officers
from storage.feed import Feed
from storage.store import Store
from storage.tables.columns import metadata
from storage.timestamps import ms
from tests.bot.house import desk_group, hired, opened
from tests.storage.world import NOON, files

MARK = "마커MARKERwords7319"
HIDDEN = (MARK.encode(), MARK.encode("utf-16-le"), MARK.encode().hex().encode(), b"stolen drawings", b"Taker")


async def _live(store: Store) -> None:
    """A conversation, a report with a file, an officer's words, a page, an officer: each with the marker in it."""
    await desk_group(store)
    feed = Feed(store, lambda: NOON)
    ref = FileRef("f1", f"{MARK}.pdf", "application/pdf", 5, caption=MARK)
    async with opened(store) as house:
        await house.say("web:1", MARK, f"note {MARK}7319 010-1234-5678")
        await house.inbox.receive(*files("web:1", "u1", ref), {"f1": MARK.encode()})
        await feed.put("web:1", "k", True, MARK.encode())
        receipt = await house.filed("web:1")
        await house.say("web:1", f"amend {MARK}", "copy", MARK, "boom")
        await house.inbox.act(
            Replied(key="1", receipt=receipt, ministry="kftc", officer=await hired(store), at=NOON, words=MARK)
        )
        async with store.transaction() as tx:
            who = await officers.add_officer(tx, "kftc", "officer", MARK, "ko", ms(NOON), "house")
            await officers.set_totp(tx, who, MARK)


async def test_no_column_holds_what_was_said(store: Store) -> None:
    await _live(store)
    async with store.reading() as tx:
        for table in metadata.tables.values():
            for column in table.columns:
                if isinstance(column.type, LargeBinary):
                    for row in await tx.all(select(column)):
                        assert not any(word in bytes(row[0] or b"") for word in HIDDEN), column
                elif isinstance(column.type, String | Text):
                    like = [cast(column, Text).contains(word) for word in (MARK, "stolen", "Taker")]
                    found = await tx.first(select(func.count()).select_from(table).where(or_(*like)))
                    assert found[0] == 0, column


async def test_no_file_holds_what_was_said(tmp_path: Path, store: Store) -> None:
    await _live(store)
    on_disk = _contents(tmp_path)
    assert on_disk
    assert not [name for name, content in on_disk.items() if any(word in content for word in HIDDEN)]


def _contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def test_no_log_says_what_was_said(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await _live(store)
    ours = [
        record
        for record in caplog.records
        if record.name.startswith(("bot", "casework", "storage", "sqlalchemy", "alembic"))
    ]
    assert ours
    assert not any(MARK in record.getMessage() or MARK in str(record.exc_text) for record in ours)
    assert not any("web:1" in record.getMessage() for record in ours)
