"""The pages on the real house: SQLite, the engine, the content and the catalogues."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import httpx
from starlette.applications import Starlette

from bot.documents.files import Documents
from bot.documents.printer import Printer
from bot.inbox.effects.context import Effects
from bot.inbox.inbox import Inbox
from bot.outbox.outbox import Outbox
from dialogs import notices
from dialogs.engine import step
from storage.keyring import open_ring
from storage.store import Store
from storage.timestamps import now as wall_clock
from storage.vault import Vault
from tests.databases import sqlite_in
from tests.dialogs.person import MORNING, book, words
from web.app import DeskSide, make_app
from web.chat.store import PageStore, Pulses, StatusLookup
from web.chat.transport import WebTransport
from web.desk_addresses import ANYWHERE, DeskAddresses
from web.identity_providers import ProviderClient
from web.ports import WebSettings
from web.streams import Streams


@dataclass
class World:
    app: Starlette
    store: Store
    inbox: Inbox
    streams: Streams


@asynccontextmanager
async def real(
    folder: Path,
    now: Callable[[], datetime] = wall_clock,
    bot: str = "",
    trial: bool | None = None,
    waits: int = 0,
    alone: bool = False,
    address: str = "http://page",
    allowed: DeskAddresses = ANYWHERE,
    providers: Mapping[str, ProviderClient] | None = None,
) -> AsyncIterator[World]:
    """Everything as `make run` puts it together, in a database of its own. `bot`: address of the officers' bot.

    `waits`: seconds before an officer's words are said. `trial`: whether it is one, and says so; None: it is one, and
    does not say so. `alone`: one person tries it; `address`: where people reach the pages; `allowed`: from where.
    """
    store = await Store.open(sqlite_in(folder), Vault(open_ring(folder / "keys", MORNING)), trial is not False)
    streams, shelf, record = Streams(), PageStore(store), replace(book(), trial=bool(trial))
    settings = WebSettings(
        secret=b"s" * 32,
        trial=bool(trial),
        reply_waits=waits,
        address=address,
        alone=alone,
        desk_addresses=allowed,
        providers=providers or {},
    )
    outbox = Outbox(store, {"web": WebTransport(shelf, streams)})
    try:
        async with Inbox(store, step, Effects(record, words(), notices), outbox) as inbox:
            app = make_app(
                inbox=inbox,
                feed=shelf,
                statuses=StatusLookup(store, record),
                pulse=Pulses(store, ("web",)),
                wording=words(),
                streams=streams,
                settings=settings,
                desk=DeskSide(store, words(), record, inbox, lambda: bot),
                now=now,
                copies=Documents(store, Printer(words(), record)),
            )
            yield World(app, store, inbox, streams)
    finally:
        await store.close()


def without_scripts(world: World) -> httpx.AsyncClient:
    """A browser that runs no scripts, in process: nothing is listened on."""
    transport = httpx.ASGITransport(world.app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://page", follow_redirects=True)
