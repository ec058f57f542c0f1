"""The bytes of files that people send, from the Bot API."""

from __future__ import annotations

import msgspec

from bot.inbox.downloads import Downloader, NotTaken
from bot.telegram.client import BotApiClient, BotApiRefused

AT_ONCE = 4
"""Files fetched at the same time."""


class _File(msgspec.Struct, frozen=True):
    file_path: str = ""


_file = msgspec.json.Decoder(_File).decode


def downloads_of(line: BotApiClient) -> Downloader:
    """Fetches files of one bot. It raises LineError when Telegram cannot be reached or is out of order."""

    async def read(file: str) -> bytes:
        try:
            found = _file(await line.call("getFile", {"file_id": file}))
            return await line.fetch(found.file_path)
        except BotApiRefused as refused:
            if refused.code not in (400, 404):
                raise
            raise NotTaken("too_large" if "too big" in refused.description else "gone") from None

    return Downloader(read, AT_ONCE)
