"""The figures of a desk, or of all: looked up, hidden where they are small (`veiling.py`), kept for a minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import quantiles

from casework.acts import OUTCOMES
from dialogs.case_states import OPEN, ReferralState
from guidance.calendar import day_of, korean_time, start_of
from guidance.guide import DESKS
from locales.text import LANGUAGES
from storage import statistics
from storage.counters import counted
from storage.statistics import HeldReport, SentReport
from storage.store import Store
from storage.timestamps import DAY, moment, ms
from web.console.disclosure import ENOUGH, LEAST, DisclosedCell, shares, total_of, veiled

KEPT_FOR = timedelta(minutes=1)
MONTHS = 12
WAITS = {"1": 1, "3": 3, "7": 7, "14": 14, "more": 10_000}
"""Days within which a desk first acted: the steps of the chart."""


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """How a desk keeps its limits: the share met in per cent, None when there is too little to tell."""

    ministry: str
    met: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the page shows, hidden already. `waits`: share by step of days; `half` and `most`: days in which half
    and nine of ten reports were first acted on, None when too few were."""

    at: datetime
    total: DisclosedCell
    months: Sequence[DisclosedCell]
    languages: Sequence[DisclosedCell]
    ministries: Sequence[DisclosedCell]
    routes: Sequence[DisclosedCell]
    stands: Sequence[DisclosedCell]
    ratings: Sequence[DisclosedCell]
    spots: Sequence[DisclosedCell]
    unanswered: DisclosedCell
    waits: Mapping[str, int]
    half: float | None
    most: float | None
    clocks: Sequence[DeskFigures]


class StatisticsQueries:
    """Looks the figures up, and keeps them for a minute."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[str, Figures] = {}

    async def figures(self, ministry: str, at: datetime) -> Figures:
        """The figures of a desk, or of all when `ministry` is empty."""
        kept = self._kept.get(ministry)
        if kept is None or not timedelta(0) <= at - kept.at < KEPT_FOR:
            kept = self._kept[ministry] = await self._look(ministry, at)
        return kept

    async def _look(self, ministry: str, at: datetime) -> Figures:
        since = ms(start_of(date.fromisoformat(f"{months_to(at)[0]}-01")))
        async with self._store.reading() as tx:
            rows = Rows(
                await statistics.reports(tx, since, ministry),
                await statistics.referrals(tx, since, ministry),
                await statistics.clocks(tx, since, ms(at), ministry),
                await statistics.ratings(tx, since, ministry),
                await statistics.routes(tx, ministry),
                await counted(tx, "note"),
            )
        return figured(rows, at, not ministry)


@dataclass(frozen=True, slots=True)
class Rows:
    """What figures are made of, as the store gives it."""

    sent: Sequence[SentReport]
    held: Sequence[HeldReport]
    clocks: Mapping[str, tuple[int, int]]
    rated: Mapping[int, int]
    routes: Mapping[str, int]
    notes: Mapping[str, int]


def figured(rows: Rows, at: datetime, everywhere: bool) -> Figures:
    """Everything the page shows, hidden where it is small. `everywhere`: of all desks."""
    took = [(row.acted - row.created) / DAY for row in rows.held if row.acted]
    waits = Counter(next(name for name, days in WAITS.items() if each <= days) for each in took)
    spots = Counter(spot for row in rows.sent for spot in row.spots.split(",") if spot)
    return Figures(
        at,
        total_of([len(rows.sent)]),
        _veiled(Counter(_month(row.created) for row in rows.sent), months_to(at)),
        _veiled(Counter(row.language for row in rows.sent), LANGUAGES),
        _veiled(Counter(row.ministry for row in rows.held), DESKS) if everywhere else (),
        veiled(dict(sorted(rows.routes.items(), key=lambda item: -item[1]))),
        _veiled(Counter(_stand(row) for row in rows.held), STAND_NAMES),
        _veiled({str(name): n for name, n in rows.rated.items()}, tuple("12345")),
        veiled(dict(spots.most_common())),
        total_of(n for name, n in rows.notes.items() if name.startswith("unanswered:")),
        shares({name: waits[name] for name in WAITS}),
        *middles(took),
        [DeskFigures(name, _met(*rows.clocks[name])) for name in DESKS if name in rows.clocks],
    )


STAND_NAMES = (
    *map(str, OPEN), *(f"closed:{each}" for each in OUTCOMES), ReferralState.DECLINED, ReferralState.WITHDRAWN,
)  # fmt: skip


def _stand(row: HeldReport) -> str:
    """How a referral stands: one list for states and outcomes, so that no other chart tells a part of it."""
    match row.state:
        case ReferralState.CLOSED:
            return f"closed:{row.reason if row.reason in OUTCOMES else 'other'}"
        case ReferralState.ERASED:
            return ReferralState.WITHDRAWN
        case state:
            return state


def _veiled(counts: Mapping[str, int], names: Sequence[str]) -> tuple[DisclosedCell, ...]:
    return veiled({name: counts.get(name, 0) for name in names})


def _month(created: int) -> str:
    return korean_time(moment(created)).strftime("%Y-%m")


def months_to(at: datetime) -> list[str]:
    """The twelve months that end with this one, in Korea: `2026-11`."""
    here = day_of(at)
    last = here.year * 12 + here.month - 1
    return [f"{each // 12:04d}-{each % 12 + 1:02d}" for each in range(last - MONTHS + 1, last + 1)]


def middles(took: Sequence[float]) -> tuple[float | None, float | None]:
    """Days within which half, and nine of ten, were acted on, to half a day; None when there are too few."""
    if len(took) < ENOUGH:
        return None, None
    tenths = quantiles(took, n=10, method="inclusive")
    return _halves(tenths[4]), _halves(tenths[8])


def _halves(days: float) -> float:
    return max(0.5, round(days * 2) / 2)


def _met(met: int, missed: int) -> int | None:
    """The share in per cent, to five; None when it would tell of fewer than five either way."""
    if met + missed < ENOUGH or 0 < met < LEAST or 0 < missed < LEAST:
        return None
    return 5 * round(20 * met / (met + missed))
