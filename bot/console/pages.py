"""The console's pages around the cases: signing in and out, the queue, officers."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.casework.rights import COUNT, EDIT, INVITE, READ, may
from bot.console import words as desk_words
from bot.console.shelf import SESSION, Asked, DeskShelf
from bot.console.view import Viewing
from bot.web import words
from bot.web.forms import Form, read_form
from bot.web.guard import Rate, from_elsewhere, whose
from bot.web.identity import cookie_name, forget, form_token, genuine, keep
from bot.web.needs import WebSettings
from bot.web.pages import Pages
from bot.web.saying import Refused
from bot.web.streams import Streams
from dialogs.types import LANGUAGES, MINISTRIES
from storage.officers import ROLES, Officer

_PLACE = re.compile(r"(\d{1,16})\.(SM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z])")


@dataclass(frozen=True, slots=True)
class DeskHouse:
    """What the console's pages hold on to."""

    pages: Pages
    settings: WebSettings
    shelf: DeskShelf
    viewing: Viewing
    streams: Streams
    enters: Rate
    now: Callable[[], datetime]

    def token(self, request: Request) -> str:
        """The console's cookie."""
        return request.cookies.get(cookie_name(self.settings, "desk"), "")

    async def who(self, request: Request) -> Officer | None:
        """Whose session it is."""
        token = self.token(request)
        return await self.shelf.officer(token, self.now()) if token else None

    async def must(self, request: Request, right: str, ministry: str = "") -> Officer:
        """The officer of the session, who must have the right. Raises HTTPException 401 or 404."""
        officer = await self.who(request)
        if officer is None:
            raise HTTPException(401)
        if not may(officer, right, ministry or officer.ministry):
            raise HTTPException(404)
        return officer

    async def form(self, request: Request) -> Form:
        """A form of ours. Raises Refused for one that is not."""
        form = await read_form(request, self.settings)
        if from_elsewhere(request) or not genuine(self.settings, self.token(request), form["csrf"]):
            raise Refused(403, words.OLD_PAGE)
        return form

    def language(self, request: Request, officer: Officer | None = None) -> str:
        """As chosen on the console, else the officer's own."""
        chosen = request.cookies.get("desk_lang", "")
        return chosen if chosen in LANGUAGES else officer.language if officer else "ko"

    def page(
        self, request: Request, template: str, officer: Officer, /, answer: int = 200, **facts: object
    ) -> Response:
        """A page of the console for a signed-in officer."""
        body = self.viewing.body(officer.ministry, self.language(request, officer)) if officer.ministry else ""
        return self.pages.page(
            template,
            self.language(request, officer),
            officer=officer,
            body=body,
            csrf=form_token(self.settings, self.token(request)),
            key=secrets.token_urlsafe(16),
            can_invite=may(officer, INVITE),
            can_edit=may(officer, EDIT),
            path=request.url.path,
            **facts,
        )


class DeskPages:
    def __init__(self, house: DeskHouse) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/desk", self.queue, methods=["GET"]),
            Route("/desk/enter/{link}", self.ask_to_enter, methods=["GET"]),
            Route("/desk/enter/{link}", self.enter, methods=["POST"]),
            Route("/desk/leave", self.leave, methods=["POST"]),
            Route("/desk/language", self.language, methods=["POST"]),
            Route("/desk/officers", self.officers, methods=["GET"]),
            Route("/desk/officers", self.invite, methods=["POST"]),
            Route("/desk/officers/end", self.revoke, methods=["POST"]),
        ]

    # ---- signing in ---------------------------------------------------------------------------------

    async def ask_to_enter(self, request: Request) -> Response:
        """A button, because whoever previews a link would use it up."""
        return self._enter_page(request, link=request.path_params["link"])

    async def enter(self, request: Request) -> Response:
        """Use the link up and sign this browser in."""
        house = self._house
        if from_elsewhere(request):
            raise Refused(403, words.OLD_PAGE)
        if not house.enters.allows(whose(request)):
            raise Refused(429, words.TOO_OFTEN)
        session = await house.shelf.enter(request.path_params["link"][:128], house.now())
        if session is None:
            return self._enter_page(request, 403, trouble=desk_words.ENTER_USED)
        response = RedirectResponse("/desk", 303)
        keep(response, house.settings, "desk", session, SESSION // 1000)
        return response

    def _enter_page(self, request: Request, answer: int = 200, link: str = "", trouble: object = None) -> Response:
        language = self._house.language(request)
        return self._house.pages.page("desk_enter.html", language, answer, link=link, trouble=trouble)

    async def leave(self, request: Request) -> Response:
        """Sign out."""
        await self._house.form(request)
        await self._house.shelf.leave(self._house.token(request))
        response = self._enter_page(request, trouble=desk_words.SIGNED_OUT)
        forget(response, self._house.settings, "desk")
        return response

    async def language(self, request: Request) -> Response:
        """The console in another language."""
        form = await self._house.form(request)
        back = form["back"] if re.fullmatch(r"/desk[A-Za-z0-9/-]{0,60}", form["back"]) else "/desk"
        response = RedirectResponse(back, 303)
        if form["language"] in LANGUAGES:
            secure = self._house.settings.https
            response.set_cookie("desk_lang", form["language"], samesite="lax", httponly=True, secure=secure)
        return response

    # ---- the queue ----------------------------------------------------------------------------------

    async def queue(self, request: Request) -> Response:
        """The queue of the officer's own desk, or the numbers for those who see no reports."""
        house = self._house
        officer = await house.who(request)
        if officer is None:
            return self._enter_page(request, 401, trouble=desk_words.ENTER_NONE)
        if not may(officer, READ, officer.ministry):
            return await self._overview(request, officer)
        asked = read_asked(request)
        lines, more = await house.shelf.lines(officer, asked)
        counts = await house.shelf.counts(officer.ministry)
        names = await house.shelf.names(officer.ministry)
        after = f"{lines[-1].place[0]}.{lines[-1].place[1]}" if lines and more else ""
        return house.page(
            request, "desk_queue.html", officer, lines=lines, asked=asked, counts=counts, names=names, after=after
        )  # fmt: skip

    async def _overview(self, request: Request, officer: Officer) -> Response:
        house = self._house
        if not may(officer, COUNT):
            raise HTTPException(404)
        language = house.language(request, officer)
        rows = [(house.viewing.body(each, language), await house.shelf.counts(each)) for each in MINISTRIES]
        return house.page(request, "desk_overview.html", officer, rows=rows)

    # ---- officers -----------------------------------------------------------------------------------

    async def officers(self, request: Request) -> Response:
        """Who has access, and a form to invite."""
        return await self._officers(request, await self._house.must(request, INVITE))

    async def invite(self, request: Request) -> Response:
        """A new officer, and the one-time link that is shown once."""
        officer = await self._house.must(request, INVITE)
        form = await self._house.form(request)
        name = form["name"].strip()[:80]
        within = form["role"] in ("officer", "lead", "auditor")
        ministry = form["ministry"] if within else ""
        if form["role"] not in ROLES or not name or (within and ministry not in MINISTRIES):
            raise Refused(400, words.EMPTY)
        language = form["language"] if form["language"] in LANGUAGES else "ko"
        link = await self._house.shelf.invite(officer, ministry, form["role"], name, language, self._house.now())
        return await self._officers(
            request, officer, f"{request.url.scheme}://{request.url.netloc}/desk/enter/{link}", name
        )

    async def revoke(self, request: Request) -> Response:
        """End an officer's access."""
        officer = await self._house.must(request, INVITE)
        form = await self._house.form(request)
        if form["officer"] != officer.id:
            await self._house.shelf.revoke(officer, form["officer"][:64], self._house.now())
        return RedirectResponse("/desk/officers", 303)

    async def _officers(self, request: Request, officer: Officer, link: str = "", name: str = "") -> Response:
        house = self._house
        language = house.language(request, officer)
        everyone = await house.shelf.all_officers(("", *MINISTRIES))
        bodies = {each: house.viewing.body(each, language) for each in MINISTRIES}
        return house.page(
            request, "desk_officers.html", officer, everyone=everyone, bodies=bodies, link=link, invited=name
        )


def read_asked(request: Request) -> Asked:
    """What a queue's address asks for; anything unknown is as if it were not there."""
    query = request.query_params
    tab = query.get("tab", "open")
    state = query.get("state", "")
    language = query.get("language", "")
    place = _PLACE.fullmatch(query.get("after", ""))
    return Asked(
        tab if tab in ("open", "mine", "done") else "open",
        state if state in desk_words.STATES else "",
        language if language in LANGUAGES else "",
        (int(place.group(1)), place.group(2)) if place else None,
    )
