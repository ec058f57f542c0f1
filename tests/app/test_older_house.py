"""A house that an earlier commit left opens, and holds no chat's address any more before anything is served."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import String, select, type_coerce

from app.assembly import assembled
from app.settings import load_settings
from storage import tables as t
from storage.sessions import load
from tests.storage import golden


@pytest.mark.attack("security-A3")
async def test_the_addresses_of_an_older_house_are_hidden_at_the_start(tmp_path: Path) -> None:
    ring = (golden.FOLDER / "ring.txt").read_text("ascii").strip()
    settings = load_settings(None, var=tmp_path, database="", search="letters", keys=ring)
    await golden.lay(settings.database_url)
    async with assembled(settings) as parts, parts.store.reading() as tx:
        assert not await tx.all(select(t.session.c.chat).where(t.session.c.chat.contains(":")))
        assert (await load(tx, ["web:factory"]))["web:factory"].session.chat == "web:factory"
        signs = await tx.read(str, select(type_coerce(t.case_.c.receipt, String)))
        assert signs
        assert all(sign.startswith("SM~") for sign in signs)
