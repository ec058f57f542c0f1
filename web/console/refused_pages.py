"""Every 404 that an officer gets on the console is an attempt, and is noted as one, on whatever page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dialogs.parse import find_receipt
from storage.refused_attempts import RefusedAttempt, attempted, note_refused
from storage.store import Store
from storage.timestamps import ms
from web.console.context import ConsoleContext

POLLED = ("/mark", "/events")
"""Ends of paths that an open page asks for by itself."""

Endpoint = Callable[[Request], Awaitable[Response]]


class NotedRefusals:
    """Wraps the console's pages. The line is written after the page's own transaction, which kept nothing."""

    def __init__(self, house: ConsoleContext, store: Store) -> None:
        self._house, self._store = house, store

    def around(self, routes: Iterable[Route]) -> list[Route]:
        """The same routes, their refusals noted."""
        return [route if route.path.endswith(POLLED) else self._noted(route) for route in routes]

    def _noted(self, route: Route) -> Route:
        page: Endpoint = route.endpoint

        async def noted(request: Request) -> Response:
            try:
                return await page(request)
            except HTTPException as error:
                if error.status_code == 404:
                    await self._note(request)
                raise

        return Route(route.path, noted, methods=sorted((route.methods or set()) - {"HEAD"}))

    async def _note(self, request: Request) -> None:
        """A code is noted where it is one, whether or not there is such a case; nothing else of the address is."""
        officer = await self._house.who(request)
        if officer is None:
            return
        typed = request.path_params.get("receipt", "")
        receipt = find_receipt(typed) if typed else None
        kind = RefusedAttempt.CASE if typed else RefusedAttempt.PAGE
        subject = attempted(receipt, officer.ministry) if receipt else "-"
        async with self._store.transaction() as tx:
            await note_refused(tx, ms(self._house.now()), officer.id, kind, subject)
