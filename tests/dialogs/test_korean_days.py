"""A day is a Korean day wherever it is told: seven in the morning in Seoul is still yesterday in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from dialogs.case_states import ReferralState
from dialogs.effects import CaseStatus
from dialogs.notices.owner import status_reply
from tests.dialogs.person import book, words

MORNING = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
"""The 24th in Seoul."""


def test_a_status_tells_the_day_in_korea() -> None:
    status = CaseStatus("SM-7K2Q-9XMD-5", MORNING, (("kftc", ReferralState.SEEN, MORNING),))
    (letter,) = words().letters(status_reply(status, True, book()), "ko", 1)
    assert "11월 24일" in letter.parts[0].rows[0][1]
