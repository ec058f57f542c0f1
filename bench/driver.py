"""People at their telephones: updates by webhook, each answered before the next, pressing the buttons they were sent.

A conversation is a script: a line is typed, or `!key` presses the button of that key on the latest message.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httptools
import msgspec

from bench.fake import BotApi, Message

SECRET = "bench-secret-0123456789"
PATIENCE = 20.0
"""Seconds after which a conversation counts as stuck."""


class Stuck(Exception):
    """A conversation did not go on: says at which line, and what was shown."""


@dataclass
class Person:
    """One chat: what was shown last, and a wake-up when there is more."""

    id: int
    buttons: dict[str, str] = field(default_factory=dict)
    shown: int = 0
    last: int = 0
    text: str = ""
    news: asyncio.Event = field(default_factory=asyncio.Event)


class _Reply(asyncio.Protocol):
    """One keep-alive connection to the webhook."""

    def __init__(self) -> None:
        self.done: asyncio.Future[int] | None = None
        self.gone = False
        self._parser = httptools.HttpResponseParser(self)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.out: Any = transport

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_complete(self) -> None:
        if self.done is not None and not self.done.done():
            self.done.set_result(self._parser.get_status_code())
        self._parser = httptools.HttpResponseParser(self)

    def connection_lost(self, error: Exception | None) -> None:
        self.gone = True
        if self.done is not None and not self.done.done():
            self.done.set_exception(ConnectionError())


class Webhook:
    """Posts updates to one address over connections that are kept."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._head = (
            f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: %d\r\n\r\n"
        )
        self._idle: deque[_Reply] = deque()

    async def post(self, update: dict[str, Any]) -> int:
        """The status of the answer. Raises OSError when there is none."""
        body = msgspec.json.encode(update)
        while self._idle and self._idle[-1].gone:
            self._idle.pop()
        line = self._idle.pop() if self._idle else await self._open()
        line.done = asyncio.get_running_loop().create_future()
        line.out.write((self._head % len(body)).encode() + body)
        status = await line.done
        self._idle.append(line)
        return status

    async def _open(self) -> _Reply:
        return (await asyncio.get_running_loop().create_connection(_Reply, self._host, self._port))[1]

    def close(self) -> None:
        for line in self._idle:
            line.out.close()


@dataclass
class Times:
    """Seconds from an update to the first message that answers it."""

    taken: list[float] = field(default_factory=list)

    def at(self, share: float) -> float:
        """The time that `share` (0-1) of them did not exceed, in milliseconds; 0 when there are none."""
        ordered = sorted(self.taken)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else 0.0


class Crowd:
    """All people, the Bot API that reaches them, and the webhook that they reach."""

    def __init__(self) -> None:
        self.api = BotApi(self._heard)
        self.people: dict[int, Person] = {}
        self.times = Times()
        self.by_line: dict[int, list[float]] = defaultdict(list)
        # Rounds share a database, which would rightly deal with an update of the round before only once.
        self._updates = time.time_ns() // 1000

    def _heard(self, chat: int, message: Message) -> None:
        person = self.people.get(chat)
        if person is None:
            return
        if message.buttons:
            person.buttons = message.buttons
        person.shown, person.last, person.text = person.shown + 1, message.id, message.text
        person.news.set()

    def update(self, person: Person, line: str) -> dict[str, Any]:
        """The update of one line."""
        self._updates += 1
        number = self._updates
        who = {"id": person.id, "is_bot": False, "first_name": "P", "language_code": "en"}
        chat = {"id": person.id, "type": "private", "first_name": "P"}
        now = int(time.time())
        if not line.startswith("!"):
            body = {"message_id": 10_000_000 + number, "from": who, "chat": chat, "date": now, "text": line}
            if line.startswith("/"):
                body["entities"] = [{"type": "bot_command", "offset": 0, "length": len(line)}]
            return {"update_id": number, "message": body}
        message = {"message_id": person.last, "chat": chat, "date": now, "text": "x"}
        query = {"id": str(number), "from": who, "chat_instance": "1", "data": person.buttons[line[1:]]}
        return {"update_id": number, "callback_query": {**query, "message": message}}

    async def say(self, person: Person, hook: Webhook, line: str, place: int = 0) -> None:
        """Say one line and wait for what answers it."""
        if line.startswith("!"):
            await self._until(person, lambda: line[1:] in person.buttons, line)
        before, began = person.shown, time.perf_counter()
        status = await hook.post(self.update(person, line))
        if status != 200:
            raise Stuck(f"{line}: HTTP {status}")
        await self._until(person, lambda: person.shown > before, line)
        self.times.taken.append(time.perf_counter() - began)
        self.by_line[place].append(time.perf_counter() - began)

    async def _until(self, person: Person, true: Any, line: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while not true():
                person.news.clear()
                try:
                    await person.news.wait()
                except asyncio.CancelledError:
                    raise Stuck(f"{line}: after {person.text[:200]!r} with {sorted(person.buttons)}") from None

    async def talk(self, hook: Webhook, chat: int, script: Sequence[str]) -> None:
        """One whole conversation."""
        person = self.people.setdefault(chat, Person(chat))
        for place, line in enumerate(script):
            await self.say(person, hook, line, place)

    async def all(self, hook: Webhook, script: Sequence[str], users: int, each: int, first: int = 1) -> float:
        """`users` at once, `each` conversations one after another, every one from a new chat; updates a second."""
        began = time.perf_counter()

        async def one(user: int) -> None:
            for n in range(each):
                await self.talk(hook, first + user * each + n, script)

        await asyncio.gather(*(one(user) for user in range(users)))
        return users * each * len(script) / (time.perf_counter() - began)

    async def steadily(self, hook: Webhook, script: Sequence[str], rate: float, seconds: float, first: int) -> None:
        """Conversations that begin so that `rate` updates a second are said, whether or not they are answered fast."""
        pause = len(script) / rate
        many = max(1, int(seconds / pause))
        gap = 0.5

        async def one(n: int) -> None:
            await asyncio.sleep(n * pause)
            person = self.people.setdefault(first + n, Person(first + n))
            for place, line in enumerate(script):
                due = asyncio.get_running_loop().time() + gap
                await self.say(person, hook, line, place)
                await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()))

        await asyncio.gather(*(one(n) for n in range(many)))
