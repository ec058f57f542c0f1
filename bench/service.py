"""The real service behind its webhook, without the pacing that Telegram wants: what is measured is us, not its limits.

Everything else is as it is served: the catalogues, the content, the vault, the outbox, uvicorn. Run as a process of
its own: `python -m bench.service DATABASE_URL API_URL KEYS_FOLDER`; it prints its address.
"""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
from pathlib import Path

import uvloop
from starlette.applications import Starlette

from app.assembly import assembled, inbox_of
from app.bots import OWNERS_HOOK, Owners
from app.server import Server, bound, stopped_by_signals
from app.settings import load_settings
from bench.driver import SECRET
from bot.outbox.outbox import Outbox
from bot.outbox.transport import Pace

TOKEN = "123456789:" + "A" * 35


async def serve(database: str, api: str, folder: str) -> None:
    """Serve until SIGTERM."""
    settings = load_settings(
        None,
        database=database,
        telegram_api=api,
        telegram_token=TOKEN,
        telegram_mode="webhook",
        webhook_secret=SECRET,
        public_url="https://127.0.0.1",
        var=Path(folder),
    )
    listening = bound("127.0.0.1", 0)
    async with assembled(settings) as parts:
        owners = Owners(parts)
        outbox = Outbox(parts.store, {"telegram": owners.post}, {"telegram": Pace(lanes=256)})
        async with inbox_of(parts, outbox) as inbox:
            await listen(Server(Starlette(routes=owners.attach(inbox))), listening, OWNERS_HOOK)
            await owners.settle()
        await owners.close()


async def listen(server: Server, listening: socket.socket, path: str) -> None:
    """Serve until SIGTERM; print the address once it answers."""
    with stopped_by_signals(lambda: setattr(server, "should_exit", True)):
        serving = asyncio.create_task(server.serve([listening]))
        await server.listening.wait()
        print(f"http://127.0.0.1:{listening.getsockname()[1]}{path}", flush=True)
        gc.collect()
        gc.freeze()
        await serving


if __name__ == "__main__":
    uvloop.run(serve(*sys.argv[1:]))
