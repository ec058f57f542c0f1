"""What arrives: where it came from, and what it is.

What a person typed or named is without numbers that may not be kept (`dialogs/parse/identity.py`) as soon as there is
an event of it: whichever channel makes one, nothing behind it can put such a number anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from dialogs.parse import blacked_out, second_half

FileKind = Literal["document", "photo", "voice", "video", "other"]
"""What a file is, as far as it is shown or heard differently."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where one event came from. `chat` is `channel:id`; `key` is unique for ever and makes dealing once possible.

    `hint` is the messenger's guess at the language (IETF, may be empty). `origin` is the messenger's id of
    the message whose button was pressed, so that an answer may replace it; with `in:` before it, of the person's
    own message, which a channel may delete (`Reply.erase`) but never replace.
    """

    channel: str
    chat: str
    key: str
    at: datetime
    hint: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class FileRef:
    """One stored file: never its bytes. `size` in bytes; `sha256` in hex, empty when it was not taken.

    `refused` says why it could not be taken: `too_large`, `empty` or `gone`.
    """

    id: str
    name: str
    mime: str
    size: int
    sha256: str = ""
    kind: FileKind = "document"
    caption: str = ""
    refused: str = ""

    def without_numbers(self) -> FileRef:
        """The same with no number in its name or caption that may not be kept."""
        return replace(self, name=blacked_out(self.name).text, caption=blacked_out(self.caption).text)


Blacked = Literal["", "number", "doubtful"]
"""What was blacked out of an event: nothing, a number of a person or a card, or one that may be another."""


@dataclass(frozen=True, slots=True)
class Started:
    """The chat was opened, or `/start` was sent; `payload` is the token of a deep link."""

    at: datetime
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Typed words, a command among them. `marks_after`: how many ■■■ follow the first doubtful number. `forwarded`:
    written elsewhere, by whomever, and passed on to here. `seen`: the turn of the newest message that its writer had
    before them, None where the channel does not say."""

    at: datetime
    text: str
    blacked: Blacked = ""
    marks_after: int = 0
    forwarded: bool = False
    seen: int | None = None

    def __post_init__(self) -> None:
        _black_out(self)

    def is_late(self, asked: int) -> bool:
        """Whether it was written before what was asked in turn `asked` stood there."""
        return self.seen is not None and self.seen < asked

    def after(self, expected: str) -> Said:
        """The same without the second half of a number at its start, where the words before ended with the first
        (`expected`: as `first_half` says of them)."""
        rest = second_half(self.text, expected)
        if not rest.kinds:
            return self
        return replace(
            self, text=rest.text, blacked="doubtful" if rest.doubtful else "number", marks_after=rest.marks_after
        )


@dataclass(frozen=True, slots=True)
class Chose:
    """A button: `choice` is the key it carried, `turn` the turn it was shown in."""

    at: datetime
    turn: int
    choice: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Files that came together. `album`: files of one album may come as several events with the same mark, each
    kept by itself so that none is lost; what is said of them need only be said once. `numbers`: file id ->
    kinds of numbers of persons and cards that were found in it."""

    at: datetime
    files: tuple[FileRef, ...]
    album: str = ""
    blacked: Blacked = ""
    numbers: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __post_init__(self) -> None:
        files = tuple(each.without_numbers() for each in self.files)
        if files != self.files:
            doubtful = any(blacked_out(words).doubtful for each in self.files for words in (each.name, each.caption))
            object.__setattr__(self, "files", files)
            object.__setattr__(self, "blacked", "doubtful" if doubtful else "number")


@dataclass(frozen=True, slots=True)
class Edited:
    """An earlier message was changed to `text`."""

    at: datetime
    text: str
    blacked: Blacked = ""

    def __post_init__(self) -> None:
        _black_out(self)


def _black_out(event: Said | Edited) -> None:
    done = blacked_out(event.text)
    if done.kinds:
        object.__setattr__(event, "text", done.text)
        object.__setattr__(event, "blacked", "doubtful" if done.doubtful else "number")
        if isinstance(event, Said):
            object.__setattr__(event, "marks_after", done.marks_after)


@dataclass(frozen=True, slots=True)
class Stopped:
    """The person blocked the bot or closed the chat."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Other:
    """Something with no words in it: a sticker, a place, a contact."""

    at: datetime
    kind: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A desk spoke to the owner of case `receipt`.

    `kind`: seen · taken · asked · passed_on · answered · corrected · closed · declined · extended · unopened ·
    left_alone, and of the report's end: longer (asked whether to keep it longer) · ending · held; leak: of a leak of
    our own data, from no desk (`ministry` is empty). `words`
    are an officer's own, as typed, in `language`; `prepared` the id of a prepared reply of `content/replies.toml`.
    `questions`: the question set to be answered (asked). `to`: the body it is to be passed on to (passed_on).
    `files`: sent along by the officer. `day`: by when an answer is due now (extended), or on which
    the report is destroyed; ISO.
    """

    at: datetime
    receipt: str
    ministry: str
    kind: str
    words: str = ""
    language: str = ""
    prepared: str = ""
    questions: str = ""
    to: str = ""
    files: tuple[FileRef, ...] = ()
    day: str = ""


Event = Started | Said | Chose | Sent | Edited | Stopped | Other | Heard
