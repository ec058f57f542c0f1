"""A lean line to the Bot API: one bot's calls, uploads and downloads over a few keep-alive connections."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlsplit

import certifi
import msgspec

from bot.telegram.http import BotApiRefused, Connection, LineError, Lost, Unreached, multipart

__all__ = ["BotApiClient", "BotApiRefused", "LineError", "Lost", "Unreached", "fixed_words", "multipart", "read_answer"]


class _Parameters(msgspec.Struct, frozen=True):
    retry_after: int = 0
    migrate_to_chat_id: int = 0


class _Answer(msgspec.Struct, frozen=True):
    ok: bool = False
    result: msgspec.Raw = msgspec.Raw(b"null")
    error_code: int = 0
    description: str = ""
    parameters: _Parameters = _Parameters()


_answer = msgspec.json.Decoder(_Answer).decode


class BotApiClient:
    """Calls of one bot. `base`: the server's address; `most`: connections held at once; `context`: whom to trust."""

    def __init__(
        self, token: str, base: str = "https://api.telegram.org", most: int = 32, context: ssl.SSLContext | None = None
    ) -> None:
        address = urlsplit(base)
        self.token, self.base = token, base.rstrip("/")
        self._host, self._tls = address.hostname or "", address.scheme == "https"
        self._port = address.port or (443 if self._tls else 80)
        self._head = f"Host: {address.netloc}\r\n"
        self._idle: list[Connection] = []
        self._room = asyncio.Semaphore(most)
        self._context = context

    @cached_property
    def bot_id(self) -> int:
        return int(self.token.partition(":")[0])

    async def call(self, method: str, args: Mapping[str, Any], seconds: float = 30) -> msgspec.Raw:
        """One method with JSON arguments; its result, undecoded. Raises LineError."""
        return await self._call(method, "application/json", msgspec.json.encode(args), seconds)

    async def upload(
        self, method: str, args: Mapping[str, str], files: Mapping[str, tuple[str, str, bytes]], seconds: float = 120
    ) -> msgspec.Raw:
        """One method with files (field -> name, MIME type, bytes); `args` as form strings. Raises LineError."""
        kind, body = multipart(args, files)
        return await self._call(method, kind, body, seconds)

    async def fetch(self, path: str, seconds: float = 120) -> bytes:
        """The bytes behind a `file_path` of getFile. Raises LineError."""
        head = f"GET /file/bot{self.token}/{quote(path)} HTTP/1.1\r\n{self._head}\r\n"
        status, body = await self._ask(head.encode(), seconds)
        if status != 200:
            raise BotApiRefused(status, "the file cannot be fetched")
        return body

    async def _call(self, method: str, kind: str, body: bytes, seconds: float) -> msgspec.Raw:
        status, content = await self._ask(self.request(method, kind, body), seconds)
        return read_answer(status, content)

    def request(self, method: str, kind: str, body: bytes) -> bytes:
        head = f"POST /bot{self.token}/{method} HTTP/1.1\r\n{self._head}"
        return f"{head}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body

    async def _ask(self, request: bytes, seconds: float) -> tuple[int, bytes]:
        async with self._room:
            connection = await self._connect(seconds)
            try:
                async with asyncio.timeout(seconds):
                    found = await connection.ask(request)
            except TimeoutError:
                connection.drop()
                raise Lost("no answer in time") from None
            except BaseException:
                connection.drop()
                raise
            if connection.fresh:
                self._idle.append(connection)
            return found

    async def _connect(self, seconds: float) -> Connection:
        while self._idle:
            connection = self._idle.pop()
            if connection.fresh:
                return connection
            connection.drop()
        if self._tls and self._context is None:
            self._context = ssl.create_default_context(cafile=certifi.where())
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(seconds):
                _, connection = await loop.create_connection(Connection, self._host, self._port, ssl=self._context)
        except (OSError, TimeoutError) as error:
            raise Unreached(type(error).__name__) from None
        return connection

    async def close(self) -> None:
        """Close what is idle; calls under way end by themselves."""
        while self._idle:
            self._idle.pop().drop()


def read_answer(status: int, content: bytes) -> msgspec.Raw:
    """The result of a Bot API answer. Raises Refused."""
    try:
        answer = _answer(content)
    except msgspec.DecodeError:
        raise BotApiRefused(status, "not an answer of the Bot API") from None
    if answer.ok:
        return answer.result
    told = answer.parameters
    raise BotApiRefused(answer.error_code or status, answer.description, told.retry_after, told.migrate_to_chat_id)


def fixed_words(description: str) -> str:
    """What Telegram always says in this case, without what it quotes of a message: fit for a log."""
    return re.split(r"""["<]| '|: """, description.removeprefix("Bad Request: "))[0].strip()
