"""What the answers do not show yet, why it counts, and for which bodies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dialogs.types import Paper
from guidance import vocabulary
from guidance.conditions import Index, Masks, none_fails, one_holds
from guidance.doors import Standing
from guidance.records import PaperRecord


@dataclass(frozen=True, slots=True)
class Needed:
    """A compiled paper record."""

    record: PaperRecord
    when: Masks
    have: Masks


def needed(record: PaperRecord, index: Index) -> Needed:
    """`have` is met by the paper at hand (`evidence`) or by the agreement of that name (`contract`)."""
    shown = {"evidence": record.have} if record.have else {}
    agreed = record.have & vocabulary.MANY["contract"]
    have = index.compile({**shown, **({"contract": agreed} if agreed else {})})
    return Needed(record, index.compile(record.when), have)


def missing(papers: Mapping[str, Needed], opened: Sequence[Standing], bits: int) -> tuple[Paper, ...]:
    """Papers of the open doors, the lead's first, that the answers do not show; a body is named once."""
    bodies: dict[str, list[str]] = {}
    for standing in opened:
        for id in standing.door.record.papers:
            _add(bodies, id, standing.door.record.ministry)
    return tuple(_papers(papers, bodies, bits))


def _add(bodies: dict[str, list[str]], id: str, body: str) -> None:
    named = bodies.setdefault(id, [])
    if body not in named:
        named.append(body)


def _papers(papers: Mapping[str, Needed], bodies: Mapping[str, list[str]], bits: int) -> Iterable[Paper]:
    for id, named in bodies.items():
        paper = papers.get(id)
        if paper and none_fails(paper.when, bits) and not one_holds(paper.have, bits):
            yield Paper(id, paper.record.why, tuple(named))
