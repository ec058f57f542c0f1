"""`sinmungo guide`: facts on standard input or in a file, the guide on standard output, a line for a line."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TextIO

import msgspec

from app.commands import replay as replay_command
from app.commands.guide_json import wire
from bot.outbox.letter import Renderer
from dialogs.book import Book
from dialogs.guide.sections import section
from dialogs.guide.summary import sections, summary
from dialogs.questionnaire import QUESTIONNAIRE
from guidance import Ruleset, read_facts
from guidance.calendar import day_of
from guidance.guide import Guide
from locales.text import LANGUAGES, Text
from locales.words import Words
from storage.content.load import CONTENT, ContentError, load_book, load_knowledge

LOCALES = Path(__file__).parents[2] / "locales"


def register(subparsers: Any) -> None:
    """Add `guide` and `replay` to the command line; `func(args)` returns the exit code."""
    parser = subparsers.add_parser("guide", help="say which bodies can act on the facts given, and why")
    parser.add_argument("--facts", type=Path, metavar="FILE", help="JSON lines of facts (default: standard input)")
    parser.add_argument(
        "--on", type=date.fromisoformat, default=None, metavar="DATE", help="the day it is (YYYY-MM-DD)"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="ko", help="the reader's language")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--content", type=Path, default=CONTENT, help="the folder of content")
    parser.set_defaults(func=run)
    replay_command.register(subparsers)


def run(args: argparse.Namespace) -> int:
    """Weigh every line. 0 when all were facts, 1 when a line was no JSON, a file or the content is wrong."""
    today = args.on or day_of(datetime.now(UTC))
    try:
        writer = _json_writer(args, today) if args.json else _page_writer(args, today)
        _settle()
        with args.facts.open(encoding="utf-8") if args.facts else nullcontext(sys.stdin) as lines:
            return answer(lines, sys.stdout, writer)
    except (OSError, UnicodeDecodeError, ContentError) as error:
        print(f"sinmungo guide: {error}", file=sys.stderr)
        return 1


def _settle() -> None:
    """The content stays for good and a guide holds no circles: the collector need hardly look, a third of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


Writer = Callable[[object], str]


def answer(lines: Iterable[str], said: TextIO, write: Writer) -> int:
    """One answer for one line, each written at once. A line that is no JSON says so and the next is read."""
    wrong = 0
    for raw in objects(lines):
        if isinstance(raw, msgspec.DecodeError):
            wrong = 1
            said.write(msgspec.json.encode({"error": f"not JSON: {raw}"}).decode() + "\n")
        else:
            said.write(write(raw) + "\n")
        said.flush()
    return wrong


def objects(lines: Iterable[str]) -> Iterator[object]:
    """The JSON of every line that has any; a DecodeError in the place of what is none."""
    for line in lines:
        if line.strip():
            try:
                yield msgspec.json.decode(line)
            except (msgspec.DecodeError, RecursionError) as error:
                yield error if isinstance(error, msgspec.DecodeError) else msgspec.DecodeError("nested too deeply")


def _json_writer(args: argparse.Namespace, today: date) -> Writer:
    weigher, say = Ruleset(load_knowledge(args.content)), _say(args.lang)

    def write(raw: object) -> str:
        return msgspec.json.encode(wire(_guide(weigher, raw, today), say)).decode()

    return write


def _guide(weigher: Ruleset, raw: object, today: date) -> Guide:
    facts, complaints = read_facts(raw, today)
    return weigher.weigh(facts, today, complaints)


def _say(language: str) -> Callable[[Text], str]:
    """Words for one reader. A sentence without parameters is looked up once, not for every line of facts."""
    words, said = Words(LOCALES), dict[tuple[str, str], str]()

    def say(text: Text) -> str:
        if text.params:
            return words.say(text, language)
        key = (text.context, text.msgid)
        if key not in said:
            said[key] = words.say(text, language)
        return said[key]

    return say


def _page_writer(args: argparse.Namespace, today: date) -> Writer:
    book, words = load_book(QUESTIONNAIRE, args.content), Renderer(LOCALES)
    weigher = Ruleset(book.knowledge)

    def write(raw: object) -> str:
        return "\n".join(page(_guide(weigher, raw, today), book, words, args.lang)) + "\n"

    return write


def page(guide: Guide, book: Book, words: Renderer, language: str) -> Iterator[str]:
    """The guide as a person reads it: the summary, then every section that has something to say."""
    yield from (f"! {words.say(complaint.why, language)}" for complaint in guide.complaints)
    names = (choice.key.partition(":")[2] for choice in sections(guide))
    for reply in (summary(guide, book), *(section(name, guide, book) for name in names)):
        for letter in words.letters(reply, language, 0):
            for part in letter.parts:
                yield from _lines(part.text, part.rows, part.ordered)


def _lines(title: str, rows: tuple[tuple[str, str], ...], ordered: bool) -> Iterator[str]:
    yield f"\n{title}" if title else ""
    for number, (label, value) in enumerate(rows, 1):
        mark = f"{number}." if ordered else "-"
        yield f"  {mark} {label}: {value}" if label else f"  {mark} {value}"
