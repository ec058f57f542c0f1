"""The officers' bot on python-telegram-bot: what happens in the ministries' groups, by polling or webhook alike.

An update counts as dealt with only when `take` has returned; the library's own updater would acknowledge first, so
it is not used. AIORateLimiter paces the groups.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.desk import texts as say
from bot.desk.buttons import Buttons
from bot.desk.commands import command_of, introduce
from bot.desk.context import CHANNEL, DeskContext
from bot.desk.group_messages import GroupMessages, spoken_by
from bot.desk.groups import Groups, desk_chat
from bot.desk.private_chat import PrivateChat
from bot.desk.transport import DeskTransport, Request
from bot.desk.typed_words import TypedWords, is_typed
from bot.outbox.transport import BadToken
from casework.acts import ActHandler
from storage import groups
from storage.database import StoreDown
from storage.groups import DeskGroup
from telegram import Chat, Message, Update

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
POLL_SECONDS = 25
LONGEST_PAUSE = 30.0
MOST_FAILURES = 5


class DeskBot:
    """One bot in all ministries' groups. `post` delivers the channel `desk`; `pause` waits between failed polls."""

    def __init__(
        self, token: str, house: DeskContext, api: str, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        request = Request(connection_pool_size=16, read_timeout=8, write_timeout=8, connect_timeout=5)
        polling = HTTPXRequest(connection_pool_size=1, read_timeout=POLL_SECONDS + 10)
        self.bot: ExtBot[Any] = ExtBot(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=request,
            get_updates_request=polling,
            rate_limiter=AIORateLimiter(group_max_rate=house.group_rate),
        )
        self.pause = pause
        self._house = house
        self._talk = GroupMessages(self.bot, house.say)
        self.post = DeskTransport(self.bot, house, self._talk)
        self._groups = Groups(self.bot, house, self._talk)
        self._alone = PrivateChat(house, self._talk)
        self._typed = TypedWords(house, self._talk)
        self._buttons: Buttons | None = None

    async def open(self) -> None:
        """Connect. Raises BadToken, or TelegramError when Telegram is away; then it is closed again."""
        try:
            await self.bot.initialize()
        except InvalidToken:  # the library's own words hold the token
            await self.close()
            raise BadToken("Telegram knows no officers' bot with this token") from None
        except TelegramError:
            await self.close()
            raise

    def attach(self, inbox: ActHandler) -> None:
        """Give it the inbox, whose outbox needs `post` first. Before that no button can be dealt with."""
        self._buttons = Buttons(self.bot, self._house, inbox, self._talk)

    async def introduce(self) -> None:
        """Have Telegram list the commands of groups. Raises TelegramError."""
        await introduce(self.bot, self._house.say)

    @property
    def buttons(self) -> Buttons:
        if self._buttons is None:
            raise RuntimeError("no inbox is attached")
        return self._buttons

    async def close(self) -> None:
        await self.bot.shutdown()

    # ---- how updates come ---------------------------------------------------------------------------

    async def take(self, raw: bytes) -> None:
        """Deal with one update of a webhook. Raises msgspec.DecodeError for what is none; else what failed."""
        found = msgspec.json.decode(raw, type=dict[str, Any])
        if "update_id" not in found:
            raise msgspec.ValidationError("no update_id")
        await self.handle(Update.de_json(found, self.bot))

    async def use_webhook(self, url: str, secret: str) -> None:
        await self.bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES, max_connections=10)

    async def drop_webhook(self) -> None:
        await self.bot.delete_webhook()

    async def poll(self) -> None:
        """Fetch and deal with updates, one after the other, until cancelled. Raises BadToken."""
        offset, failures = 0, 0
        while True:
            try:
                updates = await self.bot.get_updates(offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED_UPDATES)
                for update in updates:
                    await self._once(update, failures)
                    offset, failures = update.update_id + 1, 0
            except InvalidToken:
                raise BadToken("Telegram knows no officers' bot with this token") from None
            except Exception as error:  # whatever it was: what was not dealt with is fetched again
                failures += 1
                _explain(error)
                await self.pause(min(2.0**failures / 2, LONGEST_PAUSE))

    async def _once(self, update: Update, failures: int) -> None:
        """Deal with an update; one that fails again and again by our own fault must not stop all desks."""
        try:
            await self.handle(update)
        except (StoreDown, TelegramError):
            raise
        except Exception:
            if failures < MOST_FAILURES:
                raise
            log.critical("an update of a desk was given up: %d", update.update_id)

    # ---- one update ---------------------------------------------------------------------------------

    async def handle(self, update: Update) -> None:
        """Deal with one update; the same one twice does nothing more. Raises StoreDown or TelegramError."""
        key = f"{CHANNEL}:{self.bot.id}:{update.update_id}"
        if update.callback_query is not None:
            await self.buttons.pressed(update.callback_query, key)
        elif update.edited_message is not None:
            await self._edited(update.edited_message)
        elif update.my_chat_member is not None:
            await self._groups.standing(update.my_chat_member)
        elif update.chat_member is not None:
            await self._groups.came_or_left(update.chat_member)
        elif update.message is not None:
            await self._message(update.message, key)

    async def _message(self, message: Message, key: str) -> None:
        if message.migrate_to_chat_id is not None:
            await self._groups.moved(message.chat.id, message.migrate_to_chat_id)
            return
        if not is_typed(message):
            return
        command = command_of(message, self.bot.username)
        if message.chat.type == Chat.PRIVATE:
            await self._alone.take(message, command, key)
        elif command is not None and command[0] == "bind":
            await self._groups.bind(message, command[1], key)
        else:
            await self._in_group(message, command)

    async def _in_group(self, message: Message, command: tuple[str, str] | None) -> None:
        """Two commands tell how this works; whatever else is typed goes nowhere."""
        desk = await self._desk(message)
        if command is not None and command[0] in ("start", "help") and message.forward_origin is None:
            text, language = (say.HELP, desk.language) if desk else (say.HELLO, spoken_by(message.from_user))
            await self._talk.answer(message, text, language)
        elif desk is not None:
            await self._typed.answer(message, desk)

    async def _edited(self, message: Message) -> None:
        """What was changed in a group is typed as well; in a private chat it does nothing."""
        desk = await self._desk(message) if is_typed(message) else None
        if desk is not None:
            await self._typed.answer(message, desk)

    async def _desk(self, message: Message) -> DeskGroup | None:
        async with self._house.store.reading() as tx:
            return await groups.desk_of_chat(tx, desk_chat(message.chat.id))


def _explain(error: Exception) -> None:
    if isinstance(error, Conflict):
        log.error("another process polls for the officers' bot, or a webhook is set: trying again")
    elif isinstance(error, NetworkError | RetryAfter | TelegramError):
        log.warning("no updates for the desks for now: %s", type(error).__name__)
    else:
        log.error("an update of a desk could not be dealt with: %s", type(error).__name__)
