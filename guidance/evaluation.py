"""One fact set on one day, worked out step by step into a guide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypedDict

from guidance.conditions import all_hold
from guidance.deadlines import ages, deadline, ran_out, starts
from guidance.facts import Facts
from guidance.filing_order import arrange
from guidance.guide import Complaint, Deadline, Guide, Help, Misfit, Route, Value
from guidance.in_force import Edition
from guidance.next_questions import ask_next
from guidance.papers import missing
from guidance.programmes import fitting
from guidance.ranking import MOST_OUTSIDE, Verdict, decide, refused
from guidance.routes import Door, RouteCase, RouteStanding
from locales.text import Text


class _Given(TypedDict):
    urgent: bool
    programmes: tuple[Help, ...]
    misfits: tuple[Misfit, ...]
    blind_spots: tuple[str, ...]
    first_steps: tuple[str, ...]


class Weighing:
    """One fact set on one day, and what was worked out of it so far."""

    def __init__(self, edition: Edition, facts: Facts, today: date) -> None:
        self.edition, self.facts, self.today = edition, facts, today
        values = facts.values
        self.starts = starts(values, facts.doubtful, today)
        self.bits = edition.index.bits({**values, **_derived(values), **ages(self.starts, today)})
        self.deadlines: dict[str, Deadline] = {}
        self.case = self._case()
        self.verdict: Verdict = decide(edition.doors, self.case)

    def _case(self) -> RouteCase:
        values = self.facts.values
        reported = values.get("already_reported_to", ())
        anonymous = values.get("anonymous") == "yes"
        closed = self._closed() if self.starts else {}
        return RouteCase(
            self.bits,
            self.facts.doubtful,
            anonymous,
            frozenset(reported) if isinstance(reported, tuple) else frozenset(),
            closed,
            {id: self.edition.clocks[id].runs_from for id in closed},
            bool(anonymous or reported or closed),
        )

    def _closed(self) -> dict[str, Deadline]:
        ongoing = self.facts.values.get("ongoing") == "yes"
        clocks = self.edition.closing
        out = [clock.id for clock in clocks if ran_out(clock, self.starts, self.today, ongoing)]
        return {id: self.deadline(id) for id in out}

    def deadline(self, id: str) -> Deadline:
        if id not in self.deadlines:
            self.deadlines[id] = deadline(self.edition.clocks[id], self.starts, self.today)
        return self.deadlines[id]

    def guide(self, complaints: tuple[Complaint, ...]) -> Guide:
        """The whole answer."""
        verdict, edition, bits = self.verdict, self.edition, self.bits
        outside = verdict.outside[:MOST_OUTSIDE]
        order, reasons = self._order(verdict.named, outside)
        return Guide(
            verdict.lead.door.record.ministry if verdict.lead else "mss",
            _bodies(verdict.beside),
            _bodies(outside),
            routes=self._routes(outside),
            refused=refused(verdict, self.case),
            clocks=self._clocks((*verdict.named, *outside)),
            missing=missing(edition.papers, (*verdict.named, *outside), bits),
            order=order,
            ask_next=ask_next(self.facts, verdict, bits),
            complaints=complaints,
            reasons=reasons,
            **self._given(),
        )

    def _given(self) -> _Given:
        """What depends on the facts alone and not on which doors are named."""
        edition, bits = self.edition, self.bits
        opened = {standing.door.record.id for standing in self.verdict.opened if standing.because}
        return {
            "urgent": self.facts.values.get("emergency") == "yes",
            "programmes": fitting(edition.eligible(bits), opened, self._fears_only()),
            "misfits": edition.misfits(bits),
            "blind_spots": edition.spots(bits),
            "first_steps": edition.steps(bits),
        }

    def _routes(self, outside: Sequence[RouteStanding]) -> tuple[Route, ...]:
        verdict = self.verdict
        found = [self._route(verdict.lead, "lead")] if verdict.lead else []
        found += [self._route(standing, "cooperating") for standing in verdict.beside]
        return (*found, *(self._route(standing, "also") for standing in (*verdict.others, *outside)))

    def _route(self, standing: RouteStanding, role: str) -> Route:
        door = standing.door
        return Route(
            ministry=door.record.ministry,
            role=role,
            route=door.record.id,
            statute=self.edition.cites[door.record.id],
            because=standing.because,
            weak=standing.weak,
            unknown=standing.unknown,
            deadline=self._first_deadline(door),
            verify=door.record.origin.verify,
        )

    def _first_deadline(self, door: Door) -> Deadline | None:
        all_ = [self.deadline(id) for id in door.clocks if id in self.edition.clocks]
        dated = [one for one in all_ if one.closes is not None]
        return min(dated, key=lambda one: one.closes or date.max) if dated else next(iter(all_), None)

    def _clocks(self, told: Sequence[RouteStanding]) -> tuple[Deadline, ...]:
        ids = {id: None for standing in told for id in standing.door.clocks}
        ids = dict.fromkeys(self.edition.duties(self.bits)) | ids
        if self.case.closed:
            ids |= dict.fromkeys(self._passed())
        found = [self.deadline(id) for id in ids if id in self.edition.clocks]
        return tuple(sorted(found, key=lambda one: (one.closes is None, one.closes or date.max)))

    def _passed(self) -> Iterator[str]:
        """Clocks whose passing alone shuts a door: their dates are worth telling."""
        for door in self.verdict.shut:
            if door.clocks and all_hold(door.needs, self.bits):
                yield from (clock for clock in door.clocks if clock in self.case.closed)

    def _order(
        self, named: Sequence[RouteStanding], outside: Sequence[RouteStanding]
    ) -> tuple[tuple[str, ...], tuple[Text, ...]]:
        wants = self.facts.values.get("wants", ())
        items = list(_bodies([*named, *(s for s in outside if s.door.record.power != "mediate")]))
        if isinstance(wants, tuple) and "mediation" in wants:
            items.append("mediation")
        order, why = arrange(items, self.edition.rules, self.bits)
        return order, tuple({text.msgid: text for text in (*_practice(named), *why)}.values())

    def _fears_only(self) -> bool:
        values = self.facts.values
        return values.get("wants") == ("advice",) and not {"act_date", "damage_krw"} & values.keys()


def _bodies(standings: Sequence[RouteStanding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(standing.door.record.ministry for standing in standings))


def _practice(named: Sequence[RouteStanding]) -> Iterator[Text]:
    return (text for standing in named for text in standing.practice)


def _derived(values: Mapping[str, Value]) -> dict[str, Value]:
    """Who is the larger side: a subcontract needs a principal that is not an SME, or sells more (facts, Act art. 2)."""
    theirs, ours = values.get("counterpart_sales_krw"), values.get("own_sales_krw")
    if values.get("counterpart_size") in ("large", "mid"):
        return {"principal_larger": "yes"}
    if isinstance(theirs, int) and isinstance(ours, int):
        return {"principal_larger": "yes" if theirs > ours else "no"}
    return {}
