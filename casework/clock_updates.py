"""Acts and clocks: what time and extensions do to a referral's clocks, and how these follow every other act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from casework import clocks as c
from casework.acts import (
    HELD_FOR,
    Act,
    Asked,
    Barred,
    ByTime,
    Checked,
    Closed,
    Declined,
    Escalated,
    Extended,
    PassedOn,
    Released,
    Reminded,
    Replied,
    Ruling,
    Seen,
    Undone,
    Unopened,
)
from casework.clocks import Clocks, Happened, Referred
from dialogs.case_states import ReferralState
from dialogs.effects import File
from dialogs.events import Heard
from dialogs.questions import Answer
from guidance.calendar import day_of, end_of
from guidance.guide import SECRETARIAT
from storage import cases, messages, referrals
from storage import clocks as store
from storage.cases import CaseRow
from storage.clocks import RunningClock
from storage.messages import MessageHeading
from storage.referrals import Referral
from storage.states import Direction
from storage.timestamps import HOUR, moment, ms
from storage.transaction import Transaction

HELD_ON = HELD_FOR * HOUR
"""Milliseconds in which the holder has the case once the owner has answered: waiting is not letting it lie."""
Timed = Extended | Reminded | Escalated | Unopened


@dataclass(frozen=True, slots=True)
class Ticked:
    """What came of an act on a clock: `why` as in `Ruling`, what the owner hears, and (desk, kind) of what is told."""

    why: str = ""
    hear: Heard | None = None
    told: tuple[tuple[str, str], ...] = ()


# ---- acts on clocks -------------------------------------------------------------------------------------


async def tick(tx: Transaction, act: Timed, row: Referral, case: CaseRow, clocks: Clocks) -> Ticked:
    """Do what time or an officer does to a clock of this referral, if it is still to be done."""
    there = await store.of(tx, act.receipt, act.ministry)
    if isinstance(act, Unopened):
        return await _unopened(tx, act, row, case, clocks, [each for each in there if clocks.is_opening(each)])
    clock = next((each for each in there if each.name == act.clock), None)
    if clock is None:
        return Ticked("wrong")
    if isinstance(act, Extended):
        return await _extend(tx, act, row, case, clocks, clock)
    return await _alarm(tx, act, row, clocks, clock)


async def _alarm(
    tx: Transaction, act: Reminded | Escalated, row: Referral, clocks: Clocks, clock: RunningClock
) -> Ticked:
    if clock.met or clock.paused or not 0 < clock.rings <= ms(act.at):
        return Ticked("again")
    if isinstance(act, Reminded):
        if clock.reminded or clock.due < ms(act.at):
            return Ticked("again")
        await store.put(tx, [replace(clock, reminded=ms(act.at), rings=ms(clocks.alarm(clock)))])
        return Ticked(told=((act.ministry, "reminded"),))
    if clock.escalated or act.at < clocks.alarm(clock):
        return Ticked("again")
    await store.put(tx, [clocks.told(clock, act.at, row.state is ReferralState.SENT and not row.unopened)])
    own = (act.ministry, "overdue")
    return Ticked(told=(own,) if act.ministry == SECRETARIAT else (own, (SECRETARIAT, "escalated")))


async def _unopened(
    tx: Transaction, act: Unopened, row: Referral, case: CaseRow, clocks: Clocks, opening: list[RunningClock]
) -> Ticked:
    """The owner hears it once of each desk, and of one desk a day at most, whatever time has to catch up with."""
    silent = [replace(each, rings=0) for each in opening if each.rings and each.escalated]
    if row.unopened or row.state is not ReferralState.SENT or not silent:
        return Ticked("again")
    if day_of(moment(await store.told_unopened(tx, case.chat))) >= day_of(act.at):
        tomorrow = ms(clocks.calendar.next_morning(end_of(day_of(act.at))))
        await store.put(tx, [replace(each, rings=tomorrow) for each in silent])
        return Ticked("late")
    await store.put(tx, silent)
    await store.tell_unopened(tx, act.receipt, act.ministry, ms(act.at))
    return Ticked(hear=Heard(act.at, act.receipt, act.ministry, "unopened"))


async def _extend(
    tx: Transaction, act: Extended, row: Referral, case: CaseRow, clocks: Clocks, clock: RunningClock
) -> Ticked:
    """More time, with a reason that the owner hears; not once the time is over."""
    longer = clocks.extended(clock, act.days, row.urgent)
    if longer is None or not act.reason.strip():
        return Ticked("wrong")
    if clock.due < ms(act.at) and not clock.paused:
        return Ticked("late")
    key = await cases.key_of(tx, case)
    if key is None:
        return Ticked("over")
    await store.put(tx, [longer])
    if clock.inward:
        return Ticked()
    said = Answer(act.reason, language=act.language)
    head = MessageHeading(Direction.OUT, "extended", act.ministry, act.officer, frozenset({act.ministry}))
    await messages.say(tx, key, act.receipt, act.key, ms(act.at), said, head)
    day = day_of(moment(longer.due)).isoformat()
    return Ticked(hear=Heard(act.at, act.receipt, act.ministry, "extended", act.reason, act.language, day=day))


# ---- every other act ------------------------------------------------------------------------------------


async def follow(tx: Transaction, clocks: Clocks, act: Act, row: Referral, ruling: Ruling) -> None:
    """Let the clocks of a referral follow an act that was done. `row`: the referral as it was before."""
    if clocks.rules and ruling.state is not None and not isinstance(act, ByTime):
        what = frozenset(_happened(act, row, ruling))
        await _step(tx, clocks, row, Happened(act.at, ruling.state, what, row.urgent))


def _happened(act: Act, row: Referral, ruling: Ruling) -> Iterable[str]:
    if row.state is ReferralState.SENT is not ruling.state:
        yield c.OPENED
    if isinstance(act, Replied | Asked | PassedOn | Closed | Declined):
        yield c.SAID
    if isinstance(act, Replied | Closed | Declined):
        yield c.ANSWERED
    if ruling.state is None or not ruling.state.open:
        yield c.ENDED
    if isinstance(act, Released | Undone | Barred) and not ruling.holder and (row.holder or isinstance(act, Released)):
        yield c.LAID_DOWN
    elif not isinstance(act, Seen | Barred | Checked):
        yield c.WORKED
    if ruling.holder:
        yield c.HELD
    if isinstance(act, Undone):
        yield c.UNDONE


async def owner_answered(tx: Transaction, clocks: Clocks, row: Referral, at: int) -> None:
    """The owner answered what this desk asked: it is the turn of its holder, or else of the desk, and clocks go on."""
    then = replace(row, state=back_with(row), lease=max(row.lease, at + HELD_ON) if row.holder else 0)
    await referrals.change(tx, row, then, at)
    await went_on(tx, clocks, row, at, then.state)


def back_with(row: Referral) -> ReferralState:
    """The state of a referral that waits for its owner no more: with its holder, or with the desk."""
    return ReferralState.TAKEN if row.holder else ReferralState.SEEN


async def went_on(tx: Transaction, clocks: Clocks, row: Referral, at: int, state: ReferralState) -> None:
    """The referral `row` is in `state` now, and no officer did it: clocks that waited go on."""
    if clocks.rules:
        await _step(tx, clocks, row, Happened(moment(at), state, frozenset(), row.urgent))


async def _step(tx: Transaction, clocks: Clocks, row: Referral, now: Happened) -> None:
    there = await store.of(tx, row.receipt, row.ministry)
    changed, new = clocks.followed(list(there), Referred(row.receipt, row.ministry, now.at), now)
    await store.put(tx, changed)
    await store.add(tx, new)


# ---- a case comes to a desk -----------------------------------------------------------------------------


async def start(
    tx: Transaction, clocks: Clocks, file: File, ministries: Iterable[str], at: int, giver: str = ""
) -> None:
    """The clocks of desks that a report comes to start. `giver`: the desk that passed it on."""
    new: list[RunningClock] = []
    for ministry in ministries:
        routes = frozenset(route.route for route in file.guide.routes if route.ministry == ministry)
        new += clocks.begun(Referred(file.receipt, ministry, moment(at), file.guide.urgent, giver, routes))
    await store.add(tx, new)
