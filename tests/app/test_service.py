"""The whole service against the refusing Telegram: both bots, by polling and by webhook, begun and stopped."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from app.assembly import ring_of
from app.service import serve
from app.settings import Settings, load_settings
from app.sign_in import group_token
from storage.store import Store
from storage.vault import Vault
from tests.bot.telegram.people import Officer, Owner
from tests.bot.telegram.refusing import Account, Telegram
from tests.bot.telegram.wire import Wired

PUBLIC = "https://sinmungo.example"


class Told:
    """What the service says to whoever started it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.more = asyncio.Event()

    def __call__(self, line: str) -> None:
        self.lines.append(line)
        self.more.set()

    async def until(self, *words: str) -> str:
        """The first line that has all the words in it."""

        def found() -> str:
            return next((one for one in self.lines if all(word in one for word in words)), "")

        await until(found, self.more)
        return found()


async def until(found: Callable[[], Any], event: asyncio.Event) -> Any:
    """Look again whenever `event` is set."""
    async with asyncio.timeout(60):
        while not found():
            event.clear()
            if not found():
                await event.wait()
    return found()


@asynccontextmanager
async def served(settings: Settings) -> AsyncIterator[Told]:
    told = Told()
    serving = asyncio.create_task(serve(settings, told))
    await asyncio.wait([serving, asyncio.create_task(told.until("Desks"))], return_when=asyncio.FIRST_COMPLETED)
    try:
        yield told
    finally:
        signal.raise_signal(signal.SIGTERM)
        await serving


@pytest.fixture
def desks(telegram: Telegram) -> Account:
    return telegram.bot("sinmungo_desk_bot")


@pytest.fixture
def settings(tmp_path: Path, wired: Wired, account: Account, desks: Account) -> Settings:
    tokens = {"telegram_token": account.token, "desk_token": desks.token}
    return load_settings(None, var=tmp_path, database="", port=0, search="letters", telegram_api=wired.url, **tokens)


async def test_an_owner_is_answered_by_polling(settings: Settings, wired: Wired, kim: Owner) -> None:
    async with served(settings) as told:
        assert "https://t.me/sinmungo_bot" in await told.until("Telegram on")
        kim.starts()
        first = await until(lambda: kim.inbox and kim.inbox[-1], wired.arrived)
        kim.presses(first, "한국어")
        await until(lambda: len(kim.inbox) > 1 or first.get("edit_date"), wired.arrived)
    assert told.lines[-1] == "stopped"


async def test_an_owner_is_answered_by_webhook(settings: Settings, wired: Wired, kim: Owner) -> None:
    hooked = settings.model_copy(
        update={
            "telegram_mode": "webhook",
            "public_url": PUBLIC,
            "webhook_secret": settings.desk_token.__class__("s" * 16),
        }
    )
    async with served(hooked) as told:
        chat = await told.until("Chat")
        assert PUBLIC in chat
        wired.roads[PUBLIC] = (await told.until("Listens")).split()[-1]
        await told.until("Telegram on")
        kim.starts()
        assert await wired.deliver(kim.bot) == [200]
        await until(lambda: kim.inbox, wired.arrived)


async def test_a_group_is_bound_with_the_token_of_the_command_line(
    settings: Settings, wired: Wired, telegram: Telegram, desks: Account
) -> None:
    room = telegram.group("공정위 기술보호", forum=True)
    room.members.add(desks.id)
    room.admins.add(desks.id)
    park = Officer(telegram, desks, room, 900)
    async with served(settings) as told:
        assert "https://t.me/sinmungo_desk_bot" in await told.until("Desks on")
        store = await Store.open(settings.database_url, Vault(await ring_of(settings)))
        token = await group_token(store, "kftc", "ko")
        await store.close()
        park.says(f"/bind {token}")
        answers = await until(
            lambda: [each for each in room.messages.values() if each["from"]["id"] == desks.id], wired.arrived
        )
        assert "공정거래위원회" in answers[-1]["text"]


async def test_a_token_that_telegram_does_not_know_is_said_and_the_rest_serves(
    settings: Settings, wired: Wired, kim: Owner
) -> None:
    wrong = settings.model_copy(update={"desk_token": settings.desk_token.__class__("1:unknown-token")})
    async with served(wrong) as told:
        assert "SINMUNGO_DESK_TOKEN" in await told.until("Desks off")
        await told.until("Telegram on")
        kim.starts()
        await until(lambda: kim.inbox, wired.arrived)
