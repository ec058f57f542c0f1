"""Whether the audit log is as it was written: what was changed, left out, put elsewhere, cut off or written anew, and
where. Read page by page, whatever its length.

Beside the log itself stand the heads that were kept elsewhere: in the ring's folder, sealed in reports, printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlalchemy import Executable, select

from storage.audit import CUT, FIRST, SEGMENT, Sworn, a
from storage.audit_heads import KeptHead, day_of
from storage.keyring import Keyring, KeyringError
from storage.report_heads import sealed_heads
from storage.transaction import Transaction, columns_of

PAGE = 2_000
"""Lines read at once."""
MOST = 200
"""Places that are told: a log with more damage than that is told by its first ones."""


class DamageKind(StrEnum):
    """What became of lines. CHANGED: other words, or a line of somebody else's. DELETED: lines are missing before this
    one. REORDERED: lines stand elsewhere. CUT: the end is missing. REWRITTEN: written anew by whoever had the database.
    UNPROVEN: no key that proves them is in the ring; of a log of versions before, that none has signed yet."""

    CHANGED = "changed"
    DELETED = "deleted"
    REORDERED = "reordered"
    CUT = "cut"
    REWRITTEN = "rewritten"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class Damage:
    """Lines `line` to `last` of the log. `day`: of the first of them as it stands there, else of who remembers it."""

    kind: DamageKind
    line: int
    last: int
    day: str


@dataclass(slots=True)
class _Walk:
    """What is known after a line. `before`: the line passed last; `sure`: whether that one held. `first`: the hash of
    the first line, which is `late` where lines before it are gone; `cut_to`: what the house said is the first one now.
    `proven`: a key vouched for a line; `anew`: the last head did not fit; `kept`: there are heads at all."""

    ring: Keyring
    heads: Iterator[KeptHead]
    awaited: KeptHead | None = None
    before: Sworn | None = None
    sure: bool = True
    first: str = ""
    late: bool = False
    oldest: int = 0
    cut_to: str = ""
    proven: bool = False
    anew: bool = False
    kept: bool = False
    found: list[Damage] = field(default_factory=list)

    def blame(self, kind: DamageKind, line: int, last: int, day: str) -> None:
        """Name a place; one that goes on where the last of its kind ended is the same place."""
        if self.found and self.found[-1].kind is kind and self.found[-1].last >= line - 1:
            self.found[-1] = replace(self.found[-1], last=max(last, self.found[-1].last))
        elif len(self.found) < MOST:
            self.found.append(Damage(kind, line, last, day))

    def blamed(self, line: int) -> bool:
        """Whether a line stands in a place that was named."""
        return any(each.line <= line <= each.last for each in self.found)


class HeadStanding(StrEnum):
    """How a head that somebody kept stands: in the log; OLDER than what the log keeps; GONE from it."""

    STANDS = "stands"
    OLDER = "older"
    GONE = "gone"


async def how_stands(tx: Transaction, head: KeptHead) -> HeadStanding:
    """How this head stands; its hash may be a beginning, its line 0 where that is not known."""
    there = a.c.hash.startswith(head.hash, autoescape=True)
    if await tx.has(select(a.c.id).where(there, *((a.c.id == head.line,) if head.line else ())).limit(1)):
        return HeadStanding.STANDS
    oldest = await tx.one(int, select(a.c.id).order_by(a.c.id).limit(1)) or 0
    cut = await tx.has(select(a.c.id).where(a.c.id == oldest, a.c.before != FIRST).limit(1))
    return HeadStanding.OLDER if cut and 0 < head.line < oldest else HeadStanding.GONE


async def find_damage(tx: Transaction, kept: Iterable[KeptHead] = (), given: KeptHead | None = None) -> list[Damage]:
    """All that is wrong with the log, in its order; nothing when it is as it was written. `kept`: heads from elsewhere,
    the oldest first; `given`: a head as it was printed, or its beginning, line 0 where that is not known."""
    heads = iter(kept)
    walk = _Walk(tx.vault.ring, heads, next(heads, None))
    walk.kept = walk.awaited is not None
    after = 0
    while lines := await tx.read(Sworn, _page(after)):
        for line in lines:
            await _pass(tx, walk, line)
        after = lines[-1].id
    _ended(walk)
    await _held_by_reports(tx, walk)
    if given is not None and await how_stands(tx, given) is HeadStanding.GONE:
        place = given.line or (walk.before.id if walk.before else 0) + 1
        if not walk.blamed(place):
            _missing(walk, replace(given, line=place))
    return walk.found


def _page(after: int) -> Executable:
    return select(*columns_of(a, Sworn)).where(a.c.id > after).order_by(a.c.id).limit(PAGE)


async def _pass(tx: Transaction, walk: _Walk, line: Sworn) -> None:
    """Look at the next line."""
    linked = line.before == (walk.before.hash if walk.before else FIRST)
    kind = _wrong(walk, line)
    if kind is not None:
        walk.blame(kind, line.id, line.id, day_of(line.at))
    elif not linked and walk.sure:
        await _misplaced(tx, walk, line)
    if walk.before is None:
        walk.first, walk.late, walk.oldest = line.hash, line.before != FIRST, line.id
    if kind is None and line.action == CUT:
        walk.cut_to = line.subject
    walk.proven = walk.proven or bool(line.proof and kind is None)
    walk.before, walk.sure = line, kind is None
    _held_against(walk, line)


def _wrong(walk: _Walk, line: Sworn) -> DamageKind | None:
    """What is wrong with a line by itself: who has no key writes plain hashes."""
    try:
        if not line.proof and walk.proven:
            return DamageKind.REWRITTEN
        if line.holds(walk.ring):
            return None
    except KeyringError:
        return DamageKind.UNPROVEN
    return DamageKind.REWRITTEN if line.plainly() else DamageKind.CHANGED


async def _misplaced(tx: Transaction, walk: _Walk, line: Sworn) -> None:
    """A line that holds, but not after the one that stands before it."""
    if walk.before is None:
        return  # whether lines before the first one may be gone is said by a line to come
    if line.action == SEGMENT and not walk.before.proof:
        walk.blame(DamageKind.REWRITTEN, 1, walk.before.id, day_of(walk.before.at))
    elif await tx.has(select(a.c.id).where(a.c.hash == line.before)):
        walk.blame(DamageKind.REORDERED, line.id, line.id, day_of(line.at))
    else:
        gap = line.id - walk.before.id > 1
        first = walk.before.id + 1 if gap else line.id
        walk.blame(DamageKind.DELETED, first, line.id - 1 if gap else line.id, day_of(line.at))


def _held_against(walk: _Walk, line: Sworn) -> None:
    """Hold the line against what was kept of it elsewhere."""
    while walk.awaited is not None and walk.awaited.line <= line.id:
        head, walk.awaited = walk.awaited, next(walk.heads, None)
        if head.line == line.id:
            _compare(walk, line, head)


def _compare(walk: _Walk, line: Sworn, head: KeptHead) -> None:
    """A whole chain written anew holds in itself: the lines from one head that does not fit to the next one are one
    place."""
    fits = head.hash == line.hash
    if not fits and walk.anew and walk.found and walk.found[-1].kind is DamageKind.REWRITTEN:
        walk.found[-1] = replace(walk.found[-1], last=line.id)
    elif not fits and not walk.blamed(line.id):
        walk.blame(DamageKind.REWRITTEN, line.id, line.id, day_of(line.at))
    walk.anew = not fits


def _ended(walk: _Walk) -> None:
    """What can be said only at the end of the log."""
    last = walk.before.id if walk.before else 0
    if walk.before is not None and not walk.proven and not walk.blamed(1):
        kind = DamageKind.REWRITTEN if walk.kept else DamageKind.UNPROVEN
        walk.found.insert(0, Damage(kind, 1, last, day_of(walk.before.at)))
    if walk.late and walk.cut_to != walk.first and not walk.blamed(1):
        walk.found.insert(0, Damage(DamageKind.DELETED, 1, max(walk.oldest - 1, 1), ""))
    while walk.awaited is not None:
        _missing(walk, walk.awaited)
        walk.awaited = next(walk.heads, None)


def _missing(walk: _Walk, head: KeptHead) -> None:
    """A line that somebody remembers is not there."""
    last = walk.before.id if walk.before else 0
    kind = DamageKind.CUT if head.line > last else DamageKind.REWRITTEN
    first = last + 1 if kind is DamageKind.CUT else head.line
    walk.blame(kind, first, head.line, head.day)


async def _held_by_reports(tx: Transaction, walk: _Walk) -> None:
    """Hold the log against the heads that reports were given when they were sent."""
    async for head in sealed_heads(tx):
        stands = select(a.c.id).where(a.c.id == head.line, a.c.hash == head.hash)
        if head.line >= walk.oldest and not walk.blamed(head.line) and not await tx.has(stands):
            _missing(walk, head)
