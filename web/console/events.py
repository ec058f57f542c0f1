"""The live side of the console: a hint that something changed, and the page loads what it may see."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from dialogs.case_states import ReferralState
from storage.officers import Officer
from web.console.context import ConsoleContext
from web.outage import OUTAGES

LOOK = 5.0
"""Seconds after which the numbers are looked at again: reports also come in by other processes."""
CHANGED = "event: changed\ndata: .\n\n"


class DeskEvents:
    """`GET /desk/events`."""

    def __init__(self, house: ConsoleContext) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [Route("/desk/events", self.serve, methods=["GET"])]

    async def serve(self, request: Request) -> Response:
        """`changed` whenever the desk's numbers or a report changed. It carries no content."""
        officer = await self._house.at_desk(request)
        stream = self._stream(officer, self._house.token(request))
        return StreamingResponse(stream, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})

    async def _stream(self, officer: Officer, token: str) -> AsyncIterator[str]:
        yield "retry: 3000\n\n"
        streams = self._house.streams
        known = None
        with streams.watch(f"desk:{officer.ministry}:{officer.id}") as watch:
            while not streams.closed:
                try:
                    counts = await self._counts(officer, token)
                except OUTAGES:
                    return  # the browser comes back by itself
                if counts is None:
                    return
                yield ": still here\n\n" if known in (None, counts) else CHANGED
                known = counts
                if await watch.wait(LOOK):
                    yield CHANGED

    async def _counts(self, officer: Officer, token: str) -> tuple[Mapping[ReferralState, int], int] | None:
        """The numbers of the desk, and how many names wait for the officer; None when the officer is signed out or has
        no access any more."""
        if await self._house.gate.officer(token, self._house.now()) is None:
            return None
        shelf = self._house.shelf
        return await shelf.counts(officer), await shelf.names.count(officer, self._house.now())
