"""`sinmungo faq`: questions on standard input, nearest known questions on standard output, JSON lines."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

import msgspec

from bot.search.model import Meaning, open_meaning


class Query(msgspec.Struct, frozen=True):
    query: str
    lang: str = ""


def register(subparsers: Any) -> None:
    """Add the verb to the command line; `func(args)` returns the exit code."""
    parser = subparsers.add_parser("faq", help="answer questions from standard input, or measure the search")
    parser.add_argument("--evaluate", type=Path, metavar="FILE", help='JSON lines {"lang", "q", "id"}')
    parser.add_argument("--content", type=Path, default=Path("content"), help="the folder of content")
    parser.add_argument("--kept", type=Path, default=Path("var"), help="where learnt numbers are kept")
    parser.add_argument("--letters", action="store_true", help="without the model")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Answer or measure. 0 when done, 1 when a file or a line is wrong (said on standard error)."""
    try:
        if args.evaluate:
            return _evaluate(args)
        return answer(sys.stdin, sys.stdout, _meaning(args))
    except (OSError, msgspec.DecodeError) as error:
        print(f"sinmungo faq: {error}", file=sys.stderr)
        return 1


def _meaning(args: argparse.Namespace) -> Meaning:
    meaning = open_meaning(args.content, args.kept)
    if not args.letters and not meaning.load():
        print(f"sinmungo faq: without the model ({meaning.missing}), by letters alone", file=sys.stderr)
    return meaning


def answer(asked: Iterable[str], said: TextIO, meaning: Meaning) -> int:
    """One JSON object a line for one a line, each written as soon as it is known. A wrong line says so and goes on."""
    wrong = 0
    for line in asked:
        if not line.strip():
            continue
        try:
            reply = found(msgspec.json.decode(line, type=Query), meaning)
        except msgspec.DecodeError as error:
            wrong, reply = 1, {"error": str(error)}
        said.write(msgspec.json.encode(reply).decode() + "\n")
        said.flush()
    return wrong


def found(query: Query, meaning: Meaning) -> dict[str, Any]:
    """`answered`: near enough to be said outright; `tier` tells choices from an honest no; scores are 0-1."""
    near = meaning.nearest(query.query, query.lang)
    return {
        "answered": near.tier == "answer",
        "tier": near.tier,
        "lang": near.language,
        "results": [{"id": entry, "score": round(score, 4)} for entry, score in near.ranked],
    }


def _evaluate(args: argparse.Namespace) -> int:
    from bot.search.evaluate import evaluate, said_plainly

    print(said_plainly(evaluate(args.content, args.evaluate)))
    return 0
