"""One demo for all tests of it: played once, then looked at."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import pytest_asyncio
from starlette.applications import Starlette

from app.assembly import Assembly, assembled, inbox_of
from app.demo.place import own_folder, own_settings
from app.demo.play import Cast, played
from app.demo.show import DemoService, doors_of
from app.demo.stories import STORIES

EVENING = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""The moment at which the demo is looked at: nine in the evening in Seoul."""


@dataclass
class Demo:
    """`doors`: what the greeting says of them -> address."""

    parts: Assembly
    cast: Cast
    app: Starlette
    doors: dict[str, str]

    def browser(self, language: str = "ko") -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        headers = {"accept-language": language}
        return httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1", follow_redirects=True, headers=headers
        )


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def demo() -> AsyncIterator[Demo]:
    with own_folder() as folder:
        async with assembled(own_settings(folder, 0)) as parts:
            cast = await played(parts, STORIES, EVENING)
            doors = doors_of(cast, STORIES)
            service = DemoService(parts, print, doors)
            async with inbox_of(parts, service.outbox) as inbox:
                yield Demo(parts, cast, service.app_of(inbox), {each.says: each.address for each in doors})
