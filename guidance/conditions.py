"""Conditions with three answers, made into bit masks once so that a fact set is weighed in microseconds.

A fact set is one whole number: a bit for every (fact, value) that some condition asks for, and a bit for every
fact that is known at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from guidance.guide import Value
from guidance.records.knowledge import Conditions

UNKNOWN = "unknown"
MOST_REMEMBERED = 4096


class Truth(IntEnum):
    NO = 0
    UNKNOWN = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Mask:
    """One compiled condition: `values` and `known` are bits, `absent_fits` when not knowing meets it."""

    fact: str
    values: int
    known: int
    absent_fits: bool

    def truth(self, bits: int) -> Truth:
        if bits & self.values:
            return Truth.YES
        if bits & self.known:
            return Truth.NO
        return Truth.YES if self.absent_fits else Truth.UNKNOWN


Masks = tuple[Mask, ...]


class ConditionIndex:
    """Hands out the bits. Compile every condition first; `bits` of a fact set afterwards."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._values: dict[tuple[str, str], int] = {}
        self._next = 0

    def _bit(self) -> int:
        self._next += 1
        return 1 << (self._next - 1)

    def compile(self, conditions: Conditions) -> Masks:
        """All of `conditions`, one mask a fact."""
        return tuple(self._mask(fact, values) for fact, values in conditions.items())

    def _mask(self, fact: str, values: Iterable[str]) -> Mask:
        known = self.known(fact)
        bits = 0
        for value in values:
            if value != UNKNOWN:
                bits |= self._values.setdefault((fact, value), 0) or self._fresh(fact, value)
        return Mask(fact, bits, known, UNKNOWN in values)

    def _fresh(self, fact: str, value: str) -> int:
        self._values[fact, value] = bit = self._bit()
        return bit

    def known(self, fact: str) -> int:
        """The bit that says `fact` is known."""
        if fact not in self._known:
            self._known[fact] = self._bit()
        return self._known[fact]

    def bits(self, values: Mapping[str, Value]) -> int:
        """The whole number that stands for a fact set."""
        bits = 0
        for fact, value in values.items():
            known = self._known.get(fact)
            if known is None:
                continue
            bits |= known
            for one in value if isinstance(value, tuple) else (value,):
                bits |= self._values.get((fact, one), 0)  # type: ignore[arg-type]
        return bits


# Loops written out: a generator in each of these costs a third of all the time of a guide.
# ruff: noqa: SIM110


def all_hold(masks: Masks, bits: int) -> bool:
    """Every condition is known to be met."""
    for mask in masks:
        if not bits & mask.values and (bits & mask.known or not mask.absent_fits):
            return False
    return True


def one_holds(masks: Masks, bits: int) -> bool:
    """At least one condition is known to be met."""
    for mask in masks:
        if bits & mask.values or (mask.absent_fits and not bits & mask.known):
            return True
    return False


def none_fails(masks: Masks, bits: int) -> bool:
    """No condition is known to fail: all are met or open."""
    for mask in masks:
        if bits & mask.known and not bits & mask.values:
            return False
    return True


def reach(*tables: Masks) -> int:
    """Every bit that some mask of `tables` looks at: what is outside cannot change their answer."""
    bits = 0
    for masks in tables:
        for mask in masks:
            bits |= mask.values | mask.known
    return bits


Made = TypeVar("Made")


class Remembered(Generic[Made]):
    """What `make` finds for a fact set, remembered by those bits alone that it looks at (`looks_at`)."""

    __slots__ = ("_looks_at", "_make", "_seen")

    def __init__(self, looks_at: int, make: Callable[[int], Made]) -> None:
        self._looks_at, self._make = looks_at, make
        self._seen: dict[int, Made] = {}

    def __call__(self, bits: int) -> Made:
        bits &= self._looks_at
        try:
            return self._seen[bits]
        except KeyError:
            pass
        if len(self._seen) >= MOST_REMEMBERED:
            self._seen.clear()
        found = self._seen[bits] = self._make(bits)
        return found


def sorted_out(masks: Masks, bits: int) -> tuple[list[str], list[str], list[str]]:
    """The facts of `masks` that are met, open, and not met."""
    met: list[str] = []
    unknown: list[str] = []
    failed: list[str] = []
    for mask in masks:
        if bits & mask.values:
            met.append(mask.fact)
        elif bits & mask.known:
            failed.append(mask.fact)
        elif not mask.absent_fits:
            unknown.append(mask.fact)
    return met, unknown, failed
