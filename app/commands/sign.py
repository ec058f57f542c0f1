"""`sinmungo sign`: which sign stands for a receipt code in the database, and the other way round, for who looks at rows
with a program of the database's own."""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import Any

from app.assembly import ring_of
from app.commands.cases import receipt_code
from app.settings import load_settings
from storage.codes import Codes


def register(subparsers: Any) -> None:
    """Add the verb to the command line; `func(args)` returns the exit code."""
    signing = subparsers.add_parser("sign", help="which sign stands for a receipt code in the database")
    what = signing.add_mutually_exclusive_group(required=True)
    what.add_argument("receipt", nargs="?", type=receipt_code, help="a receipt code")
    what.add_argument("--read", metavar="SIGN", help="a name with signs in it, as it stands in the database")
    signing.set_defaults(func=lambda args: asyncio.run(tell_sign(args)))


async def tell_sign(args: argparse.Namespace) -> int:
    """Print it; 1 when nothing in what was given is a sign of this house's ring. The database is not opened."""
    codes = Codes((await ring_of(load_settings())).index)
    if args.receipt:
        print(codes.sign(args.receipt))
        return 0
    shown = codes.show(args.read)
    if shown == args.read or "?" in shown:
        print("that is no sign of this key ring", file=sys.stderr)
        return 1
    print(shown)
    return 0
