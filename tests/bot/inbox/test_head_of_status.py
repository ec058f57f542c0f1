"""The owner's own status tells where the audit log stood when the report was sent; nobody else's status does."""

from __future__ import annotations

from datetime import UTC

import pytest
from sqlalchemy import select

from app.commands.audit import head_code
from bot.inbox.effects.context import Effects
from dialogs.book import Book
from dialogs.effects import CaseStatus
from dialogs.notices.owner import status_reply
from dialogs.openings import HEAD
from dialogs.replies import Card, Reply
from guidance.calendar import KOREA
from locales.text import LANGUAGES
from storage import tables as t
from storage.audit_check import HeadStanding, how_stands
from storage.store import Store
from tests.bot.house import House, opened
from tests.dialogs.person import MORNING, book, words
from tests.storage.world import BOOK, NOON, Tells, Words, names, say

CODE = "SM-7K2Q-9XMD-5"


class Heads(Tells):
    """Tells the head of a status alone."""

    def status_reply(self, status: CaseStatus, own: bool, book: Book, /) -> Reply:
        return say(f"head {status.head}")


async def asked(house: House, chat: str, words: str) -> str:
    """What a status told of the log: the effect's word, beside what the step says."""
    before = len(house.post.words(chat))
    await house.say(chat, words)
    (told,) = [each for each in (await house.heard(chat, before + 2))[before:] if each.startswith("head ")]
    return told


@pytest.mark.attack("officer-B7")
async def test_what_an_owner_is_told_stands_in_the_log_and_others_are_told_none(store: Store) -> None:
    async with opened(store) as house:
        house.inbox._steps.effects = Effects(BOOK, Words(), Heads(), names)
        receipt = await house.filed("telegram:1")
        told = (await asked(house, "telegram:1", f"tell {receipt}")).removeprefix("head ")
        assert await asked(house, "telegram:2", f"tell {receipt}") == "head "
    head = head_code(told)
    assert head.day == f"{NOON.replace(tzinfo=UTC).astimezone(KOREA):%Y-%m-%d}"
    async with store.transaction() as tx:
        assert await how_stands(tx, head) is HeadStanding.STANDS
        await tx.run(t.audit.update().where(t.audit.c.id == head.line).values(hash="0" * 64))
        assert await how_stands(tx, head) is HeadStanding.GONE
        assert await tx.has(select(t.audit.c.id))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_with_what_it_is_good_for_to_the_owner_alone(language: str) -> None:
    status = CaseStatus(CODE, MORNING, head="2026-12-01 · 4711 · 0123456789abcdef")
    mine, any_bodys = (status_reply(status, own, book()) for own in (True, False))
    assert [block.title for block in mine.blocks if isinstance(block, Card)][1:] == [HEAD]
    letters = words().letters(mine, language, 0)
    assert "0123456789abcdef" in repr(letters)
    assert "0123456789abcdef" not in repr(any_bodys)
