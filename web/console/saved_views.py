"""Saved views: a filter of the queue under a name, kept, renamed and dropped."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from storage.saved_views import LONGEST_NAME
from web.console import queue_texts as said
from web.console.context import ConsoleContext
from web.console.filters import read_query
from web.console.queue import queue_page, to_queue
from web.forms import SubmittedForm


class DeskSavedViews:
    """`/desk/views`."""

    def __init__(self, house: ConsoleContext) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/desk/views", self.keep, methods=["POST"]),
            Route("/desk/views", to_queue, methods=["GET"]),
            Route("/desk/views/rename", self.rename, methods=["POST"]),
            Route("/desk/views/drop", self.drop, methods=["POST"]),
        ]

    async def keep(self, request: Request) -> Response:
        """Keep the filter that is shown."""
        house = self._house
        officer = await house.at_desk(request)
        form = await house.form(request)
        asked, name = read_query(form["query"]), _name(form)
        if not name or not asked.query():
            trouble = {"trouble": said.VIEW_PLAIN if name else said.VIEW_NAMELESS}
            return await queue_page(house, request, officer, asked, trouble)
        if not await house.shelf.queues.keep_view(officer, name, asked.query(), house.now()):
            return await queue_page(house, request, officer, asked, {"trouble": said.VIEWS_MOST})
        return _back(asked.query())

    async def rename(self, request: Request) -> Response:
        """Another name for a view."""
        officer = await self._house.at_desk(request)
        form = await self._house.form(request)
        if (view := _id(form)) and (name := _name(form)):
            await self._house.shelf.queues.rename_view(officer, view, name)
        return _back(read_query(form["query"]).query())

    async def drop(self, request: Request) -> Response:
        """Forget a view."""
        officer = await self._house.at_desk(request)
        form = await self._house.form(request)
        if view := _id(form):
            await self._house.shelf.queues.drop_view(officer, view)
        return _back("")


def _name(form: SubmittedForm) -> str:
    return " ".join(form["name"].split())[:LONGEST_NAME]


def _id(form: SubmittedForm) -> int:
    given = form["view"]
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 16 else 0


def _back(query: str) -> Response:
    return RedirectResponse(f"/desk?{query}" if query else "/desk", 303)
