"""A demo from its first line to its end: a new folder, the stories played, the pages served, the folder destroyed."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from app.assembly import Assembly, assembled
from app.demo.doors import DemoDoor, DemoDoors
from app.demo.place import own_folder, own_settings
from app.demo.play import Cast, played
from app.demo.screens import Phones
from app.demo.staff import BODIES
from app.demo.stories import STORIES
from app.demo.story import DemoStory
from app.server import bound
from app.service import Service, Tell
from app.sign_in import local_address
from bot.inbox.inbox import Inbox
from bot.outbox.transport import Transport
from web.ports import WebSettings


async def serve_demo(port: int, tell: Tell, stories: Sequence[DemoStory] = STORIES) -> None:
    """Serve until a signal. Raises NotFree when the port is taken, NotPlayed when a story does not fit any more."""
    with own_folder() as folder:
        settings = own_settings(folder, port)
        listening = bound(settings.host, settings.port)
        try:
            async with assembled(settings) as parts:
                await _shown(parts, tell, stories, listening)
        finally:
            listening.close()
    tell("stopped; the demo and all that was written in it is destroyed")


async def _shown(parts: Assembly, tell: Tell, stories: Sequence[DemoStory], listening: socket.socket) -> None:
    reports = sum(bool(story.known) for story in stories)
    tell(f"Making a demo: {reports} invented reports in {parts.settings.var}; this takes a moment.")
    cast = await played(parts, stories, datetime.now(UTC))
    await DemoService(parts, tell, doors_of(cast, stories)).run(listening)


def doors_of(cast: Cast, stories: Sequence[DemoStory]) -> tuple[DemoDoor, ...]:
    """One for each desk, and one for each owner who is shown."""
    desks = [
        DemoDoor(f"desk {ministry} ({BODIES[ministry]})", officers[0]) for ministry, officers in cast.staff.items()
    ]
    shown = [story for story in stories if story.shown]
    owners = [DemoDoor(f"owner, {each.language}", token=cast.owners[each.name].token) for each in shown]
    return (*desks, *owners)


class DemoService(Service):
    """The service with doors and a strip on every page, and with telephones that nobody looks at."""

    def __init__(self, parts: Assembly, tell: Tell, doors: tuple[DemoDoor, ...]) -> None:
        super().__init__(parts, tell)
        self._doors = doors

    def _posts(self) -> dict[str, Transport]:
        return {**super()._posts(), "telegram": Phones()}

    def _web_settings(self, port: int = 0) -> WebSettings:
        return replace(super()._web_settings(port), demo=True)

    def app_of(self, inbox: Inbox, routes: Sequence[BaseRoute] = (), port: int = 0) -> Starlette:
        doors = DemoDoors(self._parts.store, self._doors, self._web_settings())
        return super().app_of(inbox, [*routes, *doors.routes()], port)

    async def _greet(self, port: int) -> None:
        base = local_address(self._parts.settings, port)
        self._tell("The demo is on; Ctrl-C ends it and destroys everything in it.")
        self._tell(f"  {'a new owner':24} {base}/")
        for door in self._doors:
            self._tell(f"  {door.says:24} {base}{door.address}")
        self._tell("A browser is one desk and one owner at a time: open another line to change.")
