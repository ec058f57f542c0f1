"""`sinmungo check`: settings, content and catalogues, and every single thing that is wrong with them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from storage.content.load import CONTENT, ContentError, load_knowledge

OLD = 365
"""Days after which a record is to be looked up again."""


def register(subparsers: Any) -> None:
    """Add the verb to the command line; `func(args)` returns the exit code."""
    parser = subparsers.add_parser("check", help="verify settings, content and catalogues")
    parser.add_argument("--content", type=Path, default=CONTENT, help="the folder of content")
    parser.add_argument("--on", type=date.fromisoformat, default=None, metavar="DATE", help="the day it is")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """0 when nothing is wrong, else 1 with a line for each thing. What is only old is listed, and no mistake."""
    wrong = [*settings_problems(), *content_problems(args.content), *catalogue_problems()]
    for line in wrong:
        print(line, file=sys.stderr)
    if not wrong:
        old = list(old_records(args.content, args.on or date.today()))
        for line in old:
            print(line)
        print("Settings, content and catalogues are in order." + (f" {len(old)} records are old." if old else ""))
    return 1 if wrong else 0


def settings_problems() -> Iterator[str]:
    """What is wrong with the settings."""
    from app.settings import SettingsError, load_settings

    try:
        load_settings()
    except SettingsError as error:
        yield from (f"settings: {told}" for told in error.problems)


def content_problems(content: Path) -> Iterator[str]:
    """What is wrong with the records, by file, record and field."""
    try:
        load_knowledge(content)
    except ContentError as error:
        yield from (f"content: {told}" for told in error.problems)


def catalogue_problems() -> Iterator[str]:
    """What is missing, stale or does not match in the catalogues."""
    from app.catalogues import complaints

    yield from (f"catalogue: {told}" for told in complaints())


def old_records(content: Path, today: date) -> Iterator[str]:
    """Records that were last checked more than a year ago."""
    knowledge = load_knowledge(content)
    for shelf in knowledge.__slots__:
        for record in getattr(knowledge, shelf).values():
            age = (today - record.origin.checked).days
            if age > OLD:
                yield f"{shelf}: {record.id} was last checked on {record.origin.checked}"
