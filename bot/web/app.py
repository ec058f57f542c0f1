"""The web application, put together from what is passed in: `make_app`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from bot.web.assets import Assets
from bot.web.chat import ChatPages
from bot.web.errors import Calm, ErrorPages
from bot.web.events import ChatEvents
from bot.web.guard import Rate, StrictHeaders
from bot.web.health import Health
from bot.web.house import House, utc_now
from bot.web.needs import Feed, Pulse, Receiver, Statuses, WebSettings, Wording
from bot.web.pages import Pages
from bot.web.status import StatusPages
from bot.web.streams import Streams


def make_app(
    *,
    reception: Receiver,
    feed: Feed,
    statuses: Statuses,
    pulse: Pulse,
    wording: Wording,
    streams: Streams,
    settings: WebSettings,
    extra: Sequence[BaseRoute] = (),
    now: Callable[[], datetime] = utc_now,
) -> Starlette:
    """All pages of ours; `extra` are routes of others, such as a messenger's webhook.

    `streams` is shared with `WebPost`; close it when the server is told to stop, or open pages hold it up.
    """
    assets = Assets()
    pages = Pages(wording, settings, assets)
    says, begins = Rate(settings.says_a_minute, 60), Rate(settings.begins_a_minute, 60)
    house = House(pages, settings, feed, reception, streams, says, begins, now)
    routes: list[BaseRoute] = [
        *ChatPages(house).routes(),
        Route("/events", ChatEvents(house).serve, methods=["GET"]),
        *StatusPages(pages, statuses, settings, now).routes(),
        Route("/health", Health(pulse).serve, methods=["GET"]),
        Route("/static/{hash}/{name}", assets.serve, methods=["GET"]),
        *extra,
    ]
    errors = ErrorPages(pages)
    handlers: Any = errors.handlers()
    middleware = [Middleware(StrictHeaders, https=settings.https), Middleware(Calm, pages=errors)]
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)
