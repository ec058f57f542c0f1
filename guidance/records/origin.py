"""Where a record comes from, and when it is in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Conditions = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Origin:
    """`source`: addresses or ids of what was read; `checked`: when; `confidence`: confirmed, one_source or memory.

    `since`/`until`: in force from and to (inclusive); None is open. `verify`: show the mark to the person.
    """

    source: tuple[str, ...]
    checked: date
    confidence: str
    verify: bool = False
    since: date | None = None
    until: date | None = None

    def in_force(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)
