"""What a person sees when something is not as it should be: a calm page in the own language, no traceback."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from locales.text import LANGUAGES, Text
from web import texts
from web.console.destination import asked_for
from web.outage import OUTAGES
from web.pages import Pages, reading
from web.refusals import PostRefused

log = logging.getLogger(__name__)


class ErrorPages:
    """`handlers()` goes to Starlette."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def handlers(self) -> dict[int | type[Exception], object]:
        return {
            HTTPException: self.refused,
            **dict.fromkeys(OUTAGES, self.down),
        }

    async def refused(self, request: Request, error: Exception) -> Response:
        """What was asked for is not there, or not taken."""
        assert isinstance(error, HTTPException)
        if error.status_code == 404:
            return self._say(request, 404, texts.GONE_TITLE, texts.GONE_MORE)
        if error.status_code == 401 and "application/json" not in request.headers.get("accept", ""):
            return self._door(request)
        why = texts.TOO_LARGE if error.status_code == 413 else texts.GONE_MORE
        if isinstance(error, PostRefused):
            return self._say(request, error.status_code, texts.REFUSED_TITLE, error.why, language=error.language)
        return self._say(request, error.status_code, texts.REFUSED_TITLE, why)

    def _door(self, request: Request) -> Response:
        """The way in to the console, and from there to the page that was asked for."""
        chosen = request.cookies.get("desk_lang", "")
        language = chosen if chosen in LANGUAGES else "ko"
        facts = {"trouble": None, "to": asked_for(request), "name": ""}
        return self._pages.page("desk_enter.html", language, 401, **facts)

    async def down(self, request: Request, error: Exception) -> Response:
        """The store is away: 503, to be tried again."""
        log.warning("store away: %s", type(error).__name__)
        return self._say(request, 503, texts.DOWN_TITLE, texts.DOWN_MORE, {"Retry-After": "5"})

    def trouble(self, request: Request) -> Response:
        """A fault of ours."""
        return self._say(request, 500, texts.TROUBLE_TITLE, texts.TROUBLE_MORE)

    def _say(
        self, request: Request, status: int, title: Text, why: Text, headers: dict[str, str] | None = None,
        language: str = "",
    ) -> Response:  # fmt: skip
        language = language or reading(request)
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"why": self._pages.say(why, language)}, status, headers)
        back = "/desk" if request.url.path.startswith("/desk") else "/"
        return self._pages.page("message.html", language, status, headers, title=title, more=why, back=back)


class Calm:
    """Catches what nobody expected. Starlette would raise it on and the server would log a traceback, whose lines
    may hold what a person wrote: here only the class of the error and where it was raised are logged."""

    def __init__(self, app: ASGIApp, pages: ErrorPages) -> None:
        self.app = app
        self.pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            log.error("page failed: %s at %s", type(error).__name__, _place(error))
            if scope["type"] == "http" and not started:
                await self.pages.trouble(Request(scope, receive))(scope, receive, send)


def _place(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1:]
    return f"{Path(last[0].filename).name}:{last[0].lineno}" if last else "?"
