"""Whole stories over the refusing Telegram, with the real engine, store and outbox: to a receipt and onto the desks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.telegram.bot import webhook_route
from bot.telegram.polling import introduce, poll, use_webhook
from bot.telegram.profile import profile_in
from locales.text import LANGUAGES
from tests.bot.telegram.conftest import SECRET, listening
from tests.bot.telegram.house import World
from tests.bot.telegram.people import Owner, again
from tests.bot.telegram.refusing import Account, Wire
from tests.dialogs.person import words
from tests.dialogs.stories import STORIES

Deal = Callable[[Wire], Awaitable[None]]
STORY = STORIES["leaving_engineer"][1]
"""The one that was typed on Telegram: it agrees to what is kept abroad too."""


def button(owner: Owner, key: str) -> tuple[Wire, str]:
    """The newest button with this key, or ending in it, and the message it stands below."""
    for message in reversed(owner.inbox):
        for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
            for each in row:
                found = each.get("callback_data", "").partition("|")[2]
                if found == key or found.endswith(f":{key}"):
                    return message, each["callback_data"]
    raise AssertionError(f"{key} was not offered")


def does(owner: Owner, line: str) -> Wire:
    """One line of a story: a button after `!`, a file after `+`, else typed words."""
    if line.startswith("!"):
        return owner.presses_data(*button(owner, line[1:]))
    if line.startswith("+"):
        return owner.sends_document(line.encode(), line[1:])
    return owner.says(line)


def keys(owner: Owner) -> list[str]:
    """The keys of the newest buttons."""
    newest = next(m for m in reversed(owner.inbox) if "reply_markup" in m)
    rows = newest["reply_markup"]["inline_keyboard"]
    return [each["callback_data"].partition("|")[2] for row in rows for each in row if "callback_data" in each]


async def tell(world: World, owner: Owner, language: str = "en", deal: Deal | None = None) -> None:
    """The whole story, line by line; `deal` lets an update take its way."""
    deal = deal or (lambda update: world.deal())
    await deal(owner.starts())
    for line in (f"!lang:{language}", *STORY):
        if line == "!yes-to-all":
            while "send:now" not in keys(owner):
                await deal(does(owner, f"!{keys(owner)[0]}"))
        else:
            await deal(does(owner, line))


async def begin(world: World, owner: Owner) -> None:
    """As far as the first question."""
    owner.starts()
    await world.deal()
    does(owner, "!lang:en")
    await world.deal()


async def receipt_of(world: World, owner: Owner) -> str:
    await world.settled()
    said = "\n".join(message["text"] for message in owner.inbox)
    start = said.index("SM-")
    return said[start : start + 14]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_story_ends_in_a_receipt_in_every_language(world: World, language: str) -> None:
    owner = world.owner(101, language)
    await tell(world, owner, language)
    assert len(await receipt_of(world, owner)) == 14


async def test_a_told_story_rings_at_the_desks_that_were_agreed_to_and_stays_with_us(world: World) -> None:
    rooms = {ministry: (await world.bound(ministry, ministry))[0] for ministry in ("knpa", "moip", "mss", "kftc")}
    owner = world.owner(101)
    await tell(world, owner)
    receipt = await receipt_of(world, owner)
    standing = [ministry for ministry, room in rooms.items() if receipt in room.topics.values()]
    assert standing
    said = "\n".join(m.get("text", "") for room in rooms.values() for m in room.messages.values())
    assert f"New report {receipt}" in said
    assert [line for line in STORY if line[0] not in "!+" and len(line) > 9 and line in said] == []


async def test_the_same_story_with_each_update_twice_gives_the_same_letters(world: World) -> None:
    kim, lee = world.owner(101), world.owner(102)
    await tell(world, kim)

    async def twice(update: Wire) -> None:
        lee.bot.updates.append(again(update))
        await world.deal()

    await tell(world, lee, deal=twice)
    assert [labels(m) for m in kim.inbox] == [labels(m) for m in lee.inbox]


def labels(message: Wire) -> list[str]:
    return [each["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", ()) for each in row]


@asynccontextmanager
async def by_webhook(world: World, account: Account) -> AsyncIterator[None]:
    async with listening(webhook_route(world.owners, SECRET), "/telegram") as address:
        world.wired.roads["https://sinmungo.example"] = address
        await use_webhook(world.owners, "https://sinmungo.example/telegram", SECRET)
        yield


@asynccontextmanager
async def by_polling(world: World, account: Account) -> AsyncIterator[None]:
    task = asyncio.create_task(poll(world.owners))
    yield
    task.cancel()
    await asyncio.wait([task])


@pytest.mark.parametrize("way", [by_webhook, by_polling])
async def test_a_story_is_told_by_webhook_and_by_polling(world: World, way: object) -> None:
    owner = world.owner(101)
    account = owner.bot

    async def deal(update: Wire) -> None:
        heard = _calls(world)
        if account.hook:
            assert await world.wired.deliver(account) == [200]
        await _answered(world, heard)

    async with (by_webhook if way is by_webhook else by_polling)(world, account):
        await tell(world, owner, deal=deal)
    assert len(await receipt_of(world, owner)) == 14


def _calls(world: World) -> int:
    return len([c for c in world.telegram.calls if c.method in ("sendMessage", "editMessageText")])


async def _answered(world: World, before: int) -> None:
    """Until something new was said, and nothing more is on its way."""
    async with asyncio.timeout(20):
        while _calls(world) == before:
            world.wired.arrived.clear()
            await world.wired.arrived.wait()
    await world.settled()


async def test_two_devices_and_an_old_button_cost_nothing(world: World) -> None:
    owner = world.owner(101)
    await begin(world, owner)
    first = button(owner, "urgent:no")
    owner.presses_data(*first)
    owner.presses_data(*first)
    await world.deal()
    does(owner, "!about:report")
    await world.deal()
    owner.presses_data(*first)
    await world.deal()
    does(owner, "!agree:age")
    await world.deal()
    assert button(owner, "agree:collect")


async def test_a_number_that_must_not_be_kept_is_deleted_from_the_chat(world: World) -> None:
    owner = world.owner(101)
    await begin(world, owner)
    update = owner.says("900101-1234568")
    await world.deal()
    assert update["message"]["message_id"] not in owner.room.messages


async def test_an_album_is_kept_file_by_file_and_confirmed_once(world: World) -> None:
    owner = world.owner(101)
    await begin(world, owner)
    heard = len(owner.inbox)
    owner.sends_album(b"one", b"two", b"three")
    await world.deal()
    confirmed = [m["text"] for m in owner.inbox[heard:] if "Kept with your report" in m["text"]]
    assert len(confirmed) == 1
    assert len(owner.inbox) == heard + 2
    async with world.store.reading() as tx:
        kept = await tx.line.exec_driver_sql("SELECT count(*) FROM evidence")
        assert kept.scalar_one() == 3
    owner.sends_album(b"four")
    await world.deal()
    assert "(4 files in all)" in "\n".join(m["text"] for m in owner.inbox)


async def test_stickers_files_and_long_texts_never_end_the_conversation(world: World) -> None:
    owner = world.owner(101)
    await begin(world, owner)
    owner.sends_sticker()
    owner.sends_album(b"one", b"two", b"three")
    owner.sends_big(21 * 1024 * 1024, "huge.zip")
    owner.types("<b>x</b> & 'DROP TABLE case_;-- \u202e\u200b" * 2500)
    owner.blocks()
    owner.blocks(now=False)
    await world.deal()
    does(owner, "!urgent:no")
    await world.deal()
    assert button(owner, "about:report")


async def test_commands_and_descriptions_fit_in_all_languages(world: World) -> None:
    await introduce(world.owners.line, profile_in(words().say))
    account = world.owner(1).bot
    assert {name for name, _ in account.profile} == {"commands", "description", "short_description"}
