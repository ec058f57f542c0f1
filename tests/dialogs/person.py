"""A person at a keyboard, for tests that read as conversations: what they type and press, and what they are told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from app.assembly import labels_of
from app.contact_readers import READERS
from bot.inbox.batch import guess_language
from bot.outbox.letter import Button, Letter, Renderer
from bot.search.model import open_meaning
from dialogs.book import Book
from dialogs.effects import Effect, File, Step
from dialogs.engine import step
from dialogs.events import Chose, Event, FileRef, Other, Said, Sent, Started
from dialogs.questionnaire import QUESTIONNAIRE
from dialogs.replies import Reply
from dialogs.session import Session
from storage.codec import pack_session, unpack_session
from storage.content.load import CONTENT, load_book

ROOT = Path(__file__).parents[2]
MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
"""Ten o'clock in Seoul on the day the stories are told."""


@cache
def words() -> Renderer:
    return Renderer(ROOT / "locales")


@cache
def book() -> Book:
    """The real content, catalogues, readers and search by letters, without the model of meaning."""
    worded = words()
    search = open_meaning(CONTENT, ROOT / "build")
    more: dict[str, Any] = {
        "nearest": search.nearest,
        "readers": READERS,
        "labels": labels_of(worded, QUESTIONNAIRE),
        "say": worded.say,
    }
    return load_book(QUESTIONNAIRE, **more)


@dataclass
class Person:
    """One chat. The session goes through its stored form after every line, as it does in the store."""

    language: str = "ko"
    chat: str = "web:person"
    receipt: str = "SM-7K2Q-9XMD-5"
    at: datetime = MORNING
    session: Session = field(init=False)
    told: list[Reply] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    known: Book = field(default_factory=book)
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session = Session(self.chat, self.receipt, language=guess_language(self.language))
        self.does(Started(self.at), "")

    def does(self, event: Event, shown: str) -> Step:
        if shown:
            self.lines.append(f"> {shown}\n")
        done = step(self.session, event, self.known)
        self.session = unpack_session(pack_session(replace(done.session, receipt=done.session.receipt or "SM-NEXT")))
        self.at += timedelta(seconds=20)
        self.told = list(done.replies)
        self.effects += done.effects
        for reply in done.replies:
            self.lines += [_printed(letter) for letter in self.letters(reply)]
        return done

    def letters(self, reply: Reply) -> tuple[Letter, ...]:
        return words().letters(reply, self.session.language or "ko", self.session.turn)

    def types(self, text: str) -> Step:
        return self.does(Said(self.at, text), text)

    def presses(self, key: str) -> Step:
        """Press the button whose key ends in `key`. Fails when it was not offered."""
        offered = [choice for reply in self.told for choice in (*reply.choices, *reply.nav)]
        choice = next((each for each in offered if each.key == key or each.key.endswith(f":{key}")), None)
        assert choice is not None, f"{key} was not offered: {[each.key for each in offered]}"
        return self.does(Chose(self.at, self.session.turn, choice.key), f"[{self.words_of(choice.label)}]")

    def words_of(self, label: object) -> str:
        return words().say(label, self.session.language or "ko")  # type: ignore[arg-type]

    def sends(self, name: str, size: int = 1000, refused: str = "") -> Step:
        file = FileRef(f"file-{name}", name, "application/pdf", size, "0" * 64, refused=refused)
        return self.does(Sent(self.at, (file,)), f"({name})")

    def shows(self, kind: str) -> Step:
        return self.does(Other(self.at, kind), f"({kind})")

    @property
    def report(self) -> File:
        """The report that was sent. Fails when none was."""
        return next(each for each in reversed(self.effects) if isinstance(each, File))

    def transcript(self) -> str:
        return "\n".join(self.lines) + "\n"


def _printed(letter: Letter) -> str:
    lines: list[str] = []
    for part in letter.parts:
        if part.text:
            lines.append(part.text if part.kind == "paragraph" else f"**{part.text}**")
        for number, (label, value) in enumerate(part.rows, 1):
            mark = f"{number}." if part.ordered else "-"
            lines.append(f"{mark} {label}: {value}" if label else f"{mark} {value}")
    buttons = [*map(_button, letter.choices), *(f"({each.label})" for each in letter.nav)]
    return "\n".join([*lines, *([" ".join(buttons)] if buttons else [])]) + "\n"


def _button(button: Button) -> str:
    mark = "✓ " if button.on else ""
    return f"[{mark}{button.label}]" + (f" {button.note}" if button.note else "")
