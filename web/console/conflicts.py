"""What an officer must not work on: declared here, shut from then on, taken back by a lead and a second person."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.permissions import UNBAR, may
from web import texts
from web.console import texts as desk_words
from web.console.conflict_queries import ConflictQueries
from web.console.context import ConsoleContext
from web.refusals import PostRefused


class DeskConflicts:
    """`/desk/interests`, for everybody with a desk."""

    def __init__(self, house: ConsoleContext, shelf: ConflictQueries) -> None:
        self._house, self._shelf = house, shelf

    def routes(self) -> list[Route]:
        return [
            Route("/desk/interests", self.show, methods=["GET"]),
            Route("/desk/interests", self.declare, methods=["POST"]),
            Route("/desk/interests/back", self.take_back, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """What the officer declared, which only the leads of the desk see beside; for these, what colleagues did."""
        house = self._house
        officer = await house.at_desk(request)
        known = await house.gate.interests(officer)
        team = await self._shelf.of_team(officer) if may(officer, UNBAR) else ()
        return house.page(request, "desk_interests.html", officer, interests=known, team=team)

    async def declare(self, request: Request) -> Response:
        """Declare something."""
        house = self._house
        officer = await house.at_desk(request)
        form = await house.form(request)
        name = form["name"].strip()[:120]
        if form["kind"] not in desk_words.INTEREST_KINDS or not await house.gate.declare(
            officer, form["kind"], name, house.now()
        ):
            raise PostRefused(400, texts.EMPTY)
        return RedirectResponse("/desk/interests", 303)

    async def take_back(self, request: Request) -> Response:
        """Ask that a colleague's declaration be taken back, for one of the listed reasons."""
        house = self._house
        by = await house.must(request, UNBAR)
        form = await house.form(request)
        if form["reason"] not in desk_words.BACK_REASONS:
            raise PostRefused(400, texts.EMPTY)
        named = (form["officer"][:64], form["back"][:64], form["reason"])
        done = await self._shelf.take_back(by, *named, house.now())
        if not done:
            raise HTTPException(404)
        return RedirectResponse("/desk/requests", 303)
