"""The store as the console sees it. Whatever is opened here is noted in the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dialogs.case_states import ReferralState
from storage.beats import beat
from storage.officers import Officer
from storage.store import Store
from web.console.case_queries import CaseQueries
from web.console.name_check_queries import NameCheckQueries
from web.console.queue_queries import QueueQueries


class DeskQueries:
    def __init__(self, store: Store) -> None:
        self._store = store
        self.queues = QueueQueries(store)
        self.cases = CaseQueries(store)
        self.names = NameCheckQueries(store)

    async def clock_jumped(self) -> int:
        """Hours of running for which nothing is destroyed by dates, because the clock jumped; 0 when it did not."""
        async with self._store.reading() as tx:
            return (await beat(tx)).suspended

    # ---- queues -------------------------------------------------------------------------------------

    async def counts(self, officer: Officer) -> Mapping[ReferralState, int]:
        """How many referrals of the officer's desk are in each state, as far as the officer may know of them."""
        return await self.queues.counts(officer.ministry, officer.id)

    # ---- one case -----------------------------------------------------------------------------------

    async def copied(self, officer: Officer, receipt: str, at: datetime) -> bool:
        """Note that a case is printed; False when it is not on the officer's desk, or taken back."""
        return await self.cases.copied(officer, receipt, at)
