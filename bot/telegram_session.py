"""aiogram's calls over our line: a session by its official extension point."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any, cast
from urllib.parse import urlencode

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile

from bot.telegram_line import Line, LineError, multipart


class LeanSession(BaseSession):
    """One `Line` for all calls, aiogram's own and those that go past it."""

    def __init__(self, line: Line, **more: Any) -> None:
        super().__init__(**more)
        self._line = line

    async def close(self) -> None:
        await self._line.close()

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        kind, body = await self._form(bot, method)
        try:
            status, content = await self._line.post(
                method.__api_method__, kind, body, self.timeout if timeout is None else timeout
            )
        except LineError as error:
            raise TelegramNetworkError(method=method, message=str(error)) from None
        checked = self.check_response(bot, method, status, content.decode())
        return cast(TelegramType, checked.result)

    async def _form(self, bot: Bot, method: TelegramMethod[TelegramType]) -> tuple[str, bytes]:
        files: dict[str, InputFile] = {}
        members = method.model_dump(warnings=False)
        prepared = {name: self.prepare_value(value, bot=bot, files=files) for name, value in members.items()}
        uploads = {
            field: (file.filename or field, "application/octet-stream", await _bytes(file, bot))
            for field, file in files.items()
        }
        told = {name: value for name, value in prepared.items() if value is not None}
        if not uploads:
            return "application/x-www-form-urlencoded", urlencode(told).encode()
        return multipart(told, uploads)

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """A file by its full address, in one piece: our line keeps it under 21 MB."""
        yield await self._line.fetch(url.partition(f"/bot{self._line.token}/")[2], timeout)


async def _bytes(file: InputFile, bot: Bot) -> bytes:
    return b"".join([chunk async for chunk in file.read(bot)])
