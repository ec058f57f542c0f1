"""What to find out next: the facts that would decide most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guidance.conditions import Masks
from guidance.facts import Facts
from guidance.ranking import Verdict
from guidance.routes import RouteStanding

MOST_TO_ASK = 5
ASKED_INSTEAD = {
    "principal_larger": "counterpart_sales_krw",
    "years_since_end": "trade_end_date",
    "years_since_known": "known_date",
    "years_since_act": "act_date",
    "act_before_2018_12_13": "act_date",
}
"""A derived fact is asked for by what it is worked out of."""

FIRST = ("relationship", "what_was_taken", "victim_size", "overseas", "contract")
"""Asked when nothing speaks for any door yet."""


def ask_next(facts: Facts, verdict: Verdict, bits: int) -> tuple[str, ...]:
    """At most five facts: those in doubt, those that keep an open door undecided, those that could weaken or shut the
    doors that are named, and last those that would open another."""
    opened = verdict.opened
    first = () if any(standing.because for standing in opened) else FIRST
    asked = (*first, *_deciding(opened), *_shaking(verdict.named, bits), *_deciding(verdict.dark))
    wanted = (ASKED_INSTEAD.get(fact, fact) for fact in asked)
    found = dict.fromkeys((*sorted(facts.doubtful), *(fact for fact in wanted if fact not in facts.values)))
    return tuple(found)[:MOST_TO_ASK]


def _deciding(standings: Iterable[RouteStanding]) -> list[str]:
    weight: dict[str, float] = {}
    for standing in standings:
        for fact in standing.unknown:
            share = standing.door.record.weight / len(standing.unknown)
            weight[fact] = weight.get(fact, 0) + share
    return sorted(weight, key=lambda fact: -weight[fact])


def _shaking(named: Iterable[RouteStanding], bits: int) -> Iterator[str]:
    for standing in named:
        yield from _unknown(standing.door.weakens, bits)
        yield from _unknown(standing.door.bars, bits)


def _unknown(masks: Masks, bits: int) -> Iterator[str]:
    return (mask.fact for mask in masks if not bits & mask.known)
