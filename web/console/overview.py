"""All cases in their shape, for the secretariat: which desks have them, how they stand, what is late."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.permissions import AUDIT, SHAPE, STRANGER, Standing, ever_allows, may
from dialogs.book import Book
from dialogs.parse.receipts import WRITTEN
from guidance.calendar import day_of
from guidance.guide import DESKS, SECRETARIAT
from storage import overview
from storage.officers import Officer
from storage.overview import KINDS, Shape
from storage.store import Store
from storage.timestamps import moment, ms
from web.console.context import ConsoleContext
from web.console.queue_queries import PAGE

_PLACE = re.compile(rf"(\d{{1,16}})\.({WRITTEN})")


class OverviewQueries:
    """The store as the secretariat sees it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def shapes(
        self, officer: Officer, kind: str, after: tuple[int, str] | None, at: datetime
    ) -> tuple[Sequence[Shape], bool]:
        """A page of cases, and whether there is more."""
        async with self._store.reading() as tx:
            found = await overview.shapes(tx, officer.id, ms(at), kind, after, PAGE + 1)
        return found[:PAGE], len(found) > PAGE


class DeskOverview:
    """`/desk/cases`."""

    def __init__(self, house: ConsoleContext, shelf: OverviewQueries, book: Book) -> None:
        self._house, self._shelf, self._book = house, shelf, book

    def routes(self) -> list[Route]:
        return [Route("/desk/cases", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """The list, narrowed as asked for. Only the secretariat's own cases can be opened from it."""
        house = self._house
        officer = await house.who(request)
        if officer is None:
            raise HTTPException(401)
        if may(officer, AUDIT) and officer.ministry == SECRETARIAT:
            return RedirectResponse("/desk/audit", 303)  # the secretariat's auditor looks at the log, at no other desk
        if not ever_allows(officer.role, SHAPE, Standing(STRANGER)):
            raise HTTPException(404)
        kind = request.query_params.get("only", "")
        kind = kind if kind in KINDS else ""
        place = _PLACE.fullmatch(request.query_params.get("after", ""))
        after = (int(place[1]), place[2]) if place else None
        found, more = await self._shelf.shapes(officer, kind, after, house.now())
        last = f"{found[-1].created}.{found[-1].receipt}" if found and more else ""
        language = house.language(request, officer)
        bodies = {each: house.viewing.body(each, language) for each in DESKS}
        return house.page(
            request, "desk_shapes.html", officer, found=found, kind=kind, after=last, first=after is None,
            bodies=bodies, spots=self._book.knowledge.blind_spots, days=lambda created: _days(created, house.now()),
        )  # fmt: skip


def _days(created: int, at: datetime) -> int:
    """Korean days since then."""
    return (day_of(at) - day_of(moment(created))).days
