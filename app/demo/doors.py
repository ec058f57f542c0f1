"""Doors of a demo: addresses that let one person be every desk and some of the owners, one after another.

They are routes of the demo alone. A real house has none: its officers come by a one-time link and a code, its owners
by the cookie of their own browser.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from app.demo.staff import session_of
from storage.officers import LONGEST
from storage.store import Store
from storage.timestamps import now
from web.ports import WebSettings
from web.security import keep


@dataclass(frozen=True, slots=True)
class DemoDoor:
    """To the console as `officer`, or to the page of the browser whose cookie is `token`. `says` names it."""

    says: str
    officer: str = ""
    token: str = field(default="", repr=False)
    address: str = field(default_factory=lambda: f"/demo/{secrets.token_urlsafe(12)}")


class DemoDoors:
    """`settings`: those of the demo's pages, which name its cookies."""

    def __init__(self, store: Store, doors: tuple[DemoDoor, ...], settings: WebSettings) -> None:
        self._store, self._settings = store, settings
        self._doors = {door.address: door for door in doors}

    def routes(self) -> list[Route]:
        return [Route("/demo/{door}", self.enter, methods=["GET"])]

    async def enter(self, request: Request) -> Response:
        """Let this browser be whose door it is, until another door is opened."""
        door = self._doors.get(request.url.path)
        if door is None:
            raise HTTPException(404)
        response = RedirectResponse("/desk" if door.officer else "/", 303)
        if door.officer:
            token = await session_of(self._store, door.officer, now())
            keep(response, self._settings, "desk", token, LONGEST // 1000)
        else:
            keep(response, self._settings, "chat", door.token)
        return response
