"""`sinmungo audit`: whether the log of who did what is as it was written, and its head, to be kept elsewhere."""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from app.assembly import ring_of
from app.settings import load_settings
from storage.audit import FIRST
from storage.audit_check import MOST, Damage, DamageKind, HeadStanding, find_damage, how_stands
from storage.audit_heads import KeptHead, add_head, current_head, kept_heads
from storage.code_upgrade import hide_clear
from storage.ring_check import check_ring
from storage.store import Store
from storage.vault import Vault

SAID = {
    DamageKind.CHANGED: "changed, or never written by this house",
    DamageKind.DELETED: "deleted: what followed does not follow from what stands before it",
    DamageKind.REORDERED: "reordered: written as they are, but not in this place",
    DamageKind.CUT: "cut off the end: known from outside the log, and not in it",
    DamageKind.REWRITTEN: "rewritten: not what the house wrote, or under no key of its ring",
    DamageKind.UNPROVEN: "not proven: no key in the ring vouches for them (is a proof-….key missing? after an upgrade "
    "the first start of the service signs what is there)",
}
HEADS = {
    HeadStanding.STANDS: "This head stands in the log, where it was",
    HeadStanding.OLDER: "This head is of a line older than the log is kept, so nothing can be said of it",
    HeadStanding.GONE: "This head does not stand in the log: what it vouches for was changed or cut off",
}
Work = Callable[[Store, argparse.Namespace], Awaitable[int]]


def register(subparsers: Any) -> None:
    """Add the verb to the command line; `func(args)` returns the exit code."""
    parser = subparsers.add_parser("audit", help="verify the log of who did what; its head, to be kept elsewhere")
    verbs = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    checking = verbs.add_parser("verify", help="find what was changed, deleted, reordered, cut off or rewritten")
    checking.add_argument("--head", type=head_code, help="a head as an owner or a page has it, or its first 16 digits")
    checking.set_defaults(func=lambda args: asyncio.run(_with_store(verify, args)))
    telling = verbs.add_parser("head", help="print the day, the number of lines and the head of the log")
    telling.set_defaults(func=lambda args: asyncio.run(_with_store(tell_head, args)))


_DAY_AND_LINE = re.compile(r"\s*(\d{4}-\d{2}-\d{2})[\s·]+(\d+)[\s·]+(?=\S)")


def head_code(typed: str) -> KeptHead:
    """A head as a status, a copy or a page has it, with its day and line, or its digits alone. Raises ArgumentTypeError
    for what is none."""
    placed = _DAY_AND_LINE.match(typed)
    digits = re.sub(r"[\s·-]", "", typed[placed.end() :] if placed else typed).casefold()
    if not re.fullmatch(r"[0-9a-f]{16,64}", digits):
        raise argparse.ArgumentTypeError("is not a head: 16 to 64 of the signs 0-9 and a-f, its day and line before it")
    return KeptHead(placed[1], int(placed[2]), digits) if placed else KeptHead("", 0, digits)


async def _with_store(work: Work, args: argparse.Namespace) -> int:
    settings = load_settings()
    store = await Store.open(settings.database_url, Vault(await ring_of(settings)))
    try:
        await check_ring(store)
        await hide_clear(store)
        return await work(store, args)
    finally:
        await store.close()


async def verify(store: Store, args: argparse.Namespace) -> int:
    """Say what is wrong, a line for each place, and return 1; 0 when the log is as it was written."""
    folder = store.vault.ring.path
    kept = kept_heads(folder) if folder else iter(())
    async with store.reading() as tx:
        found = await find_damage(tx, kept, args.head)
        standing = await how_stands(tx, args.head) if args.head else None
    for each in found:
        print(told(each), file=sys.stderr)
    if len(found) >= MOST:
        print(f"These are the first {MOST} places.", file=sys.stderr)
    if not found:
        head = await current_head(store)
        print(f"The audit log is as it was written: {head.line} lines, head {head.hash}")
    if standing is not None:
        print(
            f"{HEADS[standing]}: {args.head.hash}", file=sys.stdout if standing is HeadStanding.STANDS else sys.stderr
        )
    return 1 if found else 0


def told(damage: Damage) -> str:
    """A place of damage in a sentence."""
    where = f"line {damage.line}" if damage.line == damage.last else f"lines {damage.line} to {damage.last}"
    return f"audit: {where}{f' ({damage.day})' if damage.day else ''}: {SAID[damage.kind]}"


async def tell_head(store: Store, args: argparse.Namespace) -> int:
    """The day in Korea, the number of the newest line and its hash; kept beside the ring as well."""
    head = await current_head(store)
    if head.hash == FIRST:
        print("audit: the log is empty, so it has no head yet", file=sys.stderr)
        return 1
    if store.vault.ring.path is not None:
        add_head(store.vault.ring.path, head)
    print(head)
    return 0
