"""What the clocks of a referral do: they start, are met, stand still while the owner is waited for, and are extended.

`content/desk_clocks.toml` says which clocks a desk has; `storage/clocks.py` keeps them. Nothing here looks at the time:
every moment is passed in. `bot/scheduler.py` does what is due.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from casework.public_holidays import korea
from dialogs.case_states import ReferralState
from guidance.calendar import Calendar, day_of, end_of, morning_of
from guidance.records.knowledge import DeskClock
from locales.text import Raw, Text
from storage.clocks import RunningClock
from storage.timestamps import moment, ms

EVERY_DESK = "*"
MOST_DAYS = 180
"""Days that one extension may add at most; a clock's own `extend` bounds them all together."""
RUNNING, PAUSED, MET, OVERDUE = "running", "paused", "met", "overdue"
OPENED, SAID, ANSWERED, ENDED, WORKED, HELD, LAID_DOWN, UNDONE = (
    "opened", "said", "answered", "ended", "worked", "held", "laid_down", "undone",
)  # fmt: skip
"""What may happen to a referral. The first four are what a clock can be `met_by`; HELD: somebody holds it now."""

Rules = Mapping[str, DeskClock]


class Shown(NamedTuple):
    """A clock as a page shows it. `due` is the last moment, on the last Korean day. `state`: running, paused, met or
    overdue. `verify`: the mark."""

    name: str
    label: Text | Raw
    due: datetime
    state: str
    statutory: bool
    verify: bool


def shown(row: RunningClock, rules: Rules, at: datetime) -> Shown:
    """What a page says of a clock at this moment. A clock whose record is gone is called by its name."""
    rule = rule_of(rules, row.ministry, row.name)
    head = (row.name, rule.label if rule else Raw(row.name), moment(row.due), state_of(row, at))
    return Shown(*head, bool(rule and rule.statutory), bool(rule and rule.origin.verify))


def state_of(row: RunningClock, at: datetime) -> str:
    if row.met:
        return MET
    if row.paused:
        return PAUSED
    return OVERDUE if row.due < ms(at) else RUNNING


def rule_of(rules: Rules, ministry: str, name: str) -> DeskClock | None:
    """The record of a clock of this desk: its own, or else that of every desk."""
    there = {rule.ministry: rule for rule in rules.values() if rule.name == name}
    return there.get(ministry) or there.get(EVERY_DESK)


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to a referral at `at`, in which `state` it is now, and whether it is urgent."""

    at: datetime
    state: ReferralState
    what: frozenset[str]
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Referred:
    """A case that comes to a desk at `at`. `giver`: the desk that passed it on; `routes`: those that led here."""

    receipt: str
    ministry: str
    at: datetime
    urgent: bool = False
    giver: str = ""
    routes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clocks:
    """The rules of all desks over a calendar. Every method is pure."""

    rules: Rules
    calendar: Calendar

    # ---- starting -----------------------------------------------------------------------------------

    def begun(self, case: Referred) -> list[RunningClock]:
        """The clocks that start when a case comes to a desk."""
        return [
            self._begin(rule, case.receipt, case.ministry, case.at, case.urgent)
            for rule in self._of_desk(case.ministry)
            if rule.starts_with == "referred" and _is_for(rule, case)
        ]

    def _of_desk(self, ministry: str) -> Iterator[DeskClock]:
        names = {rule.name for rule in self.rules.values() if rule.ministry in (ministry, EVERY_DESK)}
        for name in sorted(names):
            if (rule := rule_of(self.rules, ministry, name)) is not None:
                yield rule

    def _begin(self, rule: DeskClock, receipt: str, ministry: str, at: datetime, urgent: bool) -> RunningClock:
        fresh = RunningClock(receipt, ministry, rule.name, ms(at), 0, inward=not rule.owner)
        return self._due(fresh, rule, urgent)

    def _due(self, clock: RunningClock, rule: DeskClock, urgent: bool) -> RunningClock:
        """The clock with its last moment counted anew; where that moved, nothing was said of it yet."""
        days = rule.urgent_days if urgent and rule.urgent_days else rule.days
        days += clock.extended + clock.waited
        due = ms(end_of(self.calendar.last_day(day_of(moment(clock.started)), rule.kind, days, rule.months)))
        moved = due != clock.due
        clock = replace(clock, due=due, reminded=0, escalated=0) if moved else clock
        return self._rung(clock, rule)

    def _rung(self, clock: RunningClock, rule: DeskClock) -> RunningClock:
        """The clock with the moment at which time has something to do with it next."""
        if clock.paused or clock.met or clock.escalated:
            return replace(clock, rings=0)
        remind = 0 if clock.reminded else self.reminder(clock, rule)
        return replace(clock, rings=remind or ms(self.alarm(clock)))

    def reminder(self, clock: RunningClock, rule: DeskClock) -> int:
        """The morning to remind the desk on, or else the morning of the last day; 0 when both came too early."""
        last = day_of(moment(clock.due))
        for day in (self.calendar.working(last, -rule.remind_before), last):
            if (morning := ms(morning_of(day))) > clock.started:
                return morning
        return 0

    def alarm(self, clock: RunningClock) -> datetime:
        """When it is told that the clock ran out: the first morning after it."""
        return self.calendar.next_morning(moment(clock.due))

    # ---- going on -----------------------------------------------------------------------------------

    def followed(
        self, clocks: list[RunningClock], case: Referred, now: Happened
    ) -> tuple[list[RunningClock], list[RunningClock]]:
        """What becomes of a referral's clocks when this happens: those that changed, and new ones."""
        there = {clock.name: clock for clock in clocks}
        changed, new = [], []
        for rule in self._of_desk(case.ministry):
            clock = there.pop(rule.name, None)
            if clock is None:
                new += self._taken(rule, case, now)
            elif (then := self._follow(clock, rule, now)) != clock:
                changed.append(then)
        ended = [replace(clock, met=ms(now.at), paused=0, rings=0) for clock in there.values() if not clock.met]
        return changed + ended, new

    def _taken(self, rule: DeskClock, case: Referred, now: Happened) -> list[RunningClock]:
        if rule.starts_with != "held" or not _goes_on(now):
            return []
        clock = self._begin(rule, case.receipt, case.ministry, now.at, now.urgent)
        return [self._waiting(clock, rule, now)]

    def _follow(self, clock: RunningClock, rule: DeskClock, now: Happened) -> RunningClock:
        if clock.met:
            return self._again(clock, rule, now)
        held = rule.starts_with == "held"
        if {ENDED, rule.met_by} & now.what or (held and LAID_DOWN in now.what):
            return replace(clock, met=ms(now.at), paused=0, rings=0)
        if held and WORKED in now.what:
            clock = self._anew(clock, rule, now)
        return self._waiting(clock, rule, now)

    def _again(self, clock: RunningClock, rule: DeskClock, now: Happened) -> RunningClock:
        """A clock that was met goes on when what met it is undone, or when the case is taken once more."""
        if UNDONE in now.what and rule.met_by == OPENED and now.state is ReferralState.SENT:
            return self._rung(replace(clock, met=0), rule)
        if rule.starts_with == "held" and _goes_on(now):
            return self._waiting(self._anew(clock, rule, now), rule, now)
        return clock

    def _anew(self, clock: RunningClock, rule: DeskClock, now: Happened) -> RunningClock:
        return self._begin(rule, clock.receipt, clock.ministry, now.at, now.urgent)

    def _waiting(self, clock: RunningClock, rule: DeskClock, now: Happened) -> RunningClock:
        """A clock that ran out before the owner was asked is overdue, and nothing stops that."""
        waits = now.state in rule.pauses_in and (clock.paused or clock.due >= ms(now.at))
        if waits and not clock.paused:
            return self._rung(replace(clock, paused=ms(now.at)), rule)
        if waits or not clock.paused:
            return clock
        days = self.calendar.between(rule.kind, day_of(moment(clock.paused)), day_of(now.at))
        return self._due(replace(clock, paused=0, waited=clock.waited + days), rule, now.urgent)

    # ---- longer -------------------------------------------------------------------------------------

    def extended(self, clock: RunningClock, days: int, urgent: bool) -> RunningClock | None:
        """The clock with days added; None where it may not be: over, or more than its record allows."""
        rule = rule_of(self.rules, clock.ministry, clock.name)
        if rule is None or clock.met or not 0 < days <= MOST_DAYS or clock.extended + days > rule.extend:
            return None
        return self._due(replace(clock, extended=clock.extended + days), rule, urgent)

    def told(self, clock: RunningClock, at: datetime, unopened: bool) -> RunningClock:
        """The clock after the secretariat was told that it ran out; it rings on while the owner is to hear so."""
        return replace(clock, escalated=ms(at), rings=ms(at) if unopened and self.is_opening(clock) else 0)

    def is_opening(self, clock: RunningClock) -> bool:
        """Whether this is the clock in which a desk is to open the case."""
        rule = rule_of(self.rules, clock.ministry, clock.name)
        return rule is not None and rule.met_by == OPENED


def clocks_of(rules: Rules) -> Clocks:
    """The clocks of these records, over Korea's calendar."""
    return Clocks(rules, korea())


def _goes_on(now: Happened) -> bool:
    """Whether somebody who holds the case did something with it, and it did not end."""
    return {WORKED, HELD} <= now.what and ENDED not in now.what


def _is_for(rule: DeskClock, case: Referred) -> bool:
    if rule.giver and rule.giver != case.giver:
        return False
    return not rule.routes or bool(rule.routes & case.routes)
