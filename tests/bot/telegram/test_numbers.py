"""Numbers that may not be kept, on Telegram: typed, below a file, in a file's name, in an edited message."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.bot.telegram.house import World
from tests.bot.telegram.people import Owner
from tests.bot.telegram.refusing import Wire
from tests.bot.telegram.test_stories import begin
from tests.numbers import NUMBERS, logged, sealed, traces

__all__ = ["sealed"]


def _gives(owner: Owner, place: str, number: str) -> Wire:
    match place:
        case "text":
            return owner.says(f"it is {number}, is it not")
        case "caption":
            return owner.sends_document(b"words", "a.pdf", caption=f"mine: {number}")
        case "name":
            return owner.sends_document(b"words", f"scan {number}.pdf")
        case _:
            return owner.edits(owner.says("it is my turn"), f"it is {number}")


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("place", ["text", "caption", "name", "edit"])
async def test_telegram_leaves_no_number(
    place: str, world: World, tmp_path: Path, sealed: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    owner = world.owner(101)
    await begin(world, owner)
    for kind, number in NUMBERS.items():
        before = len(owner.inbox)
        given = _gives(owner, place, number)
        await world.deal()
        message = given.get("message") or given["edited_message"]
        assert message["message_id"] not in owner.room.messages, kind
        heard = "\n".join(str(each) for each in owner.inbox[before:])
        assert heard
        assert not traces(number, sealed, tmp_path, heard, logged(caplog)), (kind, place)


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("first", ["it is 880714-", "880714"])
async def test_telegram_leaves_no_second_half_in_a_message_of_its_own(
    first: str, world: World, tmp_path: Path, sealed: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    owner = world.owner(101)
    await begin(world, owner)
    owner.says(first)
    await world.deal()
    before = len(owner.inbox)
    given = owner.says("1234567")
    await world.deal()
    assert given["message"]["message_id"] not in owner.room.messages
    heard = "\n".join(str(each) for each in owner.inbox[before:])
    assert not traces("1234567", sealed, tmp_path, heard, logged(caplog))
