"""The officers' bot by polling and by webhook, and its notices when Telegram refuses or does not answer."""

from __future__ import annotations

import asyncio
import dataclasses
import traceback

import msgspec
import pytest
from telegram.error import NetworkError

from bot.desk.context import DeskContext
from bot.desk.open import open_desk
from bot.desk.transport import DeskTransport
from bot.outbox.letter import Button, Letter, Part
from bot.outbox.transport import BadToken, ChatMoved, Gone, OutgoingRow, TopicGone, Unsure, Wait
from bot.telegram.bot import webhook_route
from tests.bot.desk.topics import heard, last, notice, texts
from tests.bot.telegram.conftest import SECRET, listening
from tests.bot.telegram.house import CONSOLE, NOW, STORY, World
from tests.bot.telegram.people import Officer, press
from tests.bot.telegram.refusing import Room, Telegram
from tests.bot.telegram.wire import Wired
from tests.dialogs.person import words
from tests.storage.world import held

BELL = Letter("en", (Part("card", "Overdue <1>", (("Urgent", "no"),)),), kind="ring")
NOTICE = msgspec.structs.replace(BELL, choices=(Button("take", "Take it"), Button("no", "Cannot act")))


async def desk_and_case(world: World) -> tuple[Room, Officer, OutgoingRow]:
    """A bound group, its officer, and a row for a further notice about a case in it."""
    room, park = await world.bound("kftc", "KFTC")
    receipt = await world.filed(world.owner(1), "kftc")
    row = OutgoingRow(77, "n", "desk", f"desk:{room.id}", receipt=receipt, ministry="kftc")
    return room, park, row


# ---- transports ---------------------------------------------------------------------------------------


async def test_polling_deals_with_updates_and_tells_telegram_what_was_done(world: World, wired: Wired) -> None:
    room, park, _row = await desk_and_case(world)
    task = asyncio.create_task(world.officers.poll())
    park.presses(notice(room), "Take it")
    await wired.heard("answerCallbackQuery")
    press(world.telegram, world.officers_account(), park.person, notice(room), "1|how")
    await wired.heard("answerCallbackQuery", 2)
    task.cancel()
    await asyncio.wait([task])
    assert len(world.officers_account().updates) <= 1
    await world.settled()
    assert heard(world.owner(1), "taken your report") == 1


async def test_a_webhook_is_answered_after_the_commit_and_wants_its_secret(world: World, wired: Wired) -> None:
    room, park, _row = await desk_and_case(world)
    account = world.officers_account()
    async with listening(webhook_route(world.officers, SECRET), "/desk-telegram") as address:
        wired.roads["https://sinmungo.example"] = address
        await world.officers.use_webhook("https://sinmungo.example/desk-telegram", SECRET)
        update = park.presses(notice(room), "Take it")
        assert await wired.post(account, update, "wrong") == 403
        assert await wired.post(account, {"nothing": 1}, SECRET) == 400
        assert await wired.deliver(account) == [200]
        await world.officers.drop_webhook()
    await world.settled()
    assert heard(world.owner(1), "taken your report") == 1


async def test_polling_goes_on_after_telegram_was_out_of_order(
    world: World, wired: Wired, caplog: pytest.LogCaptureFixture
) -> None:
    async def at_once(seconds: float) -> None:
        return None

    world.officers.pause = at_once
    room, park, row = await desk_and_case(world)
    wired.refuse_polls(502, "Bad Gateway", 2)
    wired.refuse_polls(409, "Conflict: terminated by other getUpdates request", 1)
    park.says("Please call us.", thread=int(await thread_of(world, row)))
    park.presses(notice(room), "Take it")
    task = asyncio.create_task(world.officers.poll())
    await wired.heard("answerCallbackQuery")
    task.cancel()
    await asyncio.wait([task])
    assert "another process polls" in caplog.text
    assert "Please call us." not in caplog.text


async def test_a_wrong_token_is_said_without_telling_it(world: World, wired: Wired) -> None:
    token = f"1:{'wrong'}-token"
    with pytest.raises(BadToken) as caught:
        await open_desk(token, DeskContext(world.store, words().say, {}, {}, lambda: NOW), wired.url)
    assert "wrong-token" not in "".join(traceback.format_exception(caught.value))


async def test_a_telegram_that_is_away_is_said_at_the_start_and_leaves_nothing_open(
    world: World, wired: Wired, telegram: Telegram
) -> None:
    telegram.refuse_next("getMe", 502, "Bad Gateway")
    with pytest.raises(NetworkError):
        await open_desk(world.officers_account().token, DeskContext(world.store, words().say, {}, {}), wired.url)


async def thread_of(world: World, row: OutgoingRow) -> str:
    async with world.store.reading() as tx:
        return str((await held(tx, row.receipt, row.ministry)).thread)


# ---- notices ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "description", "parameters", "expected"),
    [
        (429, "Too Many Requests: retry after 7", {"retry_after": 7}, Wait(7)),
        (403, "Forbidden: bot was kicked from the supergroup chat", {}, Gone("put out of the group")),
        (400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -100}, ChatMoved("desk:-100")),
        (400, "Bad Request: message thread not found", {}, TopicGone()),
        (400, "Bad Request: TOPIC_CLOSED", {}, Wait(300)),
        (400, "Bad Request: chat not found", {}, Gone("no such group")),
        (400, "Bad Request: something <secret>", {}, Gone("refused 400")),
        (502, "Bad Gateway", {}, Wait(5)),
    ],
)
async def test_a_refusal_is_told_to_the_outbox(
    world: World, code: int, description: str, parameters: dict[str, int], expected: Exception
) -> None:
    _, _, row = await desk_and_case(world)
    world.telegram.refuse_next("sendMessage", code, description, **parameters)
    with pytest.raises(type(expected)) as caught:
        await world.officers.post.send(row, NOTICE)
    assert vars(caught.value) == vars(expected)


async def test_a_group_that_lost_its_rights_waits_until_they_are_back(world: World, telegram: Telegram) -> None:
    room, _ = await world.bound("kftc", "KFTC")
    room.admins.clear()
    receipt = await world.filed(world.owner(1), "kftc")
    row = OutgoingRow(77, "n", "desk", f"desk:{room.id}", receipt=receipt, ministry="kftc")
    with pytest.raises(Wait):
        await world.officers.post.send(row, NOTICE)
    room.admins.add(world.officers_account().id)
    await world.officers.post.send(row, NOTICE)
    assert receipt in room.topics.values()


async def test_a_lost_answer_is_found_by_its_own_buttons(world: World, telegram: Telegram) -> None:
    room, park, row = await desk_and_case(world)
    before = max(room.messages)
    park.says("// meanwhile", thread=int(await thread_of(world, row)))
    telegram.swallow_next("sendMessage")
    with pytest.raises(Unsure):
        await world.officers.post.send(row, NOTICE)
    mine = max(room.messages)
    park.says("// later", thread=int(await thread_of(world, row)))
    assert await world.officers.post.arrived(row, NOTICE, str(before)) == str(mine)


async def test_what_never_arrived_is_known_and_leaves_no_trace(world: World) -> None:
    room, park, row = await desk_and_case(world)
    before = max(room.messages)
    park.says("@colleague please look", thread=int(await thread_of(world, row)))
    await world.deal()
    buttons = [m.get("reply_markup") for m in room.messages.values()]
    assert await world.officers.post.arrived(row, NOTICE, str(before)) is None
    assert [m.get("reply_markup") for m in room.messages.values()] == buttons


async def test_where_it_cannot_be_known_nothing_is_guessed(world: World) -> None:
    _, _, row = await desk_and_case(world)
    with pytest.raises(Unsure):
        await world.officers.post.arrived(row, NOTICE, "")


async def test_a_bell_without_buttons_may_ring_twice(world: World) -> None:
    _, _, row = await desk_and_case(world)
    assert await world.officers.post.arrived(row, BELL, "5") is None


@pytest.mark.attack("officer-B3")
async def test_a_letter_of_an_older_version_rings_without_its_words(world: World) -> None:
    room, _, row = await desk_and_case(world)
    old = Letter("en", (Part("card", "New report", (("What happened", STORY),)),), kind="notice")
    await world.officers.post.send(row, old)
    assert texts(room)[-1] == f"Something happened on a report.\n\n{CONSOLE}/desk/case/{row.receipt}"
    assert "reply_markup" not in last(room)


async def test_without_a_public_address_the_notice_names_the_console(world: World) -> None:
    room, _, row = await desk_and_case(world)
    house = dataclasses.replace(world.officers._house, console="")
    await DeskTransport(world.officers.bot, house, world.officers._talk).send(row, BELL)
    assert texts(room)[-1] == "Overdue <1>\nUrgent: no\n\nThe case is on the console."
