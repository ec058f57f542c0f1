"""An owner: reads what is on the screen, presses what is offered, types, sends files."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping

from app.demo.house import DemoHouse, NotPlayed
from app.demo.screens import OwnerScreen, PageScreen, PhoneScreen, Received
from bot.outbox.letter import Button
from dialogs.events import Arrival, Chose, Event, FileRef, Said, Sent
from dialogs.session import Session
from web.chat.bubbles import Own
from web.security import Visitor


class DemoOwner:
    """`paged`: at the page, whose cookie is `token`; else at a messenger."""

    def __init__(self, house: DemoHouse, language: str, paged: bool) -> None:
        self._house, self._language = house, language
        self.token = secrets.token_urlsafe(32) if paged else ""
        self.chat = Visitor(self.token, True).chat if paged else f"telegram:{len(house.phones.screens) + 1}"
        self._screen: OwnerScreen
        if paged:
            self._screen = PageScreen(house.pages, self.chat)
        else:
            self._screen = house.phones.screens[self.chat] = PhoneScreen()

    async def begins(self) -> None:
        """The first press, with the language."""
        await self._receive(Chose(self._house.clock.at, 0, f"lang:{self._language}"))

    def session(self) -> Session:
        """The conversation as it stands. Raises NotPlayed before it begins."""
        kept = self._house.talks.get(self._house.store.vault.handle(self.chat))
        if kept is None:
            raise NotPlayed("there is no conversation yet")
        return kept.session

    async def says(self, words: str) -> None:
        """Type words, or a command."""
        await self._own(Own(words))
        await self._receive(Said(self._house.clock.at, words))

    async def presses(self, key: str) -> None:
        """Press the newest button of this key, or whose key begins with it where it ends in a colon. Raises NotPlayed
        when there is none."""
        there, button = await self._offered(key)
        if there.letter.expects != "many" or button.key.startswith("nav:"):
            await self._own(Own(button.label))
        await self._receive(Chose(self._house.clock.at, there.letter.turn, button.key), str(there.number))

    async def sends(self, files: Mapping[str, bytes]) -> None:
        """Send files: name -> bytes."""
        await self._own(Own(files=tuple(files)))
        refs = {name: file_ref(name, content) for name, content in files.items()}
        contents = {refs[name].id: content for name, content in files.items()}
        await self._receive(Sent(self._house.clock.at, tuple(refs.values())), contents=contents)

    async def offers(self, key: str) -> bool:
        """Whether the newest letter has this button."""
        await self._screen.look()
        newest = self._screen.letters[-1].letter
        return any(each.key == key for each in (*newest.choices, *newest.nav))

    async def _offered(self, key: str) -> tuple[Received, Button]:
        await self._screen.look()
        for there in reversed(self._screen.letters):
            for button in (*there.letter.choices, *there.letter.nav):
                if button.key == key or (key.endswith(":") and button.key.startswith(key)):
                    return there, button
        raise NotPlayed(f"{key} was not offered")

    async def _own(self, own: Own) -> None:
        await self._screen.show(own, f"{self.chat}:{self._house.key()}:own")

    async def _receive(self, event: Event, origin: str = "", contents: Mapping[str, bytes] | None = None) -> None:
        key, channel = f"{self.chat}:{self._house.key()}", self.chat.partition(":")[0]
        arrival = Arrival(channel, self.chat, key, self._house.clock.at, self._language, origin)
        outcome = await self._house.inbox.receive(arrival, event, contents or {})
        if outcome.failed:
            raise NotPlayed(f"{type(event).__name__} failed")
        await self._house.settled()


def file_ref(name: str, content: bytes) -> FileRef:
    """A file as a page hands it over."""
    mime = "application/pdf" if name.endswith(".pdf") else "text/plain"
    return FileRef(secrets.token_hex(16), name, mime, len(content), hashlib.sha256(content).hexdigest())
