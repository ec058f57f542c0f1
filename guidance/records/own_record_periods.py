"""How long a body keeps its own record of a report that was destroyed, as records: by body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guidance.records.origin import Origin
from guidance.records.retention_periods import ANY
from locales.text import Text

USUAL_RECORD = 730
"""Days where no record says any."""


@dataclass(frozen=True, slots=True)
class OwnRecordPeriod:
    """`body` (`*`: any) keeps its own record of a report for `days` days from the day the report was destroyed. `says`
    is what the report's owner is told before sending. It is the operator's policy, no law."""

    id: str
    body: str
    days: int
    says: Text
    origin: Origin


def own_record_periods(records: Iterable[OwnRecordPeriod]) -> Mapping[str, int]:
    """Body -> the days that records say."""
    return {each.body: each.days for each in records}


def own_record_days(periods: Mapping[str, int], body: str) -> int:
    """The days of a body."""
    return periods.get(body, periods.get(ANY, USUAL_RECORD))
