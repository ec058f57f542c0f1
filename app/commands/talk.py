"""`sinmungo talk`: the arguments of the conversation on a keyboard."""

from __future__ import annotations

import argparse
import asyncio
import locale
import secrets
import sys
import tempfile
from pathlib import Path
from typing import Any

from app.assembly import assembled, decide_trial
from app.settings import Settings, load_settings
from app.terminal import Screen, scripted, talk, typed
from locales.text import LANGUAGES


def register(subparsers: Any) -> None:
    """Add the verb to the command line; `func(args)` returns the exit code."""
    parser = subparsers.add_parser("talk", help="the conversation on a keyboard, or from a script")
    parser.add_argument("--lang", choices=LANGUAGES, help="the language to begin in (default: the terminal's)")
    parser.add_argument("--script", type=Path, metavar="FILE", help="typed lines, one a line; - is standard input")
    parser.add_argument("--chat", metavar="NAME", help="go on with an earlier conversation")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="where files that are sent to you are put")
    parser.add_argument(
        "--try", dest="trying", action="store_true", help="in a database of its own that is thrown away"
    )
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Talk until the end of input. 0 when nothing was being asked then, 3 when a script ran out in mid-question."""
    if args.chat and not args.chat.isalnum():
        print("sinmungo talk: the name of a chat is letters and figures", file=sys.stderr)
        return 2
    try:
        args.lines = _script(args.script) if args.script is not None or not sys.stdin.isatty() else None
    except (OSError, UnicodeDecodeError) as error:
        print(f"sinmungo talk: the script cannot be read: {error}", file=sys.stderr)
        return 2
    settings = load_settings()
    if not args.trying:
        return asyncio.run(_talk(args, settings, settings.var))
    with tempfile.TemporaryDirectory(prefix="sinmungo-") as folder:
        return asyncio.run(_talk(args, load_settings(var=Path(folder), database=""), settings.var))


async def _talk(args: argparse.Namespace, settings: Settings, learnt: Path) -> int:
    """A script waits for the model of the search where that is learnt; a person need not."""
    chat = args.chat or secrets.token_hex(6)
    scripting = args.lines is not None
    lines = scripted(args.lines) if scripting else typed(sys.stdin)
    async with assembled(settings, learnt) as parts:
        await decide_trial(parts)
        meant = settings.search == "meaning"
        if scripting and meant and parts.search.is_learnt:
            await parts.search.load()
        loading = asyncio.create_task(parts.search.load()) if meant and not scripting else None
        ended = await talk(parts, lines, Screen(sys.stdout, args.save), chat, args.lang or _hint(), scripting)
    if scripting:
        return 0 if ended else 3
    if loading is not None:
        loading.cancel()
    if not args.trying:
        print(f"\nsinmungo talk --chat {chat}")
    return 0


def _script(path: Path | None) -> list[str]:
    """The lines of a script. Raises OSError or UnicodeDecodeError."""
    if path is None or str(path) == "-":
        return sys.stdin.read().splitlines()
    return path.read_text("utf-8").splitlines()


def _hint() -> str:
    """The language of the terminal, or nothing."""
    named = locale.getlocale()[0] or ""
    return "" if named in ("C", "POSIX") else named.replace("_", "-")
