"""The console with nobody in it, and a clock that is moved by hand: what tests of signing in start from."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from storage.officers import LINK, add_officer, make_token
from storage.timestamps import DAY, ms
from tests.dialogs.person import MORNING
from tests.web.console.officers import signed_in
from tests.web.world import World, real

BOT = "https://t.me/officers_bot"


@dataclass
class Hand:
    """A clock moved by hand."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Door:
    """The console with nobody in it, and a clock."""

    world: World
    clock: Hand
    stack: AsyncExitStack
    ids: dict[str, str] = field(default_factory=dict)

    async def browser(self, address: str = "127.0.0.1") -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.world.app, raise_app_exceptions=False, client=(address, 4000))
        client = httpx.AsyncClient(transport=transport, base_url="http://page", follow_redirects=True)
        return await self.stack.enter_async_context(client)

    async def hired(self, role: str = "officer", ministry: str | None = None, name: str = "김담당") -> str:
        places = {"secretariat": "secretariat"}
        place = places.get(role, "kftc") if ministry is None else ministry
        async with self.world.store.transaction() as tx:
            return await add_officer(tx, place, role, name, "en", ms(self.clock()), "house")

    async def link(self, officer: str) -> str:
        async with self.world.store.transaction() as tx:
            return await make_token(tx, officer, LINK, ms(self.clock()), ms(self.clock()) + DAY)

    async def enters(self, officer: str, secret: str = "") -> tuple[httpx.AsyncClient, str]:
        """A browser in which the officer is signed in, and the secret of the codes."""
        client = await self.browser()
        self.clock.move(seconds=30)
        return client, await signed_in(client, await self.link(officer), secret, self.clock())

    async def inside(self, client: httpx.AsyncClient) -> bool:
        return (await client.get("/desk/sessions")).status_code == 200


@pytest.fixture
async def alone(tmp_path: Path) -> AsyncIterator[Door]:
    """The same for one person who tries the house on the own machine."""
    clock = Hand()
    async with AsyncExitStack() as stack, real(tmp_path, clock, BOT, alone=True) as world:
        yield Door(world, clock, stack)


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    clock = Hand()
    async with AsyncExitStack() as stack, real(tmp_path, clock, BOT) as world:
        yield Door(world, clock, stack)
