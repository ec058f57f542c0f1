"""The commands of the groups: `/bind`, `/start` and `/help`. Telegram lists the last one as somebody types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from telegram.ext import ExtBot

from locales.text import LANGUAGES, Text, _
from telegram import BotCommand, BotCommandScopeAllGroupChats, Message

COMMANDS: Mapping[str, Text] = {"help": _("How this works", "command")}


def command_of(message: Message, username: str) -> tuple[str, str] | None:
    """A command and what follows it; None when it is none, or another bot's."""
    text = message.text or ""
    if not text.startswith("/"):
        return None
    word, _, rest = text[1:].partition(" ")
    name, at, whose = word.partition("@")
    if at and whose.casefold() != username.casefold():
        return None
    return name.casefold(), rest.strip()


async def introduce(bot: ExtBot[Any], worded: Callable[[Text, str], str]) -> None:
    """Have Telegram list the commands in groups, in five languages; English for all others. Raises TelegramError."""
    scope = BotCommandScopeAllGroupChats()
    for language in ("", *LANGUAGES):
        commands = [BotCommand(name, worded(text, language or "en")) for name, text in COMMANDS.items()]
        await bot.set_my_commands(commands, scope=scope, language_code=language or None)
