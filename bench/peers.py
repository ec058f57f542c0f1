"""What people run: aiogram with its dispatcher, one state a question, and a storage for the states.

`python -m bench.peers memory|redis|sql API_URL [REDIS_URL|DATABASE_URL]` serves by webhook and prints its address.
`sql` commits every step to the database by SQLAlchemy, one row a chat, as a durable bot is usually written.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web
from sqlalchemy import Column, MetaData, String, Table, Text, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bench.driver import SECRET
from bench.scripts import QUESTIONS

STATES = [State(f"q{n}", "Report") for n in range(QUESTIONS)]
TEXTS = [f"Question {n + 1} of {QUESTIONS}: please answer as exactly as you can." for n in range(QUESTIONS)]
_columns = (Column("chat", String, primary_key=True), Column("state", String), Column("data", Text))
_rows = Table("fsm", MetaData(), *_columns)


class SqlStorage(BaseStorage):
    """State and data of a chat in one row, committed at every change."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    async def _put(self, key: StorageKey, **values: Any) -> None:
        make: Any = postgresql.insert if self.engine.dialect.name == "postgresql" else sqlite.insert
        adding = make(_rows).values(chat=str(key.chat_id), **values)
        async with self.engine.begin() as line:
            await line.execute(adding.on_conflict_do_update(index_elements=[_rows.c.chat], set_=values))

    async def _get(self, key: StorageKey) -> Any:
        async with self.engine.connect() as line:
            return (await line.execute(select(_rows).where(_rows.c.chat == str(key.chat_id)))).first()

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        await self._put(key, state=state.state if isinstance(state, State) else state)

    async def get_state(self, key: StorageKey) -> str | None:
        row = await self._get(key)
        return row.state if row else None

    async def set_data(self, key: StorageKey, data: Any) -> None:
        await self._put(key, data=json.dumps(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        row = await self._get(key)
        return json.loads(row.data) if row and row.data else {}

    async def close(self) -> None:
        await self.engine.dispose()


def _keyboard(n: int) -> InlineKeyboardMarkup | None:
    if n % 2:
        return None
    buttons = [InlineKeyboardButton(text=f"Option {o}", callback_data=f"q{n}:{o}") for o in "abcdef"]
    return InlineKeyboardMarkup(inline_keyboard=[[button] for button in buttons])


async def _next(message: Message, state: FSMContext, n: int, answer: str) -> None:
    await state.update_data({f"q{n}": answer})
    if n + 1 == QUESTIONS:
        await state.set_state(None)
        await message.answer("Thank you. That was all.")
        return
    await state.set_state(STATES[n + 1])
    await message.answer(TEXTS[n + 1], reply_markup=_keyboard(n + 1))


def _pressed(router: Router, n: int) -> None:
    @router.callback_query(StateFilter(STATES[n]), F.data.startswith(f"q{n}:"))
    async def pressed(query: CallbackQuery, state: FSMContext) -> None:
        await query.answer()
        assert isinstance(query.message, Message)
        await _next(query.message, state, n, str(query.data))


def _typed(router: Router, n: int) -> None:
    @router.message(StateFilter(STATES[n]), F.text)
    async def typed(message: Message, state: FSMContext) -> None:
        await _next(message, state, n, str(message.text))


def dispatcher(storage: BaseStorage) -> Dispatcher:
    """The questionnaire: 13 questions with buttons and 12 that are typed."""
    router = Router()

    @router.message(CommandStart())
    async def start(message: Message, state: FSMContext) -> None:
        await state.clear()
        await state.set_state(STATES[0])
        await message.answer(TEXTS[0], reply_markup=_keyboard(0))

    for n in range(QUESTIONS):
        (_typed if n % 2 else _pressed)(router, n)
    found = Dispatcher(storage=storage)
    found.include_router(router)
    return found


async def storage_of(kind: str, url: str) -> BaseStorage:
    if kind == "memory":
        return MemoryStorage()
    if kind == "redis":
        return RedisStorage.from_url(url, connection_kwargs={"max_connections": 10_000})
    engine = create_async_engine(url, pool_size=10, max_overflow=0)
    async with engine.begin() as line:
        await line.run_sync(_rows.metadata.create_all)
    return SqlStorage(engine)


async def serve(kind: str, api: str, url: str = "") -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    bot = Bot("123456789:" + "A" * 35, session=session)
    app = web.Application()
    found = dispatcher(await storage_of(kind, url))
    SimpleRequestHandler(found, bot, handle_in_background=False, secret_token=SECRET).register(app, path="/hook")
    setup_application(app, found, bot=bot)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert site._server is not None
    print(f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/hook", flush=True)  # type: ignore[attr-defined]
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:]))
