"""Names that an earlier version kept as a whole only: found by all their forms from the next start on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import select

from dialogs.questions import Answer
from storage import cases, conflicts, name_checks
from storage import tables as t
from storage.name_hashes import OFFICIAL
from storage.officers import declare_names
from storage.store import Store
from storage.transaction import Transaction

SOME = 50
"""Reports in one transaction."""
Named = Callable[[Mapping[str, Answer]], Iterable[tuple[str, str]]]


async def find_older(store: Store, named: Named, at: int) -> int:
    """Declare officers' names, and let reports that name officials be found by every form of these names; how many
    reports were new. What desks work on stays open to them, and the names wait to be checked beside it.

    `named`: which answers of a report name somebody.
    """
    async with store.transaction() as tx:
        await declare_names(tx, at)
    done, after = 0, ""
    while True:
        async with store.transaction() as tx:
            some = await _unchecked(tx, after)
            for receipt in some:
                done += await _find(tx, receipt, named, at)
        if len(some) < SOME:
            return done
        after = some[-1]


async def _unchecked(tx: Transaction, after: str) -> list[str]:
    n, h = t.blind.c, t.name_check.c
    known = select(h.receipt).where(h.receipt == n.receipt).exists()
    found = select(n.receipt).where(n.kind == OFFICIAL, n.receipt > after, ~known).distinct()
    return await tx.read(str, found.order_by(n.receipt).limit(SOME))


async def _find(tx: Transaction, receipt: str, named: Named, at: int) -> bool:
    case = await cases.load_case(tx, receipt)
    if case is None or case.file is None or case.key is None:
        return False
    names = tuple(named(case.file.answers))
    await cases.index(tx, receipt, names)
    await name_checks.wait_for(tx, receipt, case.key, names, at, holds=False)
    await conflicts.let_go(tx, receipt, at)
    return True
