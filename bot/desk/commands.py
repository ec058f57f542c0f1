"""The commands of the groups: listed by Telegram as somebody types, and in `/help`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from telegram.ext import ExtBot

from bot.desk import texts as say
from locales.text import LANGUAGES, Text, _
from telegram import BotCommand, BotCommandScopeAllGroupChats

COMMANDS: Mapping[str, Text] = {
    "who": _("Who holds the case, until when, other desks", "command"),
    "seen": _("Tell the owner that the report was opened", "command"),
    "take": _("Take the case", "command"),
    "release": _("Lay the case down", "command"),
    "handover": _("Hand the case to a colleague: reason", "command"),
    "reply": _("Prepared replies in the owner's language", "command"),
    "ask": _("Ask the owner for papers with a question set", "command"),
    "files": _("Where the owner's files are", "command"),
    "note": _("Note for your own desk, never for the owner", "command"),
    "share": _("Note for all desks of the case", "command"),
    "position": _("How your body sees the case: acts, supports, waits, none", "command"),
    "settle": _("Settle differing views (leading desk)", "command"),
    "pass": _("Suggest another body: reason; the owner decides", "command"),
    "extend": _("Extend a time limit: name, days, reason", "command"),
    "close": _("Close the case: words for the owner", "command"),
    "decline": _("Cannot act: reason for the owner", "command"),
    "help": _("How this works", "command"),
}


def help_in(worded: Callable[[Text, str], str], language: str) -> str:
    """How a topic works, in one language."""
    lines = [f"/{name} – {worded(text, language)}" for name, text in COMMANDS.items() if name != "help"]
    return "\n".join([worded(say.HELP, language), "", *lines, "", worded(say.NO_CONTACT, language)])


async def introduce(bot: ExtBot[Any], worded: Callable[[Text, str], str]) -> None:
    """Have Telegram list the commands in groups, in five languages; English for all others. Raises TelegramError."""
    scope = BotCommandScopeAllGroupChats()
    for language in ("", *LANGUAGES):
        commands = [BotCommand(name, worded(text, language or "en")) for name, text in COMMANDS.items()]
        await bot.set_my_commands(commands, scope=scope, language_code=language or None)
