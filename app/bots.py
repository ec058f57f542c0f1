"""The two Telegram bots as the service runs them: begun after it listens, tried again while Telegram is away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from starlette.routing import Route

from app.assembly import Assembly
from app.sign_in import local_address
from bot.desk.context import DeskContext
from bot.desk.open import open_desk
from bot.inbox.batch import guess_language
from bot.inbox.inbox import Inbox
from bot.outbox.letter import Letter
from bot.outbox.transport import BadToken, OutgoingRow, Probe, Transport, Unsure, Wait
from bot.telegram.bot import TelegramBot, webhook_route
from bot.telegram.client import BotApiClient, BotApiRefused
from bot.telegram.inline import Inline
from bot.telegram.polling import drop_webhook, introduce, poll, use_webhook
from bot.telegram.profile import profile_in
from bot.telegram.transport import TelegramTransport

if TYPE_CHECKING:
    from bot.desk.bot import DeskBot

log = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0
OWNERS_HOOK, DESKS_HOOK = "/telegram/owners", "/telegram/desks"

Tell = Callable[[str], None]
"""Say a line to whoever started the service."""


class _BotName(msgspec.Struct, frozen=True):
    username: str


class Owners:
    """The bot that owners write to."""

    channel = "telegram"

    def __init__(self, parts: Assembly) -> None:
        settings = parts.settings
        self._parts, self._settings = parts, settings
        self._line = BotApiClient(settings.telegram_token.get_secret_value(), settings.telegram_api)
        self._secret = settings.webhook_secret.get_secret_value()
        self.post: Transport = TelegramTransport(self._line, parts.handing.find)
        self._bot: TelegramBot | None = None

    def attach(self, inbox: Inbox) -> list[Route]:
        """Give it the inbox; the routes it wants."""
        words = self._parts.words
        inline = Inline(self._line, self._parts.book, words.say)
        self._bot = TelegramBot(
            self._line, inbox, lambda text, tag: words.say(text, guess_language(tag)), inline=inline
        )
        if not self._settings.webhook:
            return []
        return [Route(OWNERS_HOOK, webhook_route(self._bot, self._secret), methods=["POST"])]

    async def begin(self) -> str:
        """Say who it is and take the way updates come; its address. Raises BadToken, LineError."""
        bot = self._attached
        name = msgspec.json.decode(await self._me(), type=_BotName).username
        await introduce(self._line, profile_in(self._parts.words.say))
        if self._settings.webhook:
            await use_webhook(bot, self._settings.public_url + OWNERS_HOOK, self._secret)
        else:
            await drop_webhook(bot)
        await bot.warm()
        return f"https://t.me/{name}"

    async def _me(self) -> msgspec.Raw:
        try:
            return await self._line.call("getMe", {})
        except BotApiRefused as refused:
            if refused.code in (401, 404):
                raise BadToken("Telegram knows no bot with this token") from None
            raise

    @property
    def _attached(self) -> TelegramBot:
        if self._bot is None:
            raise RuntimeError("no inbox is attached")
        return self._bot

    async def listen(self) -> None:
        """Fetch updates until cancelled; with a webhook there is nothing to do."""
        if not self._settings.webhook:
            await poll(self._attached)

    async def settle(self) -> None:
        """Finish the updates under way, while the inbox is still open."""
        if self._bot is not None:
            await self._bot.close()

    async def close(self) -> None:
        """Hang up, when no letter leaves any more."""
        await self._line.close()


class LaterPost:
    """A post whose library is still being imported, or whose messenger is not reached yet."""

    def __init__(self) -> None:
        self.post: Transport | None = None

    async def send(self, row: OutgoingRow, letter: Letter) -> str:
        if self.post is None:
            raise Wait(5.0)
        return await self.post.send(row, letter)

    async def arrived(self, row: OutgoingRow, letter: Letter, after: str) -> str | None:
        if not isinstance(self.post, Probe):
            raise Unsure
        return await self.post.arrived(row, letter, after)


class Desks:
    """The bot in the ministries' groups. It has no `address` until it begins, when python-telegram-bot is imported."""

    channel = "desk"

    def __init__(self, parts: Assembly) -> None:
        self._settings, knowledge = parts.settings, parts.book.knowledge
        self._secret = parts.settings.webhook_secret.get_secret_value()
        self._house = DeskContext(
            parts.store, parts.words.say, knowledge.ministries, knowledge.replies,
            console=parts.settings.public_url, local=local_address(parts.settings),
        )  # fmt: skip
        self.address = ""
        self._later = LaterPost()
        self.post: Transport = self._later
        self._inbox: Inbox | None = None
        self._bot: DeskBot | None = None

    def attach(self, inbox: Inbox) -> list[Route]:
        """Give it the inbox; the routes it wants."""
        self._inbox = inbox
        if not self._settings.webhook:
            return []
        return [Route(DESKS_HOOK, webhook_route(self, self._secret), methods=["POST"])]

    async def take(self, raw: bytes) -> None:
        """Deal with one update of a webhook. Raises ConnectionError while the bot has not begun."""
        if self._bot is None:
            raise ConnectionError("the officers' bot has not begun")
        await self._bot.take(raw)

    async def begin(self) -> str:
        """Connect and take the way updates come; its address. Raises TelegramError."""
        if self._inbox is None:
            raise RuntimeError("no inbox is attached")
        bot = await open_desk(self._settings.desk_token.get_secret_value(), self._house, self._settings.telegram_api)
        bot.attach(self._inbox)
        await bot.introduce()
        if self._settings.webhook:
            await bot.use_webhook(self._settings.public_url + DESKS_HOOK, self._secret)
        else:
            await bot.drop_webhook()
        self._bot, self._later.post = bot, bot.post
        self.address = f"https://t.me/{bot.bot.username}"
        return self.address

    async def listen(self) -> None:
        """Fetch updates until cancelled; with a webhook there is nothing to do."""
        if self._bot is not None and not self._settings.webhook:
            await self._bot.poll()

    async def settle(self) -> None:
        """Nothing is under way: updates are dealt with one by one."""

    async def close(self) -> None:
        """Hang up, when no letter leaves any more."""
        if self._bot is not None:
            await self._bot.close()


Messenger = Owners | Desks


def messengers_of(parts: Assembly) -> list[Messenger]:
    """The bots whose tokens are set."""
    found: list[Messenger] = []
    if parts.settings.telegram_token.get_secret_value():
        found.append(Owners(parts))
    if parts.settings.desk_token.get_secret_value():
        found.append(Desks(parts))
    return found


async def keep_going(messenger: Messenger, name: str, variable: str, tell: Tell) -> None:
    """Begin a bot, again and again while its messenger is away, and listen until cancelled."""
    pause = 1.0
    while True:
        try:
            tell(f"  {name} on: {await messenger.begin()}")
            await messenger.listen()
        except Exception as error:
            if _is_refused(error):
                tell(f"  {name} off: Telegram knows no bot with the token of {variable}")
                return
            log.warning("%s cannot begin yet: %s", messenger.channel, type(error).__name__)
        else:
            return
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def _is_refused(error: Exception) -> bool:
    """A token that Telegram does not know. The library's own error is told by its name, to leave it unimported."""
    return isinstance(error, BadToken) or type(error).__name__ == "InvalidToken"
