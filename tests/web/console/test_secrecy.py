"""Whatever is done on the console: the database, its log and its folder tell no receipt code."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.inbox.receipts import new_receipt
from storage.timestamps import now
from tests.addresses import codes_standing
from tests.web.console.bodies import Desks, desks
from tests.web.console.crowd import copied
from tests.web.console.test_bulk import picked
from tests.web.console.test_pending import desk
from tests.web.console.test_queue import page, posted

__all__ = ["desks"]
UNKNOWN = "SM-7K2Q-9XMD-5"


@pytest.mark.attack("security-A3")
async def test_acts_on_many_and_refused_attempts_tell_no_code(desks: Desks, tmp_path: Path) -> None:
    three = [new_receipt() for _ in range(3)]
    await copied(desks.world.store, desks.receipt, three, now())
    officer, stranger = await desks.officer("kftc"), await desks.officer("nis")
    await posted(officer, "/desk/bulk", await page(officer), verb="take", **picked(*three, UNKNOWN))
    for asked in (*three, UNKNOWN):
        for who in (officer, stranger):
            await who.client.get(f"/desk/case/{asked}")
            await who.client.get("/desk/search", params={"q": asked})
    assert await codes_standing(desks.world.store, tmp_path, desks.receipt, *three, UNKNOWN) == []


@pytest.mark.attack("security-A3")
async def test_words_that_wait_and_are_said_tell_no_code(tmp_path: Path) -> None:
    async with desk(tmp_path) as place:
        await place.writes("reply")
        assert await place.held() == 1
        assert await codes_standing(place.world.store, tmp_path, place.receipt) == []
        await place.passes(120)
        await place.writes("ask")
        await place.presses("send")
        assert await codes_standing(place.world.store, tmp_path, place.receipt) == []
