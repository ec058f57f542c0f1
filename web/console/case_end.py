"""How long a report is kept, as its page on the console says it: the day, the mark of time, the desk's own holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dialogs.book import Book
from storage import holds, terms
from storage.terms import Term
from storage.timestamps import moment
from storage.transaction import Transaction
from storage.vault import Key


@dataclass(frozen=True, slots=True)
class OwnHold:
    """A hold of the own desk: `basis` a statute's id or `court`, `paper` which order; officers by id."""

    id: int
    basis: str
    paper: str
    until: datetime
    asked_by: str
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class CaseEnd:
    """When a report is destroyed: `until`; `told`: both sides were warned of it, and that was delivered; `marked`: when
    time marked it, None where it did not."""

    until: datetime
    warned: bool
    told: bool
    marked: datetime | None
    holds: Sequence[OwnHold]


async def end_of(tx: Transaction, term: Term, ministry: str, key: Key | None) -> CaseEnd:
    """The end of a report as this desk may know it."""
    goes_on = await terms.unfinished(tx, term.receipt)
    rows = [row for row in await holds.of_case(tx, term.receipt) if row.ministry == ministry] if key else []
    own = [
        OwnHold(row.id, row.basis, row.words(key), moment(row.until), row.asked_by, row.confirmed_by)
        for row in rows
        if key
    ]
    end = terms.end_of(term, goes_on)
    marked = moment(term.marked_at) if term.marked else None
    return CaseEnd(moment(end), term.named >= end, bool(term.told), marked, own)


def bases(book: Book, today: date) -> Mapping[str, str]:
    """What may order a hold: the id of each statute in force -> its citation. A court's paper is not among them."""
    return {each.id: each.cite for each in book.knowledge.statutes.values() if each.origin.in_force(today)}
