"""One route record against one fact set: is the door open, how strongly does it draw, and if not, why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guidance.conditions import (
    MOST_REMEMBERED,
    ConditionIndex,
    Masks,
    all_hold,
    none_fails,
    one_holds,
    reach,
    sorted_out,
)
from guidance.guide import Deadline
from guidance.records.knowledge import Beside, Lift, RouteRecord
from locales.text import Day, Text, _

COST_OF_NOT_KNOWING = 12
"""What one open or doubtful fact takes from the weight of a route, in the same points as `weight`."""

COST_OF_WEAKNESS = 4


ONLY_SMES = _("This door is for small and medium-sized companies only.")
NEEDS_NAME = _("This body needs your name to act.")
ALREADY = _("You have already reported to this body. Report again only if something is different now.")


@dataclass(frozen=True, slots=True)
class RouteCase:
    """One fact set on one day. `closed`: clock id -> the deadline that has passed. `reported`: bodies already told.

    `ruled`: whether a rule outside the facts of the act (name, earlier report, time) may shut doors.
    """

    bits: int
    doubtful: frozenset[str]
    anonymous: bool
    reported: frozenset[str]
    closed: Mapping[str, Deadline]
    starts_of_clocks: Mapping[str, str]
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class CompiledLift:
    """A compiled lift."""

    when: Masks
    unless: Masks
    by: int
    practice: Text | None

    def applies(self, bits: int) -> bool:
        return all_hold(self.when, bits) and not one_holds(self.unless, bits)


@dataclass(frozen=True, slots=True)
class RouteStanding:
    """A door that is open, or may be (`unknown` not empty). `lit` is false when nothing speaks for it yet."""

    door: Door
    because: tuple[str, ...]
    weak: tuple[str, ...]
    unknown: tuple[str, ...]
    score: int
    practice: tuple[Text, ...]
    lit: bool


@dataclass(frozen=True, slots=True)
class Shut:
    """A door that is closed, why, and the facts that close it."""

    door: Door
    why: Text
    because: tuple[str, ...]


class Door:
    """A compiled route record. It remembers its answers, which depend on the few facts it looks at and nothing else."""

    __slots__ = (
        "_ends",
        "_facts",
        "_reach",
        "_seen",
        "bars",
        "beside",
        "clocks",
        "lifts",
        "needs",
        "only",
        "record",
        "six",
        "voice",
        "weakens",
    )

    def __init__(self, record: RouteRecord, six: bool, index: ConditionIndex) -> None:
        self.record = record
        self.six = six
        self.needs = index.compile(record.needs)
        self.bars = index.compile(record.bars)
        self.weakens = index.compile(record.weakens)
        self.only = index.compile({"victim_size": record.only}) if record.only else ()
        self.lifts = tuple(_compiled(lift, index) for lift in record.lifts)
        self.beside = tuple(_company(beside, index) for beside in record.beside)
        self.clocks = tuple(clock for clock in (record.clock, *record.clocks) if clock)
        self._ends = frozenset(self.clocks)
        lifted = (masks for lift in self.lifts for masks in (lift.when, lift.unless))
        self._reach = reach(self.needs, self.bars, self.weakens, self.only, *lifted)
        self.voice = (record.speaks_no, record.weight)
        self._facts = frozenset(record.needs)
        self._seen: dict[tuple[int, frozenset[str]], RouteStanding | None] = {}

    def stands(self, case: RouteCase) -> RouteStanding | None:
        """The open door, or one that may be open; None when it is shut (`why_shut` says why)."""
        if case.ruled and self._ruled_out(case):
            return None
        bits, doubtful = case.bits & self._reach, case.doubtful
        if doubtful:
            doubtful = doubtful & self._facts
        try:
            return self._seen[bits, doubtful]
        except KeyError:
            pass
        if len(self._seen) >= MOST_REMEMBERED:
            self._seen.clear()
        found = self._seen[bits, doubtful] = self._weigh(bits, doubtful)
        return found

    def _ruled_out(self, case: RouteCase) -> bool:
        """Shut whatever happened: no name, already told, too late. To be advised is never shut."""
        record = self.record
        if record.fallback:
            return False
        if (case.anonymous and not record.anonymous) or record.ministry in case.reported:
            return True
        return bool(case.closed) and not self._ends.isdisjoint(case.closed)

    def _weigh(self, bits: int, doubtful: frozenset[str]) -> RouteStanding | None:
        met, unknown, failed = sorted_out(self.needs, bits)
        if failed or one_holds(self.bars, bits) or sorted_out(self.only, bits)[2]:
            return None
        return self._standing(bits, doubtful, met, unknown)

    def nearly(self, case: RouteCase) -> bool:
        """Of a shut door: the facts of the act fit, and only a rule (size, name, time, earlier report) shuts it."""
        if not (case.ruled or self.only):
            return False
        bits = case.bits
        return none_fails(self.needs, bits) and one_holds(self.needs, bits) and not one_holds(self.bars, bits)

    def why_shut(self, case: RouteCase) -> Shut:
        """The reason of a door for which `stands` found None."""
        failed = sorted_out(self.needs, case.bits)[2]
        barred = failed or [mask.fact for mask in self.bars if case.bits & mask.values]
        if barred:
            return Shut(self, self.record.why_not, tuple(barred))
        why, fact = self._rule(case)
        return Shut(self, why, (fact,))

    def _rule(self, case: RouteCase) -> tuple[Text, str]:
        if self.only and sorted_out(self.only, case.bits)[2]:
            return ONLY_SMES, "victim_size"
        if case.anonymous and not self.record.anonymous:
            return NEEDS_NAME, "anonymous"
        if self.record.ministry in case.reported:
            return ALREADY, "already_reported_to"
        clock = next(clock for clock in self.clocks if clock in case.closed)
        return _too_late(case.closed[clock]), case.starts_of_clocks[clock]

    def _standing(self, bits: int, doubtful: frozenset[str], met: list[str], unknown: list[str]) -> RouteStanding:
        record = self.record
        weak = [mask.fact for mask in self.weakens if bits & mask.values]
        shaky = [fact for fact in met if fact in doubtful] if doubtful else []
        lifts = [lift for lift in self.lifts if lift.applies(bits)]
        cost = COST_OF_NOT_KNOWING * (len(unknown) + len(shaky)) + COST_OF_WEAKNESS * len(weak)
        said = [record.practice, *(lift.practice for lift in lifts)]
        return RouteStanding(
            self,
            _because(met, lifts, bits),
            tuple(dict.fromkeys((*weak, *shaky))),
            tuple(unknown),
            record.weight + sum(lift.by for lift in lifts) - cost,
            tuple(text for text in said if text is not None),
            not record.lit_by.intersection(unknown) if record.lit_by else bool(met) or not self.needs,
        )


def _because(met: list[str], lifts: list[CompiledLift], bits: int) -> tuple[str, ...]:
    """The facts of the needs that are met, and those that practice leans on."""
    leaned = [mask.fact for lift in lifts if lift.by > 0 for mask in lift.when if bits & mask.values]
    return tuple(dict.fromkeys((*met, *leaned)))


Company = tuple[frozenset[str], CompiledLift]


def _compiled(lift: Lift, index: ConditionIndex) -> CompiledLift:
    return CompiledLift(index.compile(lift.when), index.compile(lift.unless), lift.by, lift.practice)


def _company(beside: Beside, index: ConditionIndex) -> Company:
    return beside.to, CompiledLift(index.compile(beside.when), index.compile(beside.unless), beside.rank, None)


def _too_late(passed: Deadline) -> Text:
    if passed.closes is None:
        return _("The time for this door is over.")
    day = Day(passed.closes.year, passed.closes.month, passed.closes.day)
    return _("The time for this door ended on {day}.", day=day)
