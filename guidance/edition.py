"""What is in force on one day, compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from guidance.conditions import Index, Masks
from guidance.doors import Door
from guidance.order import Precedence
from guidance.papers import Needed
from guidance.programmes import Offer
from guidance.records import BlindSpot, Clock, FirstStep

Record = TypeVar("Record", Clock, FirstStep)


@dataclass(frozen=True, slots=True)
class Spot:
    """A compiled blind spot: one of `tables` holds, and nothing of `unless`."""

    record: BlindSpot
    tables: tuple[Masks, ...]
    unless: Masks


@dataclass(frozen=True, slots=True)
class Guarded(Generic[Record]):
    """A record and the condition under which it counts."""

    record: Record
    when: Masks


@dataclass(frozen=True, slots=True)
class Edition:
    """The compiled records of one day. `cites`: route id -> citation on the wire."""

    index: Index
    doors: tuple[Door, ...]
    cites: Mapping[str, str]
    clocks: Mapping[str, Clock]
    offers: tuple[Offer, ...]
    spots: tuple[Spot, ...]
    steps: tuple[Guarded[FirstStep], ...]
    papers: Mapping[str, Needed]
    rules: tuple[Precedence, ...]
    duties: tuple[Guarded[Clock], ...]
