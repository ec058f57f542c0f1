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

from bot.console.bulk import DeskBulk
from bot.console.bundles import DeskBundles
from bot.console.case import Acting, DeskCase
from bot.console.enter import DeskEnter
from bot.console.events import DeskEvents
from bot.console.export import DeskExport
from bot.console.figure_shelf import FigureShelf
from bot.console.files import DeskFiles
from bot.console.gate import Gate
from bot.console.house import DeskHouse
from bot.console.interests import DeskInterests
from bot.console.officer_shelf import OfficerShelf
from bot.console.officers import DeskOfficers
from bot.console.question_shelf import QuestionShelf
from bot.console.questions import DeskQuestions
from bot.console.queue import DeskQueue
from bot.console.sessions import DeskSessions
from bot.console.shapes import DeskShapes, ShapeShelf
from bot.console.shelf import DeskShelf
from bot.console.statistics import DeskStatistics
from bot.console.view import Viewing
from bot.console.views import DeskViews
from bot.console.worded import DeskWording
from bot.web.assets import Assets
from bot.web.chat import ChatPages
from bot.web.copies import Copying, DeskCopies, OwnCopies
from bot.web.errors import Calm, ErrorPages
from bot.web.events import ChatEvents
from bot.web.guard import Rate, StrictHeaders
from bot.web.health import Health
from bot.web.house import House, utc_now
from bot.web.needs import Feed, Pulse, Receiver, Statuses, WebSettings, Wording
from bot.web.pages import Pages
from bot.web.status import StatusPages
from bot.web.streams import Streams
from dialogs.book import Book
from storage.store import Store


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
