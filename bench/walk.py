"""`python -m bench.walk`: how many files a word passes on its way, counted from a trace of the real house.

Two walks: an answer typed on Telegram, from the webhook to its row in the outbox; and an officer's reply typed on the
console, from the form to the owner's page. A file counts once however often it is entered; `--route` prints them in
the order in which they were first entered, with the change of room.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

import httpx
from starlette.applications import Starlette

from app.assembly import assembled, inbox_of
from app.bots import OWNERS_HOOK, Owners
from app.settings import load_settings
from bench.driver import SECRET
from bench.scripts import REPORT
from bench.service import TOKEN
from bot.outbox.outbox import Outbox
from bot.outbox.transport import Pace
from storage import outbox as rows
from tests.web.console.house import House
from tests.web.reporting import send_report
from tests.web.visitor import Person, forms
from tests.web.world import real
from tools.rooms import FLOORS, room_of

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = frozenset(room for floor in FLOORS[:-1] for room in floor)
WORDS = "Nous avons votre dossier."
MOST = {"an answer typed on Telegram to its outbox row": 22, "an officer's reply to the owner's page": 30}
"""What each walk may pass."""


@dataclass
class Route:
    """The files of the product in the order they were entered, again and again."""

    entered: list[str] = field(default_factory=list)

    @property
    def files(self) -> list[str]:
        return list(dict.fromkeys(self.entered))

    @property
    def changes(self) -> int:
        """How often one file called into another room."""
        rooms = [room for room, _ in itertools.groupby(map(_room, self.entered))]
        return max(0, len(rooms) - 1)

    def told(self) -> Iterator[str]:
        for n, file in enumerate(self.files, 1):
            yield f"  {n:3} {file}"


def _room(file: str) -> str:
    return room_of(file.removesuffix(".py").replace("/", "."))


@contextmanager
def traced() -> Iterator[Route]:
    """Writes down every function of the product that is entered in this thread."""
    route = Route()
    root = f"{ROOT}/"

    def enter(frame: FrameType, event: str, _arg: Any) -> None:
        if event == "call" and (path := frame.f_code.co_filename).startswith(root):
            file = path[len(root) :]
            if _room(file) in PRODUCT and (not route.entered or route.entered[-1] != file):
                route.entered.append(file)

    sys.setprofile(enter)
    try:
        yield route
    finally:
        sys.setprofile(None)


@asynccontextmanager
async def webhook(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The owners' bot as it is served, behind its webhook; nothing leaves, letters stay in the outbox."""
    settings = load_settings(
        None,
        telegram_token=TOKEN,
        telegram_mode="webhook",
        webhook_secret=SECRET,
        public_url="https://127.0.0.1",
        var=folder,
    )
    async with assembled(settings) as parts:
        owners, outbox = Owners(parts), Outbox(parts.store, {}, {"telegram": Pace()})
        async with inbox_of(parts, outbox) as inbox:
            transport = httpx.ASGITransport(Starlette(routes=owners.attach(inbox)))
            head = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            async with httpx.AsyncClient(transport=transport, base_url="http://bot", headers=head) as client:
                yield client
            async with parts.store.reading() as tx:
                assert await rows.oldest(tx), "a row lies in the outbox"
            await owners.settle()
        await owners.close()


def _update(number: int, line: str) -> dict[str, Any]:
    """What Telegram sends for the line of a script: `!key` presses a button that was shown in the turn before."""
    chat = {"id": 7, "type": "private"}
    person = {"id": 7, "is_bot": False, "first_name": "A", "language_code": "en"}
    message = {"message_id": number, "date": 0, "chat": chat, "from": person}
    if not line.startswith("!"):
        return {"update_id": number, "message": {**message, "text": line}}
    query = {"id": str(number), "from": person, "chat_instance": "1", "data": f"{number - 1}|{line[1:]}"}
    return {"update_id": number, "callback_query": {**query, "message": {**message, "text": "x"}}}


async def telegram_walk(folder: Path) -> Route:
    """The name of the counterpart, typed: a question of the middle, when everything is warm."""
    name = REPORT.index("Hanbit Motors")
    async with webhook(folder) as client:
        for number, line in enumerate(REPORT[:name], 1):
            assert (await client.post(OWNERS_HOOK, json=_update(number, line))).status_code == 200
        with traced() as route:
            answer = await client.post(OWNERS_HOOK, json=_update(name + 1, REPORT[name]))
        assert answer.status_code == 200
    return route


async def console_walk(folder: Path) -> Route:
    """From the officer's form to the page that the owner opens; the officer has replied once before."""
    async with AsyncExitStack() as stack, real(folder) as world:
        house = House(world, Person(httpx.AsyncClient()), "", stack)
        owner = Person(await house.browser())
        house.owner, house.receipt = owner, await send_report(await owner.begin("fr"))
        officer = await house.officer("kftc")
        await officer.does("take")
        page = await officer.does("reply", words="Bonjour.")
        form = next(each for each in forms(page, f"/desk/case/{house.receipt}/act") if each.fields["verb"] == "reply")
        with traced() as route:
            await officer.client.post(form.action, data={**form.fields, "words": WORDS}, follow_redirects=False)
            async with asyncio.timeout(10):
                while WORDS not in (await owner.client.get("/")).text:  # noqa: ASYNC110  delivery has no event of its own
                    await asyncio.sleep(0)
    return route


def main() -> int:
    """Print both walks; 1 when one is longer than it may be."""
    parser = argparse.ArgumentParser(prog="python -m bench.walk", description="how many files a word passes")
    parser.add_argument("--route", action="store_true", help="print the files, in order")
    args = parser.parse_args()
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        walks = zip(MOST, (asyncio.run(telegram_walk(Path(one))), asyncio.run(console_walk(Path(two)))), strict=True)
        return max(_tell(name, route, args.route) for name, route in walks)


def _tell(name: str, route: Route, whole: bool) -> int:
    long = len(route.files) > MOST[name]
    print(f"{name}: {len(route.files)} files (at most {MOST[name]}), {route.changes} changes of room")
    if whole:
        print("\n".join(route.told()))
    return int(long)


if __name__ == "__main__":
    sys.exit(main())
