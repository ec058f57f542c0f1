"""Marks of an owner on Telegram, in every question that takes words, in files and messages, and of a desk in its words:
once the owner has erased the report, the first are nowhere, and the desk has its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from casework.acts import Noted, Replied
from storage import audit_check
from storage.officers import add_officer
from storage.timestamps import ms
from tests.bot.telegram.house import NOW, World
from tests.bot.telegram.people import Owner
from tests.storage.thief import Thief, taken

OWNER, DESK = r"OWN(?:ER-|MARK)\w+", r"DSKMARK\w+"


async def lived(world: World, owner: Owner) -> None:
    """A report with a document and its caption, words of the owner afterwards, a letter and a note of the desk."""
    owner.says("/start")
    owner.sends_document(b"%PDF-1 OWNMARKbytes", "OWNMARKname.pdf", caption="OWNMARKcaption")
    await world.deal()
    receipt = await world.filed(owner, "kftc", "mss", "told")
    async with world.store.transaction() as tx:
        who = await add_officer(tx, "kftc", "officer", "Park", "en", ms(NOW), "house")
    head: dict[str, Any] = {"receipt": receipt, "ministry": "kftc", "officer": who, "at": NOW}
    assert (await world.inbox.act(Replied(key="1", words="DSKMARKletter", language="en", **head))).done
    assert (await world.inbox.act(Noted(key="2", words="OWNMARKnote", language="en", **head))).done
    await world.settled()
    owner.says("OWNMARKadded by me")
    owner.sends_document(b"%PDF-1 OWNMARKlater", "OWNMARKlatername.pdf", caption="OWNMARKlatercaption")
    await world.deal()


@pytest.mark.attack("security-A4")
async def test_the_owners_marks_are_nowhere_and_the_desk_keeps_its_own(world: World, tmp_path: Path) -> None:
    owner = world.owner(77)
    await lived(world, owner)
    thief = Thief(world.store.vault.ring, f"{OWNER}|{DESK}")
    before = thief.loot(taken(tmp_path, tmp_path / "before")).marks
    assert len([mark for mark in before if re.fullmatch(OWNER, mark)]) >= 12, sorted(before)
    owner.says("/delete")
    await world.deal()
    for label in ("Delete everything", "Delete everything"):
        owner.presses(next(each for each in reversed(owner.inbox) if "reply_markup" in each), label)
        await world.deal()
    assert await world.store.shrink()
    left = thief.loot(taken(tmp_path, tmp_path / "left")).marks
    assert set(left) == {"DSKMARKletter"}
    assert {table for table, _key in left["DSKMARKletter"]} == {"desk_record"}
    async with world.store.reading() as tx:
        assert await audit_check.find_damage(tx) == []
