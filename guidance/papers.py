"""What the answers do not show yet, why it counts, and for which bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from guidance import vocabulary
from guidance.conditions import ConditionIndex, Masks, none_fails, one_holds
from guidance.guide import Paper
from guidance.records.knowledge import PaperRecord
from guidance.routes import RouteStanding


@dataclass(frozen=True, slots=True)
class Needed:
    """A compiled paper record."""

    record: PaperRecord
    when: Masks
    have: Masks


def needed(record: PaperRecord, index: ConditionIndex) -> Needed:
    """`have` is met by the paper at hand (`evidence`) or by the agreement of that name (`contract`)."""
    shown = {"evidence": record.have} if record.have else {}
    agreed = record.have & vocabulary.MANY["contract"]
    have = index.compile({**shown, **({"contract": agreed} if agreed else {})})
    return Needed(record, index.compile(record.when), have)


def missing(papers: Mapping[str, Needed], opened: Sequence[RouteStanding], bits: int) -> tuple[Paper, ...]:
    """Papers of the open doors, the lead's first, that the answers do not show; a body is named once."""
    doors = tuple([(standing.door.record.ministry, standing.door.record.papers) for standing in opened])
    found = []
    for id, bodies in _asked(doors):
        paper = papers.get(id)
        if paper and none_fails(paper.when, bits) and not one_holds(paper.have, bits):
            found.append(Paper(id, paper.record.why, bodies))
    return tuple(found)


@lru_cache(maxsize=4096)
def _asked(doors: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Paper -> the bodies that ask for it, in the order of the doors."""
    bodies: dict[str, dict[str, None]] = {}
    for body, papers in doors:
        for id in papers:
            bodies.setdefault(id, {})[body] = None
    return tuple((id, tuple(named)) for id, named in bodies.items())
