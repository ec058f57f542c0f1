"""Which support programmes fit the facts, and which facts made them fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from guidance.conditions import ConditionIndex, Masks, Remembered, none_fails, reach, sorted_out
from guidance.guide import Help, Misfit
from guidance.records.knowledge import Programme

MAY_BE_OPEN = frozenset({"victim_size"})
"""A programme is named although these are not known: nearly everyone who comes is an SME."""

PREVENTION = ("prevention",)


@dataclass(frozen=True, slots=True)
class Offer:
    """A compiled programme."""

    record: Programme
    needs: Masks


def offer(record: Programme, index: ConditionIndex) -> Offer:
    return Offer(record, index.compile(record.needs))


@dataclass(frozen=True, slots=True)
class Eligible:
    """A programme whose needs do not fail: `sure` when all are met but those that may be open."""

    record: Programme
    help: Help
    sure: bool


def eligible(offers: Sequence[Offer]) -> Remembered[tuple[Eligible, ...]]:
    """Whom the facts allow which programme, in the order of the file."""
    return Remembered(reach(*(one.needs for one in offers)), lambda bits: tuple(_eligible(offers, bits)))


def _eligible(offers: Iterable[Offer], bits: int) -> Iterator[Eligible]:
    for one in offers:
        if not one.record.planned and none_fails(one.needs, bits):
            met, unknown, _ = sorted_out(one.needs, bits)
            help = Help(one.record.id, tuple(met), bool(one.record.origin.verify or unknown))
            yield Eligible(one.record, help, MAY_BE_OPEN.issuperset(unknown))


def fitting(allowed: Iterable[Eligible], opened: Set[str], fears_only: bool) -> tuple[Help, ...]:
    """Of the programmes allowed: those that serve an open route (`opened`), those for any dispute, and those for
    prevention when a leak is only feared."""
    return tuple([one.help for one in allowed if _serves(one, opened, fears_only)])


def _serves(one: Eligible, opened: Set[str], fears_only: bool) -> bool:
    record = one.record
    if fears_only and "prevention" in record.phase:
        return True
    if not one.sure:
        return False
    return not record.routes.isdisjoint(opened) if record.routes else record.phase != PREVENTION and bool(opened)


def misfits(offers: Sequence[Offer]) -> Remembered[tuple[Misfit, ...]]:
    """Programmes that do not fit, each with its own word why and the facts that shut it."""
    return Remembered(reach(*(one.needs for one in offers)), lambda bits: tuple(_misfits(offers, bits)))


def _misfits(offers: Iterable[Offer], bits: int) -> Iterator[Misfit]:
    for one in offers:
        failed = sorted_out(one.needs, bits)[2]
        if failed and not one.record.planned:
            yield Misfit(one.record.id, one.record.misfit, tuple(failed))
