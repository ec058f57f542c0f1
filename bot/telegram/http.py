"""One keep-alive connection of HTTP/1.1, on httptools, and the ways in which a call may not succeed.

    LineError
    ├── Unreached    nothing was sent: safe to try again
    ├── Lost         sent, but no answer came: it may or may not have happened
    └── Refused      Telegram answered that it will not: `code`, `description`, `retry_after`, `migrated_to`

No exception carries an address, because the address carries the token.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Mapping
from typing import cast

import httptools

from bot.inbox.downloads import LARGEST_FILE

IDLE = 30.0
"""Seconds after which an unused connection is not trusted any more: the server may be closing it."""
LARGEST = LARGEST_FILE + 1024 * 1024
"""Bytes of the largest answer: a file, and what is around it."""


class LineError(Exception):
    """A call that did not succeed."""


class Unreached(LineError):
    """No connection could be made."""


class Lost(LineError):
    """The connection broke, or time ran out, after the request had left."""


class BotApiRefused(LineError):
    """An answer that is not ok. `retry_after` in seconds, `migrated_to` a chat id; 0 when not told."""

    def __init__(self, code: int, description: str, retry_after: int = 0, migrated_to: int = 0) -> None:
        super().__init__(f"{code} {description}")
        self.code, self.description = code, description
        self.retry_after, self.migrated_to = retry_after, migrated_to


class Connection(asyncio.Protocol):
    """One socket, one request at a time."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.answer: asyncio.Future[tuple[int, bytes]] | None = None
        self.used = time.monotonic()
        self._begin()

    def _begin(self) -> None:
        self.parser = httptools.HttpResponseParser(self)
        self._body = bytearray()
        self._whole = self._kept = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass of asyncio's

    def connection_lost(self, error: Exception | None) -> None:
        self.transport = None
        self._fail()

    def data_received(self, data: bytes) -> None:
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserError:
            self._fail()
            self.drop()
            return
        if self._whole:
            self._finish()

    def on_body(self, body: bytes) -> None:
        self._body += body
        if len(self._body) > LARGEST:
            self._fail()
            self.drop()

    def on_message_complete(self) -> None:
        # Asked here, because the parser forgets the message's head right after.
        self._whole, self._kept = True, bool(self.parser.should_keep_alive())

    def _finish(self) -> None:
        answer, self.answer = self.answer, None
        if not self._kept:
            self.drop()
        if answer is not None and not answer.done():
            answer.set_result((self.parser.get_status_code(), bytes(self._body)))

    def _fail(self) -> None:
        answer, self.answer = self.answer, None
        if answer is not None and not answer.done():
            answer.set_exception(Lost("the connection broke"))

    def drop(self) -> None:
        if self.transport is not None:
            self.transport.abort()
            self.transport = None

    @property
    def fresh(self) -> bool:
        return self.transport is not None and time.monotonic() - self.used < IDLE

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        assert self.transport is not None
        self._begin()
        answer: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()
        self.answer = answer
        self.transport.write(request)
        found = await answer
        self.used = time.monotonic()
        return found


def multipart(args: Mapping[str, str], files: Mapping[str, tuple[str, str, bytes]]) -> tuple[str, bytes]:
    """A form as content type and body."""
    mark = secrets.token_hex(16)
    pieces = [_piece(mark, f'name="{name}"', "", value.encode()) for name, value in args.items()]
    for field, (name, mime, data) in files.items():
        shown = name.replace("\\", "_").replace('"', "%22").replace("\r", " ").replace("\n", " ")
        kind = mime if mime.isascii() and mime.isprintable() else "application/octet-stream"
        pieces.append(_piece(mark, f'name="{field}"; filename="{shown}"', kind, data))
    return f"multipart/form-data; boundary={mark}", b"".join([*pieces, f"--{mark}--\r\n".encode()])


def _piece(mark: str, disposition: str, kind: str, data: bytes) -> bytes:
    typed = f"Content-Type: {kind}\r\n" if kind else ""
    return f"--{mark}\r\nContent-Disposition: form-data; {disposition}\r\n{typed}\r\n".encode() + data + b"\r\n"
