"""Printable copies of reports: for the owner from the conversation, for an officer from the case."""

from __future__ import annotations

from typing import Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.console.house import DeskHouse
from bot.documents.files import COPY, EVERYTHING, Found, read_ref
from bot.web import words
from bot.web.downloads import download
from bot.web.guard import Rate
from bot.web.house import House
from bot.web.identity import visitor
from bot.web.saying import Refused
from casework.permissions import DESK, EXPORT, Standing, allows

DESK_LANGUAGE = "ko"
"""What the bodies file is in Korean, whatever language an officer reads the console in."""


class Copying(Protocol):
    """`bot.documents.files.Handing`."""

    async def copy(self, receipt: str, language: str, chat: str = "", desk: bool = False) -> Found | None: ...

    async def archive(self, receipt: str, language: str, chat: str = "") -> Found | None: ...


class OwnCopies:
    """`GET /files/report/…`, `/files/everything/…`: of the own conversation, made while its owner waits."""

    def __init__(self, house: House, copies: Copying) -> None:
        self._house, self._copies = house, copies
        self._rate = Rate(house.settings.copies_a_minute, 60)

    def routes(self) -> list[Route]:
        return [
            Route(f"/files/{COPY}/{{ref}}", self.show, methods=["GET"]),
            Route(f"/files/{EVERYTHING}/{{ref}}", self.show, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """The copy, to be saved; 404 for a report of anybody else, and for one that is erased."""
        who = visitor(request, self._house.settings)
        if who.known and not self._rate.allows(who.chat):
            raise Refused(429, words.TOO_OFTEN)
        if not who.known:
            return _handed(None)
        receipt, language = read_ref(request.path_params["ref"])
        whole = request.url.path.startswith(f"/files/{EVERYTHING}/")
        if whole:
            return _handed(await self._copies.archive(receipt, language, who.chat))
        return _handed(await self._copies.copy(receipt, language, who.chat))


class DeskCopies:
    """`GET /desk/case/…/pdf`: a case on the officer's own desk, the report first."""

    def __init__(self, house: DeskHouse, copies: Copying) -> None:
        self._house, self._copies = house, copies

    def routes(self) -> list[Route]:
        return [Route("/desk/case/{receipt}/pdf", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """The copy, to be saved; handing it out is noted. 404 also for an auditor, who carries nothing out."""
        house, receipt = self._house, request.path_params["receipt"]
        officer = await house.at_desk(request)
        if not allows(officer.role, EXPORT, Standing(DESK), "sent"):
            raise HTTPException(404)
        may = await house.shelf.copied(officer, receipt, house.now())
        return _handed(await self._copies.copy(receipt, DESK_LANGUAGE, desk=True) if may else None)


def _handed(found: Found | None) -> Response:
    if found is None:
        raise HTTPException(404)
    name, _mime, content = found
    return download(name, content)
