"""Where a demo happens: a folder of its own that is destroyed at the end, and settings that point nowhere else."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import select

from app.settings import DEFAULT_API, Settings
from storage import tables as t
from storage.store import Store

PORT = 8090


class NotEmpty(Exception):
    """There is data already: a demo is not played among it."""


@contextmanager
def own_folder() -> Iterator[Path]:
    """A new folder, destroyed with all that is in it at the end."""
    with tempfile.TemporaryDirectory(prefix="sinmungo-demo-") as folder:
        yield Path(folder)


def own_settings(folder: Path, port: int = PORT) -> Settings:
    """Settings of a demo in this folder, whatever the environment and `.env` say: SQLite in it, no bots, this machine
    only. Raises NotEmpty when there is anything in the folder."""
    if any(folder.iterdir()):
        raise NotEmpty(f"there is data in {folder}: a demo has a folder of its own")
    nothing = SecretStr("")
    return Settings.model_construct(
        database=nothing, var=folder, keys=nothing, host="127.0.0.1", port=port, public_url="",
        telegram_token=nothing, desk_token=nothing, telegram_mode="polling", webhook_secret=nothing,
        telegram_api=DEFAULT_API, search="letters", operator="", operator_contact="", desk_language="ko",
    )  # fmt: skip


async def must_be_empty(store: Store) -> None:
    """Raises NotEmpty when anybody ever wrote here."""
    async with store.reading() as tx:
        for kept in (t.session.c.chat, t.case_.c.receipt, t.officer.c.id, t.page.c.id):
            if await tx.first(select(kept).limit(1)) is not None:
                raise NotEmpty("there is data in this database: a demo is not played among it")
