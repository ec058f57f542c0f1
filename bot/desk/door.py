"""The officers' bot. This module is its door and imports no Telegram library: `open_desk` does, in a thread."""

from __future__ import annotations

import asyncio
import importlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from bot.casework.acts import Act, Ruling
from dialogs.types import Text
from guidance.records import Ministry, PreparedReply
from storage.store import Store

if TYPE_CHECKING:
    from bot.desk.bot import DeskBot

# python-telegram-bot warns at each refusal with a time in it until one chooses how that time is told.
os.environ.setdefault("PTB_TIMEDELTA", "true")

CHANNEL = "desk"
API = "https://api.telegram.org"


class Acting(Protocol):
    """`Reception`, as far as the desks need it. Returns after the commit."""

    async def act(self, act: Act, /) -> Ruling: ...


@dataclass(frozen=True, slots=True)
class House:
    """What the officers' bot works with. `say` words a sentence in a language; `clock` tells UTC.

    `replies` are the prepared ones, `ministries` the bodies, both by id.
    """

    store: Store
    say: Callable[[Text, str], str]
    ministries: Mapping[str, Ministry]
    replies: Mapping[str, PreparedReply]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


async def open_desk(token: str, house: House, api: str = API) -> DeskBot:
    """The officers' bot, connected: its `post` goes into the outbox, then `attach` gives it the reception.

    Imports python-telegram-bot in a thread, so that nothing else waits for it. Raises
    `bot.telegram.running.BadToken`, or `telegram.error.TelegramError` when Telegram is away.
    """
    module: Any = await asyncio.to_thread(importlib.import_module, "bot.desk.bot")
    bot: DeskBot = module.DeskBot(token, house, api)
    await bot.open()
    return bot
