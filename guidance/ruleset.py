"""From facts to a guide: the records compiled once, and every fact set weighed against them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Protocol, TypeVar

from guidance.conditions import ConditionIndex
from guidance.evaluation import Weighing
from guidance.facts import Facts, known_only
from guidance.filing_order import precedence
from guidance.guide import MINISTRIES, Complaint, Guide, Value
from guidance.in_force import Edition, Guarded, Spot, ids_of, spots_of
from guidance.papers import needed
from guidance.programmes import eligible, misfits, offer
from guidance.records.knowledge import Knowledge, RouteRecord
from guidance.records.origin import Origin
from guidance.routes import Door


class Ruleset:
    """All records of one `Knowledge`, compiled. `weigh` is pure and may be called from any thread."""

    def __init__(self, knowledge: Knowledge) -> None:
        index = self._index = ConditionIndex()
        routes = knowledge.routes.values()
        self._doors = [Door(route, route.ministry in MINISTRIES, index) for route in routes]
        self._cites = {route.id: _cite(route, knowledge) for route in routes}
        clocks = self._clocks = knowledge.clocks
        self._duties = [Guarded(clock, index.compile(clock.needs)) for clock in clocks.values() if clock.duty]
        self._offers = [offer(record, index) for record in knowledge.programmes.values()]
        self._papers = [needed(record, index) for record in knowledge.papers.values()]
        self._rules = [precedence(record, index) for record in knowledge.order.values()]
        self._spots = [
            Spot(spot, tuple(index.compile(table) for table in spot.needs), index.compile(spot.unless))
            for spot in knowledge.blind_spots.values()
        ]
        steps = sorted(knowledge.first_steps.values(), key=lambda step: step.rank)
        self._steps = [Guarded(step, index.compile(step.when)) for step in steps]
        self._edition = lru_cache(maxsize=16)(self._compile)

    def _compile(self, today: date) -> Edition:
        clocks = {id: clock for id, clock in self._clocks.items() if clock.origin.in_force(today)}
        offers = _in_force(self._offers, today)
        return Edition(
            self._index,
            _in_force(self._doors, today),
            self._cites,
            clocks,
            tuple(clock for clock in clocks.values() if clock.closes_door and not clock.duty),
            eligible(offers),
            misfits(offers),
            spots_of(_in_force(self._spots, today)),
            ids_of(_in_force(self._steps, today)),
            {paper.record.id: paper for paper in _in_force(self._papers, today)},
            _in_force(self._rules, today),
            ids_of(_in_force(self._duties, today)),
        )

    def weigh(self, facts: Facts | Mapping[str, Value], today: date, complaints: tuple[Complaint, ...] = ()) -> Guide:
        """The guide for `facts` on `today`. A plain mapping is read first, and what it gets wrong is complained of."""
        if not isinstance(facts, Facts):
            facts, complaints = known_only(facts, today)
        return Weighing(self._edition(today), facts, today).guide(complaints)


def _cite(route: RouteRecord, knowledge: Knowledge) -> str:
    statute = knowledge.statutes.get(route.statute)
    return route.cite or (statute.cite if statute else route.statute)


class _Sourced(Protocol):
    @property
    def origin(self) -> Origin: ...


class _Compiled(Protocol):
    @property
    def record(self) -> _Sourced: ...


_Any = TypeVar("_Any", bound=_Compiled)


def _in_force(compiled: Iterable[_Any], today: date) -> tuple[_Any, ...]:
    return tuple(one for one in compiled if one.record.origin.in_force(today))


class _Same:
    """A knowledge compared by identity, so that it can be a key without hashing every record."""

    __slots__ = ("it",)

    def __init__(self, it: Knowledge) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.it is self.it

    def __hash__(self) -> int:
        return id(self.it)


@lru_cache(maxsize=4)
def _weigher(knowledge: _Same) -> Ruleset:
    return Ruleset(knowledge.it)


def weigh(facts: Facts | Mapping[str, Value], today: date, knowledge: Knowledge) -> Guide:
    """The guide for `facts` on `today`, by the records of `knowledge` (compiled at the first call)."""
    return _weigher(_Same(knowledge)).weigh(facts, today)
