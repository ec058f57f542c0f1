"""What is in force on one day, compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from guidance.conditions import ConditionIndex, Masks, Remembered, all_hold, one_holds, reach
from guidance.filing_order import Precedence
from guidance.guide import Misfit
from guidance.papers import Needed
from guidance.programmes import Eligible
from guidance.records.knowledge import BlindSpot, FirstStep, Period
from guidance.routes import Door

Record = TypeVar("Record", Period, FirstStep)


@dataclass(frozen=True, slots=True)
class Spot:
    """A compiled blind spot: one of `tables` holds, and nothing of `unless`."""

    record: BlindSpot
    tables: tuple[Masks, ...]
    unless: Masks

    def holds(self, bits: int) -> bool:
        return any(all_hold(table, bits) for table in self.tables) and not one_holds(self.unless, bits)


@dataclass(frozen=True, slots=True)
class Guarded(Generic[Record]):
    """A record and the condition under which it counts."""

    record: Record
    when: Masks


Ids = Remembered[tuple[str, ...]]


def spots_of(spots: Sequence[Spot]) -> Ids:
    """Which gaps a fact set falls into."""
    looks_at = reach(*(masks for spot in spots for masks in (*spot.tables, spot.unless)))
    return Remembered(looks_at, lambda bits: tuple(spot.record.id for spot in spots if spot.holds(bits)))


def ids_of(guarded: Sequence[Guarded[Record]]) -> Ids:
    """Which records count for a fact set, in their order."""
    looks_at = reach(*(one.when for one in guarded))
    return Remembered(looks_at, lambda bits: tuple(one.record.id for one in guarded if all_hold(one.when, bits)))


@dataclass(frozen=True, slots=True)
class Edition:
    """The compiled records of one day. `cites`: route id -> citation on the wire. `closing`: clocks that shut doors."""

    index: ConditionIndex
    doors: tuple[Door, ...]
    cites: Mapping[str, str]
    clocks: Mapping[str, Period]
    closing: tuple[Period, ...]
    eligible: Remembered[tuple[Eligible, ...]]
    misfits: Remembered[tuple[Misfit, ...]]
    spots: Ids
    steps: Ids
    papers: Mapping[str, Needed]
    rules: tuple[Precedence, ...]
    duties: Ids
