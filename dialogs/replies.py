"""What is said to a person: blocks and choices."""

from __future__ import annotations

from dataclasses import dataclass

from locales.text import Param, Raw, Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Card:
    """A titled list of label and value, for a review, a receipt, a body with its numbers."""

    title: Text
    rows: tuple[tuple[Text, Param], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences; `ordered` when the order is the message."""

    title: Text | None
    items: tuple[Text, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file the store can make or find: `kind` is `report` (the own report) or `evidence`; `ref` its id."""

    kind: str
    ref: str
    title: Text


Block = Paragraph | Card | Items | Attachment


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. `key` <= 40 bytes; `label` <= 24 characters, `short` <= 14, `note` <= 72 in every language.

    `url` opens a page or dials instead of answering. `on` marks a ticked option.
    """

    key: str
    label: Text | Raw
    short: Text | None = None
    note: Text | None = None
    url: str = ""
    on: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to a person: 1-3 blocks, 0-10 choices, and 0-5 side choices (`nav`) that are also typed words.

    `expects`: what an answer may be (`choice`, `many`, `text`, `number`, `date`, `file` or empty).
    `replace`: may take the place of the message whose button was pressed. `protect`: not to be forwarded.
    `delete_after`: seconds after which it should vanish where the channel can do that; 0 is never.
    `kind`: `question`, `aside`, `guide`, `notice`, `receipt`, or `ring` for a desk's group. `progress`: this question
    and about how many there are. `erase`: what the person just sent has a number in it that may not be kept: a
    messenger that still has the message deletes it where it can. `silent`: it is night, and no channel is to ring.
    """

    blocks: tuple[Block, ...]
    choices: tuple[Choice, ...] = ()
    nav: tuple[Choice, ...] = ()
    expects: str = ""
    replace: bool = False
    protect: bool = False
    delete_after: int = 0
    kind: str = "aside"
    columns: int = 1
    progress: tuple[int, int] | None = None
    erase: bool = False
    silent: bool = False
