"""What owners look at: the page, where what was said stays; or a telephone that only they see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.outbox.letter import Letter
from bot.outbox.transport import OutgoingRow
from web.chat.bubbles import Own, bubble, pack_own
from web.chat.store import PageStore


@dataclass(frozen=True, slots=True)
class Received:
    """A letter on a screen, and the number it has there."""

    number: int
    letter: Letter


class OwnerScreen(Protocol):
    """`letters` are those that are there, oldest first."""

    letters: list[Received]

    async def look(self) -> None:
        """Take in what is new."""

    async def show(self, own: Own, key: str) -> None:
        """Put the owner's own words beside the letters."""


class PageScreen:
    """The chat page, which can be opened in a browser afterwards."""

    def __init__(self, pages: PageStore, chat: str) -> None:
        self._pages, self._chat, self._seen = pages, chat, 0
        self.letters: list[Received] = []

    async def look(self) -> None:
        for entry in await self._pages.read(self._chat, self._seen):
            self._seen, shown = entry.seq, bubble(entry)
            if shown.letter:
                self.letters.append(Received(entry.seq, shown.letter))

    async def show(self, own: Own, key: str) -> None:
        await self._pages.put(self._chat, key, True, pack_own(own))


class PhoneScreen:
    """A messenger of which only this owner sees anything."""

    def __init__(self) -> None:
        self.letters: list[Received] = []

    async def look(self) -> None:
        """Letters come by themselves."""

    async def show(self, own: Own, key: str) -> None:
        """The messenger shows what its owner typed."""


class Phones:
    """`Transport` of the messenger: every letter to the screen of its chat. A letter to nobody's screen is let go."""

    def __init__(self) -> None:
        self.screens: dict[str, PhoneScreen] = {}

    async def send(self, row: OutgoingRow, letter: Letter) -> str:
        screen = self.screens.get(row.chat, PhoneScreen())
        screen.letters.append(Received(len(screen.letters) + 1, letter))
        return str(len(screen.letters))
