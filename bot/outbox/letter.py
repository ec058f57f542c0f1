"""A letter: one message in one reader's words, as the outbox keeps it and a channel sends it.

`Renderer` makes letters of a reply: its blocks in words, cut to what a channel can send, with the buttons below.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from dialogs.replies import Attachment, Block, Card, Choice, Items, Paragraph, Reply
from locales.text import Text, _
from locales.words import Words


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
    is to be deleted where it still stands as it was typed. `turn` goes into every button (`turn|key`). `replace` is the
    messenger's id of the message this one may take the place of. `delete_after` in seconds, 0 is never. `silent`: it
    is not to ring. `to`: the address that it waits to be sent to, while it lies in the outbox.
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
    to: str = ""


def pack(letter: Letter, to: str = "") -> bytes:
    """The letter as JSON bytes, for sealing; `to`: the address of its chat, which stands nowhere else."""
    return msgspec.json.encode(msgspec.structs.replace(letter, to=to) if to else letter)


def unpack(packed: bytes) -> Letter:
    """The letter that `pack` made. Raises msgspec.ValidationError for anything else."""
    return msgspec.json.decode(packed, type=Letter)


LONGEST = 3500
"""Characters of one letter's parts, well below Telegram's 4 096 UTF-16 units after marks are added."""

PROGRESS = _("Question {n} of about {m}")


class Renderer(Words):
    """Words that also make letters: `letters(reply, language, turn, origin)`."""

    def letters(self, reply: Reply, language: str, turn: int, origin: str = "") -> tuple[Letter, ...]:
        """The reply as letters of at most `LONGEST` characters; buttons stand below the last one."""
        parts = [part for block in reply.blocks for part in self._parts(block, language)]
        if reply.progress:
            n, m = reply.progress
            parts.insert(0, Part("paragraph", self.say(Text(PROGRESS.msgid, {"n": n, "m": m}), language)))
        groups = _grouped(parts)
        first = Letter(language, (), kind=reply.kind, protect=reply.protect, silent=reply.silent)
        letters = [msgspec.structs.replace(first, parts=tuple(group)) for group in groups[:-1]]
        last = msgspec.structs.replace(
            first,
            parts=tuple(groups[-1]),
            choices=tuple(self._button(choice, language) for choice in reply.choices),
            nav=tuple(self._button(choice, language) for choice in reply.nav),
            turn=turn,
            expects=reply.expects,
            replace=origin if reply.replace else "",
            delete_after=reply.delete_after,
            columns=reply.columns,
            progress=reply.progress,
            erase=origin if reply.erase else "",
        )
        return (*letters, last)

    def _button(self, choice: Choice, language: str) -> Button:
        label = self.say(choice.label, language)
        short = self.say(choice.short, language) if choice.short else label
        note = self.say(choice.note, language) if choice.note else ""
        return Button(choice.key, label, short if short != label else "", note, choice.url, choice.on)

    def _parts(self, block: Block, language: str) -> list[Part]:
        match block:
            case Paragraph(text=text):
                return [Part("paragraph", self.say(text, language))]
            case Card(title=title, rows=rows):
                said = tuple((self.say(label, language), self.word(value, language)) for label, value in rows)
                return [Part("card", self.say(title, language), said)]
            case Items(title=title, items=items, ordered=ordered):
                lines = tuple(("", self.say(item, language)) for item in items)
                return [Part("items", self.say(title, language) if title else "", lines, ordered)]
            case Attachment(kind=kind, ref=ref, title=title):
                return [Part("file", self.say(title, language), ref=ref, source=kind)]


def _grouped(parts: list[Part]) -> list[list[Part]]:
    """Parts gathered into letters: none longer than `LONGEST`, each file in one of its own."""
    groups: list[list[Part]] = [[]]
    room = LONGEST
    for part in (piece for whole in parts for piece in _cut(whole)):
        size = _size(part)
        if groups[-1] and (size > room or part.kind == "file" or groups[-1][-1].kind == "file"):
            groups.append([])
            room = LONGEST
        groups[-1].append(part)
        room -= size
    return groups


def _size(part: Part) -> int:
    return len(part.text) + sum(len(label) + len(value) + 4 for label, value in part.rows) + 2


def _cut(part: Part) -> list[Part]:
    """A part that is too long for one letter, cut between rows, lines or words."""
    if _size(part) <= LONGEST:
        return [part]
    if part.kind == "paragraph":
        return [Part("paragraph", piece) for piece in _pieces(part.text)]
    pieces: list[Part] = []
    rows: list[tuple[str, str]] = []
    for label, value in ((label, piece) for label, whole in part.rows for piece in _pieces(whole)):
        if rows and _size(Part(part.kind, part.text, (*rows, (label, value)))) > LONGEST:
            pieces.append(Part(part.kind, part.text, tuple(rows), part.ordered))
            rows = []
        rows.append((label, value))
    return [*pieces, Part(part.kind, part.text, tuple(rows), part.ordered)]


def _pieces(text: str) -> list[str]:
    """A long text in pieces of at most 3 000 characters, cut at a paragraph, a line or a space where there is one."""
    most = LONGEST - 500
    pieces = []
    while len(text) > most:
        cut = max(text.rfind("\n", most // 2, most), text.rfind(" ", most // 2, most))
        cut = cut if cut > 0 else most
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text]
