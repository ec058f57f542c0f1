"""The service: pages, console, bots and outbox over one store, from the first line it prints to a clean stop."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import hmac
import logging
import socket
import sys
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from sqlalchemy import make_url
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from app.assembly import Assembly, assembled, decide_trial, inbox_of, names_of
from app.bots import Desks, keep_going, messengers_of
from app.server import Server, bound, stopped_by_signals
from app.settings import Settings, variable
from app.sign_in import address_of, hosts_of, local_address, sign_in_link
from bot.inbox.inbox import Inbox
from bot.inbox.receipts import new_receipt
from bot.outbox.outbox import TELEGRAM, Outbox
from bot.outbox.transport import Transport
from bot.scheduler import Scheduler
from casework.public_holidays import korea
from storage.audit_heads import HeadKeeper
from storage.beats import Beats, beat
from storage.older_names import find_older
from storage.reach import end_trial, has_officers
from storage.retention import sweep
from storage.ring_change import turn
from storage.ring_places import note_here
from storage.timestamps import ms
from web.app import DeskSide, make_app
from web.chat.store import PageStore, Pulses, StatusLookup
from web.chat.transport import WebTransport
from web.desk_addresses import read_addresses
from web.ports import WebSettings
from web.streams import Streams

log = logging.getLogger(__name__)

LOOK = 60.0
"""Seconds between two looks at how much running time has passed."""
WITNESS = 300.0
"""Seconds between two looks at the head of the audit log: what is cut off within them only a report remembers."""
BOTS = {"telegram": ("Telegram", "telegram_token"), "desk": ("Desks", "desk_token")}

Tell = Callable[[str], None]


async def serve(settings: Settings, tell: Tell) -> None:
    """Serve until a signal. Raises NotFree, ContentError, RingError, SettingsError or StoreDown before anything is
    served."""
    listening = bound(settings.host, settings.port)
    try:
        async with assembled(settings) as parts:
            await decide_trial(parts)
            await Service(parts, tell).run(listening)
    finally:
        listening.close()
    tell("stopped")


class Service:
    """One process that serves."""

    def __init__(self, parts: Assembly, tell: Tell) -> None:
        self._parts, self._tell = parts, tell
        self._streams = Streams()
        self._shelf = PageStore(parts.store)
        self._bots = messengers_of(parts)
        self.outbox = Outbox(parts.store, self._posts(), {"telegram": TELEGRAM, "desk": TELEGRAM})

    def _posts(self) -> dict[str, Transport]:
        """By channel: who delivers."""
        web: Transport = WebTransport(self._shelf, self._streams)
        return {"web": web, **{each.channel: each.post for each in self._bots}}

    async def run(self, listening: socket.socket) -> None:
        """Serve on a bound socket until a signal, then finish what is under way and hang up."""
        await find_older(self._parts.store, names_of, ms(self.outbox.clock.now()))
        async with self._parts.store.transaction() as tx:
            await end_trial(tx, ms(self.outbox.clock.now()))
        async with inbox_of(self._parts, self.outbox) as inbox:
            routes = [route for each in self._bots for route in each.attach(inbox)]
            app = self.app_of(inbox, routes, listening.getsockname()[1])
            await self._until_told(Server(app), listening, self._watch(inbox))
            for each in self._bots:
                await each.settle()
        for each in self._bots:
            await each.close()

    def _watch(self, inbox: Inbox) -> Scheduler:
        parts = self._parts
        return Scheduler(parts.store, inbox, parts.book.knowledge.desk_clocks, korea(), self.outbox.clock)

    def app_of(self, inbox: Inbox, routes: Sequence[BaseRoute] = (), port: int = 0) -> Starlette:
        """The pages; `routes` are those of the bots, `port` is the one that is listened on."""
        parts = self._parts
        return make_app(
            inbox=inbox,
            feed=self._shelf,
            statuses=StatusLookup(parts.store, parts.book),
            pulse=Pulses(parts.store, self.outbox.posts),
            wording=parts.words,
            streams=self._streams,
            settings=self._web_settings(port),
            desk=DeskSide(parts.store, parts.words, parts.book, inbox, self._officers_bot),
            copies=parts.handing,
            extra=routes,
        )

    def _web_settings(self, port: int = 0) -> WebSettings:
        settings = self._parts.settings
        return WebSettings(
            secret=hmac.digest(self._parts.ring.index, b"forms of the pages", hashlib.sha256),
            https=settings.public_url.startswith("https://"),
            operator=settings.operator,
            trial=settings.trial,
            hosts=hosts_of(settings),
            contact=settings.operator_contact,
            privacy_officer=settings.privacy_officer,
            processors=settings.processors,
            address=address_of(settings, port),
            alone=settings.alone,
            desk_addresses=read_addresses(settings.desk_addresses),
            providers=settings.providers,
        )

    def _officers_bot(self) -> str:
        """The address of the officers' bot, empty while it is not reached."""
        return next((each.address for each in self._bots if isinstance(each, Desks)), "")

    async def _until_told(self, server: Server, listening: socket.socket, watch: Scheduler) -> None:
        def stop() -> None:
            server.should_exit = True
            self._streams.close()
            self._tell("stopping: what is under way is finished first")

        serving = asyncio.create_task(server.serve([listening]), name="server")
        with stopped_by_signals(stop):
            await asyncio.wait([serving, asyncio.create_task(server.listening.wait())], return_when="FIRST_COMPLETED")
            await self._greet(listening.getsockname()[1])
            beside = [asyncio.create_task(work) for work in self._beside(watch)]
            gc.collect()
            gc.freeze()  # what is loaded stays: the collector need not walk it again, which costs tens of milliseconds
            await serving
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)

    def _beside(self, watch: Scheduler) -> list[Coroutine[Any, Any, None]]:
        """What runs beside the pages, begun once they answer."""
        bots = [
            keep_going(each, BOTS[each.channel][0], variable(BOTS[each.channel][1]), self._tell) for each in self._bots
        ]
        return [self._learn(), self._counting(watch), self._witnessing(), watch.run(), *bots]

    # ---- what is told ---------------------------------------------------------------------------------

    async def _greet(self, port: int) -> None:
        settings = self._parts.settings
        base = address_of(settings, port)
        self._tell("Sinmungo is on; Ctrl-C stops it.")
        if self._parts.buried:
            self._tell(f"  Erased    {self._parts.buried} reports again: the database is a copy of before")
        self._tell(f"  Chat      {base}/")
        if settings.public_url:
            self._tell(f"  Listens   {local_address(settings, port)}")
        if sys.stdout.isatty():  # anywhere else it would lie in a journal, for others to use
            self._tell(f"  Console   {base}/desk  sign in once, within 15 minutes:")
            self._tell(f"            {await sign_in_link(self._parts.store, settings, port)}")
        else:
            self._tell(f"  Console   {base}/desk  “make desk-link” (“sinmungo desk link”) prints a sign-in link")
        self._tell(f"  Database  {make_url(settings.database_url).render_as_string(hide_password=True)}")
        on = {each.channel for each in self._bots}
        for channel, (name, token) in BOTS.items():
            told = "connecting" if channel in on else f"off; {variable(token)} turns it on"
            self._tell(f"  {name:9} {told}")
        if settings.trial and await self._has_officers():
            self._tell(f"  Officers  of bodies are here: a real service needs {variable('trial')}=false")
        if settings.trial:
            self._tell(f"  Trial     no authority reads this, and people are told; {variable('trial')}=false ends it")
        if not settings.trial and settings.missing_duties:
            self._tell(f"  Closed    no report is taken until these are set: {', '.join(settings.missing_duties)}")
        if not settings.operator:
            self._tell(f"  Operator  not named; {variable('operator')} says to people who runs this")

    async def _has_officers(self) -> bool:
        async with self._parts.store.reading() as tx:
            return await has_officers(tx)

    # ---- beside the pages -----------------------------------------------------------------------------

    async def _learn(self) -> None:
        """Load the search's model, learning first where content changed; until then it answers by letters."""
        search, wanted = self._parts.search, self._parts.settings.search == "meaning"
        if await search.load(wanted) or not wanted:
            gc.freeze()
        else:
            self._tell(f"  Search    by letters alone: the model cannot be used ({search.meaning.missing})")

    async def _counting(self, watch: Scheduler) -> None:
        """Count running time, and at each beat do what is due by it; once at the start, for what waits since before."""
        beats, first = Beats(self._parts.store), True
        while True:
            try:
                counted = await beats.look(self.outbox.clock.now())
                await note_here(self._parts.store)
                if counted is not None or first:
                    await self._at_a_beat(watch)
                    first = False
            except Exception as error:
                log.error("what a beat is for failed: %s", type(error).__name__)
            await asyncio.sleep(LOOK)

    async def _at_a_beat(self, watch: Scheduler) -> None:
        """Forget what is over, warn of what will be, change the ring's key where something was destroyed."""
        store, at = self._parts.store, self.outbox.clock.now()
        async with store.reading() as tx:
            if left := (await beat(tx)).suspended:
                log.warning("the clock jumped: nothing is destroyed by dates for %d beats of running", left)
        await watch.warn(at)
        swept = await sweep(store, at, new_receipt)
        log.info(
            "swept: visits=%d drafts=%d letters=%d cases=%d", swept.visits, swept.drafts, swept.letters, swept.cases
        )
        await turn(store, at)

    async def _witnessing(self) -> None:
        """Keep the head of the audit log beside the key ring, and once more when the service stops."""
        keeper = HeadKeeper(self._parts.store)
        try:
            while True:
                await self._witness(keeper)
                await asyncio.sleep(WITNESS)
        finally:
            await self._witness(keeper)

    @staticmethod
    async def _witness(keeper: HeadKeeper) -> None:
        try:
            await keeper.keep()
        except Exception as error:
            log.error("the head of the audit log was not kept: %s", type(error).__name__)
