"""What the desks of a case say to each other: positions, notes, questions. The owner never sees any of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.messages import Spoken
from storage.states import Direction
from storage.timestamps import moment
from web.console.case_queries import CaseRead

POSITION = "position:"


@dataclass(frozen=True, slots=True)
class Position:
    """How one desk sees the case; `stance` is empty where it has not said so. `differs`: from the leading desk's."""

    body: str
    leads: bool
    stance: str = ""
    who: str = ""
    at: datetime | None = None
    said: str = ""
    language: str = ""
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """A note, a question to a related case or from one (`receipt`), or how the leading desk settled it.

    `kind`: note (this desk's own), shared, settled, query or queried.
    """

    kind: str
    body: str
    who: str
    at: datetime
    said: str
    language: str
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class DeskNotes:
    """`shared`: the owner agreed that the desks share. `alone`: no other desk has the case."""

    shared: bool
    alone: bool
    positions: tuple[Position, ...]
    asides: tuple[Aside, ...]
    differ: bool


def between(seen: CaseRead, body: Callable[[str], str]) -> DeskNotes:
    """What an officer of this desk may see; what others said only where the owner agreed."""
    others = [row for row in seen.whole.referrals if row.ministry != seen.mine.ministry and not row.state.gone]
    shared = any(row.ministry in seen.readers for row in others)
    notes = [each for each in seen.whole.spoken if each.direction is Direction.NOTE]
    asides = tuple(_aside(each, seen, body(each.ministry)) for each in notes if _is_shown(each, seen, shared))
    positions = _positions(seen, notes, body) if shared or not others else ()
    return DeskNotes(shared, not others, positions, asides, any(each.differs for each in positions))


def _is_shown(note: Spoken, seen: CaseRead, shared: bool) -> bool:
    match note.kind:
        case "shared" | "settled":
            return shared or note.ministry == seen.mine.ministry
        case "queried":
            return note.words in seen.askers
        case kind:
            return note.ministry == seen.mine.ministry and not kind.startswith(POSITION)


def _aside(note: Spoken, seen: CaseRead, body: str) -> Aside:
    asks = note.kind == "queried"
    said, receipt = ("", note.words) if asks else (note.words, "")
    who = "" if asks else seen.names.get(note.officer, "")
    return Aside(note.kind, body, who, moment(note.created), said, note.language, receipt)


def _positions(seen: CaseRead, notes: list[Spoken], body: Callable[[str], str]) -> tuple[Position, ...]:
    """The latest of each desk, the leading one first."""
    latest = {each.ministry: each for each in notes if each.kind.startswith(POSITION)}
    rows = [row for row in seen.whole.referrals if not row.state.gone]
    lead = next((row.ministry for row in rows if row.leads), "")
    against = latest[lead].kind if lead in latest else ""
    return tuple(
        _position(latest.get(row.ministry), seen, body(row.ministry), row.ministry == lead, against)
        for row in sorted(rows, key=lambda row: (not row.leads, row.ministry))
    )


def _position(said: Spoken | None, seen: CaseRead, body: str, leads: bool, against: str) -> Position:
    if said is None:
        return Position(body, leads)
    who, at = seen.names.get(said.officer, ""), moment(said.created)
    stance = said.kind.partition(":")[2]
    return Position(body, leads, stance, who, at, said.words, said.language, bool(against) and said.kind != against)
