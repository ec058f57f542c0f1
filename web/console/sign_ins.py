"""The browsers in which an officer is signed in, to be ended one by one or all but this."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from storage.officers import Officer
from storage.sign_ins import named
from web.console.context import ConsoleContext


class DeskSignIns:
    """`/desk/sessions`."""

    def __init__(self, house: ConsoleContext) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/desk/sessions", self.show, methods=["GET"]),
            Route("/desk/sessions", self.end, methods=["POST"]),
        ]

    async def _officer(self, request: Request) -> Officer:
        if (officer := await self._house.who(request)) is None:
            raise HTTPException(401)
        return officer

    async def show(self, request: Request) -> Response:
        """The officer's own sessions, and nobody else's."""
        house, officer = self._house, await self._officer(request)
        known = await house.gate.sessions(officer, house.now())
        this = named(house.token(request))
        return house.page(request, "desk_sessions.html", officer, sessions=known, this=this)

    async def end(self, request: Request) -> Response:
        """End the one that is named, or all others."""
        house, officer = self._house, await self._officer(request)
        form = await house.form(request)
        if form["session"] == "others":
            await house.gate.end_others(officer, house.token(request), house.now())
        else:
            await house.gate.end(officer, form["session"], house.now())
        return RedirectResponse("/desk/sessions", 303)
