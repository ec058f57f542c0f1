"""What is not wrong but wants a look: records grown old, doors and programmes nobody can reach, options nobody uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from guidance import vocabulary
from guidance.calendar import after
from guidance.conditions import UNKNOWN
from guidance.records.knowledge import Conditions, Knowledge, Origin, Programme, RouteRecord

FACTS_OF_RULES = frozenset({"anonymous", "already_reported_to", "evidence"})
"""Facts that shut doors by rule or tick papers off; no condition of a route has to name them."""

OPTIONS_OF_RULES = frozenset({("ongoing", "yes"), ("wants", "advice"), ("counterpart_size", "mid")})
"""Options that rules use: a clock starts again, a leak is only feared, the principal is the larger side."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind`: old, out_of_force, never_fires, unreached or unused. `record` is `table.id`, or `fact=option`."""

    kind: str
    record: str
    what: str

    def __str__(self) -> str:
        return f"{self.record}: {self.what}"


def findings(knowledge: Knowledge, today: date) -> tuple[Finding, ...]:
    """Everything an editor should look at on `today`."""
    return (*_aged(knowledge, today), *_never(knowledge), *_unreached(knowledge), *_unused(knowledge))


def _aged(knowledge: Knowledge, today: date) -> Iterator[Finding]:
    for field in fields(knowledge):
        for id, record in getattr(knowledge, field.name).items():
            origin: Origin = record.origin
            name = f"{field.name}.{id}"
            if after(origin.checked, years=1) < today:
                yield Finding("old", name, f"was last checked on {origin.checked}, more than a year ago")
            if origin.until is not None and origin.until < today:
                yield Finding("out_of_force", name, f"ended on {origin.until}")


def _never(knowledge: Knowledge) -> Iterator[Finding]:
    for route in knowledge.routes.values():
        if not can_fire(route):
            yield Finding("never_fires", f"routes.{route.id}", "its conditions shut each other out")


def can_fire(route: RouteRecord) -> bool:
    """Whether some fact set meets every need and no bar of the route."""
    needs = dict(route.needs)
    if route.only:
        needs["victim_size"] = needs.get("victim_size", route.only | {UNKNOWN}) & (route.only | {UNKNOWN})
    return _possible(needs, route.bars)


def _possible(needs: Conditions, bars: Conditions) -> bool:
    return all(values - bars.get(fact, frozenset()) for fact, values in needs.items())


def _unreached(knowledge: Knowledge) -> Iterator[Finding]:
    firing = {id: route for id, route in knowledge.routes.items() if can_fire(route)}
    for programme in knowledge.programmes.values():
        if not programme.planned and not _reached(programme, firing):
            yield Finding("unreached", f"programmes.{programme.id}", "no facts lead to it")


def _reached(programme: Programme, firing: Mapping[str, RouteRecord]) -> bool:
    if not _possible(programme.needs, {}):
        return False
    if not programme.routes or "prevention" in programme.phase:
        return True
    return any(_together(programme.needs, firing[id]) for id in programme.routes if id in firing)


def _together(needs: Conditions, route: RouteRecord) -> bool:
    """Facts with one value must suit both; a fact with several may hold a value for each."""
    size = {"victim_size": route.only} if route.only else {}
    return all(
        fact not in needs or fact in vocabulary.MANY or needs[fact] & values or UNKNOWN in values | needs[fact]
        for fact, values in {**route.needs, **size}.items()
    )


def _unused(knowledge: Knowledge) -> Iterator[Finding]:
    used = {(fact, value) for table in _tables(knowledge) for fact, values in table.items() for value in values}
    for fact, options in {**vocabulary.ONE, **vocabulary.MANY}.items():
        for option in sorted(options - {"no"}):
            if fact not in FACTS_OF_RULES and (fact, option) not in used | OPTIONS_OF_RULES:
                yield Finding("unused", f"{fact}={option}", "no route or programme asks for it")


def _tables(knowledge: Knowledge) -> Iterator[Conditions]:
    for route in knowledge.routes.values():
        yield from (route.needs, route.bars, route.weakens, {"victim_size": route.only})
        for lift in route.lifts:
            yield from (lift.when, lift.unless)
        for beside in route.beside:
            yield from (beside.when, beside.unless)
    for programme in knowledge.programmes.values():
        yield programme.needs
