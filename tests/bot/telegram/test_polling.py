"""Long polling: the same code behind it, nothing lost when the database or Telegram is out of order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
import pytest

from bot.outbox.transport import BadToken
from bot.telegram.bot import TelegramBot
from bot.telegram.client import BotApiClient
from bot.telegram.polling import Profile, drop_webhook, introduce, poll
from dialogs.events import Said, Sent
from tests.bot.telegram.conftest import NOW, Notebook, spoken
from tests.bot.telegram.people import Owner, again
from tests.bot.telegram.refusing import Account, Telegram
from tests.bot.telegram.wire import Wired


@asynccontextmanager
async def polling(bot: TelegramBot) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(poll(bot))
    yield task
    task.cancel()
    await asyncio.wait([task])


def said(notebook: Notebook) -> list[str]:
    return [event.text for event in notebook.events if isinstance(event, Said)]


async def test_polling_gives_what_was_sent_before_and_after(bot: TelegramBot, kim: Owner, notebook: Notebook) -> None:
    kim.says("before")
    async with polling(bot):
        await notebook.until(1)
        kim.says("after")
        kim.sends_photo(b"jpeg")
        await notebook.until(3)
    assert said(notebook) == ["before", "after"]
    assert isinstance(notebook.events[2], Sent)


async def test_polling_repeats_what_could_not_be_kept_in_order(
    bot: TelegramBot, kim: Owner, lee: Owner, notebook: Notebook
) -> None:
    for n in range(5):
        kim.says(f"kim {n}")
        lee.says(f"lee {n}")
    notebook.broken = 3
    async with polling(bot):
        await notebook.until(10)
    assert [text for text in said(notebook) if text.startswith("kim")] == [f"kim {n}" for n in range(5)]
    assert [text for text in said(notebook) if text.startswith("lee")] == [f"lee {n}" for n in range(5)]


async def test_what_was_kept_is_told_to_telegram(
    bot: TelegramBot, kim: Owner, notebook: Notebook, account: Account, telegram: Telegram
) -> None:
    kim.says("one")
    async with polling(bot):
        await notebook.until(1)
        kim.says("two")
        await notebook.until(2)
        kim.says("three")
        await notebook.until(3)
    assert len(account.updates) <= 1


async def test_updates_out_of_order_are_each_dealt_with_once(
    bot: TelegramBot, kim: Owner, notebook: Notebook, account: Account
) -> None:
    first, second, third = kim.says("1"), kim.says("2"), kim.says("3")
    account.updates.clear()
    for update in (third, first, second, again(first), again(third)):
        await bot.take(json.dumps(update).encode())
    assert sorted(said(notebook)) == ["1", "2", "3"]


async def test_words_after_a_photo_stay_after_it(bot: TelegramBot, kim: Owner, notebook: Notebook) -> None:
    updates = [kim.sends_photo(b"jpeg"), kim.says("that was the screen"), kim.sends_voice(b"ogg"), kim.says("end")]
    await asyncio.gather(*(bot.take(json.dumps(update).encode()) for update in updates))
    assert [type(event) for event in notebook.events] == [Sent, Said, Sent, Said]


async def test_a_telegram_out_of_order_is_asked_again(
    bot: TelegramBot, kim: Owner, notebook: Notebook, telegram: Telegram, wired: Wired
) -> None:
    wired.refuse_polls(500, "Internal Server Error", 2)
    wired.refuse_polls(429, "Too Many Requests: retry after 1", 1)
    kim.says("hello")
    async with polling(bot):
        await notebook.until(1)
    assert said(notebook) == ["hello"]


async def test_a_webhook_left_behind_is_a_conflict_until_it_is_dropped(
    bot: TelegramBot, kim: Owner, notebook: Notebook, account: Account, caplog: pytest.LogCaptureFixture
) -> None:
    account.hook = "https://old.example/telegram"
    kim.says("hello")
    async with polling(bot):
        while not caplog.records:
            await bot.line.call("getWebhookInfo", {})
        await drop_webhook(bot)
        await notebook.until(1)
    assert "another process polls" in caplog.text


async def test_a_wrong_token_ends_the_polling_with_a_clear_word(wired: Wired, notebook: Notebook) -> None:
    bot = TelegramBot(BotApiClient("1:wrong", wired.url), notebook, spoken, lambda: NOW)
    with pytest.raises(BadToken):
        await poll(bot)
    await bot.close()


async def test_commands_and_descriptions_are_set_in_five_languages(bot: TelegramBot, account: Account) -> None:
    await introduce(
        bot.line, lambda language: Profile([("help", f"help in {language}")], f"about {language}", language)
    )
    assert {language for _, language in account.profile} == {"", "ko", "en", "ja", "zh", "fr"}
    assert account.profile["commands", "zh"] == [{"command": "help", "description": "help in zh"}]
    assert account.profile["description", ""] == "about en"
    assert len(account.profile) == 18


async def test_a_description_that_telegram_refuses_does_not_silence_the_bot(
    bot: TelegramBot, account: Account, telegram: Telegram
) -> None:
    await introduce(bot.line, lambda code: Profile([("help", "help")], "x" * 513, "short"))
    assert {name for name, _ in account.profile} == {"commands", "short_description"}
    assert "setMyDescription.description is 513 characters long, allowed 0-512" in telegram.complaints
    telegram.complaints.clear()


async def test_an_update_that_fails_by_our_own_fault_does_not_stop_the_others(
    bot: TelegramBot, kim: Owner, lee: Owner, notebook: Notebook, account: Account, caplog: pytest.LogCaptureFixture
) -> None:
    notebook.refused = "telegram:4242"
    kim.says("something we cannot deal with")
    lee.says("hello")
    async with polling(bot):
        await notebook.until(1)
        lee.says("again")
        await notebook.until(2)
        while account.updates:
            await bot.line.call("getMe", {})
    assert said(notebook) == ["hello", "again"]
    assert "an update was given up" in caplog.text
    assert "something we cannot" not in caplog.text


async def test_an_update_of_an_unknown_shape_holds_up_nobody(
    bot: TelegramBot, kim: Owner, notebook: Notebook, account: Account
) -> None:
    account.updates.append({"update_id": 710_000_000, "message": {"message_id": "one", "chat": {"id": "x"}}})
    kim.says("hello")
    async with polling(bot):
        await notebook.until(1)
    assert said(notebook) == ["hello"]
    await bot.take(b'{"update_id": 5, "callback_query": 7}')
    with pytest.raises(msgspec.DecodeError):
        await bot.take(b'{"message": {}}')
