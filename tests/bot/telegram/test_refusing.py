"""The refusing Telegram itself: it serves both libraries as they are, and refuses in the words of the real one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram import Update
from telegram.error import BadRequest
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from tests.bot.telegram.people import Owner, upgrade
from tests.bot.telegram.refusing import MEBIBYTE, Account, Telegram
from tests.bot.telegram.wire import Wired


@asynccontextmanager
async def aiogram_bot(wired: Wired, token: str) -> AsyncIterator[Bot]:
    async with Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(wired.url))) as bot:
        yield bot


async def test_aiogram_polls_and_answers_as_it_is(wired: Wired, account: Account, kim: Owner) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")
        await dispatcher.stop_polling()

    async with aiogram_bot(wired, account.token) as bot:
        kim.says("hello")
        await dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False)
    assert [m["text"] for m in kim.inbox] == ["hello"]


async def test_python_telegram_bot_polls_and_answers_as_it_is(wired: Wired, account: Account, kim: Owner) -> None:
    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    builder: Any = ApplicationBuilder().token(account.token)
    builder = builder.base_url(f"{wired.url}/bot").base_file_url(f"{wired.url}/file/bot")
    application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    application.add_handler(MessageHandler(filters.ALL, echo))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0)
        kim.says("hello")
        await wired.heard("sendMessage")
        await application.updater.stop()
        await application.stop()
    assert [m["text"] for m in kim.inbox] == ["hello"]


async def test_it_refuses_what_telegram_refuses(wired: Wired, account: Account, kim: Owner, telegram: Telegram) -> None:
    async with aiogram_bot(wired, account.token) as bot:
        for text, words in (
            ("a < b", "can't parse entities"),
            ("<br>", 'Unsupported start tag "br"'),
            ("x" * 4097, "message is too long"),
            ("🙂" * 2049, "message is too long"),
            ("   ", "message text is empty"),
        ):
            with pytest.raises(TelegramBadRequest, match=f"(?i){words}"):
                await bot.send_message(4242, text, parse_mode="HTML")
        long = InlineKeyboardButton(text="x", callback_data="가" * 22)
        with pytest.raises(TelegramBadRequest, match="66 bytes"):
            await bot.send_message(4242, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[long]]))
        wide = [InlineKeyboardButton(text="x", callback_data=str(n)) for n in range(9)]
        with pytest.raises(TelegramBadRequest, match="9 buttons"):
            await bot.send_message(4242, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[wide]))
        dial = InlineKeyboardButton(text="x", url="tel:1357")
        with pytest.raises(TelegramBadRequest, match="protocol"):
            await bot.send_message(4242, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[dial]]))
    assert len(telegram.complaints) == 8
    telegram.complaints.clear()


async def test_messages_must_exist_and_change(wired: Wired, account: Account, kim: Owner) -> None:
    async with aiogram_bot(wired, account.token) as bot:
        sent = await bot.send_message(4242, "x <b>y</b>", parse_mode="HTML")
        with pytest.raises(TelegramBadRequest, match="message is not modified"):
            await bot.edit_message_text("x <b>y</b>", chat_id=4242, message_id=sent.message_id, parse_mode="HTML")
        with pytest.raises(TelegramBadRequest, match="message to edit not found"):
            await bot.edit_message_text("x", chat_id=4242, message_id=999)
        own = kim.says("mine")["message"]["message_id"]
        with pytest.raises(TelegramBadRequest, match="can't be edited"):
            await bot.edit_message_text("x", chat_id=4242, message_id=own)
        await bot.delete_message(4242, sent.message_id)
        with pytest.raises(TelegramBadRequest, match="message to delete not found"):
            await bot.delete_message(4242, sent.message_id)
        with pytest.raises(TelegramBadRequest, match="query is too old"):
            await bot.answer_callback_query("0")


async def test_life_refuses_too(wired: Wired, account: Account, kim: Owner, telegram: Telegram) -> None:
    group = telegram.group("Desk", account, kind="group", forum=False)
    async with aiogram_bot(wired, account.token) as bot:
        telegram.refuse_next("sendMessage", 429, "Too Many Requests: retry after 9", retry_after=9)
        with pytest.raises(TelegramRetryAfter) as flood:
            await bot.send_message(4242, "x")
        assert flood.value.retry_after == 9
        new = upgrade(telegram, account, group)
        with pytest.raises(TelegramMigrateToChat) as moved:
            await bot.send_message(group.id, "x")
        assert moved.value.migrate_to_chat_id == new.id
        kim.blocks()
        with pytest.raises(TelegramForbiddenError, match="blocked"):
            await bot.send_message(4242, "x")
        with pytest.raises(TelegramBadRequest, match="chat not found"):
            await bot.send_message(1, "x")
        with pytest.raises(TelegramBadRequest, match="thread not found"):
            await bot.send_message(new.id, "x", message_thread_id=5)
        with pytest.raises(TelegramBadRequest, match="not a forum"):
            await bot.create_forum_topic(new.id, "x")
    async with aiogram_bot(wired, "1:unknown") as bot:
        with pytest.raises(TelegramUnauthorizedError):
            await bot.get_me()


async def test_polling_and_webhook_exclude_each_other_and_so_do_two_polls(wired: Wired, account: Account) -> None:
    async with aiogram_bot(wired, account.token) as bot:
        with pytest.raises(TelegramBadRequest, match="HTTPS"):
            await bot.set_webhook("http://sinmungo.example/")
        await bot.set_webhook("https://sinmungo.example/")
        with pytest.raises(TelegramConflictError, match="webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()
        first = asyncio.create_task(bot.get_updates(timeout=20))
        while account.token not in wired._polls:
            await bot.get_me()
        await bot.get_updates(timeout=0)
        with pytest.raises(TelegramConflictError, match="terminated by other"):
            await first


async def test_files_go_up_and_come_down_within_their_limits(
    wired: Wired, account: Account, kim: Owner, telegram: Telegram
) -> None:
    async with aiogram_bot(wired, account.token) as bot:
        sent = await bot.send_document(
            4242, BufferedInputFile(b"%PDF", "../a\u202e.pdf"), caption="<b>x</b>", parse_mode="HTML"
        )
        assert sent.document is not None
        assert sent.document.file_name == "a.pdf"
        down = await bot.download(sent.document.file_id)
        assert down is not None
        assert down.read() == b"%PDF"
        big = kim.sends_big(21 * MEBIBYTE, "a.zip")["message"]["document"]["file_id"]
        with pytest.raises(TelegramBadRequest, match="file is too big"):
            await bot.get_file(big)
        with pytest.raises(TelegramBadRequest, match="non-empty"):
            await bot.send_document(4242, BufferedInputFile(b"", "a.pdf"))


async def test_a_call_that_the_schema_does_not_know_is_a_complaint(
    wired: Wired, account: Account, kim: Owner, telegram: Telegram
) -> None:
    builder: Any = ApplicationBuilder().token(account.token).base_url(f"{wired.url}/bot").updater(None)
    async with builder.build() as application:
        with pytest.raises(BadRequest, match="no parameter"):
            await application.bot.send_message(4242, "x", api_kwargs={"colour": "red"})
    assert telegram.complaints == ["sendMessage has no parameter colour"]
    telegram.complaints.clear()
