"""The editors' page: what people asked and found no answer to, and what could be added for it."""

from __future__ import annotations

import asyncio
import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.permissions import EDIT
from dialogs.book import Book
from guidance.calendar import day_of
from web import texts
from web.console.context import ConsoleContext
from web.console.unanswered_queries import WAYS, UnansweredQueries, groups
from web.refusals import PostRefused

_IDS = re.compile(r"\d{1,15}(?:,\d{1,15}){0,999}", re.ASCII)


class DeskUnanswered:
    """`/desk/questions`, for those who look after the content."""

    def __init__(self, house: ConsoleContext, shelf: UnansweredQueries, book: Book) -> None:
        self._house, self._shelf, self._book = house, shelf, book

    def routes(self) -> list[Route]:
        return [
            Route("/desk/questions", self.show, methods=["GET"]),
            Route("/desk/questions", self.settle, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The groups, largest first, then how known answers were judged, most often wrong first."""
        house, entries = self._house, self._book.knowledge.entries
        officer = await house.must(request, EDIT)
        asked = await self._shelf.asked(house.now())
        found = await asyncio.to_thread(groups, asked, self._book, day_of(house.now()))
        judged = [(entries[id], *counts) for id, counts in (await self._shelf.judged()).items() if id in entries]
        judged.sort(key=lambda row: (-row[2], -row[1], row[0].id))
        return house.page(request, "desk_questions.html", officer, groups=found, judged=judged, n=len(asked))

    async def settle(self, request: Request) -> Response:
        """A group is dealt with: what was added to the content, or that it is left out."""
        house = self._house
        officer = await house.must(request, EDIT)
        form = await house.form(request)
        if form["way"] not in WAYS or not _IDS.fullmatch(form["ids"]):
            raise PostRefused(400, texts.EMPTY)
        ids = [int(each) for each in form["ids"].split(",")]
        await self._shelf.settle(officer, ids, form["way"], house.now())
        return RedirectResponse("/desk/questions", 303)
