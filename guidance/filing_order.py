"""Which filing first: the open doors in an order that shuts none of them, for what the owner wants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guidance.conditions import ConditionIndex, Masks, all_hold
from guidance.records.knowledge import OrderRule
from locales.text import Text


@dataclass(frozen=True, slots=True)
class Precedence:
    """A compiled order rule."""

    record: OrderRule
    when: Masks


def precedence(record: OrderRule, index: ConditionIndex) -> Precedence:
    return Precedence(record, index.compile(record.when))


def arrange(items: Sequence[str], rules: Iterable[Precedence], bits: int) -> tuple[tuple[str, ...], tuple[Text, ...]]:
    """`items` (body ids, in order of weight) with what the rules put before them, and why. A rule that would
    turn in a circle with an earlier one is passed over."""
    order = list(items)
    pairs: list[tuple[str, str]] = []
    whys: list[Text] = []
    for rule in rules:
        first, then = rule.record.first, rule.record.then
        if then not in order or not all_hold(rule.when, bits):
            continue
        if first not in order and not rule.record.adds:
            continue
        if first not in order:
            order.append(first)
        if not _leads_to(pairs, then, first):
            pairs.append((first, then))
            whys.append(rule.record.why)
    return tuple(_sorted(order, pairs)), tuple(whys)


def _leads_to(pairs: Sequence[tuple[str, str]], start: str, goal: str) -> bool:
    if start == goal:
        return True
    return any(_leads_to(pairs, then, goal) for first, then in pairs if first == start)


def _sorted(order: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[str]:
    """`order`, with whatever must come before an item pulled to just before it. `pairs` hold no circle."""
    done: list[str] = []

    def place(item: str) -> None:
        if item not in done:
            for first, then in pairs:
                if then == item:
                    place(first)
            done.append(item)

    for item in order:
        place(item)
    return done
