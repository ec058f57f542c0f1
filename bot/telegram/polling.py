"""How updates come: long polling or a webhook, and what Telegram shows of the bot before anyone writes to it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from bot.outbox.transport import BadToken
from bot.telegram.bot import POLL_SECONDS, TelegramBot
from bot.telegram.client import BotApiClient, BotApiRefused, LineError, Lost, fixed_words
from bot.telegram.parse_fast import ALLOWED_UPDATES, glance
from locales.text import LANGUAGES
from storage.database import StoreDown

log = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0
MOST_FAILURES = 5
_updates = msgspec.json.Decoder(list[msgspec.Raw]).decode


@dataclass(frozen=True, slots=True)
class Profile:
    """What Telegram shows of a bot: `commands` (1-32 of `a-z0-9_`) with a line each (<= 256), `about` before the
    first word (<= 512), `short` on the bot's page (<= 120)."""

    commands: Sequence[tuple[str, str]]
    about: str
    short: str


async def introduce(line: BotApiClient, profile: Callable[[str], Profile], fallback: str = "en") -> None:
    """Set commands and descriptions in every language, and `fallback`'s for all others.

    What Telegram finds wrong in one is logged and left out, because a bot must not stay silent for it.
    Raises LineError when Telegram is away.
    """
    for language in ("", *LANGUAGES):
        shown = profile(language or fallback)
        code = {"language_code": language} if language else {}
        commands = [{"command": name, "description": says} for name, says in shown.commands]
        await _set(line, "setMyCommands", {"commands": commands, **code})
        await _set(line, "setMyDescription", {"description": shown.about, **code})
        await _set(line, "setMyShortDescription", {"short_description": shown.short, **code})


async def _set(line: BotApiClient, method: str, args: dict[str, Any]) -> None:
    try:
        await line.call(method, args)
    except BotApiRefused as refused:
        if refused.code != 400:
            raise
        log.error("%s was refused: %s", method, fixed_words(refused.description))


async def use_webhook(bot: TelegramBot, url: str, secret: str, most: int = 40) -> None:
    """Have updates posted to `url` with `secret` in the header, at most `most` at once. Raises LineError."""
    told = {"url": url, "secret_token": secret, "allowed_updates": ALLOWED_UPDATES, "max_connections": most}
    await bot.line.call("setWebhook", told)


async def drop_webhook(bot: TelegramBot) -> None:
    """Have updates wait for polling; none that waits is lost. Raises LineError."""
    await bot.line.call("deleteWebhook", {})


async def poll(bot: TelegramBot) -> None:
    """Fetch and deal with updates until cancelled; what was not kept is fetched again. Raises BadToken.

    Chats are dealt with side by side, each in its own order.
    """
    offset, failures = 0, 0
    while True:
        try:
            updates = await _fetch(bot, offset)
            done = await _batch(bot, updates, failures)
        except Lost:
            done, updates = True, []
        except LineError as error:
            _explain(error)
            done, updates = False, []
        failures = 0 if done else failures + 1
        if done and updates:
            offset = max(glance(raw).update_id for raw in updates) + 1
        if failures:
            await bot.pause(min(2.0**failures / 2, LONGEST_PAUSE))


async def _fetch(bot: TelegramBot, offset: int) -> list[msgspec.Raw]:
    told = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": ALLOWED_UPDATES}
    return _updates(await bot.line.call("getUpdates", told, POLL_SECONDS + 15))


def _explain(error: LineError) -> None:
    if isinstance(error, BotApiRefused) and error.code in (401, 404):
        raise BadToken("Telegram knows no bot with this token") from None
    if isinstance(error, BotApiRefused) and error.code == 409:
        log.error("another process polls for this bot, or a webhook is set: trying again")
        return
    log.warning("Telegram does not answer as it should: %s", type(error).__name__)


async def _batch(bot: TelegramBot, updates: list[msgspec.Raw], failures: int) -> bool:
    """Deal with one answer of getUpdates; whether all of it was dealt with."""
    chats: dict[int, list[bytes]] = {}
    for raw in updates:
        chats.setdefault(glance(raw).chat, []).append(bytes(raw))
    return all(await asyncio.gather(*(_chat(bot, raws, failures) for raws in chats.values())))


async def _chat(bot: TelegramBot, updates: list[bytes], failures: int) -> bool:
    for raw in updates:
        try:
            await bot.take(raw)
        except (StoreDown, LineError, OSError) as error:
            log.warning("an update is fetched again: %s", type(error).__name__)
            return False
        except Exception as error:  # a fault of ours: tried again, but not for ever, because it stops all chats
            log.error("an update could not be kept: %s", type(error).__name__)
            if failures < MOST_FAILURES:
                return False
            log.critical("an update was given up: %d", glance(raw).update_id)
    return True
