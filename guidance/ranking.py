"""Which body leads, which stand beside it, which are open besides, and which cannot act: from the facts alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from guidance.guide import MINISTRIES, NotThis
from guidance.routes import Door, RouteCase, RouteStanding

NEAR = 50
"""From this rank on a body is named beside the lead."""

VERY_NEAR = 70
"""From this rank on it is named even as the third."""

MOST_BESIDE = 3
COST_OF_NOT_KNOWING = 10
MOST_OUTSIDE = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """The open doors in order: `lead` first, then `beside` (closest first), then the rest by strength."""

    lead: RouteStanding | None
    beside: tuple[RouteStanding, ...]
    others: tuple[RouteStanding, ...]
    outside: tuple[RouteStanding, ...]
    dark: tuple[RouteStanding, ...]
    shut: tuple[Door, ...]

    @property
    def named(self) -> tuple[RouteStanding, ...]:
        """The lead and those beside it."""
        return (self.lead, *self.beside) if self.lead else self.beside

    @property
    def opened(self) -> tuple[RouteStanding, ...]:
        return (*self.named, *self.others, *self.outside)


def decide(doors: Sequence[Door], case: RouteCase) -> Verdict:
    """Judge every door and set them in order. `lead` is None when nothing is open and no body consults."""
    lit: list[RouteStanding] = []
    dark: list[RouteStanding] = []
    shut: list[Door] = []
    for door in doors:
        standing = door.stands(case)
        if standing is None:
            shut.append(door)
        else:
            (lit if standing.lit else dark).append(standing)
    lit.sort(key=lambda standing: -standing.score)
    six = [standing for standing in lit if standing.door.six and not standing.door.record.fallback]
    lead = _lead(six, lit)
    beside = _beside(lead, six, case.bits) if lead else ()
    others = tuple(s for s in six if s is not lead and s not in beside and s.score > 0)
    outside = tuple(s for s in lit if not (s.door.six or s.unknown))
    return Verdict(lead, beside, others, outside, tuple(dark), tuple(shut))


def _lead(six: Sequence[RouteStanding], lit: Sequence[RouteStanding]) -> RouteStanding | None:
    if six and six[0].score > 0:
        return six[0]
    return next((standing for standing in lit if standing.door.record.fallback), None)


def _beside(lead: RouteStanding, six: Sequence[RouteStanding], bits: int) -> tuple[RouteStanding, ...]:
    best: dict[str, tuple[int, RouteStanding]] = {}
    for standing in six:
        ministry = standing.door.record.ministry
        rank = _rank(standing, lead, bits)
        if ministry != lead.door.record.ministry and rank > best.get(ministry, (0, standing))[0]:
            best[ministry] = (rank, standing)
    ranked = sorted(best.values(), key=lambda found: -found[0])
    return tuple(
        standing
        for place, (rank, standing) in enumerate(ranked[:MOST_BESIDE])
        if rank >= (NEAR if place < MOST_BESIDE - 1 else VERY_NEAR)
    )


def _rank(standing: RouteStanding, lead: RouteStanding, bits: int) -> int:
    names = (lead.door.record.id, lead.door.record.ministry)
    rank = 0
    for to, moved in standing.door.beside:
        if (not to or names[0] in to or names[1] in to) and moved.by > rank and moved.applies(bits):
            rank = moved.by
    return rank - COST_OF_NOT_KNOWING * len(standing.unknown) if rank else 0


def refused(verdict: Verdict, case: RouteCase) -> tuple[NotThis, ...]:
    """For each of the six whose doors are all shut, the one reason that says most."""
    not_shut = {standing.door.record.ministry for standing in verdict.opened}
    not_shut.update(s.door.record.ministry for s in verdict.dark if not s.door.record.lit_by)
    shut: dict[str, list[Door]] = {}
    for door in verdict.shut:
        if door.six and door.record.ministry not in not_shut:
            shut.setdefault(door.record.ministry, []).append(door)
    return tuple(_not_this(shut[ministry], case) for ministry in MINISTRIES if ministry in shut)


def _not_this(doors: Sequence[Door], case: RouteCase) -> NotThis:
    """The reason of the door that nearly opened; else of the one that speaks for the body; else of the weightiest."""
    telling = next((door for door in doors if door.nearly(case)), None) or max(doors, key=_voice)
    shut = telling.why_shut(case)
    return NotThis(telling.record.ministry, telling.record.id, shut.why, shut.because)


_voice = attrgetter("voice")
