"""Signing in and out of the console, and its language."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console import words as desk_words
from bot.console.house import DeskHouse
from bot.console.shelf import SESSION
from bot.web import words
from bot.web.guard import from_elsewhere, whose
from bot.web.identity import forget, keep
from bot.web.saying import Refused
from dialogs.types import LANGUAGES


class DeskEnter:
    def __init__(self, house: DeskHouse) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/desk/enter/{link}", self.ask_to_enter, methods=["GET"]),
            Route("/desk/enter/{link}", self.enter, methods=["POST"]),
            Route("/desk/leave", self.leave, methods=["POST"]),
            Route("/desk/language", self.language, methods=["POST"]),
        ]

    async def ask_to_enter(self, request: Request) -> Response:
        """A button, because whoever previews a link would use it up."""
        return self._house.door(request, link=request.path_params["link"])

    async def enter(self, request: Request) -> Response:
        """Use the link up and sign this browser in."""
        house = self._house
        if from_elsewhere(request):
            raise Refused(403, words.OLD_PAGE)
        if not house.enters.allows(whose(request)):
            raise Refused(429, words.TOO_OFTEN)
        session = await house.shelf.enter(request.path_params["link"][:128], house.now())
        if session is None:
            return self._house.door(request, 403, trouble=desk_words.ENTER_USED)
        response = RedirectResponse("/desk", 303)
        keep(response, house.settings, "desk", session, SESSION // 1000)
        return response

    async def leave(self, request: Request) -> Response:
        """Sign out."""
        await self._house.form(request)
        await self._house.shelf.leave(self._house.token(request))
        response = self._house.door(request, trouble=desk_words.SIGNED_OUT)
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
