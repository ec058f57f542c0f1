"""The pages with the stand-ins behind them, in process (`client`) and on a free port (`address`)."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import httpx
import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, async_playwright
from starlette.applications import Starlette

from tests.web.sent import Sent, left
from tests.web.shoot import ARGUMENTS, CHROMIUM
from tests.web.standin import MemoryFeed, OneCase, PlainWording, ScriptedReception
from web.app import make_app
from web.chat.transport import WebTransport
from web.ports import WebSettings
from web.streams import Streams


@dataclass
class Pagehouse:
    app: Starlette
    feed: MemoryFeed
    inbox: ScriptedReception
    streams: Streams
    case: OneCase


def make_house(https: bool = False, hosts: frozenset[str] = frozenset()) -> Pagehouse:
    feed, streams, case = MemoryFeed(), Streams(), OneCase()
    inbox = ScriptedReception(WebTransport(feed, streams), feed)
    app = make_app(
        inbox=inbox,
        feed=feed,
        statuses=case,
        pulse=case,
        wording=PlainWording(),
        streams=streams,
        settings=WebSettings(secret=b"s" * 32, https=https, hosts=hosts),
    )
    return Pagehouse(app, feed, inbox, streams, case)


@pytest.fixture
def house() -> Pagehouse:
    return make_house()


Clients = Callable[[], httpx.AsyncClient]


@pytest.fixture
async def clients(house: Pagehouse) -> AsyncIterator[Clients]:
    """A new browser without scripts at each call."""
    made: list[httpx.AsyncClient] = []

    def client() -> httpx.AsyncClient:
        transport = httpx.ASGITransport(house.app, raise_app_exceptions=False)
        made.append(httpx.AsyncClient(transport=transport, base_url="http://page", follow_redirects=True))
        return made[-1]

    yield client
    for each in made:
        await each.aclose()


@pytest.fixture
async def client(clients: Clients) -> httpx.AsyncClient:
    return clients()


@pytest.fixture
async def address(house: Pagehouse) -> AsyncIterator[str]:
    """The pages served by uvicorn on a free port of 127.0.0.1."""
    async with served(house.app, house.streams) as url:
        yield url


class served:
    """`async with served(app, streams) as url`. `listening`: a socket of its own, bound."""

    def __init__(self, app: Starlette, streams: Streams, listening: socket.socket | None = None) -> None:
        self._config = uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=2)
        self._server = uvicorn.Server(self._config)
        self._streams = streams
        self._socket = listening or socket.create_server(("127.0.0.1", 0))

    async def __aenter__(self) -> str:
        self._config.load()
        self._server.lifespan = self._config.lifespan_class(self._config)
        await self._server.startup([self._socket])
        self._task = asyncio.create_task(self._server.main_loop())
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    async def __aexit__(self, *_: object) -> None:
        self._streams.close()
        self._server.should_exit = True
        await self._task
        await self._server.shutdown([self._socket])


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def sent() -> Sent:
    """A report of a French owner, sent once in a worker: each test works on a copy of what was stored."""
    return asyncio.run(left("fr"))


@pytest.fixture(scope="session")
def sent_in_japanese() -> Sent:
    """The same of a Japanese owner: what the browsers see."""
    return asyncio.run(left("ja"))
