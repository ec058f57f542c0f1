"""The owners' bot: updates in, by webhook or long polling through the very same code, and commands set at the start.

Two tiers: `telegram_reading.first_look` for plain text and buttons, which needs no library, and aiogram for all else
(`telegram_updates`, imported in a thread when first needed or after the start). An update is acknowledged only when
`inbox.receive` has returned, that is after the commit; if it fails, Telegram sends the update again.
"""

from __future__ import annotations

import asyncio
import hmac
import importlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from bot.telegram.client import BotApiClient, BotApiRefused, LineError, fixed_words
from bot.telegram.files import downloads_of
from bot.telegram.inline import Inline
from bot.telegram.parse_fast import CHANNEL, Asking, Glance, Reading, first_look, glance
from dialogs.events import Arrival, Event, Sent
from locales.text import Text, _

if TYPE_CHECKING:
    from bot.telegram.parse_aiogram import Reader

log = logging.getLogger(__name__)

LARGEST_UPDATE = 1024 * 1024
"""Bytes of an update; Telegram's are far smaller."""
POLL_SECONDS = 25
LEAVING = _(
    "I speak with one person at a time, so that nobody else reads along. I am leaving this group; please write "
    "to me in a private chat."
)

Words = Callable[[Text, str], str]
"""A sentence in the language nearest to an IETF tag, as plain words."""


class Receiving(Protocol):
    """`Inbox`, as far as a channel needs it. Returns after the commit."""

    async def receive(self, arrival: Arrival, event: Event, contents: Mapping[str, bytes] = ..., /) -> object: ...


class Taking(Protocol):
    """A bot that deals with one update at a time."""

    async def take(self, raw: bytes) -> None: ...


class TelegramBot:
    """One bot. `pause` waits between failed polls; `clock` tells UTC; `inline` answers what is asked in any chat."""

    def __init__(
        self,
        line: BotApiClient,
        inbox: Receiving,
        words: Words,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        inline: Inline | None = None,
    ) -> None:
        self.line, self._inline = line, inline
        self._inbox, self._words, self._clock, self.pause = inbox, words, clock, pause
        self._downloads = downloads_of(line)
        self._reader: asyncio.Future[Reader] | None = None
        self._slow: dict[int, asyncio.Task[None]] = {}
        self._alongside: set[asyncio.Task[None]] = set()

    # ---- one update ---------------------------------------------------------------------------------

    async def take(self, raw: bytes) -> None:
        """Deal with one update; returns when it is kept. Updates of one chat are taken in the order of the calls.

        Raises msgspec.DecodeError for what is no update, LineError when a file cannot be fetched now, and
        what `receive` raises: in each case nothing was kept, and the update should come again.
        """
        seen = glance(raw)
        if seen.inline_query is not None or seen.ours(self.line.bot_id):
            self._offer(seen.inline_query)
            return
        reading = first_look(seen, self._clock())
        if reading is not None and seen.chat not in self._slow:
            await self._keep(seen, reading)
            return
        task = asyncio.create_task(self._slowly(seen, reading, raw, self._slow.get(seen.chat)))
        self._slow[seen.chat] = task
        task.add_done_callback(lambda done: self._forget(seen.chat, done))
        await asyncio.shield(task)

    def _offer(self, asked: Asking | None) -> None:
        if asked is not None and self._inline is not None:
            self._beside(self._inline.answer(asked.id, asked.query, asked.sender.language_code))

    def _forget(self, chat: int, done: asyncio.Task[None]) -> None:
        if self._slow.get(chat) is done:
            del self._slow[chat]

    async def _slowly(
        self, seen: Glance, reading: Reading | None, raw: bytes, ahead: asyncio.Task[None] | None
    ) -> None:
        if ahead is not None:
            await asyncio.wait([ahead])
        if reading is None:
            reading = await (await self.warm()).read(raw, self._clock())
        if reading is not None:
            await self._keep(seen, reading)

    async def _keep(self, seen: Glance, reading: Reading) -> None:
        if reading.query:
            self._beside(self._acknowledge(reading.query))
        if reading.leave:
            self._beside(self._leave(reading))
        if reading.event is None:
            return
        key = f"{CHANNEL}:{self.line.bot_id}:{seen.update_id}"
        chat = f"{CHANNEL}:{reading.chat}"
        event, contents = await self._with_files(reading, key)
        arrival = Arrival(CHANNEL, chat, key, self._clock(), reading.hint, reading.origin)
        await self._inbox.receive(arrival, event, contents)

    async def _with_files(self, reading: Reading, key: str) -> tuple[Event, dict[str, bytes]]:
        event = reading.event
        assert event is not None
        if not isinstance(event, Sent):
            return event, {}
        contents: dict[str, bytes] = {}
        refs = []
        for place, wanted in enumerate(reading.wanted):
            ref, data = await self._downloads.fetch(wanted, f"{key}.{place}")
            refs.append(ref)
            if data is not None:
                contents[ref.id] = data
        return Sent(event.at, tuple(refs), event.album), contents

    async def warm(self) -> Reader:
        """aiogram, imported in a thread so that nothing else waits for it."""
        if self._reader is None:
            self._reader = asyncio.ensure_future(self._import())
        return await asyncio.shield(self._reader)

    async def _import(self) -> Reader:
        updates: Any = await asyncio.to_thread(importlib.import_module, "bot.telegram.parse_aiogram")
        reader: Reader = updates.Reader(self.line.token)
        return reader

    # ---- beside it ----------------------------------------------------------------------------------

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that the update need not wait for, and that may fail."""
        task = asyncio.create_task(work)
        self._alongside.add(task)
        task.add_done_callback(self._alongside.discard)

    async def _acknowledge(self, query: str) -> None:
        await self._lightly("answerCallbackQuery", {"callback_query_id": query})

    async def _leave(self, reading: Reading) -> None:
        words = self._words(LEAVING, reading.hint)
        await self._lightly("sendMessage", {"chat_id": reading.chat, "text": words})
        await self._lightly("leaveChat", {"chat_id": reading.chat})

    async def _lightly(self, method: str, args: Mapping[str, Any]) -> None:
        try:
            await self.line.call(method, args)
        except BotApiRefused as refused:
            log.info("%s was refused: %s", method, fixed_words(refused.description))
        except LineError as error:
            log.info("%s failed: %s", method, type(error).__name__)

    async def close(self) -> None:
        """Wait for what is under way, then close the line."""
        under_way = [*self._slow.values(), *self._alongside]
        if under_way:
            await asyncio.wait(under_way)
        await self.line.close()


def webhook_route(bot: Taking, secret: str) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint for `Route(path, ..., methods=["POST"])`.

    200 after the commit; 403 for a wrong secret; 400 for what is no update; 503 when it could not be kept, so that
    Telegram sends it again.
    """
    expected = secret.encode()
    if not expected:
        raise ValueError("a webhook needs a secret")

    async def answer(request: Request) -> Response:
        told = request.headers.get("x-telegram-bot-api-secret-token", "")
        if not hmac.compare_digest(told.encode("utf-8", "surrogateescape"), expected):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        return Response(status_code=await _status(bot, body))

    return answer


async def _status(bot: Taking, body: bytes) -> int:
    try:
        await bot.take(body)
    except msgspec.DecodeError:
        return 400
    except Exception as error:  # whatever it was, the update was not kept: it must come again
        log.error("an update could not be kept: %s", type(error).__name__)
        return 503
    return 200


async def _body(request: Request) -> bytes | None:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_UPDATE:
            return None
    return bytes(body)
