"""What an act of a desk does to its referral, what its owner hears of it, and what other desks do.

Everything is looked up and decided in the transaction that keeps it: rights, holder, consent. Nothing is trusted that
a page or a button carried.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.casework import rights, timing
from bot.casework.acts import (
    HOUSE,
    STANCES,
    Act,
    Asked,
    Barred,
    Closed,
    Declined,
    Escalated,
    Extended,
    Noted,
    PassedOn,
    Positioned,
    Queried,
    Released,
    Reminded,
    Replied,
    Reworded,
    Ruling,
    Seen,
    Settled,
    Taken,
    Telling,
    Undone,
    Unhushed,
    Unopened,
)
from bot.casework.clocks import Clocks, clocks_of
from dialogs.types import Answer, Heard
from storage import audit, barring, cases, desks, undoing
from storage.cases import Case
from storage.moments import ms
from storage.officers import officer
from storage.transaction import Transaction

HOUR = 3_600_000
UNDO_FOR = 60_000
"""Milliseconds in which an act on many cases can be undone. The owner hears of it only then."""
SAID = {Replied: "answered", Asked: "asked", PassedOn: "passed_on", Closed: "closed", Declined: "declined"}
"""Acts with words to the owner -> the state of the referral after it, and the kind of what the owner hears."""
RIGHTS: dict[type, str] = {
    Seen: rights.SEE, Taken: rights.TAKE, Released: rights.RELEASE, Undone: rights.UNDO, Replied: rights.REPLY,
    Reworded: rights.REWORD, Asked: rights.ASK, PassedOn: rights.PASS_ON, Closed: rights.CLOSE,
    Declined: rights.DECLINE, Noted: rights.NOTE, Positioned: rights.POSITION, Settled: rights.SETTLE,
    Queried: rights.QUERY, Barred: rights.BAR, Extended: rights.EXTEND,
}  # fmt: skip
NO_CLOCKS = clocks_of({})
BY_TIME = (Reminded, Escalated, Unopened, Unhushed)


@dataclass(frozen=True, slots=True)
class Told:
    """Something for the group and the console of another desk, or of this one. `kind` says what it is, `about` which
    case it concerns where that is another one; words stay on the console."""

    ministry: str
    kind: str
    receipt: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What came of an act: the `case`, what its owner is to `hear`, and what desks are `told`."""

    ruling: Ruling
    case: Case | None = None
    hear: Heard | None = None
    told: tuple[Told, ...] = ()


async def rule(tx: Transaction, act: Act, clocks: Clocks = NO_CLOCKS) -> Ruled:
    """Do the act and say what came of it. Raises Conflict when the referral was changed meanwhile."""
    row = await desks.referral(tx, act.receipt, act.ministry, lock=True)
    case = await cases.load_case(tx, act.receipt) if row else None
    if row is None or case is None:
        return Ruled(Ruling(why="unknown"))
    if why := await _refused(tx, act, row, case):
        hidden = why == "unknown"
        return Ruled(Ruling(why=why) if hidden else Ruling(row.state, row.holder, why), None if hidden else case)
    done = await _do(tx, act, row, case, clocks)
    if not done.ruling.why:
        await timing.follow(tx, clocks, act, row, done.ruling)
        name = type(act).__name__.lower()
        await audit.note(tx, ms(act.at), act.officer, name, f"{act.receipt}:{act.ministry}")
    return done


# ---- whether --------------------------------------------------------------------------------------------


async def _refused(tx: Transaction, act: Act, row: Any, case: Case) -> str:
    if case.key is None:
        return "over"
    if isinstance(act, BY_TIME):
        return "" if act.officer == HOUSE and row.open else "over"
    who = await officer(tx, act.officer)
    if who is None or who.revoked:
        return "unknown"
    stands = await standing(tx, who.id, who.ministry, row)
    if stands.relation in (rights.BARRED, rights.STRANGER):
        return "unknown"
    if not rights.allows(who.role, _action(act, row), stands, row.state):
        return _why_not(who.role, act, row, stands)
    return _held(act, row)


def _action(act: Act, row: Any) -> str:
    """Laying down what a colleague holds is handing over, which takes more."""
    if isinstance(act, Released) and (act.to or row.holder != act.officer):
        return rights.HAND_OVER
    return RIGHTS[type(act)]


def _why_not(role: str, act: Act, row: Any, stands: rights.Standing) -> str:
    """`over` when only the state is in the way; `not_held` when only not holding it is."""
    if not row.open and rights.allows(role, _action(act, row), stands, "taken"):
        return "over"
    if stands.relation == rights.DESK and isinstance(act, Released):
        return "not_held" if role != "auditor" else "no_right"
    return "no_right"


async def standing(tx: Transaction, officer_id: str, ministry: str, row: Any) -> rights.Standing:
    """How an officer of `ministry` stands to the case of this referral."""
    if await barring.is_barred(tx, row.receipt, officer_id):
        return rights.Standing(rights.BARRED)
    if ministry != row.ministry:
        return rights.Standing(rights.STRANGER)
    return rights.Standing(rights.HOLDER if row.holder == officer_id else rights.DESK, row.role == "lead")


def _held(act: Act, row: Any) -> str:
    """Whether another officer holds the case: who only looks, notes or settles does not mind."""
    free = isinstance(act, Seen | Noted | Positioned | Settled | Queried | Barred | Undone | Reworded | Released)
    taken = bool(row.holder) and row.holder != act.officer and row.lease > ms(act.at)
    return "held" if taken and not free else ""


# ---- what -----------------------------------------------------------------------------------------------


async def _do(tx: Transaction, act: Act, row: Any, case: Case, clocks: Clocks) -> Ruled:
    match act:
        case Seen() | Taken() | Released() | Undone() | Unhushed():
            return await _hold(tx, act, row, case)
        case Replied() | Asked() | PassedOn() | Closed() | Declined():
            return await _tell(tx, act, row, case)
        case Reworded():
            return await _reword(tx, act, row, case)
        case Extended() | Reminded() | Escalated() | Unopened():
            return await _clock(tx, act, row, case, clocks)
        case Barred():
            return await _bar(tx, act, row, case)
        case _:
            return await _among(tx, act, row, case)


async def _change(tx: Transaction, act: Act, row: Any, **values: Any) -> Ruling:
    if values:
        await desks.change(tx, row, ms(act.at), **values)
    return Ruling(values.get("state", row.state), values.get("holder", row.holder))


async def _hold(tx: Transaction, act: Seen | Taken | Released | Undone | Unhushed, row: Any, case: Case) -> Ruled:
    at = ms(act.at)
    match act:
        case Seen():
            fresh = row.state == "sent"
            ruling = await _change(tx, act, row, **({"state": "seen", "seen": at} if fresh else {}))
            return Ruled(ruling, case, _heard(act, "seen") if fresh else None)
        case Taken():
            return await _take(tx, act, row, case)
        case Released(to=to, reason=reason):
            if to and not await _colleague(tx, to, act):
                return Ruled(Ruling(row.state, row.holder, "wrong"), case)
            if act.bulk:
                await undoing.remember(tx, act.bulk, act.officer, row, at + UNDO_FOR)
            lease = at + 72 * HOUR if to else 0
            return Ruled(await _change(tx, act, row, holder=to, lease=lease, reason=reason[:64]), case)
        case Undone(bulk=bulk):
            values = await undoing.before(tx, bulk, act.officer, row, at)
            if values is None:
                return Ruled(Ruling(row.state, row.holder, "late"), case)
            return Ruled(await _change(tx, act, row, **values), case)
        case Unhushed():
            if not 0 < row.tell <= at:
                return Ruled(Ruling(row.state, row.holder, "late"), case)
            return Ruled(await _change(tx, act, row, tell=0), case, _heard(act, "taken"))


async def _take(tx: Transaction, act: Taken, row: Any, case: Case) -> Ruled:
    at, new = ms(act.at), row.state in ("sent", "seen")
    if act.bulk:
        await undoing.remember(tx, act.bulk, act.officer, row, at + UNDO_FOR)
    values = {"holder": act.officer, "lease": at + act.hours * HOUR, "taken": row.taken or at, **_first(row, at)}
    hushed = {"tell": at + UNDO_FOR} if new and act.bulk else {}
    ruling = await _change(tx, act, row, state="taken" if new else row.state, **values, **hushed)
    return Ruled(ruling, case, _heard(act, "taken") if new and not act.bulk else None)


async def _colleague(tx: Transaction, to: str, act: Released) -> bool:
    """Whether a case may be handed to this officer: of the same desk, with access, and with no interest in it."""
    who = await officer(tx, to)
    if who is None or who.revoked or who.ministry != act.ministry or who.role == "auditor":
        return False
    return not await barring.is_barred(tx, act.receipt, to)


def _first(row: Any, at: int) -> dict[str, int]:
    return {} if row.acted else {"acted": at}


async def _tell(tx: Transaction, act: Replied | Asked | PassedOn | Closed | Declined, row: Any, case: Case) -> Ruled:
    at, kind = ms(act.at), SAID[type(act)]
    if isinstance(act, PassedOn) and await desks.referral(tx, act.receipt, act.to) is not None:
        return Ruled(Ruling(row.state, row.holder, "wrong"), case)
    held = {"holder": act.officer, "lease": max(row.lease, at + 24 * HOUR), "tell": 0}  # an answer says more
    ruling = await _change(tx, act, row, **{**held, **_first(row, at), "state": kind, **_ending(act)})
    await _keep(tx, act, case, kind)
    return Ruled(ruling, case, _spoken(act, kind))


def _ending(act: Telling) -> dict[str, Any]:
    match act:
        case Closed(reason=reason) | Declined(reason=reason):
            return {"open": False, "reason": reason[:64], "holder": "", "lease": 0}
        case PassedOn(to=to, reason=reason):
            return {"passed_to": to, "reason": reason[:64]}
        case _:
            return {}


async def _keep(tx: Transaction, act: Telling, case: Case, kind: str) -> None:
    if case.key is None or not (act.words or act.prepared):
        return
    named = {"ministry": act.ministry, "direction": "out", "kind": kind, "officer": act.officer}
    await desks.say(tx, case.key, act.receipt, act.key, ms(act.at), words_of(act), act.prepared, **named)


async def _reword(tx: Transaction, act: Reworded, row: Any, case: Case) -> Ruled:
    """A new version of the officer's own words; the owner hears that they were corrected."""
    if case.key is None:
        return Ruled(Ruling(row.state, row.holder, "over"), case)
    first = await desks.said_as(tx, act.receipt, act.of)
    if first is None or first.officer != act.officer or first.ministry != act.ministry or first.direction != "out":
        return Ruled(Ruling(row.state, row.holder, "wrong"), case)
    named = {"ministry": act.ministry, "direction": "out", "kind": first.kind, "officer": act.officer}
    await desks.say(tx, case.key, act.receipt, act.of, ms(act.at), words_of(act), **named)
    return Ruled(Ruling(row.state, row.holder), case, _heard(act, "corrected", act.words, act.language))


# ---- among the desks ------------------------------------------------------------------------------------


async def _among(tx: Transaction, act: Noted | Positioned | Settled | Queried, row: Any, case: Case) -> Ruled:
    match act:
        case Noted(shared=False):
            return await _note(tx, act, row, case, "note", ())
        case Queried(about=about):
            return await _query(tx, act, row, case, about)
        case Positioned(stance=stance) if stance not in STANCES:
            return Ruled(Ruling(row.state, row.holder, "wrong"), case)
    others = [each for each in await desks.referrals(tx, act.receipt) if each.ministry != act.ministry]
    if others and not may_share(case):
        return Ruled(Ruling(row.state, row.holder, "no_consent"), case)
    match act:
        case Positioned(stance=stance):
            return await _note(tx, act, row, case, f"position:{stance}", others)
        case Settled():
            return await _settle(tx, act, row, case, others)
        case _:
            return await _note(tx, act, row, case, "shared", others)


def may_share(case: Case) -> bool:
    """Whether the owner agreed that the desks share what they learn with each other."""
    return bool(case.file and case.file.consents.get("share"))


async def _note(tx: Transaction, act: Any, row: Any, case: Case, kind: str, others: Any) -> Ruled:
    """Keep words that the owner never sees; tell the desks that they are there."""
    if case.key is None:
        return Ruled(Ruling(row.state, row.holder, "over"), case)
    named = {"ministry": act.ministry, "direction": "note", "kind": kind, "officer": act.officer}
    await desks.say(tx, case.key, act.receipt, act.key, ms(act.at), words_of(act), **named)
    told = tuple(Told(each.ministry, kind.partition(":")[0], act.receipt) for each in others if each.open)
    return Ruled(Ruling(row.state, row.holder), case, None, told)


async def _settle(tx: Transaction, act: Settled, row: Any, case: Case, others: Any) -> Ruled:
    next_lead = next((each for each in others if each.ministry == act.lead), None)
    if act.lead and (next_lead is None or not next_lead.open):
        return Ruled(Ruling(row.state, row.holder, "wrong"), case)
    if next_lead is not None:
        await desks.change(tx, row, ms(act.at), role="cooperating")
        await desks.change(tx, next_lead, ms(act.at), role="lead")
        await cases.lead(tx, act.receipt, act.lead)
    return await _note(tx, act, row, case, "settled", others)


async def _query(tx: Transaction, act: Queried, row: Any, case: Case, about: str) -> Ruled:
    """Ask the desks of a related case. The question is kept with the case that asks; they see its code and desk."""
    if not await barring.are_related(tx, act.receipt, about):
        return Ruled(Ruling(row.state, row.holder, "wrong"), case)
    there = [each for each in await desks.referrals(tx, about) if each.open and each.ministry != act.ministry]
    done = await _note(tx, act, row, case, "query", ())
    other = await cases.load_case(tx, about)
    if other is not None and other.key is not None:
        named = {"ministry": act.ministry, "direction": "note", "kind": "queried", "officer": act.officer}
        await desks.say(tx, other.key, about, act.key, ms(act.at), Answer(act.receipt), **named)
    told = tuple(Told(each.ministry, "query", about, act.receipt) for each in there)
    return Ruled(done.ruling, case, None, told)


async def _bar(tx: Transaction, act: Barred, row: Any, case: Case) -> Ruled:
    who = await officer(tx, act.who)
    if who is None or who.ministry != act.ministry or who.id == act.officer:
        return Ruled(Ruling(row.state, row.holder, "wrong"), case)
    await barring.bar(tx, act.receipt, act.who, act.reason, ms(act.at))
    free = {"holder": "", "lease": 0} if row.holder == act.who else {}
    return Ruled(await _change(tx, act, row, **free), case)


# ---- clocks ---------------------------------------------------------------------------------------------


async def _clock(tx: Transaction, act: timing.Timed, row: Any, case: Case, clocks: Clocks) -> Ruled:
    done = await timing.tick(tx, act, row, case, clocks)
    told = tuple(Told(ministry, kind, act.receipt) for ministry, kind in done.told)
    return Ruled(Ruling(row.state, row.holder, done.why), case, done.hear, told)


# ---- words ----------------------------------------------------------------------------------------------


def words_of(act: Any) -> Answer:
    """The words of an act, labelled with their language."""
    return Answer(act.words, language=act.language)


def _heard(act: Act, kind: str, words: str = "", language: str = "") -> Heard:
    return Heard(act.at, act.receipt, act.ministry, kind, words, language)


def _spoken(act: Replied | Asked | PassedOn | Closed | Declined, kind: str) -> Heard:
    more: dict[str, Any] = {}
    match act:
        case Replied(files=files):
            more = {"files": files}
        case Asked(questions=questions):
            more = {"questions": questions}
        case PassedOn(to=to):
            more = {"to": to}
    return Heard(act.at, act.receipt, act.ministry, kind, act.words, act.language, act.prepared, **more)
