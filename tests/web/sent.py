"""A house that was left after one report, sent through the whole conversation: whoever needs one works on a copy."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from tests.web.reporting import send_report
from tests.web.visitor import Person
from tests.web.world import World, real, without_scripts


@dataclass(frozen=True)
class Sent:
    """Its folder, the owner's cookies, and the code."""

    folder: Path
    cookies: dict[str, str]
    receipt: str


async def send(folder: Path, language: str) -> Sent:
    """Send the report in this language, and leave the house in `folder`."""
    async with real(folder) as world, without_scripts(world) as client:
        receipt = await send_report(await Person(client).begin(language))
        return Sent(folder, dict(client.cookies), receipt)


_LEFT: dict[str, Sent] = {}


async def left(language: str) -> Sent:
    """The house after a report in this language: it is sent the first time that this process asks."""
    if language not in _LEFT:
        folder = mkdtemp()
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        _LEFT[language] = await send(Path(folder), language)
    return _LEFT[language]


@asynccontextmanager
async def at_work(sent: Sent, to: Path) -> AsyncIterator[tuple[World, Person]]:
    """A copy of that house in `to`, and its owner on the newest page."""
    shutil.copytree(sent.folder, to)
    async with real(to) as world, without_scripts(world) as client:
        client.cookies.update(sent.cookies)
        yield world, Person(client, (await client.get("/")).text)
