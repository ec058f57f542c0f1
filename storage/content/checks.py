"""What no single record shows: ids that lead nowhere, facts and options nobody asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dialogs.case_states import WAITS
from guidance import vocabulary
from guidance.conditions import UNKNOWN
from guidance.guide import DESKS, MINISTRIES
from guidance.records.knowledge import BlindSpot, Conditions, DeskClock, Knowledge, RouteRecord
from guidance.records.retention_periods import ANY, ENDS

ORDER_WORDS = frozenset({"mediation"})
"""What an order rule may name that is neither a body, a route nor a programme."""

RUNS_FROM = frozenset({"act_date", "known_date", "trade_end_date", "now"})
EVERY_DESK = "*"
DAYS, STARTS = ("working", "calendar"), ("referred", "held")
MEETS, PAUSES = ("opened", "said", "answered", "ended"), tuple(map(str, WAITS))
LEAST_KEPT = 90
"""Days: both sides are warned 60 days before the end."""
POWERS = frozenset({"recommend", "order", "punish", "mediate", "protect", "advise", "compensate"})


@dataclass(frozen=True, slots=True)
class ContentProblem:
    """Something wrong in content. `record` and `field` are empty when it is the whole file."""

    file: str
    record: str
    field: str
    what: str

    def __str__(self) -> str:
        place = " · ".join(part for part in (f"content/{self.file}", self.record, self.field) if part)
        return f"{place}: {self.what}"


Named = Mapping[str, frozenset[str]]
"""Place of `Knowledge` -> the ids its file names, those of broken records among them."""


def dangling(knowledge: Knowledge, named: Named) -> Iterator[ContentProblem]:
    """Ids that lead nowhere and conditions that name no fact."""
    yield from _conditions(knowledge)
    for route in knowledge.routes.values():
        yield from _route(route, named)
    for clock in knowledge.clocks.values():
        yield from _known("clocks.toml", clock.id, "runs_from", (clock.runs_from,), RUNS_FROM)
    for programme in knowledge.programmes.values():
        yield from _known("programmes.toml", programme.id, "routes", programme.routes, named["routes"])
    yield from desk_clocks(knowledge, named)
    yield from retention(knowledge)
    yield from own_records(knowledge)
    places = named["routes"] | named["ministries"] | named["programmes"] | ORDER_WORDS
    for rule in knowledge.order.values():
        yield from _known("order.toml", rule.id, "first/then", (rule.first, rule.then), places)
    if not any(route.fallback for route in knowledge.routes.values()):
        yield ContentProblem("routes.toml", "", "fallback", "no route says who consults when no door is open")


def _route(route: RouteRecord, named: Named) -> Iterator[ContentProblem]:
    clocks = (*((route.clock,) if route.clock else ()), *route.clocks)
    bodies = named["routes"] | named["ministries"]
    beside = frozenset(to for company in route.beside for to in company.to)
    for field, ids, known in (
        ("ministry", (route.ministry,), named["ministries"]),
        ("statute", (route.statute,), named["statutes"]),
        ("clocks", clocks, named["clocks"]),
        ("papers", route.papers, named["papers"]),
        ("blocks", route.blocks, bodies),
        ("beside.to", beside, bodies),
        ("lit_by", route.lit_by, route.needs),
        ("power", (route.power,), POWERS),
        ("only", route.only, vocabulary.ONE["victim_size"]),
    ):
        yield from _known("routes.toml", route.id, field, ids, known)


def desk_clocks(knowledge: Knowledge, named: Named) -> Iterator[ContentProblem]:
    """What is wrong with the time limits of desks: words that mean nothing, terms of no length, two of one name."""
    seen: set[tuple[str, str]] = set()
    usual = {clock.name for clock in knowledge.desk_clocks.values() if clock.ministry == EVERY_DESK}
    for clock in knowledge.desk_clocks.values():
        for field, ids, known in (
            ("ministry", (clock.ministry,), (*DESKS, EVERY_DESK)),
            ("giver", (clock.giver,) if clock.giver else (), DESKS),
            ("routes", clock.routes, named["routes"]),
            ("kind", (clock.kind,), DAYS),
            ("starts_with", (clock.starts_with,), STARTS),
            ("met_by", (clock.met_by,), MEETS),
            ("pauses_in", clock.pauses_in, PAUSES),
        ):
            yield from _known("desk_clocks.toml", clock.id, field, ids, known)
        yield from _desk_clock(clock, seen, usual)
        seen.add((clock.ministry, clock.name))


def _desk_clock(clock: DeskClock, seen: set[tuple[str, str]], usual: set[str]) -> Iterator[ContentProblem]:
    place = ("desk_clocks.toml", clock.id)
    if (clock.ministry, clock.name) in seen:
        yield ContentProblem(*place, "name", f"{clock.name!r} is there twice for this desk")
    if (clock.giver or clock.routes) and clock.ministry != EVERY_DESK and clock.name in usual:
        yield ContentProblem(
            *place, "name", f"{clock.name!r} holds for every case, so this one, for some, needs its own name"
        )
    if not re.fullmatch(r"[a-z_]{1,32}", clock.name):
        yield ContentProblem(*place, "name", "is at most 32 small letters and _")
    for field in ("days", "months", "urgent_days", "remind_before", "extend"):
        if getattr(clock, field) < 0:
            yield ContentProblem(*place, field, "is less than none")
    if clock.days + clock.months <= 0:
        yield ContentProblem(*place, "days", "and months make no term")
    if clock.statutory and "house" in clock.origin.source:
        yield ContentProblem(*place, "source", "of a statutory term is not this house")


def retention(knowledge: Knowledge) -> Iterator[ContentProblem]:
    """What is wrong with the periods of keeping: words that mean nothing, too short ones, two for one case."""
    seen: set[tuple[str, str]] = set()
    for each in knowledge.retention.values():
        yield from _known("retention.toml", each.id, "body", (each.body,), (*DESKS, ANY))
        yield from _known("retention.toml", each.id, "outcome", (each.outcome,), (*ENDS, ANY))
        if each.origin.since or each.origin.until:
            yield ContentProblem("retention.toml", each.id, "from", "and until mean nothing here")
        if each.days < LEAST_KEPT:
            yield ContentProblem("retention.toml", each.id, "days", f"is less than {LEAST_KEPT}")
        if (each.body, each.outcome) in seen:
            yield ContentProblem("retention.toml", each.id, "outcome", "is there twice for this body")
        seen.add((each.body, each.outcome))
    if knowledge.retention and (ANY, ANY) not in seen:
        yield ContentProblem("retention.toml", "", "", f"says nothing of body {ANY!r} and outcome {ANY!r}")


def own_records(knowledge: Knowledge) -> Iterator[ContentProblem]:
    """What is wrong with the periods of the bodies' own records: no such body, none for all, two for one, too short."""
    bodies = [each.body for each in knowledge.own_records.values()]
    for each in knowledge.own_records.values():
        yield from _known("retention.toml", each.id, "body", (each.body,), (*MINISTRIES, ANY))
        if each.days < LEAST_KEPT:
            yield ContentProblem("retention.toml", each.id, "days", f"is less than {LEAST_KEPT}")
        if bodies.count(each.body) > 1:
            yield ContentProblem("retention.toml", each.id, "body", "is there twice")
    if bodies and ANY not in bodies:
        yield ContentProblem("retention.toml", "", "", f"says nothing of body {ANY!r}")


def _known(file: str, record: str, field: str, ids: Iterable[str], known: Iterable[str]) -> Iterator[ContentProblem]:
    there = set(known)
    for id in ids:
        if id not in there:
            yield ContentProblem(file, record, field, f"{id!r} is not known")


def _conditions(knowledge: Knowledge) -> Iterator[ContentProblem]:
    for file, record, field, conditions in all_conditions(knowledge):
        for fact, values in conditions.items():
            yield from _condition(file, record, field, fact, values)


def _condition(file: str, record: str, field: str, fact: str, values: frozenset[str]) -> Iterator[ContentProblem]:
    try:
        options = vocabulary.options(fact)
    except KeyError:
        yield ContentProblem(file, record, field, f"{fact!r} is not a fact a condition can ask for")
        return
    for value in values:
        if options is not None and value not in options and value != UNKNOWN:
            yield ContentProblem(file, record, field, f"{value!r} is not a value of {fact!r}")


Table = tuple[str, str, str, Conditions]


def all_conditions(knowledge: Knowledge) -> Iterator[Table]:
    """Every condition table: file, record, field, table."""
    for route in knowledge.routes.values():
        yield from _of_route(route)
    for clock in knowledge.clocks.values():
        yield "clocks.toml", clock.id, "needs", clock.needs
    for paper in knowledge.papers.values():
        yield "papers.toml", paper.id, "when", paper.when
    for programme in knowledge.programmes.values():
        yield "programmes.toml", programme.id, "needs", programme.needs
    for step in knowledge.first_steps.values():
        yield "first_steps.toml", step.id, "when", step.when
    for rule in knowledge.order.values():
        yield "order.toml", rule.id, "when", rule.when
    for spot in knowledge.blind_spots.values():
        yield from _of_spot(spot)


def _of_route(route: RouteRecord) -> Iterator[Table]:
    for field in ("needs", "bars", "weakens"):
        yield "routes.toml", route.id, field, getattr(route, field)
    for number, lift in enumerate(route.lifts):
        yield "routes.toml", route.id, f"lifts[{number}].when", lift.when
        yield "routes.toml", route.id, f"lifts[{number}].unless", lift.unless
    for number, company in enumerate(route.beside):
        yield "routes.toml", route.id, f"beside[{number}].when", company.when
        yield "routes.toml", route.id, f"beside[{number}].unless", company.unless


def _of_spot(spot: BlindSpot) -> Iterator[Table]:
    for number, table in enumerate(spot.needs):
        yield "blind_spots.toml", spot.id, f"needs[{number}]", table
    yield "blind_spots.toml", spot.id, "unless", spot.unless
