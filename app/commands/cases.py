"""`sinmungo copy`, `erase`, `outbox` and `keys`: what whoever runs the machine does with what is kept."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.assembly import Assembly, assembled
from app.settings import load_settings
from dialogs.case_states import Destroyer
from dialogs.parse import find_receipt
from locales.text import LANGUAGES
from storage import audit, cases, desk_records, erasure
from storage import outbox as storage_outbox
from storage.audience import ANY_DESK, OWNER
from storage.ring_change import rotate
from storage.timestamps import ms

BY = "command line"
Work = Callable[[Assembly, argparse.Namespace], Awaitable[int]]


def register(subparsers: Any) -> None:
    """Add the four verbs to the command line; `func(args)` returns the exit code."""
    copying = subparsers.add_parser("copy", help="write a copy of a report as a PDF")
    copying.add_argument("receipt", type=receipt_code)
    copying.add_argument("--lang", choices=LANGUAGES, help="the reader's language (default: the owner's)")
    copying.add_argument("--desk", action="store_true", help="as a desk prints it: the report first, in Korean")
    copying.add_argument("--to", type=Path, default=Path(), metavar="FOLDER", help="where to put it")
    copying.set_defaults(func=_running(copy))
    erasing = subparsers.add_parser("erase", help="destroy a report for good")
    erasing.add_argument("receipt", type=receipt_code)
    erasing.add_argument("--yes", action="store_true", help="do it; without this it is only said what would be done")
    erasing.set_defaults(func=_running(erase))
    letters = subparsers.add_parser("outbox", help="letters that could not be delivered: list, send again")
    letters.add_argument("--again", metavar="ENTRY", help="send this one again; all: every one of them")
    letters.set_defaults(func=_running(outbox))
    keys = subparsers.add_parser("keys", help="rotate the key ring, or renew the key that proves the audit log")
    keys.add_argument("what", choices=("rotate", "prove"))
    keys.set_defaults(func=_running(rotate_keys))


def receipt_code(typed: str) -> str:
    """The proper form of a receipt code. Raises ArgumentTypeError for what is none."""
    code = find_receipt(typed)
    if code is None:
        raise argparse.ArgumentTypeError("is not a receipt code, or one letter of it is wrong")
    return code


def _running(work: Work) -> Callable[[argparse.Namespace], int]:
    async def with_parts(args: argparse.Namespace) -> int:
        async with assembled(load_settings()) as parts:
            return await work(parts, args)

    return lambda args: asyncio.run(with_parts(args))


async def copy(parts: Assembly, args: argparse.Namespace) -> int:
    """Write the report as the owner would get it, or for a desk; noted in the audit log."""
    async with parts.store.transaction() as tx:
        case = await cases.load_case(tx, args.receipt)
        if case is not None and case.file is not None:
            await audit.note(tx, ms(datetime.now(UTC)), BY, "copied", args.receipt)
    language = args.lang or ("ko" if args.desk else case.language if case else "")
    found = await parts.handing.copy(args.receipt, language, ANY_DESK if args.desk else OWNER)
    if found is None:
        return _no_report(args.receipt)
    name, _mime, content = found
    try:
        await asyncio.to_thread(_write_new, args.to / name, content)
    except FileExistsError:
        print(f"{args.to / name} is there already: move it away first", file=sys.stderr)
        return 1
    print(args.to / name)
    return 0


def _write_new(file: Path, content: bytes) -> None:
    """A new file that its owner alone may read. Raises FileExistsError."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)


async def erase(parts: Assembly, args: argparse.Namespace) -> int:
    """Destroy the key of a report and all that was said in it; noted in the audit log."""
    async with parts.store.transaction() as tx:
        case = await cases.load_case(tx, args.receipt)
        if case is None or case.file is None:
            return _no_report(args.receipt)
        if not args.yes:
            print(f"{args.receipt} would be destroyed, with its files and messages; --yes does it")
            print(_stays(await desk_records.bodies_with(tx, args.receipt)))
            return 1
        at = ms(datetime.now(UTC))
        gone = await erasure.erase(tx, args.receipt, at, BY, Destroyer.OPERATOR)
        assert gone is not None, "it was there a moment ago, in this transaction"
        await erasure.forget(tx, [(gone.chat, gone.receipt)], at)
    print(f"{args.receipt} is destroyed; it was open at: {', '.join(gone.desks) or 'nobody'}")
    print(_stays(gone.kept))
    if not await parts.store.shrink():
        print("SQLite's log still holds it sealed while another process reads; the service empties it within hours")
    return 0


def _stays(bodies: Collection[str]) -> str:
    """What is left of a report at the bodies."""
    if not bodies:
        return "nothing of it stays at the bodies: its owner was promised so"
    who = ", ".join(sorted(bodies))
    return f"its own record stays at each of: {who} (code, days, acts, outcome, letters sent), read there alone"


def _no_report(receipt: str) -> int:
    print(f"there is no report {receipt}, or it is erased already", file=sys.stderr)
    return 1


async def outbox(parts: Assembly, args: argparse.Namespace) -> int:
    """List the letters that could not be delivered, or put them back."""
    async with parts.store.transaction() as tx:
        dead = list(await storage_outbox.dead(tx, limit=500))
        if args.again:
            wanted = [row for row in dead if args.again in ("all", row.entry)]
            for row in wanted:
                await storage_outbox.send_again(tx, row.entry, ms(datetime.now(UTC)))
            print(f"{len(wanted)} will be sent again")
            return 0 if wanted or args.again == "all" else 1
    for row in dead:
        print(
            f"{row.entry}  {row.channel}  {row.receipt or '-'}  {row.ministry or '-'}  tries={row.tries}  {row.reason}"
        )
    print(f"{len(dead)} letters could not be delivered")
    return 0


async def rotate_keys(parts: Assembly, args: argparse.Namespace) -> int:
    """Add a ring key and wrap every key anew by it, or prove the log by another key; while the service runs."""
    if args.what == "prove":
        proof = parts.ring.renew_proof()
        async with parts.store.transaction() as tx:
            await audit.prove(tx, ms(datetime.now(UTC)))
        print(f"the audit log goes on under the key {proof.id}; the one before stays in the ring for older lines")
        return 0
    if parts.ring.path is None:
        print("the key ring is in SINMUNGO_KEYS: add a newer key there, then start again", file=sys.stderr)
        return 1
    print(f"{await rotate(parts.store, datetime.now(UTC))} keys wrapped by {parts.ring.newest}")
    return 0
