"""`sinmungo read`: what typed words mean, one JSON object a line for one a line (the reading of the conversation)."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, TextIO

import msgspec

from app.assembly import labels_of
from app.contact_readers import READERS
from bot.outbox.letter import Renderer
from bot.search.model import open_meaning
from dialogs.book import Book
from dialogs.questionnaire import QUESTIONNAIRE
from dialogs.typed_answers import NoSuchPlace, TypedAnswer, read
from guidance.calendar import day_of
from storage.content.load import CONTENT, load_book

CATALOGUES = Path(__file__).parents[2] / "locales"


class Line(msgspec.Struct, frozen=True):
    """`at`: a question's id, a gate or `story`; `on`: the day it is, today if left out."""

    at: str
    text: str
    lang: Literal["ko", "en", "ja", "zh", "fr"] = "ko"
    on: date | None = None


def register(subparsers: Any) -> None:
    """Add the verb to the command line; `func(args)` returns the exit code."""
    parser = subparsers.add_parser("read", help="say what typed words mean, JSON lines from standard input")
    parser.add_argument("--content", type=Path, default=CONTENT, help="the folder of content")
    parser.add_argument("--kept", type=Path, default=Path("var"), help="where learnt numbers are kept")
    parser.set_defaults(func=run)


def run(args: Any) -> int:
    """Read every line. 0 when all were lines of the right form, 1 when one was not (said in its place)."""
    return answer(sys.stdin, sys.stdout, _book(args))


def _book(args: Any) -> Book:
    worded = Renderer(CATALOGUES)
    more: dict[str, Any] = {
        "readers": READERS,
        "labels": labels_of(worded, QUESTIONNAIRE),
        "say": worded.say,
        "hunches": open_meaning(args.content, args.kept).hunches,
    }
    return load_book(QUESTIONNAIRE, args.content, **more)


def answer(lines: Iterable[str], said: TextIO, book: Book) -> int:
    """One answer for one line, each written at once. A wrong line says so and the next is read."""
    wrong, today = 0, day_of(datetime.now(UTC))
    for line in lines:
        if not line.strip():
            continue
        try:
            asked = msgspec.json.decode(line, type=Line)
            told = wire(read(asked.at, asked.text, asked.lang, asked.on or today, book))
        except (msgspec.DecodeError, NoSuchPlace) as error:
            wrong = 1
            told = {"error": f"no question or gate: {error}" if isinstance(error, NoSuchPlace) else str(error)}
        said.write(msgspec.json.encode(told).decode() + "\n")
        said.flush()
    return wrong


def wire(reading: TypedAnswer) -> dict[str, Any]:
    """A reading as it is printed: only the members that say something."""
    told: dict[str, Any] = {"outcome": reading.outcome}
    if reading.outcome == "answer":
        told["value"] = reading.value
    if reading.about:
        told["about"] = reading.about
    if reading.kept is not None:
        told["kept"] = reading.kept
    if reading.options:
        told["options"] = reading.options
    if reading.sure:
        told["sure"] = dict(reading.sure)
    return told
