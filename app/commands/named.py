"""`sinmungo named`: at which bodies a report names somebody who asks what is kept of them. No code and no content."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import UTC, datetime

from app.assembly import assembled
from app.commands.cases import BY
from app.settings import load_settings
from storage import audit, blind_index
from storage.name_hashes import COUNTERPART, OFFICIAL
from storage.timestamps import ms

KINDS = (COUNTERPART, "business_number", OFFICIAL)
"""Kinds of name and number that reports can be found by without being opened."""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line; `func(args)` returns the exit code."""
    parser = subparsers.add_parser("named", help="at which bodies a report names somebody; the name on standard input")
    parser.set_defaults(func=lambda args: asyncio.run(named()))


async def named() -> int:
    """Read one name or business number from standard input, where no history of a shell keeps it; 1 when no report is
    found by it."""
    name = (await asyncio.to_thread(sys.stdin.readline)).strip()[:200]
    async with assembled(load_settings()) as parts, parts.store.transaction() as tx:
        bodies = await blind_index.bodies(tx, KINDS, name)
        await audit.note(tx, ms(datetime.now(UTC)), BY, "named asked", "-")
    for ministry, n in sorted(bodies.items()):
        print(f"{ministry}  {n}")
    print(
        "Pass the request on to these bodies: they find the reports by the name, and decide. Never say who reported."
        if bodies
        else "No report is found by this name. One that names it only in its owner's own words would not be.",
        file=sys.stderr,
    )
    return 0 if bodies else 1
