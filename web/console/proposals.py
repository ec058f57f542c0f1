"""What was proposed about officers' access, for those whom it concerns: to confirm, refuse, stop or carry out."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from guidance.guide import DESKS
from locales.text import Raw
from storage.officers import Officer
from storage.timestamps import ms
from web.console import texts as desk_words
from web.console.context import ConsoleContext
from web.console.proposal_queries import NotAnswered, ProposalQueries, ShownOnce
from web.refusals import PostRefused


class DeskProposals:
    """`/desk/requests`."""

    def __init__(self, house: ConsoleContext, shelf: ProposalQueries) -> None:
        self._house, self._shelf = house, shelf

    def routes(self) -> list[Route]:
        return [
            Route("/desk/requests", self.show, methods=["GET"]),
            Route("/desk/requests", self.do, methods=["POST"]),
        ]

    async def _officer(self, request: Request) -> Officer:
        if (officer := await self._house.who(request)) is None:
            raise HTTPException(401)
        return officer

    async def show(self, request: Request) -> Response:
        """What concerns this officer, and buttons for what this officer may do about it."""
        return await self._page(request, await self._officer(request), ShownOnce())

    async def do(self, request: Request) -> Response:
        """What a button says. What must be handed over is shown once."""
        house, officer = self._house, await self._officer(request)
        form = await house.form(request)
        try:
            done = await self._shelf.do(officer, form["request"][:64], form["do"], house.now())
        except NotAnswered:
            raise PostRefused(403, desk_words.NOT_ANSWERED) from None
        if done == ShownOnce():
            return RedirectResponse("/desk/requests", 303)
        return await self._page(request, officer, done)

    async def _page(self, request: Request, officer: Officer, done: ShownOnce) -> Response:
        house = self._house
        lines = await self._shelf.lines(officer, house.now())
        bodies = {each: house.viewing.body(each, house.language(request, officer)) for each in DESKS}
        made = done.invitation
        return house.page(
            request, "desk_requests.html", officer, lines=lines, bodies=bodies, now=ms(house.now()), me=officer.id,
            word=done.word, asker=Raw(done.name), link=house.entry(made.link) if made else "",
            invited=Raw(made.name if made else ""),
        )  # fmt: skip
