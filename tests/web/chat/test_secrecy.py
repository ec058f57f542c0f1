"""An owner on the page, and officers who answer: the database holds no cookie, no number of its chat and no mail."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.addresses import codes_standing, standing
from tests.web.console.house import opened
from tests.web.reporting import TYPED
from tests.web.sent import Sent


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
