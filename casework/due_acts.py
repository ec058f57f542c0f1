"""Acts of the house that time makes due: from the row that says so to the act, keyed by when it was looked."""

from __future__ import annotations

from datetime import datetime

from casework.acts import HOUSE, ByTime, LeakTold, LeftAlone, MostlyShut, NameWaits, Unhushed
from storage.clocks import Untold
from storage.leak_notices import LeakDue
from storage.name_checks import NameCheckRow
from storage.timestamps import ms


def alone(receipt: str, ministry: str, at: datetime) -> ByTime:
    key = f"alone:{receipt}:{ministry}:{ms(at)}"
    return LeftAlone(key=key, receipt=receipt, ministry=ministry, officer=HOUSE, at=at)


def unhushed(row: Untold, at: datetime) -> ByTime:
    key = f"tell:{row.receipt}:{row.ministry}:{row.tell}:{ms(at)}"
    return Unhushed(key=key, receipt=row.receipt, ministry=row.ministry, officer=HOUSE, at=at)


def name_waits(row: NameCheckRow, at: datetime) -> ByTime:
    named = {"receipt": row.receipt, "ministry": row.ministry, "officer": HOUSE}
    return NameWaits(key=f"name:{row.id}:{ms(at)}", check=row.id, at=at, **named)


def leak_told(due: LeakDue, at: datetime) -> ByTime:
    named = {"receipt": due.receipt, "ministry": due.ministry, "officer": HOUSE}
    return LeakTold(key=f"leak:{due.notice}:{due.receipt}:{ms(at)}", notice=due.notice, at=at, **named)


def mostly_shut(receipt: str, ministry: str, at: datetime) -> ByTime:
    key = f"shut:{receipt}:{ministry}:{ms(at)}"
    return MostlyShut(key=key, receipt=receipt, ministry=ministry, officer=HOUSE, at=at)
