"""Who has access to the console: inviting officers and ending their access."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.casework.rights import INVITE
from bot.console.house import DeskHouse
from bot.web import words
from bot.web.saying import Refused
from dialogs.types import LANGUAGES, MINISTRIES
from storage.officers import ROLES, Officer


class DeskOfficers:
    def __init__(self, house: DeskHouse) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/desk/officers", self.officers, methods=["GET"]),
            Route("/desk/officers", self.invite, methods=["POST"]),
            Route("/desk/officers/end", self.revoke, methods=["POST"]),
        ]

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
