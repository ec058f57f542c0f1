"""An owner on the page, and officers who answer: the database holds no cookie, no number of its chat and no mail."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dialogs.events import Said
from tests.addresses import codes_standing, standing
from tests.web.console.house import opened
from tests.web.reporting import TYPED
from tests.web.sent import Sent
from web.chat.submit import arrival_key
from web.security import Visitor


@pytest.mark.attack("security-A3")
@pytest.mark.parametrize("typed", ["SM-7K2Q-9XMD-5", "010-1234-5678"])
def test_the_name_of_an_arrival_is_no_hash_that_words_can_be_tried_against(typed: str) -> None:
    """It stands in the database for weeks. Who has the cookie has the page anyway."""
    one, other = Visitor("a" * 43, True), Visitor("b" * 43, True)
    said = (Said(datetime(2026, 3, 2, tzinfo=UTC), typed),)
    key = arrival_key(one, "form", said)
    assert key == arrival_key(one, "form", said)
    assert key.rpartition(":")[2] != arrival_key(other, "form", said).rpartition(":")[2]
    assert hashlib.sha256(f"{typed}\0".encode()).hexdigest()[:16] not in key


@pytest.mark.attack("security-A3")
async def test_the_database_tells_no_browser_and_no_mail(sent: Sent, tmp_path: Path) -> None:
    folder = tmp_path / "house"
    async with opened(sent, folder) as house:
        desk = await house.officer("kftc")
        await desk.does("ask", words="When was it?", language="en")
        await desk.does("reply", words="We look at it.", language="en")
        house.owner.page = (await house.owner.client.get("/")).text
        await house.owner.say("", [("files", ("a.pdf", b"%PDF-1 words", "application/pdf"))])
        await house.owner.say("One more thing that they did.")
        await house.owner.client.post("/status", data={"receipt": "SM-0000-0000-0"})
        token = next(iter(sent.cookies.values()))
        chat = hashlib.sha256(token.encode()).hexdigest()[:32]
        said = (token, chat, TYPED["contact"], "127.0.0.1")
        assert await standing(house.world.store, folder, *said) == []
        assert await codes_standing(house.world.store, folder, sent.receipt) == []
