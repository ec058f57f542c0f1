"""Which support programmes fit the facts, and which facts made them fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dialogs.types import Help, NotThis
from guidance.conditions import Index, Masks, sorted_out
from guidance.records import Programme

MAY_BE_OPEN = frozenset({"victim_size"})
"""A programme is named although these are not known: nearly everyone who comes is an SME."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A compiled programme."""

    record: Programme
    needs: Masks


def offer(record: Programme, index: Index) -> Offer:
    return Offer(record, index.compile(record.needs))


def fitting(offers: Sequence[Offer], bits: int, recommended: Sequence[str], fears_only: bool) -> tuple[Help, ...]:
    """What practice recommends for the open doors and the facts allow, in that order; then what the facts themselves
    ask for; for someone who only fears a leak, prevention too."""
    place = {id: number for number, id in enumerate(recommended)}
    found = [(place.get(one.record.id, len(place)), one) for one in offers if _fits(one, bits, place, fears_only)]
    found.sort(key=lambda pair: pair[0])
    return tuple(_help(one, bits) for _, one in found)


def _fits(one: Offer, bits: int, recommended: Mapping[str, int], fears_only: bool) -> bool:
    record = one.record
    if record.planned:
        return False
    met, unknown, failed = sorted_out(one.needs, bits)
    if failed or not MAY_BE_OPEN.issuperset(unknown):
        return False
    if record.id in recommended or (fears_only and "prevention" in record.phase):
        return True
    return "dispute" in record.phase and not MAY_BE_OPEN.issuperset(met)


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
