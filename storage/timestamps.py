"""Times as they are kept: UTC milliseconds in whole numbers, and days since 1970 for what is swept by the day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
"""In milliseconds."""


def ms(moment: datetime) -> int:
    """UTC milliseconds of an aware `moment`. Raises TypeError for a naive one."""
    return (moment - _EPOCH) // _MS


def moment(milliseconds: int) -> datetime:
    """The aware moment that `ms` made a number of."""
    return _EPOCH + milliseconds * _MS


def now() -> datetime:
    """The wall clock; passed in everywhere, so that tests set their own."""
    return datetime.now(UTC)
