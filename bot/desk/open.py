"""Opening the officers' bot: the only way in from outside, so that its library is imported late."""

from __future__ import annotations

import asyncio
import importlib
from typing import Any

from bot.desk.bot import DeskBot
from bot.desk.context import DeskContext

API = "https://api.telegram.org"


async def open_desk(token: str, house: DeskContext, api: str = API) -> DeskBot:
    """The officers' bot, connected: its `post` goes into the outbox, then `attach` gives it the inbox.

    Imports python-telegram-bot in a thread, so that nothing else waits for it. Raises
    `bot.outbox.transport.BadToken`, or `telegram.error.TelegramError` when Telegram is away.
    """
    module: Any = await asyncio.to_thread(importlib.import_module, "bot.desk.bot")
    bot: DeskBot = module.DeskBot(token, house, api)
    await bot.open()
    return bot
