"""The chat's pages: welcome, conversation, sending, print, erase, and the way out."""

from __future__ import annotations

import calendar
import secrets

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from dialogs.events import Arrival, Chose, Said
from guidance.calendar import day_of
from locales.text import LANGUAGES, Day
from web import texts
from web.chat.bubbles import Bubble, bubble, still_shown
from web.chat.context import ChatContext
from web.chat.erase import erase_draft, erase_report
from web.chat.submit import answered, say
from web.downloads import download
from web.forms import read_form
from web.pages import reading
from web.refusals import PostRefused
from web.security import (
    KEPT,
    KEPT_FOR_A_REPORT,
    Visitor,
    forget,
    form_token,
    from_elsewhere,
    genuine,
    keep,
    newcomer,
    visitor,
    whose,
)

AWAY = "away"
"""A cookie of somebody who left fast: going back in the browser shows the welcome, not the conversation."""


class ChatPages:
    """One method a page."""

    def __init__(self, house: ChatContext) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/", self.show, methods=["GET"]),
            Route("/begin", self.begin, methods=["POST"]),
            Route("/say", self.say, methods=["POST"]),
            Route("/language", self.language, methods=["POST"]),
            Route("/conversation", self.printed, methods=["GET"]),
            Route("/erase", self.ask_to_erase, methods=["GET"]),
            Route("/erase", self.erase, methods=["POST"]),
            Route("/files/evidence/{ref:path}", self.file, methods=["GET"]),
            Route("/calendar", self.calendar, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """The conversation, or the welcome for somebody who has none or has left fast."""
        who, bubbles = await self._bubbles(request)
        if not bubbles or AWAY in request.cookies:
            language = reading(request)
            response: Response = self._house.pages.page("welcome.html", language, going_on=bool(bubbles))
            if request.query_params.get("lang") in LANGUAGES:
                response.set_cookie("lang", language, samesite="lax", secure=self._house.settings.https)
            return response
        response = self._house.pages.page(
            "chat.html",
            _language(bubbles, request),
            bubbles=bubbles,
            turn=max(shown.letter.turn for shown in bubbles if shown.letter) if bubbles else 0,
            newest=bubbles[-1].seq,
            progress=_progress(bubbles),
            **self._form(who),
        )
        sent = any(shown.letter and shown.letter.kind == "receipt" for shown in bubbles)
        keep(response, self._house.settings, "chat", who.token, KEPT_FOR_A_REPORT if sent else KEPT)
        return response

    async def begin(self, request: Request) -> Response:
        """The first press: only now is there a cookie and a conversation.

        The language was asked for by the page, so the conversation begins with that answer.
        """
        form = await read_form(request, self._house.settings)
        if from_elsewhere(request):
            raise PostRefused(403, texts.OLD_PAGE)
        if not self._house.begins.allows(whose(request)):
            raise PostRefused(429, texts.TOO_OFTEN)
        who, bubbles = await self._bubbles(request)
        if not await self._house.feed.begun(who.chat):
            who = newcomer()  # a cookie given beforehand may be known to whoever gave it
        language = form["language"] if form["language"] in LANGUAGES else reading(request)
        if not bubbles:
            await self._open(who, language)
        response = RedirectResponse("/", 303)
        keep(response, self._house.settings, "chat", who.token)
        response.set_cookie("lang", language, samesite="lax", secure=self._house.settings.https)
        response.delete_cookie(AWAY)
        return response

    async def _open(self, who: Visitor, language: str) -> None:
        house = self._house
        key = f"{who.chat}:begin:{secrets.token_urlsafe(8)}"
        now = house.now()
        await house.inbox.receive(Arrival("web", who.chat, key, now, language), Chose(now, 0, f"lang:{language}"), {})
        await answered(house, who.chat)

    async def say(self, request: Request) -> Response:
        """One message. With `Accept: application/json` the answer is short, and letters come by the stream."""
        house, who = self._house, visitor(request, self._house.settings)
        await self._pace(request, who)
        async with house.uploads:
            form = await read_form(request, house.settings, house.settings.largest_request)
            self._check(request, who, form["csrf"])
            seq = await say(house, request, who, form)
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"seq": seq})
        await answered(self._house, who.chat)
        return RedirectResponse(f"/#e{seq}" if seq else "/#newest", 303)

    async def language(self, request: Request) -> Response:
        """Another language from now on, for the conversation and the page."""
        who = visitor(request, self._house.settings)
        await self._pace(request, who)
        form = await read_form(request, self._house.settings)
        self._check(request, who, form["csrf"])
        if form["language"] not in LANGUAGES:
            raise PostRefused(400, texts.EMPTY)
        await self._tell(who, f"/language {form['language']}", form["key"])
        await answered(self._house, who.chat)
        response = RedirectResponse("/#newest", 303)
        response.set_cookie("lang", form["language"], samesite="lax", secure=self._house.settings.https)
        return response

    async def printed(self, request: Request) -> Response:
        """The conversation as a page to print or to save."""
        if AWAY in request.cookies:
            return RedirectResponse("/", 303)
        _, bubbles = await self._bubbles(request)
        today = Day.of(day_of(self._house.now()))
        language = _language(bubbles, request)
        return self._house.pages.page("print.html", language, bubbles=bubbles, today=today, turn=0)

    async def ask_to_erase(self, request: Request) -> Response:
        """Says what erasing means, before it is done, and which sent reports may go with it."""
        who, bubbles = await self._bubbles(request)
        sent = await self._house.feed.reports(who.chat) if who.known else ()
        language = _language(bubbles, request)
        return self._house.pages.page("erase.html", language, done=False, reports=sent, **self._form(who))

    async def erase(self, request: Request) -> Response:
        """Destroy the draft, then what this page showed, and drop the cookie."""
        who, bubbles = await self._bubbles(request)
        await self._pace(request, who)
        form = await read_form(request, self._house.settings)
        self._check(request, who, form["csrf"])
        sent = await self._house.feed.reports(who.chat)
        for code in (each for each in sent if form[f"report:{each}"]):
            if not await erase_report(self._house, who.chat, code):
                raise PostRefused(409, texts.ERASE_NOT_YET)
        if not await erase_draft(self._house, who.chat):
            raise PostRefused(409, texts.ERASE_NOT_YET)
        await answered(self._house, who.chat)
        await self._house.feed.erase(who.chat)
        response = self._house.pages.page("erase.html", _language(bubbles, request), done=True, **self._form(who))
        forget(response, self._house.settings, "chat")
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    async def file(self, request: Request) -> Response:
        """A file of the own conversation, to be saved and never opened in the page."""
        who = visitor(request, self._house.settings)
        found = await self._house.feed.file(who.chat, request.path_params["ref"]) if who.known else None
        if found is None:
            raise HTTPException(404)
        return download(found.ref.name, found.content)

    async def calendar(self, request: Request) -> Response:
        """A plain page that says nothing of where its reader came from."""
        now = day_of(self._house.now())
        weeks = calendar.Calendar(0).monthdayscalendar(now.year, now.month)
        response = self._house.pages.page(
            "calendar.html", reading(request), weeks=weeks, month=Day(now.year, now.month), today=now.day
        )
        if from_elsewhere(request):
            return response
        response.set_cookie(AWAY, "1", samesite="lax", httponly=True, secure=self._house.settings.https)
        return response

    async def _bubbles(self, request: Request) -> tuple[Visitor, tuple[Bubble, ...]]:
        who = visitor(request, self._house.settings)
        entries = await self._house.feed.read(who.chat) if who.known else ()
        now = self._house.now()
        return who, tuple(shown for entry in entries if still_shown(shown := bubble(entry), now))

    async def _tell(self, who: Visitor, command: str, key: str) -> None:
        now = self._house.now()
        arrival = Arrival("web", who.chat, f"{who.chat}:{key or secrets.token_urlsafe(8)}:{command}", now)
        await self._house.inbox.receive(arrival, Said(now, command), {})

    async def _pace(self, request: Request, who: Visitor) -> None:
        """Raises Refused for too many tries. A cookie that no conversation has may be made up for each request, so
        these are counted by where they come from."""
        if not who.known:
            raise PostRefused(403, texts.OLD_PAGE)
        counted = who.chat if await self._house.feed.begun(who.chat) else f"from:{whose(request)}"
        if not self._house.says.allows(counted):
            raise PostRefused(429, texts.TOO_OFTEN)

    def _form(self, who: Visitor) -> dict[str, str]:
        return {"csrf": form_token(self._house.settings, who.token), "key": secrets.token_urlsafe(16)}

    def _check(self, request: Request, who: Visitor, token: str) -> None:
        if not who.known or from_elsewhere(request) or not genuine(self._house.settings, who.token, token):
            raise PostRefused(403, texts.OLD_PAGE)


def _language(bubbles: tuple[Bubble, ...], request: Request) -> str:
    for shown in reversed(bubbles):
        if shown.letter:
            return shown.letter.language
    return reading(request)


def _progress(bubbles: tuple[Bubble, ...]) -> tuple[int, int] | None:
    for shown in reversed(bubbles):
        if shown.letter:
            return shown.letter.progress
    return None
