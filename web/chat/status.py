"""`/status`: from a receipt code to the state of a report, without its content."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dialogs.effects import CaseStatus
from dialogs.labels import state_of
from dialogs.openings import OPENED_BY
from dialogs.parse.receipts import find_receipt
from guidance.calendar import day_of
from locales.text import Day, Text
from web import texts
from web.forms import read_form
from web.pages import Pages, reading
from web.ports import Statuses, WebSettings
from web.refusals import PostRefused
from web.security import RequestRate, from_elsewhere, whose


class StatusPages:
    """Tries are counted by address, so that codes cannot be guessed one after the other."""

    def __init__(self, pages: Pages, statuses: Statuses, settings: WebSettings, now: Callable[[], datetime]) -> None:
        self._pages = pages
        self._statuses = statuses
        self._settings = settings
        self._now = now
        self._asks = RequestRate(settings.asks_a_minute, 60)

    def routes(self) -> list[Route]:
        return [
            Route("/status", self.show, methods=["GET"]),
            Route("/status", self.ask, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The empty form."""
        return self._page(request)

    async def ask(self, request: Request) -> Response:
        """The state, or why there is none."""
        form = await read_form(request, self._settings)
        if from_elsewhere(request):
            raise PostRefused(403, texts.OLD_PAGE)
        if not self._asks.allows(whose(request)):
            return self._page(request, 429, form["code"][:40], texts.TOO_OFTEN)
        code = find_receipt(form["code"][:80])
        if code is None:
            return self._page(request, 404, form["code"][:40], texts.NO_SUCH_CODE)
        status = await self._statuses.status(code, asker(request, self._settings), self._now())
        if status is None:
            return self._page(request, 429, code, texts.TOO_MANY_CODES)
        if not status.found:
            return self._page(request, 404, code, texts.NO_SUCH_CODE)
        return self._page(request, code=status.receipt, status=status)

    def _page(
        self, request: Request, answer: int = 200, code: str = "", trouble: Text | None = None,
        status: CaseStatus | None = None,
    ) -> Response:  # fmt: skip
        rows = (
            []
            if status is None
            else [
                (self._statuses.name(ministry), state_of(state, status.gone), _day(since))
                for ministry, state, since in status.referrals
            ]
        )
        sent = _day(status.sent) if status else None
        return self._pages.page(
            "status.html",
            reading(request),
            answer,
            code=code,
            trouble=trouble,
            status=status,
            rows=rows,
            sent=sent,
            opened=self._statuses.opened(status) if status else (),
            opened_title=OPENED_BY,
        )


def asker(request: Request, settings: WebSettings) -> str:
    """A name for whoever asks, under which wrong codes are counted; an address is never kept as it stands."""
    address = hmac.new(settings.secret, whose(request).encode(), hashlib.sha256).hexdigest()
    return f"status:{address[:24]}"


def _day(at: datetime) -> Day:
    """The Korean day, as everywhere else."""
    return Day.of(day_of(at))
