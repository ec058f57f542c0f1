"""Owners on Telegram and on the page, desks and their groups: whoever takes the database learns nobody's address."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.events import Arrival, Said
from tests.addresses import codes_standing, standing
from tests.bot.telegram.house import NOW, World

ACCOUNT, COOKIE = "7733991155", "0123456789abcdef0123456789abcdef"


@pytest.mark.attack("security-A3")
async def test_the_database_tells_no_account(world: World, tmp_path: Path) -> None:
    room, officer = await world.bound("kftc", "KFTC")
    owner = world.owner(int(ACCOUNT))
    receipt = await world.filed(owner, "kftc", "mss")
    owner.sends_document(b"words", "a.pdf")
    owner.says("One more thing that they did.")
    await world.deal()
    notice = next(each for each in room.messages.values() if "reply_markup" in each)
    officer.presses(notice, "Take it")
    await world.deal()
    for n, said in enumerate(("hello", "file kftc", "and more")):
        await world.inbox.receive(Arrival("web", f"web:{COOKIE}", f"web:{COOKIE}:made:{n}", NOW), Said(NOW, said), {})
    owner.says(f"/withdraw {receipt}")
    await world.deal()
    assert len(owner.inbox) > 5
    assert world.page.letters
    assert await standing(world.store, tmp_path, ACCOUNT, COOKIE) == []


@pytest.mark.attack("security-A3")
async def test_the_database_tells_no_code_and_no_group(world: World, tmp_path: Path) -> None:
    """Buttons, a topic, words typed in the group, a group that moves: the names of all of it."""
    room, officer = await world.bound("kftc", "KFTC")
    owner = world.owner(int(ACCOUNT))
    receipt = await world.filed(owner, "kftc", "mss")
    await world.deal()
    notice = next(each for each in room.messages.values() if "reply_markup" in each)
    officer.presses(notice, "Take it")
    officer.says("Is that so?")
    await world.deal()
    owner.says(f"/status {receipt}")
    await world.deal()
    assert any(receipt in str(each) for each in room.messages.values())
    assert str(room.id).startswith("-")
    assert await codes_standing(world.store, tmp_path, receipt) == []
    assert await standing(world.store, tmp_path, str(room.id), str(-room.id)) == []
