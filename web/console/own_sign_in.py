"""How an officer signs in, as the officer arranges it alone: recovery codes, another telephone, staying signed in."""

from __future__ import annotations

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from storage.officers import HALF_FOR, Officer
from storage.timestamps import ms
from web.console import texts as desk_words
from web.console.context import ConsoleContext
from web.console.destination import landing
from web.console.sign_in_pages import HALF
from web.refusals import PostRefused
from web.security import forget, keep


class DeskOwnSignIn:
    """`/desk/recovery`, `/desk/prolong`, `/desk/session`. `bot` tells the address of the officers' bot, empty while
    there is none."""

    def __init__(self, house: ConsoleContext, bot: Callable[[], str]) -> None:
        self._house, self._bot = house, bot

    def routes(self) -> list[Route]:
        return [
            Route("/desk/recovery", self.show, methods=["GET"]),
            Route("/desk/recovery", self.change, methods=["POST"]),
            Route("/desk/prolong", self.prolong, methods=["POST"]),
            Route("/desk/session", self.session, methods=["GET"]),
        ]

    async def _officer(self, request: Request) -> Officer:
        if (officer := await self._house.who(request)) is None:
            raise HTTPException(401)
        return officer

    async def show(self, request: Request) -> Response:
        """How many recovery codes there are, and the button that makes ten new ones."""
        return await self._page(request, await self._officer(request))

    async def _page(self, request: Request, officer: Officer, made: tuple[str, ...] = (), join: str = "") -> Response:
        house = self._house
        left, fresh = await house.names.codes_left(officer), await house.gate.fresh(house.token(request), house.now())
        return house.page(
            request, "desk_recovery.html", officer, made=made, spare=left, fresh=fresh, bot=self._bot(), join=join
        )

    async def change(self, request: Request) -> Response:
        """Ten new codes, shown once; or another telephone. Only just after signing in: later anybody may sit there."""
        house, officer = self._house, await self._officer(request)
        form = await house.form(request)
        if not await house.gate.fresh(house.token(request), house.now()):
            raise PostRefused(403, desk_words.SIGN_IN_ANEW)
        if form["do"] == "telephone":
            response = RedirectResponse("/desk/code", 303)
            keep(response, house.settings, HALF, await house.names.anew(officer, house.now()), HALF_FOR // 1000)
            forget(response, house.settings, "desk")
            return response
        if form["do"] == "telegram":
            return await self._page(request, officer, join=await house.names.join(officer, house.now()))
        return await self._page(request, officer, await house.names.codes(officer, house.now()))

    async def prolong(self, request: Request) -> Response:
        """Stay signed in. A page's script gets the seconds that are left, a form goes back to its page."""
        house = self._house
        await self._officer(request)
        form = await house.form(request)
        ends = await house.gate.prolong(house.token(request), house.now())
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"left": self._left(ends)})
        return RedirectResponse(landing(form["back"]), 303)

    async def session(self, request: Request) -> Response:
        """The seconds that are left, for a page's script; asking does not count as using."""
        house = self._house
        present = await house.gate.presence(house.token(request), house.now(), False)
        if present:
            await house.placed(request, present.officer)
        return JSONResponse({"left": self._left(present.ends if present else 0)})

    def _left(self, ends: int) -> int:
        return max(0, ends - ms(self._house.now())) // 1000
