"""Guessing receipt codes: counted, so that trying them all leads nowhere. Codes have 40 random bits."""

from __future__ import annotations

from datetime import datetime

from storage.counters import clear, count, counts
from storage.transaction import Transaction

PER_CHAT = 5
"""Wrong codes an hour and chat."""
OVERALL = 500
"""Wrong codes an hour in all."""


def _parts(tx: Transaction, chat: str, at: datetime) -> tuple[str, str]:
    hour = at.strftime("%Y%m%d%H")
    return f"{hour}|{tx.vault.handle(chat)}", f"{hour}|"


async def may_guess(tx: Transaction, chat: str, at: datetime) -> bool:
    """Whether another code may be tried from this chat now."""
    mine, all_of_us = _parts(tx, chat, at)
    found = await counts(tx, "guess", (mine, all_of_us))
    return found.get(mine, 0) < PER_CHAT and found.get(all_of_us, 0) < OVERALL


async def wrong_guess(tx: Transaction, chat: str, at: datetime) -> None:
    """A code was tried that is nobody's."""
    mine, all_of_us = _parts(tx, chat, at)
    if not await counts(tx, "guess", (all_of_us,)):
        await clear(tx, "guess", all_of_us)
    await count(tx, ("guess", mine, 1), ("guess", all_of_us, 1))
