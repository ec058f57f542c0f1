"""The public holidays of Korea: on which days no desk is there."""

from __future__ import annotations

from functools import cache

import holidays

from guidance.calendar import Calendar


@cache
def korea() -> Calendar:
    """Korea's: public holidays, those held instead of others, and election days, of any year."""
    return Calendar(holidays.country_holidays("KR"))
