"""The desks of a trial: whoever runs it sits at one after another. A real house has no such page."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from guidance.guide import DESKS
from storage import sign_ins
from storage.officers import LONGEST, Officer
from storage.reach import sits_anywhere, trial_officer
from storage.store import Store
from storage.timestamps import ms
from web.console.context import ConsoleContext
from web.security import cookie_name, keep

OPERATOR = "desk_operator"
"""The cookie of the session that one came from, to go back to."""


class TrialDesks:
    """`/desk/trial`."""

    def __init__(self, house: ConsoleContext, store: Store) -> None:
        self._house, self._store = house, store

    def routes(self) -> list[Route]:
        return [
            Route("/desk/trial", self.show, methods=["GET"]),
            Route("/desk/trial", self.sit, methods=["POST"]),
        ]

    async def _officer(self, request: Request) -> Officer:
        """Whoever runs the machine, as such or at a desk of the trial; an officer who was invited has one desk."""
        officer = await self._house.who(request)
        if officer is None:
            raise HTTPException(401)
        if not sits_anywhere(officer):
            raise HTTPException(404)
        return officer

    async def show(self, request: Request) -> Response:
        """All desks, and where one sits now."""
        house, officer = self._house, await self._officer(request)
        language = house.language(request, officer)
        bodies = {each: house.viewing.body(each, language) for each in DESKS}
        return house.page(request, "desk_trial.html", officer, bodies=bodies)

    async def sit(self, request: Request) -> Response:
        """Go to the desk that is named, or back to where one came from."""
        house, officer = self._house, await self._officer(request)
        form = await house.form(request)
        if form["ministry"] not in DESKS:
            return await self._back(request)
        async with self._store.transaction() as tx:
            at = ms(house.now())
            there = await trial_officer(tx, form["ministry"], at)
            token = await sign_ins.begin(tx, there, await sign_ins.half(tx, there, at), "", at)
        response = RedirectResponse("/desk", 303)
        if officer.ministry:
            await house.gate.leave(house.token(request))
        else:
            keep(response, house.settings, OPERATOR, house.token(request), LONGEST // 1000)
        keep(response, house.settings, "desk", token, LONGEST // 1000)
        return response

    async def _back(self, request: Request) -> Response:
        house = self._house
        token = request.cookies.get(cookie_name(house.settings, OPERATOR), "")
        if not token or await house.gate.officer(token, house.now()) is None:
            raise HTTPException(401)
        await house.gate.leave(house.token(request))
        response = RedirectResponse("/desk/officers", 303)
        keep(response, house.settings, "desk", token, LONGEST // 1000)
        return response
