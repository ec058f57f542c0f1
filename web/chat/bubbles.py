"""Own words as the feed keeps them, and what a template shows of an entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from bot.outbox.letter import Button, Letter, unpack
from storage.feed import PageEntry


class Own(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a person said: typed words, the label of a pressed button, or names of files."""

    text: str = ""
    files: tuple[str, ...] = ()
    language: str = ""


def pack_own(own: Own) -> bytes:
    """Own words as JSON bytes, for sealing."""
    return msgspec.json.encode(own)


def unpack_own(packed: bytes) -> Own:
    """What `pack_own` made. Raises msgspec.ValidationError for anything else."""
    return msgspec.json.decode(packed, type=Own)


@dataclass(frozen=True, slots=True)
class Bubble:
    """An entry as a template sees it: exactly one of `letter` and `own` is there."""

    seq: int
    at: datetime
    key: str
    letter: Letter | None = None
    own: Own | None = None

    @property
    def client(self) -> str:
        """The part of an own entry's key that the page made (`chat:made:digest`)."""
        return self.key.split(":")[-2] if self.own and self.key.count(":") >= 2 else ""


def bubble(entry: PageEntry) -> Bubble:
    """The entry, unpacked."""
    if entry.mine:
        return Bubble(entry.seq, entry.at, entry.key, own=unpack_own(entry.body))
    return Bubble(entry.seq, entry.at, entry.key, letter=unpack(entry.body))


def still_shown(shown: Bubble, now: datetime) -> bool:
    """False once a letter that asked to vanish has had its time."""
    letter = shown.letter
    return not (letter and letter.delete_after and shown.at + timedelta(seconds=letter.delete_after) <= now)


def pressed(bubbles: tuple[Bubble, ...], turn: int, key: str) -> tuple[Bubble, Button] | None:
    """The newest entry of that turn which carries the button, and the button."""
    for shown in reversed(bubbles):
        if shown.letter and shown.letter.turn == turn:
            for button in (*shown.letter.choices, *shown.letter.nav):
                if button.key == key:
                    return shown, button
    return None
