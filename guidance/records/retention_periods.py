"""How long reports are kept, as records: by body and by how the report ended there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guidance.records.origin import Origin
from locales.text import Text

ANY = "*"
DECLINED, WITHDRAWN = "declined", "withdrawn"
ENDS = (
    "measure", "recommended", "mediated", "referred", "supported", "no_ground", "withdrawn", "other", DECLINED,
)  # fmt: skip
"""How a report may end at a body: the outcomes of closing it, and that it was declined or taken back."""
USUAL = 365
"""Days where no record says any."""


@dataclass(frozen=True, slots=True)
class RetentionPeriod:
    """A report is kept `days` days from the day it was sent, at `body` (`*`: any), when it ended there with `outcome`
    (one of `ENDS`; `*`: any, and while it is open). The longest of a report's bodies counts. `says` is what its owner
    agrees to. It is the operator's policy, no law."""

    id: str
    body: str
    outcome: str
    days: int
    says: Text
    origin: Origin


Periods = Mapping[tuple[str, str], int]
"""(body, outcome) -> days."""


def periods_of(records: Iterable[RetentionPeriod]) -> Periods:
    """The days that records say."""
    return {(each.body, each.outcome): each.days for each in records}


def written(periods: Periods) -> str:
    """The periods as they are kept with a report, so that records which change later change nothing for it."""
    return ",".join(f"{body}:{outcome}={days}" for (body, outcome), days in sorted(periods.items()))


def read_periods(kept: str) -> Periods:
    """What `written` wrote. Raises ValueError."""
    found: dict[tuple[str, str], int] = {}
    for each in filter(None, kept.split(",")):
        place, _equals, days = each.partition("=")
        body, _colon, outcome = place.partition(":")
        found[body, outcome] = int(days)
    return found


def days_of(periods: Periods, body: str, outcome: str) -> int:
    """The days of a body and an outcome (empty: it is open): what names both, else the body, else the outcome, else
    neither."""
    for place in ((body, outcome), (body, ANY), (ANY, outcome), (ANY, ANY)):
        if place in periods:
            return periods[place]
    return USUAL


def longest(periods: Periods, ends: Iterable[tuple[str, str]]) -> int:
    """The days that a report is kept which stands so at its bodies: (body, outcome) of each."""
    return max((days_of(periods, body, outcome) for body, outcome in ends), default=days_of(periods, "", ""))
