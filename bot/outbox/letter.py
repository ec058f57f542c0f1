"""A letter: one message in one reader's words, as the outbox keeps it and a channel sends it."""

from __future__ import annotations

from typing import Literal

import msgspec


class Button(msgspec.Struct, frozen=True, omit_defaults=True):
    """`label` is the longest a channel with room shows (<= 24 characters), `short` <= 14, `note` <= 72."""

    key: str
    label: str
    short: str = ""
    note: str = ""
    url: str = ""
    on: bool = False


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """One block in words. Plain text: a channel escapes it itself.

    `paragraph`: text. `card`: text is the title, rows are label and value. `items`: text is the title (may be
    empty), rows are `("", item)`, numbered when `ordered`. `file`: text is the title, `ref` and `source`
    name what the store can make or find, `name` is the file's name.
    """

    kind: Literal["paragraph", "card", "items", "file"]
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    ordered: bool = False
    ref: str = ""
    source: str = ""
    name: str = ""


class Letter(msgspec.Struct, frozen=True, omit_defaults=True):
    """One call of a messenger: parts of at most 3 500 characters in all, and the buttons below them.

    `progress` is (this question, about how many). `erase` is the messenger's id of a message of the person's that
    is to be deleted where the channel can do that. `turn` goes into every button (`turn|key`). `replace` is the
    messenger's id of the message this one may take the place of. `delete_after` in seconds, 0 is never. `silent`: it
    is not to ring.
    """

    language: str
    parts: tuple[Part, ...]
    choices: tuple[Button, ...] = ()
    nav: tuple[Button, ...] = ()
    turn: int = 0
    expects: str = ""
    kind: str = "aside"
    replace: str = ""
    protect: bool = False
    delete_after: int = 0
    columns: int = 1
    progress: tuple[int, int] | None = None
    erase: str = ""
    silent: bool = False


def pack(letter: Letter) -> bytes:
    """The letter as JSON bytes, for sealing."""
    return msgspec.json.encode(letter)


def unpack(packed: bytes) -> Letter:
    """The letter that `pack` made. Raises msgspec.ValidationError for anything else."""
    return msgspec.json.decode(packed, type=Letter)
