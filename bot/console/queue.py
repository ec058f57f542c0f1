"""The queue of an officer's desk, and the numbers for those who see no reports."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.casework.rights import COUNT, has_desk, may
from bot.console import words as desk_words
from bot.console.house import DeskHouse
from bot.console.shelf import Asked
from dialogs.types import LANGUAGES, MINISTRIES
from storage.officers import Officer

_PLACE = re.compile(r"(\d{1,16})\.(SM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z])")


class DeskQueue:
    def __init__(self, house: DeskHouse) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [Route("/desk", self.queue, methods=["GET"])]

    async def queue(self, request: Request) -> Response:
        """The queue of the officer's own desk, or the numbers for those who see no reports."""
        house = self._house
        officer = await house.who(request)
        if officer is None:
            return house.door(request, 401, trouble=desk_words.ENTER_NONE)
        if not has_desk(officer):
            return await self._overview(request, officer)
        asked = read_asked(request)
        lines, more = await house.shelf.lines(officer, asked)
        counts = await house.shelf.counts(officer.ministry)
        names = await house.shelf.names(officer.ministry)
        after = f"{lines[-1].place[0]}.{lines[-1].place[1]}" if lines and more else ""
        return house.page(
            request, "desk_queue.html", officer, lines=lines, asked=asked, counts=counts, names=names, after=after
        )  # fmt: skip

    async def _overview(self, request: Request, officer: Officer) -> Response:
        house = self._house
        if not may(officer, COUNT):
            raise HTTPException(404)
        language = house.language(request, officer)
        rows = [(house.viewing.body(each, language), await house.shelf.counts(each)) for each in MINISTRIES]
        return house.page(request, "desk_overview.html", officer, rows=rows)


def read_asked(request: Request) -> Asked:
    """What a queue's address asks for; anything unknown is as if it were not there."""
    query = request.query_params
    tab = query.get("tab", "open")
    state = query.get("state", "")
    language = query.get("language", "")
    place = _PLACE.fullmatch(query.get("after", ""))
    return Asked(
        tab if tab in ("open", "mine", "done") else "open",
        state if state in desk_words.STATES else "",
        language if language in LANGUAGES else "",
        (int(place.group(1)), place.group(2)) if place else None,
    )
