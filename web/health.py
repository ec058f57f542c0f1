"""`/health`: for whoever watches the service. No content, no counts of people."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web.outage import OUTAGES
from web.ports import Pulse


class Health:
    def __init__(self, pulse: Pulse) -> None:
        self._pulse = pulse

    async def serve(self, request: Request) -> Response:
        """200 with ages in seconds while the database answers, else 503."""
        try:
            ages = await self._pulse.pulse()
        except OUTAGES as error:
            return JSONResponse({"database": False, "error": type(error).__name__}, 503)
        return JSONResponse({"database": True, **ages})
