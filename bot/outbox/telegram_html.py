"""A letter as Telegram takes it: HTML of at most 4096 UTF-16 units a message, and an inline keyboard. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from bot.outbox.letter import Button, Letter, Part

MOST_UNITS = 4096
MOST_CAPTION = 1024
MOST_DATA = 64
NAV_COLUMNS = 3
TICK = "✓ "
_COLON = {"fr": "\u00a0: ", "ja": "：", "zh": "："}
"""Between a label and its value; other languages write `: `."""


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pages(letter: Letter) -> list[str]:
    """The words of a letter as HTML, cut between lines, and if one is too long within it, but never a tag.

    Empty when the letter has no words (a file alone).
    """
    blocks = [_block(part, letter.language) for part in letter.parts if part.kind != "file"]
    blocks.append([_noted(button, letter.language) for button in _spoken(letter)])
    lines: list[tuple[str, str]] = []
    for block in blocks:
        if block and lines:
            lines.append(("", ""))
        lines += block
    return _cut(lines)


def keyboard(letter: Letter) -> list[list[dict[str, Any]]]:
    """Rows of buttons: choices in the letter's columns, then what leads elsewhere."""
    choices = [_button(button, letter.turn) for button in letter.choices if not _dials(button)]
    nav = [_button(button, letter.turn) for button in letter.nav if not _dials(button)]
    return [*_rows(choices, max(1, min(letter.columns, 8))), *_rows(nav, NAV_COLUMNS)]


def caption(part: Part) -> str:
    """The words under a file, as HTML, at most 1024 units."""
    return escape(_fit(part.text, MOST_CAPTION)[0], quote=False)


# Each line is a pair: what stands in bold, and what follows it. Cutting happens on plain text, before any tag.
_Line = tuple[str, str]


def _block(part: Part, language: str) -> list[_Line]:
    colon = _COLON.get(language, ": ")
    match part.kind:
        case "card":
            return [*_title(part), *((label, colon + value) for label, value in part.rows)]
        case "items":
            marks = (f"{n}. " if part.ordered else "• " for n in range(1, len(part.rows) + 1))
            return [*_title(part), *(("", mark + item) for mark, (_, item) in zip(marks, part.rows, strict=True))]
    return [("", line) for line in part.text.split("\n")] if part.text.strip() else []


def _title(part: Part) -> list[_Line]:
    return [(part.text, "")] if part.text.strip() else []


def _spoken(letter: Letter) -> Iterator[Button]:
    """Buttons that a keyboard cannot hold whole: those with a note, and numbers to call."""
    return (button for button in (*letter.choices, *letter.nav) if button.note or _dials(button))


def _noted(button: Button, language: str) -> _Line:
    told = " · ".join(each for each in (button.url.removeprefix("tel:") if _dials(button) else "", button.note) if each)
    return button.label, _COLON.get(language, ": ") + told


def _dials(button: Button) -> bool:
    """Telegram opens no `tel:` from a button; in a text the number can be touched."""
    return button.url.startswith("tel:")


def _button(button: Button, turn: int) -> dict[str, Any]:
    label = TICK + button.label if button.on else button.label
    if button.url:
        return {"text": label, "url": button.url}
    data = f"{turn}|{button.key}"
    if len(data.encode()) > MOST_DATA:
        raise ValueError("a button's key is too long for Telegram")
    return {"text": label, "callback_data": data}


def _rows(buttons: list[dict[str, Any]], columns: int) -> list[list[dict[str, Any]]]:
    return [buttons[at : at + columns] for at in range(0, len(buttons), columns)]


def _cut(lines: Iterable[_Line]) -> list[str]:
    found: list[str] = []
    page: list[str] = []
    used = 0
    for bold, rest in _short(lines):
        size = units(bold) + units(rest) + 1
        if page and used + size > MOST_UNITS:
            found.append("\n".join(page).strip("\n"))
            page, used = [], 0
        page.append(_html(bold, rest))
        used += size
    found.append("\n".join(page).strip("\n"))
    return [each for each in found if each.strip()]


def _short(lines: Iterable[_Line]) -> Iterator[_Line]:
    """The same lines, each short enough for a message of its own."""
    for bold, rest in lines:
        while units(bold) + units(rest) >= MOST_UNITS:
            if units(bold) >= MOST_UNITS:
                bold, rest = "", bold + rest
            head, rest = _fit(rest, MOST_UNITS - 1 - units(bold))
            yield bold, head
            bold = ""
        yield bold, rest


def fitting(text: str, most: int) -> str:
    """As much of `text` as fits `most` units."""
    return _fit(text, most)[0]


def _fit(text: str, most: int) -> tuple[str, str]:
    """Cut `text` into what fits `most` units, at a space where there is one near, and the rest."""
    if units(text) <= most:
        return text, ""
    at = min(len(text), most)
    while units(text[:at]) > most:
        at -= max(1, (units(text[:at]) - most) // 2)
    space = text.rfind(" ", at // 2, at)
    at = space if space > 0 else at
    return text[:at], text[at:].lstrip(" ")


def _html(bold: str, rest: str) -> str:
    return (f"<b>{escape(bold, quote=False)}</b>" if bold.strip() else "") + escape(rest, quote=False)
