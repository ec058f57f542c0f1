"""A refusing Telegram on 127.0.0.1, and the owners' bot before an inbox that only writes down."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.telegram.bot import TelegramBot, webhook_route
from bot.telegram.client import BotApiClient
from dialogs.events import Arrival, Event
from locales.text import Text
from tests.bot.telegram import schema
from tests.bot.telegram.house import World, opened
from tests.bot.telegram.official import Official
from tests.bot.telegram.people import Owner
from tests.bot.telegram.refusing import Account, Telegram
from tests.bot.telegram.wire import Wired

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = "s3cret-of-the-webhook"


@pytest.fixture(scope="session")
def official() -> Official:
    return Official(schema.kept())


@pytest.fixture
def telegram(official: Official) -> Iterator[Telegram]:
    found = Telegram(official)
    yield found
    assert found.complaints == []


@pytest.fixture
async def wired(telegram: Telegram) -> AsyncIterator[Wired]:
    async with Wired(telegram).serving() as serving:
        yield serving


@pytest.fixture
def account(telegram: Telegram) -> Account:
    return telegram.bot("sinmungo_bot")


@pytest.fixture
def kim(telegram: Telegram, account: Account) -> Owner:
    return Owner(telegram, account, 4242, "ko")


@pytest.fixture
def lee(telegram: Telegram, account: Account) -> Owner:
    return Owner(telegram, account, 5151, "en-GB")


class Notebook:
    """An inbox that only writes down, once per key, and can be out of order. `dealt` is set at each call."""

    def __init__(self) -> None:
        self.lines: list[tuple[Arrival, Event]] = []
        self.contents: dict[str, bytes] = {}
        self.keys: list[str] = []
        self.broken = 0
        self.refused = ""
        self.dealt = asyncio.Event()

    async def receive(self, arrival: Arrival, event: Event, contents: Mapping[str, bytes] | None = None, /) -> object:
        self.dealt.set()
        if self.broken:
            self.broken -= 1
            raise ConnectionError("the database is gone")
        if arrival.chat == self.refused:
            raise ValueError("a fault of ours")
        self.keys.append(arrival.key)
        if arrival.key not in {line.key for line, _ in self.lines}:
            self.lines.append((arrival, event))
            self.contents |= contents or {}
        return None

    @property
    def events(self) -> list[Event]:
        return [event for _, event in self.lines]

    async def until(self, count: int) -> None:
        """Wait until so many events were written down."""
        async with asyncio.timeout(20):
            while len(self.lines) < count:
                self.dealt.clear()
                await self.dealt.wait()


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


def spoken(text: Text, language: str) -> str:
    return text.msgid


@pytest.fixture
async def bot(wired: Wired, account: Account, notebook: Notebook) -> AsyncIterator[TelegramBot]:
    async def at_once(seconds: float) -> None:
        return None

    made = TelegramBot(BotApiClient(account.token, wired.url), notebook, spoken, lambda: NOW, at_once)
    yield made
    await made.close()


@pytest.fixture
async def world(wired: Wired, tmp_path: Path) -> AsyncIterator[World]:
    async with opened(wired, tmp_path) as found:
        yield found


@asynccontextmanager
async def listening(endpoint: Callable[[Request], Awaitable[Response]], path: str) -> AsyncIterator[str]:
    """A real server for one endpoint; yields its address."""
    app = Starlette(routes=[Route(path, endpoint, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, lifespan="off", log_level="critical"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.wait([serving], timeout=0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await serving


@pytest.fixture
async def hooked(wired: Wired, bot: TelegramBot, account: Account) -> AsyncIterator[Wired]:
    """The same Telegram with a webhook set to the bot's own endpoint."""
    from bot.telegram.polling import use_webhook

    async with listening(webhook_route(bot, SECRET), "/telegram") as address:
        wired.roads["https://sinmungo.example"] = address
        await use_webhook(bot, "https://sinmungo.example/telegram", SECRET)
        yield wired
