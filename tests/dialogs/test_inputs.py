"""What people typed (tests/data/inputs.jsonl), read as `sinmungo read` reads it: what is right, what is believed."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from dialogs.typed_answers import TypedAnswer, read
from tests.dialogs.person import book

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 30)
AT = {
    "money": "damage_krw",
    "day": "act_date",
    "contact": "contact",
    "bizno": "business_number",
    "identity": "story",
    "choice:relationship": "relationship",
    "choice:wants": "wants",
    "choice:ongoing": "ongoing",
    "stage:urgent": "urgent",
    "stage:age": "age",
    "stage:consent": "collect",
    "stage:abroad": "abroad",
    "complaint:damage_krw": "damage_krw",
    "complaint:act_date": "act_date",
}
"""Kind of line -> where it was typed; other kinds are about files, pages and messengers."""
SHOWN = {
    "relationship": "principal_contractor buyer_consignor ex_employee current_employee competitor_no_relation "
    "joint_rnd_partner investor_or_ma foreign_entity public_body platform unknown_hacker other",
    "wants": "stop_use damages investigation sanction criminal mediation advice",
}
"""The order of the choices when the lines were typed: a number means the one at its place."""


@dataclass(frozen=True)
class Line:
    id: str
    kind: str
    language: str
    typed: str
    right: tuple[str, ...]

    @property
    def at(self) -> str:
        return AT[self.kind]

    @property
    def result(self) -> str:
        language = self.language if self.language in {"ko", "en", "ja", "zh", "fr"} else "ko"
        return said(read(self.at, self.typed, language, TODAY, book()), self)

    @property
    def is_right(self) -> bool:
        return self.result in self.right

    @property
    def is_believed_wrongly(self) -> bool:
        return not self.is_right and self.result not in {"ask", "refuse"} and not self.result.startswith("ask:")


def said(reading: TypedAnswer, line: Line) -> str:
    """A reading in the words of the file."""
    if reading.outcome != "answer":
        return f"ask:{reading.about}" if line.kind.startswith("complaint") else reading.outcome
    value = reading.value
    match line.kind.partition(":")[0]:
        case "stage":
            yes, no = ("urgent:yes", "urgent:no") if line.at == "urgent" else (f"agree:{line.at}", f"refuse:{line.at}")
            return yes if value else no
        case "identity":
            return "keep"
    return "set:" + ",".join(sorted(value)) if isinstance(value, list) else str(value)


@cache
def lines() -> tuple[Line, ...]:
    return tuple(_lines())


def _lines() -> Iterator[Line]:
    for raw in (DATA / "inputs.jsonl").read_text("utf-8").splitlines():
        row = json.loads(raw)
        if row["kind"] not in AT:
            continue
        right = row["expected"] if isinstance(row["expected"], list) else [row["expected"]]
        if row["kind"].startswith("complaint"):
            right = ["ask:sum" if "sum" in right[0] else "ask:day"]
        yield Line(row["id"], row["kind"], row["lang"], row["input"], tuple(map(str, right)))


def test_the_choices_still_stand_in_the_order_of_the_file() -> None:
    """Numbers in the file mean places of this order."""
    for question, order in SHOWN.items():
        shown = read(question, "?", "ko", TODAY, book()).options
        assert shown == tuple(order.split())[: len(shown)]


def test_what_is_read_wrongly_is_listed_and_nothing_else() -> None:
    listed = tomllib.loads((DATA / "inputs_wrong.toml").read_text("utf-8"))
    assert {line.id for line in lines() if not line.is_right} == set(listed)


def test_enough_is_right_and_hardly_anything_is_believed_wrongly() -> None:
    """97 % right, 1 % believed wrongly, gates 95 %, and no consent that was not given."""
    every = lines()
    gates = [line for line in every if line.kind.startswith("stage")]
    assert sum(line.is_right for line in every) >= 0.97 * len(every)
    assert sum(line.is_believed_wrongly for line in every) <= 0.01 * len(every)
    assert sum(line.is_right for line in gates) >= 0.95 * len(gates)
    assert [line.id for line in gates if line.is_believed_wrongly] == []


@pytest.mark.parametrize("kind", sorted({kind.partition(":")[0] for kind in AT}))
def test_no_kind_of_line_is_far_behind_the_others(kind: str) -> None:
    of_kind = [line for line in lines() if line.kind.partition(":")[0] == kind]
    assert sum(line.is_right for line in of_kind) >= 0.95 * len(of_kind)
