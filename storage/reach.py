"""Which desks somebody sits at: the only ones that a report can be sent to. In a trial every desk is one of them, and
whoever writes is told that no authority reads it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, insert, literal_column, select, update

from guidance.guide import DESKS, SECRETARIAT
from storage import officers
from storage import tables as t
from storage.officers import Officer
from storage.states import OfficerRole
from storage.timestamps import DAY
from storage.transaction import Transaction, pair

h, o, r = t.ring_check, t.officer, t.referral
SIGNED_IN_WITHIN = 30 * DAY
"""How long ago (ms) the last officer of a desk may have signed in until nobody sits there: a report that is sent to a
longer silence is read by nobody."""
CARRY_CASES = (OfficerRole.OFFICER, OfficerRole.LEAD, OfficerRole.SECRETARIAT)
TRIAL_OFFICER = "시험 담당"
"""The name of the officers of a trial, in all languages."""
_NONE: ColumnElement[int] = literal_column("0")


class NoTrial(Exception):
    """What only a trial allows was asked of a real house."""


async def staffed(tx: Transaction, at: int) -> frozenset[str]:
    """The desks that a report can be sent to at the moment `at` (ms)."""
    if tx.trial:
        return frozenset(DESKS)
    active = (~o.c.revoked, o.c.role.in_(CARRY_CASES), o.c.signed_in > at - SIGNED_IN_WITHIN)
    return frozenset(await tx.read(str, select(o.c.ministry).where(*active).distinct())) & frozenset(DESKS)


async def left_alone(tx: Transaction, desks: Collection[str], limit: int) -> list[tuple[str, str]]:
    """Open reports, with the desk, of which nobody was told yet that it is none of `desks`, where somebody sits."""
    where = (r.c.open, r.c.left_alone == _NONE, r.c.ministry.not_in(sorted(desks)))
    found = select(r.c.receipt, r.c.ministry).where(*where)
    return await tx.read(pair, found.order_by(r.c.created, r.c.receipt, r.c.ministry).limit(limit))


async def is_back(tx: Transaction, desks: Collection[str]) -> bool:
    """Whether somebody sits again at a desk that had left a report alone."""
    return await tx.has(select(r.c.receipt).where(r.c.left_alone > _NONE, r.c.ministry.in_(sorted(desks))).limit(1))


async def came_back(tx: Transaction, desks: Collection[str]) -> None:
    """Should these desks be left again, owners hear it again."""
    await tx.run(update(r).where(r.c.left_alone > _NONE, r.c.ministry.in_(sorted(desks))).values(left_alone=0))


# ---- trial or real --------------------------------------------------------------------------------------

TRIAL, REAL = "trial", "real"
"""What a house is, as it is kept beside what binds it to its ring."""


class Undecided(Exception):
    """Nobody said whether this house is a trial, and it may be a real one."""


async def decide(tx: Transaction, said: bool) -> None:
    """Keep whether this house is a trial where somebody said so (`said`). Where nobody did, a house that is none, or in
    which officers worked on reports before that was asked, is no trial by itself: raises Undecided."""
    wanted = TRIAL if tx.trial else REAL
    kept = await tx.one(str, select(h.c.value).where(h.c.name == TRIAL))
    if not said and wanted == TRIAL and (kept == REAL or (kept is None and await has_worked(tx))):
        raise Undecided("officers of bodies have worked on reports here")
    if kept is None:
        await tx.run(insert(h).values(name=TRIAL, value=wanted))
    elif kept != wanted and said:
        await tx.run(update(h).where(h.c.name == TRIAL).values(value=wanted))


async def has_worked(tx: Transaction) -> bool:
    """Whether an officer of a body, still there or not, has opened a report at a desk."""
    there = select(o.c.id).where(o.c.ministry.in_(DESKS), o.c.role.in_(CARRY_CASES)).limit(1)
    return await tx.has(there) and await tx.has(select(r.c.receipt).where(r.c.seen > _NONE).limit(1))


# ---- a trial --------------------------------------------------------------------------------------------


async def trial_officer(tx: Transaction, ministry: str, at: int) -> str:
    """The officer as whom one person sits at a desk of a trial, made when first needed. Raises NoTrial outside one."""
    if not tx.trial or ministry not in DESKS:
        raise NoTrial("such officers are of a trial alone")
    known = [one.id for one in await officers.officers_of(tx, ministry) if one.name == TRIAL_OFFICER]
    role = OfficerRole.SECRETARIAT if ministry == SECRETARIAT else OfficerRole.LEAD
    return known[0] if known else await officers.add_officer(tx, ministry, role, TRIAL_OFFICER, "ko", at, "trial")


async def has_officers(tx: Transaction) -> bool:
    """Whether officers of bodies are here beside those of the trial: then it may be meant as a real service."""
    there = [one for desk in DESKS for one in await officers.officers_of(tx, desk)]
    return any(one.name != TRIAL_OFFICER for one in there)


def sits_anywhere(who: Officer) -> bool:
    """Whether this is whoever runs a trial, as such or at one of its desks; who was invited has one desk."""
    return not who.ministry or who.name == TRIAL_OFFICER


async def end_trial(tx: Transaction, at: int) -> int:
    """Outside a trial its officers are none any more; return how many were. At the start of the service."""
    if tx.trial:
        return 0
    left = [one.id for desk in DESKS for one in await officers.officers_of(tx, desk) if one.name == TRIAL_OFFICER]
    for each in left:
        await officers.revoke(tx, each, at, "house")
    return len(left)
