"""Holds: a statute or a paper of a court orders that a report is kept until a day. Asked by one person, in force once
another one confirmed it; time destroys nothing before its last day is over."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, insert, literal_column, select, update

from storage import tables as t
from storage.transaction import Transaction, columns_of
from storage.vault import Key

h = t.hold
COURT = "court"
"""The basis of a hold that a paper of a court orders; every other is the id of a statute."""
_NONE: ColumnElement[int] = literal_column("0")


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold as it is kept: see the table. Times in UTC milliseconds, `until` the last of its last day."""

    id: int
    receipt: str
    ministry: str
    basis: str
    until: int
    asked_by: str
    asked: int
    confirmed_by: str
    confirmed: int
    paper: bytes

    def words(self, key: Key) -> str:
        """Which paper orders it."""
        return key.open(_row(self.receipt, self.asked), self.paper).decode()


def _row(receipt: str, asked: int) -> str:
    return f"hold:{receipt}:{asked}"


@dataclass(frozen=True, slots=True)
class HoldWanted:
    """A hold that is asked for: `paper` says which paper of the court, or which order under the statute."""

    receipt: str
    ministry: str
    basis: str
    until: int
    paper: str


async def ask(tx: Transaction, key: Key, wanted: HoldWanted, officer: str, at: int) -> None:
    """Keep it; it is not in force."""
    head = {"receipt": wanted.receipt, "ministry": wanted.ministry, "basis": wanted.basis, "until": wanted.until}
    paper = key.seal(_row(wanted.receipt, at), wanted.paper.encode())
    await tx.run(insert(h).values(**head, asked_by=officer, asked=at, paper=paper))


async def confirm(tx: Transaction, hold: int, receipt: str, ministry: str, officer: str, at: int) -> bool:
    """Put it in force; False where none waits at this desk, where it is over, or where it is the officer's own."""
    mine = (h.c.id == hold, h.c.receipt == receipt, h.c.ministry == ministry)
    waits = (h.c.confirmed == _NONE, h.c.until >= at, h.c.asked_by != officer)
    return await tx.run(update(h).where(*mine, *waits).values(confirmed_by=officer, confirmed=at)) == 1


async def of_case(tx: Transaction, receipt: str) -> list[HoldRow]:
    """All holds on a report, in the order in which they were asked for."""
    return await tx.read(HoldRow, select(*columns_of(h, HoldRow)).where(h.c.receipt == receipt).order_by(h.c.id))
