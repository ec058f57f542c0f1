"""What every page of the chat holds on to: put together once by `make_app`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.web.guard import Rate
from bot.web.needs import Feed, Receiver, WebSettings
from bot.web.pages import Pages
from bot.web.streams import Streams


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """`now` is injected, so that tests need not wait."""

    pages: Pages
    settings: WebSettings
    feed: Feed
    reception: Receiver
    streams: Streams
    says: Rate
    begins: Rate
    now: Callable[[], datetime] = utc_now
