"""For the editors: what people asked and found no answer to, with nothing in it that says who."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from storage import tables as t
from storage.counters import count, counted
from storage.timestamps import DAY
from storage.transaction import Transaction
from storage.vault import HOUSE

q = t.question_log
UNANSWERED = "unanswered"
KEPT = 90 * DAY
"""Milliseconds for which a question without an answer is kept."""


async def note_question(tx: Transaction, said: str, language: str, at: int) -> None:
    """Keep a question without an answer, already redacted, and count it."""
    if said:
        key, entry = await tx.house_key(), secrets.token_hex(16)
        sealed = key.seal(f"question:{entry}", said.encode())
        await tx.run(insert(q).values(kind=UNANSWERED, entry=entry, said=sealed, language=language, at=at))
    await count(tx, ("note", f"{UNANSWERED}:{language}", 1))


async def note_judgement(tx: Transaction, kind: str, known: str, language: str) -> None:
    """Count that the answer to a known question (its id) was found right or wrong (`kind`)."""
    await count(tx, ("note", f"{kind}:{language}", 1), ("judged", f"{kind}:{known}", 1))


async def judged(tx: Transaction) -> dict[str, tuple[int, int]]:
    """Id of a known question -> how often its answer was found right, and wrong."""
    found = await counted(tx, "judged")
    ids = sorted({part.partition(":")[2] for part in found})
    return {id: (found.get(f"right:{id}", 0), found.get(f"wrong:{id}", 0)) for id in ids}


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question of somebody's, redacted. `at` in UTC milliseconds."""

    id: int
    at: int
    language: str
    said: str


async def open_questions(tx: Transaction, since: int = 0, limit: int = 500) -> list[Unanswered]:
    """Questions that no editor has dealt with, asked at `since` or later, newest first."""
    where = (q.c.kind == UNANSWERED, ~q.c.done, q.c.at >= since)
    key = (await tx.keys([HOUSE])).get(HOUSE)
    if key is None:
        return []

    def opened(id: int, at: int, language: str, entry: str, said: bytes) -> Unanswered:
        return Unanswered(id, at, language, key.open(f"question:{entry}", said).decode())

    columns = (q.c.id, q.c.at, q.c.language, q.c.entry, q.c.said)
    return await tx.read(opened, select(*columns).where(*where).order_by(q.c.id.desc()).limit(limit))


async def settle_questions(tx: Transaction, questions: Sequence[int]) -> None:
    """An editor has dealt with them."""
    await tx.run(update(q).where(q.c.id.in_(questions)).values(done=True))
