"""`sinmungo replay`: the same facts through two states of the content; what a change of rules would change."""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from guidance import Ruleset, read_facts
from guidance.calendar import day_of
from guidance.guide import Guide
from guidance.records.knowledge import Knowledge
from storage.content.load import CONTENT, ContentError, load_knowledge, read_knowledge


def register(subparsers: Any) -> None:
    """Add the verb to the command line; `func(args)` returns the exit code."""
    parser = subparsers.add_parser("replay", help="run facts through old and new content, and list what changes")
    parser.add_argument("--before", required=True, metavar="REV|DIR", help="a revision of this repository, or a folder")
    parser.add_argument("--facts", type=Path, metavar="FILE", help="JSON lines of facts (default: standard input)")
    parser.add_argument("--on", type=date.fromisoformat, default=None, metavar="DATE", help="the day it is")
    parser.add_argument("--content", type=Path, default=CONTENT, help="the folder of content as it is now")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """List the fact sets whose lead, co-operating bodies, programmes or clocks change. 0 done, 1 cannot."""
    today = args.on or day_of(datetime.now(UTC))
    try:
        with content_before(args.before, args.content) as folder:
            before, after = Ruleset(_as_it_was(folder)), Ruleset(load_knowledge(args.content))
        with args.facts.open(encoding="utf-8") if args.facts else nullcontext(sys.stdin) as lines:
            return _report(changes(lines, before, after, today))
    except (OSError, ContentError, LookupError, msgspec.DecodeError, UnicodeDecodeError) as error:
        print(f"sinmungo replay: {error}", file=sys.stderr)
        return 1


def _as_it_was(folder: Path) -> Knowledge:
    """Old content as far as today's reader understands it: a field that is no longer known is no hindrance."""
    knowledge, problems = read_knowledge(folder, passing_over_strange_fields=True)
    for problem in problems:
        print(f"sinmungo replay: before: {problem}", file=sys.stderr)
    if not knowledge.routes:
        raise LookupError(f"there are no routes in {folder.name}")
    return knowledge


def _report(found: Iterable[dict[str, Any] | None]) -> int:
    read = changed = 0
    for change in found:
        read += 1
        if change:
            changed += 1
            print(msgspec.json.encode(change).decode())
    print(f"sinmungo replay: {changed} of {read} fact sets change", file=sys.stderr)
    return 0


def changes(lines: Iterable[str], before: Ruleset, after: Ruleset, today: date) -> Iterator[dict[str, Any] | None]:
    """For each line of facts: what changes (`None` when nothing does). `line` counts from 1."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            facts, _complaints = read_facts(msgspec.json.decode(line), today)
            found = difference(before.weigh(facts, today), after.weigh(facts, today))
            yield {"line": number, **found} if found else None


def difference(before: Guide, after: Guide) -> dict[str, Any]:
    """Lead, co-operating bodies, programmes and clocks that differ: `{what: [before, after]}`."""
    old, new = _shape(before), _shape(after)
    return {what: [old[what], new[what]] for what in old if old[what] != new[what]}


def _shape(guide: Guide) -> dict[str, Any]:
    return {
        "lead": guide.lead,
        "cooperating": sorted(guide.cooperating),
        "programmes": sorted(fit.id for fit in guide.programmes),
        "clocks": {each.clock: each.closes.isoformat() if each.closes else None for each in guide.clocks},
    }


@contextmanager
def content_before(where: str, content: Path) -> Iterator[Path]:
    """The content of a folder, or as it stood at a revision. Raises LookupError when there is neither."""
    if Path(where).is_dir():
        yield Path(where)
        return
    with TemporaryDirectory() as folder:
        archive = _archive(where, content)
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        yield Path(folder)


def _archive(revision: str, content: Path) -> bytes:
    if revision.startswith("-"):
        raise LookupError(f"{revision} is neither a folder nor a revision")
    done = subprocess.run(
        ["git", "-C", str(content), "archive", "--format=tar", revision, "."], capture_output=True, check=False
    )
    if done.returncode:
        raise LookupError(f"{revision} is neither a folder nor a revision: {done.stderr.decode().strip()}")
    return done.stdout
