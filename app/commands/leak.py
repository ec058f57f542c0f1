"""`sinmungo leak`: tell everybody concerned of a leak of our own data, within 72 hours of when it became known."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.assembly import Assembly, assembled
from app.commands.cases import BY
from app.settings import load_settings
from dialogs.parse import find_receipt
from guidance.calendar import KOREA
from locales.text import LANGUAGES
from storage import audit, leak_notices
from storage.timestamps import moment, ms
from storage.transaction import Transaction
from storage.vault import MASK

WITHIN = timedelta(hours=72)
"""By when everybody is to be told, from when it became known (Personal Information Protection Act, article 34)."""
LONGEST = 1_500
"""Characters of what is told, in each language: one message of a messenger, with what stands around it."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Reports whose owners are to be told, and the chats that these are in, by channel."""

    receipts: tuple[str, ...]
    channels: Mapping[str, int]


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line; `func(args)` returns the exit code."""
    parser = subparsers.add_parser("leak", help="tell everybody concerned of a leak of our own data")
    parser.add_argument("--words", type=Path, metavar="FILE", help=f"TOML: what is told, as {', '.join(LANGUAGES)}")
    parser.add_argument("--codes", type=Path, metavar="FILE", help="only the owners of these reports, a code a line")
    parser.add_argument("--known", type=_time, metavar="TIME", help="when it became known, in Korea (default: now)")
    parser.add_argument("--yes", action="store_true", help="do it; without this it is only said what would be done")
    parser.set_defaults(func=lambda args: asyncio.run(_run(args)))


def _time(typed: str) -> datetime:
    """A moment in Korea, as `2026-12-01 09:00`. Raises ArgumentTypeError for what is none, or is to come."""
    try:
        read = datetime.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError("is no time; write it as “2026-12-01 09:00”") from None
    known = read if read.tzinfo else read.replace(tzinfo=KOREA)
    if known > datetime.now(UTC):
        raise argparse.ArgumentTypeError("is still to come")
    return known


async def _run(args: argparse.Namespace) -> int:
    words, problems = words_of(args.words) if args.words else ({}, [])
    codes, more = codes_of(args.codes) if args.codes else (None, [])
    if problems or more:
        return _refused([*problems, *more])
    async with assembled(load_settings()) as parts:
        if not args.words:
            return await list_notices(parts)
        return await leak(parts, words, codes, args.known or datetime.now(UTC), args.yes)


def words_of(file: Path) -> tuple[Mapping[str, str], list[str]]:
    """What is told, by language, and all that is wrong with it."""
    try:
        read = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return {}, [f"{file} cannot be read: {error}"]
    words = {name: said.strip() for name, said in read.items() if isinstance(said, str)}
    problems = [f"{name} is missing" for name in LANGUAGES if name not in read]
    problems += [f"{name} is none of {', '.join(LANGUAGES)}" for name in read if name not in LANGUAGES]
    for name in (each for each in LANGUAGES if each in read):
        if not words.get(name):
            problems.append(f"{name} says nothing")
        elif len(words[name]) > LONGEST:
            problems.append(f"{name} is too long: {len(words[name])} characters, {LONGEST} at most")
    return words, problems


def codes_of(file: Path) -> tuple[frozenset[str], list[str]]:
    """The codes of a file, one a line, and all lines that are none."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        return frozenset(), [f"{file} cannot be read: {error}"]
    read = [(n, find_receipt(line)) for n, line in enumerate(lines, 1) if line.strip()]
    problems = [
        f"{file}, line {n}: is not a receipt code, or one letter of it is wrong" for n, code in read if not code
    ]
    return frozenset(code for _, code in read if code), problems or ([] if read else [f"{file} holds no code"])


def _refused(problems: Sequence[str]) -> int:
    print("sinmungo: nobody was told:", *(f"  {each}" for each in problems), sep="\n", file=sys.stderr)
    return 2


# ---- telling ---------------------------------------------------------------------------------------------


async def leak(
    parts: Assembly, words: Mapping[str, str], codes: frozenset[str] | None, known: datetime, yes: bool
) -> int:
    """Say who is told, and by when it has to be; with `yes` let them be told, by the service while it runs."""
    at = datetime.now(UTC)
    async with parts.store.transaction() as tx:
        told, unknown = await concerned(tx, codes)
        if unknown:
            return _refused([f"{each}: there is no such report, or it is destroyed" for each in unknown])
        if await is_told_already(tx, words, told.receipts):
            return _refused(["these words are told to these owners already; “sinmungo leak” says how far that is"])
        print(preview(told, known, at))
        if not (yes and told.receipts):
            print("--yes tells them" if told.receipts else "There is nobody to tell.")
            return 1
        notice = await leak_notices.begin(tx, words, ms(known), told.receipts, ms(at))
        await audit.note(tx, ms(at), BY, "leak noticed", notice)
    print("The service tells them, from now on or once it runs; “sinmungo leak” says how far that is.")
    return 0


async def concerned(tx: Transaction, codes: frozenset[str] | None) -> tuple[Concerned, list[str]]:
    """All reports that are kept, or those of the codes; and the codes of which there is none."""
    there = dict(await leak_notices.concerned(tx))
    wanted = {code: chat for code, chat in there.items() if codes is None or code in codes}
    channels = Counter(chat.partition(MASK)[0] for chat in set(wanted.values()))
    return Concerned(tuple(wanted), channels), sorted((codes or frozenset()) - wanted.keys())


async def is_told_already(tx: Transaction, words: Mapping[str, str], receipts: Collection[str]) -> bool:
    """Whether the very same was ordered before: who types the command twice tells nobody twice."""
    for each in await leak_notices.progress(tx):
        if await leak_notices.words_of(tx, each.id) == words and await leak_notices.covers(tx, each.id, receipts):
            return True
    return False


def preview(told: Concerned, known: datetime, at: datetime) -> str:
    """How many are told and where, and the line of 72 hours."""
    people = sum(told.channels.values())
    lines = [f"{len(told.receipts)} reports of {people} people are concerned:"]
    lines += [f"  {channel:10} {n}" for channel, n in sorted(told.channels.items())]
    if told.channels.get("web"):
        lines.append(
            "  Who wrote on the page reads it on coming back; /privacy says for 30 days that there was a leak."
        )
    until, left = known + WITHIN, known + WITHIN - at
    lines.append(f"Known since {_korean(known)}; everybody is to be told by {_korean(until)} (Korean time):")
    hours = int(abs(left) / timedelta(hours=1))
    late = f"  {hours} hours too late already. Tell them now, and say in the words why it is late."
    return "\n".join([*lines, f"  {hours} hours from now." if left > timedelta(0) else late])


def _korean(at: datetime) -> str:
    return f"{at.astimezone(KOREA):%Y-%m-%d %H:%M}"


async def list_notices(parts: Assembly) -> int:
    """How far each notice has come."""
    async with parts.store.reading() as tx:
        notices = await leak_notices.progress(tx)
    for each in notices:
        told = each.all - each.waits - each.gone
        print(
            f"{_korean(moment(each.made))}  known {_korean(moment(each.known))}  reports {each.all}  dealt with {told}"
            f"  destroyed before {each.gone}  waiting {each.waits}"
        )
    print("“sinmungo outbox” lists letters that could not be delivered." if notices else "No leak was told of.")
    return 0
