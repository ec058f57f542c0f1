"""The queue of an officer's desk: its page, and what was searched for. Works without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.permissions import DESK, TAKE, Standing, ever_allows, has_desk
from guidance.calendar import day_of
from guidance.guide import DESKS
from locales.text import Raw, Text
from storage.officers import Officer
from storage.queues import QueueLine
from storage.timestamps import moment
from web import texts
from web.console import queue_texts as said
from web.console import texts as desk_words
from web.console.context import ConsoleContext
from web.console.filters import QueueFilter, named_place, read_asked
from web.console.queue_queries import MOST_ROWS, MOST_WITH_ANSWERS, Listing
from web.console.statistics import DeskStatistics
from web.refusals import PostRefused
from web.security import RequestRate

SEARCHES_A_MINUTE = 30
LONGEST_SEARCH = 120
"""Characters of what is searched for."""


class DeskQueue:
    def __init__(self, house: ConsoleContext, figures: DeskStatistics) -> None:
        self._house, self._figures = house, figures
        self._searches = RequestRate(SEARCHES_A_MINUTE, 60)

    def routes(self) -> list[Route]:
        return [
            Route("/desk", self.queue, methods=["GET"]),
            Route("/desk/search", self.search, methods=["POST"]),
            Route("/desk/search", to_queue, methods=["GET"]),
        ]

    async def queue(self, request: Request) -> Response:
        """The queue of the officer's own desk; who has none sees the numbers."""
        house = self._house
        officer = await house.who(request)
        if officer is None:
            raise HTTPException(401)
        if not has_desk(officer):
            return await self._figures.show(request)
        return await queue_page(house, request, officer, read_asked(request.query_params))

    async def search(self, request: Request) -> Response:
        """What was found. The term comes in a form and goes nowhere: not into an address, a log or the audit."""
        house = self._house
        officer = await house.at_desk(request)
        form = await house.form(request)
        if not self._searches.allows(officer.id):
            raise PostRefused(429, texts.TOO_OFTEN)
        typed = form["term"].strip()[:LONGEST_SEARCH]
        if not typed:
            return RedirectResponse("/desk", 303)
        found = await house.shelf.queues.search(officer, typed, house.now())
        return house.page(
            request, "desk_found.html", officer, found=found, names=found.names, typed=typed,
            **around(house, request, officer),
        )  # fmt: skip


async def to_queue(request: Request) -> Response:
    """An address of a form, opened by hand."""
    return RedirectResponse("/desk", 303)


def around(house: ConsoleContext, request: Request, officer: Officer) -> dict[str, Any]:
    """What every list of lines needs to say them."""
    language, now = house.language(request, officer), house.now()
    bodies = {each: house.viewing.body(each, language) for each in DESKS}
    return {
        "limit": lambda line: limit_of(line, now),
        "bodies": bodies,
        "tongue": house.viewing.tongue,
        "can_act": ever_allows(officer.role, TAKE, Standing(DESK)),
    }


async def queue_page(
    house: ConsoleContext, request: Request, officer: Officer, asked: QueueFilter, note: Mapping[str, Any] | None = None
) -> Response:
    """The queue as asked for; above it `note`, what became of an act."""
    listing = await house.shelf.queues.listing(officer, asked, house.now())
    after = named_place(listing.lines[-1].place) if listing.lines and listing.more else ""
    facts = around(house, request, officer) | {"undo": "", "note": None, "trouble": None}
    return house.page(
        request, "desk_queue.html", officer, listing=listing, asked=asked, names=listing.names, after=after,
        names_wait=await house.shelf.names.count(officer, house.now()), most_rows=MOST_ROWS,
        most_answers=MOST_WITH_ANSWERS, current=_view_of(listing, asked),
        **facts | dict(note or {}),
    )  # fmt: skip


def _view_of(listing: Listing, asked: QueueFilter) -> int:
    """The id of the saved view that is shown, 0 if it is none."""
    return next((view.id for view in listing.views if view.query == asked.query()), 0)


def limit_of(line: QueueLine, now: datetime) -> tuple[str, Text | Raw, str]:
    """What the next clock of a line says: `over`, `soon`, `later`, `paused` or `none`; the words; the Korean day."""
    if not line.due:
        paused = bool(line.paused) and line.state.open
        return ("paused", desk_words.PAUSED, "") if paused else ("none", said.NO_LIMIT, "")
    day = day_of(moment(line.due))
    left = (day - day_of(now)).days
    if left < 0:
        return "over", _with(desk_words.OVERDUE, -left), day.isoformat()
    words_left = _with(desk_words.DAYS_LEFT, left) if left else desk_words.DUE_TODAY
    return ("soon" if left <= said.SOON else "later"), words_left, day.isoformat()


def _with(text: Text, n: int) -> Text:
    return Text(text.msgid, {"n": n}, text.context, text.domain, text.many)
