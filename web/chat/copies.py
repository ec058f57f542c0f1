"""Printable copies of reports: for the owner from the conversation, for an officer from the case."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.documents.files import COPY, EVERYTHING, read_ref
from web import texts
from web.chat.context import ChatContext
from web.downloads import Copying, _handed
from web.refusals import PostRefused
from web.security import RequestRate, visitor


class OwnCopies:
    """`GET /files/report/…`, `/files/everything/…`: of the own conversation, made while its owner waits."""

    def __init__(self, house: ChatContext, copies: Copying) -> None:
        self._house, self._copies = house, copies
        self._rate = RequestRate(house.settings.copies_a_minute, 60)

    def routes(self) -> list[Route]:
        return [
            Route(f"/files/{COPY}/{{ref}}", self.show, methods=["GET"]),
            Route(f"/files/{EVERYTHING}/{{ref}}", self.show, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """The copy, to be saved; 404 for a report of anybody else, and for one that is erased."""
        who = visitor(request, self._house.settings)
        if who.known and not self._rate.allows(who.chat):
            raise PostRefused(429, texts.TOO_OFTEN)
        if not who.known:
            return _handed(None)
        receipt, language = read_ref(request.path_params["ref"])
        whole = request.url.path.startswith(f"/files/{EVERYTHING}/")
        if whole:
            return _handed(await self._copies.archive(receipt, language, who.chat))
        return _handed(await self._copies.copy(receipt, language, chat=who.chat))
