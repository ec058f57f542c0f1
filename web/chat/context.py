"""What every page of the chat holds on to: put together once by `make_app`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from web.pages import Pages
from web.ports import PageFeed, Receiver, WebSettings
from web.security import RequestRate
from web.streams import Streams


@dataclass(frozen=True, slots=True)
class ChatContext:
    """`uploads`: how many large requests are held in memory at once; the others wait unread, and their senders with
    them. `now` is injected, so that tests need not wait."""

    pages: Pages
    settings: WebSettings
    feed: PageFeed
    inbox: Receiver
    streams: Streams
    says: RequestRate
    begins: RequestRate
    uploads: asyncio.Semaphore
    now: Callable[[], datetime]
