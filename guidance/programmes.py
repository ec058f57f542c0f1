"""Which support programmes fit the facts, and which facts made them fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dialogs.types import Help, NotThis
from guidance.conditions import Index, Masks, none_fails, sorted_out
from guidance.records import Programme

MAY_BE_OPEN = frozenset({"victim_size"})
"""A programme is named although these are not known: nearly everyone who comes is an SME."""

PREVENTION = ("prevention",)


@dataclass(frozen=True, slots=True)
class Offer:
    """A compiled programme."""

    record: Programme
    needs: Masks


def offer(record: Programme, index: Index) -> Offer:
    return Offer(record, index.compile(record.needs))


def fitting(offers: Iterable[Offer], bits: int, opened: frozenset[str], fears_only: bool) -> tuple[Help, ...]:
    """Programmes whose needs are met, in the order of the file: those that serve an open route (`opened`), those for
    any dispute, and those for prevention when a leak is only feared."""
    return tuple(_help(one, bits) for one in offers if _fits(one, bits, opened, fears_only))


def _fits(one: Offer, bits: int, opened: frozenset[str], fears_only: bool) -> bool:
    record = one.record
    if record.planned or not none_fails(one.needs, bits):
        return False
    if fears_only and "prevention" in record.phase:
        return True
    served = not record.routes.isdisjoint(opened) if record.routes else record.phase != PREVENTION and bool(opened)
    return served and MAY_BE_OPEN.issuperset(sorted_out(one.needs, bits)[1])


def _help(one: Offer, bits: int) -> Help:
    met, unknown, _ = sorted_out(one.needs, bits)
    return Help(one.record.id, tuple(met), bool(one.record.origin.verify or unknown))


def misfits(offers: Iterable[Offer], bits: int) -> Sequence[NotThis]:
    """Programmes that do not fit, each with its own word why and the facts that shut it."""
    found = []
    for one in offers:
        failed = sorted_out(one.needs, bits)[2]
        if failed and not one.record.planned:
            found.append(NotThis("", one.record.id, one.record.misfit, tuple(failed)))
    return found
