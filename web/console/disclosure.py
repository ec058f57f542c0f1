"""Small numbers hidden, and others with them, so that none can be had from the rest by subtracting.

A number below five could point at somebody. It is shown as "<5" (`SMALL`). Whoever knows the total, from any other
chart, could still work it out when it is the only one hidden, or when the hidden ones can only add up in one way
(two hidden numbers that make two are one and one). So the next smallest numbers are hidden too (`WITH`, shown as a
dash) until every small one could be anything from one to four. When even hiding all leaves no doubt, nothing of the
chart is shown. Nought is no secret: nobody stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LEAST = 5
"""The smallest number that is shown."""
SHOWN, SMALL, WITH = "", "small", "with"


@dataclass(frozen=True, slots=True)
class DisclosedCell:
    """One number of a chart. `n` is 0 when it is hidden, so that nothing of it reaches a page."""

    name: str
    n: int
    hidden: str = SHOWN


def veiled(counts: Mapping[str, int]) -> tuple[DisclosedCell, ...]:
    """The numbers of one chart in their order; empty when none may be shown."""
    small = {name for name, n in counts.items() if 0 < n < LEAST}
    with_them: list[str] = []
    rest = sorted((n, name) for name, n in counts.items() if n >= LEAST)
    while not _safe([counts[name] for name in small], [counts[name] for name in with_them]):
        if not rest:
            return ()
        with_them.append(rest.pop(0)[1])
    return tuple(_cell(name, n, small, with_them) for name, n in counts.items())


def _cell(name: str, n: int, small: Iterable[str], with_them: Iterable[str]) -> DisclosedCell:
    hidden = SMALL if name in small else WITH if name in with_them else SHOWN
    return DisclosedCell(name, 0 if hidden else n, hidden)


def _safe(small: list[int], with_them: list[int]) -> bool:
    """Whether each small number could be anything from 1 to 4, for who knows what all hidden ones make together."""
    if not small:
        return True
    total, others = sum(small) + sum(with_them), len(small) - 1
    least = others + LEAST * len(with_them)
    most = others * (LEAST - 1) if not with_them else total
    return total - (LEAST - 1) >= least and total - 1 <= most


def total_of(counts: Iterable[int]) -> DisclosedCell:
    """A total, hidden when it is small itself."""
    n = sum(counts)
    return DisclosedCell("", 0 if 0 < n < LEAST else n, SMALL if 0 < n < LEAST else SHOWN)


ENOUGH = 20
"""Values from which shares and middles are told."""
STEP = 5
"""Per cent to which shares are rounded: how many there are of can't be had from them."""


def shares(counts: Mapping[str, int]) -> dict[str, int]:
    """Shares in per cent, rounded; neighbours with few in them are put together, under both names joined by `+`.

    Empty when there are too few values.
    """
    if sum(counts.values()) < ENOUGH:
        return {}
    joined: list[tuple[str, int]] = []
    for name, n in counts.items():
        if joined and 0 < joined[-1][1] < LEAST:
            before, m = joined.pop()
            name, n = f"{before}+{name}", m + n
        joined.append((name, n))
    while len(joined) > 1 and 0 < joined[-1][1] < LEAST:
        (before, m), (name, n) = joined[-2:]
        joined[-2:] = [(f"{before}+{name}", m + n)]
    whole = sum(n for _name, n in joined)
    return {name: STEP * round(100 * n / whole / STEP) for name, n in joined}
