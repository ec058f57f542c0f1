"""Figures as rows that a chart draws: a label, the number in words, and how long its bar is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from dialogs.book import Book
from dialogs.case_states import ReferralState
from dialogs.handlers.rating import MARKS
from locales.text import Raw, Text
from web.console import queue_texts as said
from web.console import texts as desk_words
from web.console.disclosure import LEAST, SMALL, DisclosedCell
from web.console.statistics_queries import Figures

Say = Callable[[Text | Raw], str]
ROOM = 30
"""Letters of a label in a chart; a Korean one takes the room of two."""
VEIL = -1.0


class ChartRow(NamedTuple):
    """`width`: of the bar in per cent of the longest, `VEIL` when the number is hidden. The label as long as it is."""

    label: str
    words: str
    width: float

    @property
    def short(self) -> str:
        """The label as a narrow chart has room for it."""
        taken = 0
        for place, sign in enumerate(self.label):
            taken += 2 if unicodedata.east_asian_width(sign) in "WF" else 1
            if taken > ROOM:
                return f"{self.label[:place].rstrip()}…"
        return self.label


def word_of(cell: DisclosedCell) -> str:
    """A number as it is shown: itself, `<5`, or a dash."""
    return (f"<{LEAST}" if cell.hidden == SMALL else "–") if cell.hidden else str(cell.n)


def rows_of(
    figures: Figures, book: Book, say: Say, bodies: Mapping[str, str], tongue: Callable[[str], str]
) -> dict[str, list[ChartRow]]:
    """Every chart of the page in a reader's words."""
    return {
        "months": _rows(figures.months, str, empty=True),
        "stands": _rows(figures.stands, lambda name: _stand(name, say)),
        "routes": _rows(figures.routes, lambda name: _route(name, book, say, bodies)),
        "languages": _rows(figures.languages, tongue),
        "ministries": _rows(figures.ministries, lambda name: bodies.get(name, name)),
        "ratings": _rows(figures.ratings, lambda name: say(MARKS[name]), _any(figures.ratings)),
        "spots": _rows(figures.spots, lambda name: _spot(name, book, say)),
        "waits": [ChartRow(_wait(name, say), f"{share} %", share) for name, share in figures.waits.items()],
        "clocks": [
            ChartRow(bodies.get(each.ministry, each.ministry), "–", VEIL) if each.met is None
            else ChartRow(bodies.get(each.ministry, each.ministry), f"{each.met} %", each.met)
            for each in figures.clocks
        ],
    }  # fmt: skip


def _any(cells: Iterable[DisclosedCell]) -> bool:
    return any(cell.n or cell.hidden for cell in cells)


def _rows(cells: Iterable[DisclosedCell], label: Callable[[str], str], empty: bool = False) -> list[ChartRow]:
    """Without noughts, unless `empty`."""
    shown = [cell for cell in cells if empty or cell.n or cell.hidden]
    longest = max((cell.n for cell in shown), default=0) or 1
    widths = (VEIL if cell.hidden else round(100 * cell.n / longest, 1) for cell in shown)
    return [ChartRow(label(cell.name), word_of(cell), width) for cell, width in zip(shown, widths, strict=True)]


def _stand(name: str, say: Say) -> str:
    state, _colon, outcome = name.partition(":")
    if not outcome:
        return say(desk_words.STATES[ReferralState(state)])
    closed = said.CLOSED_AS
    return say(Text(closed.msgid, {"outcome": desk_words.OUTCOMES[outcome]}, closed.context))


def _route(name: str, book: Book, say: Say, bodies: Mapping[str, str]) -> str:
    ministry, _colon, route = name.partition(":")
    record = book.knowledge.routes.get(route)
    title = say(record.title) if record else route
    return f"{title} ({bodies[ministry]})" if ministry in bodies else title


def _spot(name: str, book: Book, say: Say) -> str:
    record = book.knowledge.blind_spots.get(name)
    return f"{record.code} · {say(record.says)}" if record else name


def _wait(name: str, say: Say) -> str:
    """One step of days, or the first and last of some that were put together."""
    steps = [say(said.WITHIN[each]) for each in name.split("+")]
    if len(steps) == 1:
        return steps[0]
    return say(Text(said.OR.msgid, {"one": Raw(steps[0]), "other": Raw(steps[-1])}, said.OR.context))
