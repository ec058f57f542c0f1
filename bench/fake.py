"""A Bot API on loopback, as small as it can be: takes messages, remembers who got what, and tells the driver.

It is written on the bare protocol, so that its own work hardly counts. Ids count per chat. An edit with the keyboard
that the message has already is refused with "message is not modified", by which a sender finds what arrived.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httptools
import msgspec


@dataclass
class Message:
    """What a chat was sent: words, and the data of each button by its key (the part after `|`, or all of it)."""

    id: int
    text: str
    buttons: dict[str, str] = field(default_factory=dict)
    markup: Any = None


Heard = Callable[[int, Message], None]


class BotApi:
    """`heard(chat, message)` is called for every message sent or edited. `drop` of every 1: answers never given."""

    def __init__(self, heard: Heard) -> None:
        self.chats: dict[int, list[Message]] = defaultdict(list)
        self.calls: dict[str, int] = defaultdict(int)
        self.heard = heard
        self._server: asyncio.Server | None = None

    async def start(self) -> str:
        """Listen on a free port; the server's address."""
        self._server = await asyncio.get_running_loop().create_server(lambda: _Line(self), "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()

    def answer(self, method: str, args: Mapping[str, Any]) -> bytes:
        self.calls[method] += 1
        match method:
            case "sendMessage":
                return self._sent(int(args["chat_id"]), args)
            case "editMessageText" | "editMessageReplyMarkup":
                return self._edited(int(args["chat_id"]), int(args["message_id"]), args)
            case "getMe":
                return _ok({"id": 123456789, "is_bot": True, "first_name": "Bench", "username": "bench_bot"})
            case _:
                return _ok(True)

    def _sent(self, chat: int, args: Mapping[str, Any]) -> bytes:
        markup = _markup(args)
        message = Message(len(self.chats[chat]) + 1, str(args.get("text", "")), _buttons(markup), markup)
        self.chats[chat].append(message)
        self.heard(chat, message)
        return _ok({"message_id": message.id, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "x"})

    def _edited(self, chat: int, number: int, args: Mapping[str, Any]) -> bytes:
        if not 1 <= number <= len(self.chats[chat]):
            return _refused("Bad Request: message to edit not found")
        message, markup = self.chats[chat][number - 1], _markup(args)
        if markup == message.markup and str(args.get("text", message.text)) == message.text:
            return _refused("Bad Request: message is not modified")
        message.markup, message.buttons, message.text = markup, _buttons(markup), str(args.get("text", message.text))
        self.heard(chat, message)
        return _ok({"message_id": number, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "x"})


def _ok(result: object) -> bytes:
    return b'{"ok":true,"result":' + msgspec.json.encode(result) + b"}"


def _refused(why: str) -> bytes:
    return msgspec.json.encode({"ok": False, "error_code": 400, "description": why})


def _markup(args: Mapping[str, Any]) -> Any:
    markup = args.get("reply_markup")
    return msgspec.json.decode(markup) if isinstance(markup, str) else markup


def _buttons(markup: Any) -> dict[str, str]:
    rows = markup.get("inline_keyboard", ()) if isinstance(markup, dict) else ()
    data = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
    return {each.partition("|")[2] or each: each for each in data}


class _Line(asyncio.Protocol):
    """One connection of a bot's."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._parser = httptools.HttpRequestParser(self)
        self._url, self._body, self._kind = b"", b"", b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._out: Any = transport

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-type":
            self._kind = value

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        method = self._url.rpartition(b"/")[2].decode()
        answer = self._api.answer(method, _arguments(self._kind, self._body))
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer)
        self._out.write(head + answer)
        self._url, self._body, self._kind = b"", b"", b""


def _arguments(kind: bytes, body: bytes) -> Mapping[str, Any]:
    if kind.startswith(b"application/json"):
        found: dict[str, Any] = msgspec.json.decode(body)
        return found
    if kind.startswith(b"multipart/form-data"):
        return dict(_multipart(body, kind.rpartition(b"boundary=")[2].strip(b'"')))
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _multipart(body: bytes, boundary: bytes) -> list[tuple[str, str]]:
    found = []
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, value = part.partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0]
        found.append((name.decode(), value.removesuffix(b"\r\n").decode()))
    return found
