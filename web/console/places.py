"""Whether an officer comes from where the own body allows it: asked at signing in, and at every request after it."""

from __future__ import annotations

from datetime import datetime

from storage.officers import Officer
from storage.refused_attempts import RefusedAttempt, note_refused
from storage.store import Store
from storage.timestamps import ms
from storage.transaction import Transaction
from web.desk_addresses import DeskAddresses


async def comes_from_elsewhere(tx: Transaction, allowed: DeskAddresses, who: Officer, at: int, address: str) -> bool:
    """Whether the officer must not come in from this address; it is noted then."""
    if allowed.allow(who.ministry, address):
        return False
    await note_refused(tx, at, who.id, RefusedAttempt.PLACE, who.id, address)
    return True


async def is_elsewhere(store: Store, allowed: DeskAddresses, who: Officer, at: datetime, address: str) -> bool:
    """The same for who is signed in. Nothing is written for who may be there."""
    if allowed.allow(who.ministry, address):
        return False
    async with store.transaction() as tx:
        return await comes_from_elsewhere(tx, allowed, who, ms(at), address)
