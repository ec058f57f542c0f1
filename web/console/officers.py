"""Who has access, and the ministries' Telegram groups: inviting, ending access, resetting codes and accounts."""

from __future__ import annotations

from collections.abc import Awaitable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.permissions import END, INVITE, fits, operates, reaches
from casework.permissions import may as has_right
from guidance.guide import DESKS
from locales.text import LANGUAGES, Raw
from storage.officers import Officer
from storage.proposals import Wanted
from storage.reach import TRIAL_OFFICER
from storage.states import OfficerRole
from storage.timestamps import ms
from web import texts
from web.console import texts as desk_words
from web.console.access_changes import Invitation
from web.console.context import ConsoleContext
from web.console.officer_queries import DOINGS, SECONDED, NotTheirs, OfficerQueries
from web.forms import SubmittedForm
from web.refusals import PostRefused


class DeskOfficers:
    """`/desk/officers`."""

    def __init__(self, house: ConsoleContext, shelf: OfficerQueries) -> None:
        self._house, self._shelf = house, shelf

    def routes(self) -> list[Route]:
        return [
            Route("/desk/officers", self.officers, methods=["GET"]),
            Route("/desk/officers", self.invite, methods=["POST"]),
            Route("/desk/officers/do", self.do, methods=["POST"]),
            Route("/desk/officers/group", self.group, methods=["POST"]),
        ]

    async def officers(self, request: Request) -> Response:
        """Who has access, how the groups stand, and for an administrator a form to invite."""
        return await self._page(request, await self._house.must(request, END))

    async def invite(self, request: Request) -> Response:
        """A new officer, proposed; at once, with the one-time invitation, where nobody else has to agree."""
        house = self._house
        by = await house.must(request, INVITE)
        form = await house.form(request)
        name = form["name"].strip()[:80]
        if not name or name == TRIAL_OFFICER:
            raise PostRefused(400, texts.EMPTY)
        role, ministry = _place(form)
        language = form["language"] if form["language"] in LANGUAGES else "ko"
        wanted = Wanted(name, role, language)
        return await self._proposed(request, by, self._shelf.invite(by, ministry, wanted, house.now()))

    async def do(self, request: Request) -> Response:
        """What a button beside an officer says."""
        house = self._house
        by = await house.must(request, END)
        form = await house.form(request)
        return await self._proposed(
            request, by, self._shelf.do(by, form["do"], form["officer"][:64], house.now()), form["do"] in SECONDED
        )

    async def _proposed(
        self, request: Request, by: Officer, work: Awaitable[Invitation | None], waits: bool = True
    ) -> Response:
        """The invitation, or the page where what was proposed stands."""
        try:
            made = await work
        except NotTheirs:
            raise HTTPException(404) from None
        if made is None:
            return RedirectResponse("/desk/requests" if waits and not self._shelf.alone else "/desk/officers", 303)
        shown: dict[str, object] = {"name": Raw(made.name), "web": self._house.entry(made.link)}
        return await self._page(request, by, shown)

    async def group(self, request: Request) -> Response:
        """A one-time token for a ministry's group, shown once."""
        house = self._house
        by = await house.must(request, INVITE)
        form = await house.form(request)
        if form["ministry"] not in DESKS:
            raise PostRefused(400, texts.EMPTY)
        language = form["language"] if form["language"] in LANGUAGES else "ko"
        try:
            token = await self._shelf.group_token(by, form["ministry"], language, house.now())
        except NotTheirs:
            raise HTTPException(404) from None
        body = house.viewing.body(form["ministry"], house.language(request, by))
        return await self._page(request, by, {"group": f"/bind {token}", "body": Raw(body)})

    async def _page(self, request: Request, by: Officer, made: dict[str, object] | None = None) -> Response:
        house = self._house
        language = house.language(request, by)
        everyone = await self._shelf.everyone(by)
        alone, seen = self._shelf.alone, DESKS if operates(by) else (by.ministry,)
        may = {each.id: [do for do, right in DOINGS.items() if reaches(by, right, each, alone)] for each in everyone}
        bodies, groups = {each: house.viewing.body(each, language) for each in seen}, await self._shelf.groups()
        return house.page(
            request, "desk_officers.html", by, everyone=everyone, may=may, made=made or {}, groups=groups,
            bodies=bodies, now=ms(house.now()), inviting=has_right(by, INVITE), alone=alone, operates=operates(by),
        )  # fmt: skip


def _place(form: SubmittedForm) -> tuple[OfficerRole, str]:
    """The role and the desk of who is invited. Raises PostRefused where there is no such role at this desk."""
    role, ministry = next((each for each in OfficerRole if each == form["role"]), None), form["ministry"]
    if role is None or not fits(role, ministry):
        raise PostRefused(400, desk_words.CHOOSE_FITTING)
    return role, ministry
