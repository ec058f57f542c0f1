"""What is killed: an inbox and an outbox behind a webhook, with a step that numbers what was said.

`python -m bench.crash_service told|control DATABASE_URL API_URL FOLDER`; it prints its address. `control` answers
before it commits, as bots do that keep their state in memory and write it behind: it must be seen to lose.
"""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import uvloop
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.server import Server, bound
from bench.service import TOKEN, listen
from bot.inbox.effects.context import Effects
from bot.inbox.inbox import Inbox
from bot.outbox.letter import Button, Letter, Part
from bot.outbox.outbox import Outbox
from bot.outbox.transport import OutgoingRow, Pace, Unsure, Wait
from bot.telegram.client import BotApiClient, BotApiRefused, LineError, Unreached
from dialogs import notices
from dialogs.book import Book
from dialogs.effects import Step
from dialogs.events import Arrival, Event, Said
from dialogs.questions import Answer
from dialogs.replies import Paragraph, Reply
from dialogs.session import Session
from guidance.guide import Guide
from guidance.records.knowledge import Knowledge
from locales.text import Raw, _
from storage.database import StoreDown
from storage.keyring import open_ring
from storage.store import Store
from storage.vault import Vault

BOOK = Book("crash", (), Knowledge(), lambda facts, on: Guide("kftc"))


def step(session: Session, event: Event, book: Book) -> Step:
    """Keeps every word under the turn in which it came, and says it back."""
    words = event.text if isinstance(event, Said) else ""
    turn = session.turn + 1
    kept = session.with_form(session.form.holds(str(turn), Answer(words)))
    reply = Reply((Paragraph(_("{words}", words=Raw(words))),))
    return Step(replace(kept, turn=turn, language="en"), (reply,))


class Words:
    """Words as they are, with a button that makes the message recognisable."""

    def letters(self, reply: Reply, language: str, turn: int, origin: str = "") -> tuple[Letter, ...]:
        block = reply.blocks[0]
        said = block.text.params["words"] if isinstance(block, Paragraph) else Raw("")
        text = said.said if isinstance(said, Raw) else ""
        return (Letter(language, (Part("paragraph", text),), (Button(f"k{turn}", "ok"),), turn=turn),)


class CrashPost:
    """Sends, and finds out by an edit that changes nothing whether a letter of unknown fate is there already."""

    def __init__(self, line: BotApiClient) -> None:
        self._line = line

    def _body(self, row: OutgoingRow, letter: Letter) -> dict[str, Any]:
        button = {"text": "ok", "callback_data": f"{letter.turn}|{row.key}"}
        return {"chat_id": int(row.address), "reply_markup": {"inline_keyboard": [[button]]}}

    async def send(self, row: OutgoingRow, letter: Letter) -> str:
        body = {**self._body(row, letter), "text": letter.parts[0].text}
        try:
            sent = msgspec.json.decode(await self._line.call("sendMessage", body, 9))
        except Unreached:
            raise Wait(0.2) from None
        except LineError:
            raise Unsure from None
        return str(sent["message_id"])

    async def arrived(self, row: OutgoingRow, letter: Letter, after: str) -> str | None:
        """Only ids above the last one known in the chat are asked about, until there is none."""
        number = int(after or 0)
        while True:
            number += 1
            try:
                await self._line.call("editMessageReplyMarkup", {**self._body(row, letter), "message_id": number}, 9)
            except BotApiRefused as refused:
                if "not modified" in refused.description:
                    return str(number)
                if "not found" in refused.description:
                    return None
                raise


class Told:
    """The real thing."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def take(self, update: int, chat: int, text: str) -> None:
        now = datetime.now(UTC)
        await self._inbox.receive(Arrival("telegram", f"telegram:{chat}", f"u{update}", now, "en"), Said(now, text))


class Control:
    """State in memory, the answer at once, the commit behind it: what is to be seen losing."""

    def __init__(self, inbox: Inbox, post: CrashPost) -> None:
        self._told, self._post = Told(inbox), post
        self._behind: deque[tuple[int, int, str]] = deque()
        self._writing = asyncio.create_task(self._write())

    async def take(self, update: int, chat: int, text: str) -> None:
        letter = Letter("en", (Part("paragraph", text),))
        await self._post.send(OutgoingRow(0, f"u{update}", "telegram", f"telegram:{chat}"), letter)
        self._behind.append((update, chat, text))

    async def _write(self) -> None:
        while True:
            await asyncio.sleep(0.02)
            behind = [self._behind.popleft() for _ in range(len(self._behind))]
            await asyncio.gather(*(self._told.take(*each) for each in behind))


def route(taking: Told | Control) -> Route:
    async def answer(request: Request) -> Response:
        update = msgspec.json.decode(await request.body())
        message = update["message"]
        try:
            await taking.take(update["update_id"], message["chat"]["id"], message["text"])
        except (StoreDown, Wait, Unsure):
            return Response(status_code=503)
        return Response()

    return Route("/hook", answer, methods=["POST"])


class Nowhere:
    """The control's own outbox: it has answered already."""

    async def send(self, row: OutgoingRow, letter: Letter) -> str:
        return "0"


async def serve(mode: str, database: str, api: str, folder: str) -> None:
    listening = bound("127.0.0.1", 0)
    store = await Store.open(database, Vault(open_ring(Path(folder) / "keys", datetime.now(UTC))))
    line = BotApiClient(TOKEN, api)
    post = CrashPost(line)
    outbox = Outbox(store, {"telegram": post if mode == "told" else Nowhere()}, {"telegram": Pace(lanes=256)})
    async with Inbox(store, step, Effects(BOOK, Words(), notices), outbox) as inbox:
        taking = Told(inbox) if mode == "told" else Control(inbox, post)
        await listen(Server(Starlette(routes=[route(taking)])), listening, "/hook")
    await line.close()
    await store.close()


if __name__ == "__main__":
    uvloop.run(serve(*sys.argv[1:]))
