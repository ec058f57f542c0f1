"""What an officer must not work on: declared here, shut from then on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from web import texts
from web.console import texts as desk_words
from web.console.context import ConsoleContext
from web.refusals import PostRefused


class DeskConflicts:
    """`/desk/interests`, for everybody with a desk."""

    def __init__(self, house: ConsoleContext) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/desk/interests", self.show, methods=["GET"]),
            Route("/desk/interests", self.change, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """What the officer declared; nobody else sees it."""
        house = self._house
        officer = await house.at_desk(request)
        known = await house.gate.interests(officer)
        return house.page(request, "desk_interests.html", officer, interests=known)

    async def change(self, request: Request) -> Response:
        """Declare something, or take it back."""
        house = self._house
        officer = await house.at_desk(request)
        form = await house.form(request)
        name = form["name"].strip()[:120]
        if form["back"]:
            await house.gate.undeclare(officer, form["back"][:64], house.now())
        elif form["kind"] not in desk_words.INTEREST_KINDS or not await house.gate.declare(
            officer, form["kind"], name, house.now()
        ):
            raise PostRefused(400, texts.EMPTY)
        return RedirectResponse("/desk/interests", 303)
