"""Sentences not yet in any language, and what may stand in them. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

OWN_NAMES: Mapping[str, str] = {"ko": "한국어", "en": "English", "ja": "日本語", "zh": "中文", "fr": "Français"}
"""What each language calls itself, Korean first."""
LANGUAGES: tuple[str, ...] = tuple(OWN_NAMES)


@dataclass(frozen=True, slots=True)
class Day:
    """A date known to the day, the month or only the year; on the wire `2025-03-02`, `2025-03` or `2025`."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
        if self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @staticmethod
    def of(day: date) -> Day:
        """A calendar day."""
        return Day(day.year, day.month, day.day)

    @staticmethod
    def read(wire: str) -> Day:
        """The day a wire string names. Raises ValueError if there is no such day, month or year."""
        pieces = [int(piece) for piece in wire.split("-")]
        if len(pieces) > 3 or not 1900 <= pieces[0] <= 2200:
            raise ValueError("not a date")
        year, month, day = (*pieces, 0, 0)[:3]
        date(year, month or 1, day or 1)
        return Day(year, month, day)

    def earliest(self) -> date:
        """The first calendar day this may mean: the careful reading when a period runs from it."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last calendar day this may mean."""
        if self.day:
            return date(self.year, self.month, self.day)
        if self.month == 12 or not self.month:
            return date(self.year, 12, 31)
        return date.fromordinal(date(self.year, self.month + 1, 1).toordinal() - 1)


@dataclass(frozen=True, slots=True)
class Won:
    """A sum in whole won, worded by locale."""

    amount: int


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence not yet in any language.

    `domain` is `messages` (English original, the program's) or `content` (Korean original, the officers');
    for content, `context` names the record, so that a record is worded in one language as a whole.
    `many` is the English plural; `params["n"]` then chooses the form. Params are worded by locale.
    """

    msgid: str
    params: Mapping[str, Param] = field(default_factory=dict)
    context: str = ""
    domain: Literal["messages", "content"] = "messages"
    many: str = ""


@dataclass(frozen=True, slots=True)
class Raw:
    """Somebody's own words, or an id: said as they stand, escaped, never translated."""

    said: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address a person can open, or a number a person can call; `verify` shows the mark."""

    target: str
    verify: bool = False


Param = str | int | Text | Raw | Day | Won | Link | tuple["Param", ...]


def _(msgid: str, /, context: str = "", **params: Param) -> Text:
    """Mark an English sentence for the catalogues: this is the constructor of `Text`."""
    return Text(msgid, params, context)


def _n(one: str, many: str, /, n: int, context: str = "", **params: Param) -> Text:
    """A sentence with a count `n` in it."""
    return Text(one, {"n": n, **params}, context, "messages", many)
