"""`sinmungo talk`: the conversation on a keyboard, through the same inbox as every other channel."""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
import secrets
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from app.assembly import Assembly, inbox_of
from bot.inbox.downloads import LARGEST_FILE
from bot.inbox.inbox import Inbox
from bot.outbox.letter import Button, Letter, Part
from bot.outbox.outbox import Outbox
from bot.outbox.transport import OutgoingRow, Wait
from dialogs.events import Arrival, Chose, Event, FileRef, Said, Sent, Started
from dialogs.parse import bare, blacked_out, read_index
from storage import sessions

CHANNEL = "terminal"
AT_REST = frozenset({"open", "sent"})
"""Stages in which nothing is asked of the person."""
OTHERS = 5.0
"""Seconds after which to look whether a letter's own screen is there."""


@dataclass(slots=True)
class Screen:
    """`Transport` of the channel `terminal`: what is said is written to `out`, and the last buttons are remembered.

    Letters of other chats wait for their own screen.
    """

    out: TextIO
    keep: Path | None = None
    parts: Assembly | None = None
    chat: str = ""
    last: Letter | None = None
    sent: int = field(default=0)

    async def send(self, row: OutgoingRow, letter: Letter) -> str:
        """Write a letter; its number on this screen. Raises Wait for one of another chat."""
        if row.chat != self.chat:
            raise Wait(OTHERS)
        self.sent += 1
        if letter.choices or letter.nav or letter.kind == "question":
            self.last = letter
        self.out.write("\n".join(_lines(letter)) + "\n\n")
        self.out.flush()
        for part in letter.parts:
            if part.kind == "file" and self.keep is not None:
                await self._save(part, self.keep)
        return str(self.sent)

    async def _save(self, part: Part, folder: Path) -> None:
        if self.parts is None:
            return
        name, _mime, content = await self.parts.handing.find(part.source, part.ref)
        await asyncio.to_thread(_write, folder / Path(name).name, content)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _lines(letter: Letter) -> Iterable[str]:
    for part in letter.parts:
        yield from _part(part)
    for number, button in enumerate(letter.choices, start=1):
        if button.label != str(number):  # the list above says it already
            yield f"  {number}. {_button(button)}"
    if letter.nav:
        yield "  " + "  ".join(f"[{button.label}]" for button in letter.nav)


def _part(part: Part) -> Iterable[str]:
    match part.kind:
        case "card":
            yield from (part.text, *(f"  {label}: {value}" for label, value in part.rows))
        case "items":
            marks = (f"{number}." if part.ordered else "-" for number in range(1, len(part.rows) + 1))
            yield from ([part.text] if part.text else [])
            yield from (f"  {mark} {item}" for mark, (_, item) in zip(marks, part.rows, strict=True))
        case "file":
            yield f"[{part.text or part.name}]"
        case _:
            yield part.text


def _button(button: Button) -> str:
    tick = "✓ " if button.on else ""
    note = f" ({button.note})" if button.note else ""
    return f"{tick}{button.label}{note}{f' {button.url}' if button.url else ''}"


# ---- what is typed --------------------------------------------------------------------------------------


def heard(typed: str, last: Letter | None, at: datetime) -> tuple[Event, dict[str, bytes]]:
    """The event of a typed line: the number or the label of a button shown, `/file PATH`, or the words as they are."""
    if typed.startswith("/file "):
        return _file(Path(typed.removeprefix("/file ").strip()).expanduser(), at)
    pressed = _pressed(typed, last) if last else None
    if last and pressed:
        return Chose(at, last.turn, pressed.key), {}
    return Said(at, typed), {}


def _pressed(typed: str, letter: Letter) -> Button | None:
    number = read_index(typed)
    if number and number <= len(letter.choices):
        return letter.choices[number - 1]
    said = bare(typed)
    return next((each for each in (*letter.choices, *letter.nav) if said and said == bare(each.label)), None)


def _file(path: Path, at: datetime) -> tuple[Event, dict[str, bytes]]:
    try:
        content = path.read_bytes()
    except OSError:
        return Sent(at, (FileRef(secrets.token_hex(16), path.name, "", 0, refused="gone"),)), {}
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    refused = "" if 0 < len(content) <= LARGEST_FILE else "too_large" if content else "empty"
    digest = hashlib.sha256(content).hexdigest()
    ref = FileRef(secrets.token_hex(16), path.name, mime, len(content), digest, refused=refused)
    return Sent(at, (ref,)), {} if refused else {ref.id: content}


# ---- the conversation -----------------------------------------------------------------------------------


@dataclass(slots=True)
class TerminalTalk:
    """One conversation at one screen. `hint` is the language the terminal is thought to speak."""

    inbox: Inbox
    outbox: Outbox
    screen: Screen
    parts: Assembly
    chat: str
    hint: str = ""

    async def say(self, event: Event, contents: dict[str, bytes] | None = None) -> None:
        """Deal with one event, and return when all that is answered stands on the screen."""
        at = datetime.now(UTC)
        arrival = Arrival(CHANNEL, self.chat, f"{self.chat}:{secrets.token_hex(8)}", at, self.hint)
        await self.inbox.receive(arrival, event, contents)
        while self._leaving():  # noqa: ASYNC110  the outbox tells nobody when a chat's lane is empty
            await asyncio.sleep(0)

    def _leaving(self) -> bool:
        lane = self.outbox.ledger.lanes.get(self.parts.store.vault.handle(self.chat))
        return lane is not None and (lane.running or bool(lane.rows))

    async def type(self, line: str) -> None:
        event, contents = heard(line, self.screen.last, datetime.now(UTC))
        await self.say(event, contents)

    async def at_rest(self) -> bool:
        """Whether nothing is being asked."""
        async with self.parts.store.reading() as tx:
            kept = (await sessions.load(tx, [self.chat])).get(self.chat)
        return kept is not None and kept.session.stage in AT_REST


async def talk(parts: Assembly, lines: AsyncIterator[str], screen: Screen, chat: str, hint: str, echo: bool) -> bool:
    """The whole conversation; True if it ended with nothing asked. `echo`: write what is typed too."""
    screen.parts, screen.chat = parts, f"{CHANNEL}:{chat}"
    outbox = Outbox(parts.store, {CHANNEL: screen})
    async with inbox_of(parts, outbox) as inbox:
        each = TerminalTalk(inbox, outbox, screen, parts, screen.chat, hint)
        await each.say(Started(datetime.now(UTC)))
        async for line in lines:
            if echo:
                screen.out.write(f"> {blacked_out(line).text}\n\n")
            await each.type(line)
        return await each.at_rest()


async def scripted(lines: Iterable[str]) -> AsyncIterator[str]:
    """The lines of a script; empty ones and those that begin with `# ` say nothing."""
    for line in lines:
        if line.strip() and not line.startswith("# "):
            yield line.strip("\r\n")


async def typed(source: TextIO) -> AsyncIterator[str]:
    """Lines as they are typed, until the end of input; nothing waits in a thread, so that Ctrl-C works."""
    reader = asyncio.StreamReader(limit=2**20)
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, source)
    while line := await reader.readline():
        if text := line.decode("utf-8", "replace").strip():
            yield text
