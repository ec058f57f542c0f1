"""The web application, put together from what is passed in: `make_app`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from dialogs.book import Book
from storage.store import Store
from web.assets import Assets
from web.chat.context import House, utc_now
from web.chat.conversation import ChatPages
from web.chat.copies import OwnCopies
from web.chat.events import ChatEvents
from web.chat.status import StatusPages
from web.console.bulk import DeskBulk
from web.console.case import Acting, DeskCase
from web.console.case_archive import DeskBundles
from web.console.case_view import Viewing
from web.console.conflicts import DeskInterests
from web.console.context import DeskHouse
from web.console.copies import DeskCopies
from web.console.events import DeskEvents
from web.console.export import DeskExport
from web.console.officer_queries import OfficerShelf
from web.console.officers import DeskOfficers
from web.console.overview import DeskShapes, ShapeShelf
from web.console.ports import DeskWording
from web.console.queries import DeskShelf
from web.console.queue import DeskQueue
from web.console.saved_views import DeskViews
from web.console.sign_in import Gate
from web.console.sign_in_pages import DeskEnter
from web.console.sign_ins import DeskSessions
from web.console.statistics import DeskStatistics
from web.console.statistics_queries import FigureShelf
from web.console.unanswered import DeskQuestions
from web.console.unanswered_queries import QuestionShelf
from web.console.uploads import DeskFiles
from web.downloads import Copying
from web.errors import Calm, ErrorPages
from web.health import Health
from web.pages import Pages
from web.ports import Feed, Pulse, Receiver, Statuses, WebSettings, Wording
from web.security import Rate, StrictHeaders
from web.streams import Streams


@dataclass(frozen=True, slots=True)
class DeskSide:
    """What the console needs: where cases are, what words them, and who carries acts out. `bot` tells the address of
    the officers' bot, empty while there is none."""

    store: Store
    wording: DeskWording
    book: Book
    reception: Acting
    bot: Callable[[], str] = lambda: ""


def desk_routes(
    desk: DeskSide,
    pages: Pages,
    settings: WebSettings,
    streams: Streams,
    now: Callable[[], datetime],
    copies: Copying | None = None,
) -> list[Route]:
    """The console's pages."""
    viewing = Viewing(desk.wording, desk.book)
    gate, shelf = Gate(desk.store), DeskShelf(desk.store)
    house = DeskHouse(pages, settings, gate, shelf, viewing, streams, Rate(20, 60), Rate(30, 60), now)
    figures = DeskStatistics(house, FigureShelf(desk.store), desk.book)
    return [
        *DeskEvents(house).routes(),
        *(DeskCopies(house, copies).routes() if copies else ()),
        *DeskCase(house, desk.reception).routes(),
        *DeskFiles(house).routes(),
        *DeskQuestions(house, QuestionShelf(desk.store), desk.book).routes(),
        *DeskQueue(house, figures).routes(),
        *DeskBulk(house, desk.reception).routes(),
        *DeskViews(house).routes(),
        *figures.routes(),
        *DeskShapes(house, ShapeShelf(desk.store), desk.book).routes(),
        *DeskExport(house, desk.store, desk.wording, desk.book).routes(),
        *(DeskBundles(house, desk.store, copies).routes() if copies else ()),
        *DeskEnter(house).routes(),
        *DeskSessions(house).routes(),
        *DeskInterests(house).routes(),
        *DeskOfficers(house, OfficerShelf(desk.store), desk.bot).routes(),
    ]


def make_app(
    *,
    reception: Receiver,
    feed: Feed,
    statuses: Statuses,
    pulse: Pulse,
    wording: Wording,
    streams: Streams,
    settings: WebSettings,
    desk: DeskSide | None = None,
    copies: Copying | None = None,
    extra: Sequence[BaseRoute] = (),
    now: Callable[[], datetime] = utc_now,
) -> Starlette:
    """All pages of ours; `extra` are routes of others, such as a messenger's webhook; `copies` makes reports to print.

    `streams` is shared with `WebPost`; close it when the server is told to stop, or open pages hold it up.
    """
    assets = Assets()
    pages = Pages(wording, settings, assets)
    says, begins = Rate(settings.says_a_minute, 60), Rate(settings.begins_a_minute, 60)
    uploads = asyncio.Semaphore(settings.uploads_at_once)
    house = House(pages, settings, feed, reception, streams, says, begins, uploads, now)
    routes: list[BaseRoute] = [
        *ChatPages(house).routes(),
        *(OwnCopies(house, copies).routes() if copies else ()),
        Route("/events", ChatEvents(house).serve, methods=["GET"]),
        *StatusPages(pages, statuses, settings, now).routes(),
        *(desk_routes(desk, pages, settings, streams, now, copies) if desk else ()),
        Route("/health", Health(pulse).serve, methods=["GET"]),
        Route("/static/{hash}/{name}", assets.serve, methods=["GET"]),
        *extra,
    ]
    errors = ErrorPages(pages)
    handlers: Any = errors.handlers()
    middleware = [Middleware(StrictHeaders, https=settings.https), Middleware(Calm, pages=errors)]
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)
