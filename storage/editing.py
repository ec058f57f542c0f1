"""For the editors: what people asked and found no answer to, with nothing in it that says who."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from storage import house_tables as h
from storage.counters import count
from storage.transaction import Transaction
from storage.vault import HOUSE

q = h.question_log
_LINK = re.compile(r"\b\w+://\S+|\bwww\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|kr|jp|cn|fr)\b\S*", re.IGNORECASE)
_MAIL = re.compile(r"\S+@\S+")
_NUMBER = re.compile(r"\d[\d\s.,\-–/():]*\d|\d")
_NAME = re.compile(
    r"(?:㈜|\(주\)|주식회사|株式会社)\s*\S+|\S+(?:㈜|\(주\)|주식회사|株式会社|有限公司)"
    r"|\S+\s+(?:Co\.?,?\s*Ltd|Inc|Corp|GmbH|SARL|SAS)\b\.?",
    re.IGNORECASE,
)
LONGEST = 300
"""Characters of a question that are kept."""


def redacted(said: str) -> str:
    """The words without links, mail addresses, numbers and what stands beside a company's legal form."""
    for pattern, mark in ((_LINK, "[link]"), (_MAIL, "[mail]"), (_NAME, "[company]"), (_NUMBER, "[number]")):
        said = pattern.sub(mark, said)
    return " ".join(said.split())[:LONGEST]


async def note_question(tx: Transaction, kind: str, said: str, language: str, at: int) -> None:
    """Keep a question without an answer (`kind`: unanswered, wrong, …), and count it."""
    if said:
        key, entry = await tx.house_key(), secrets.token_hex(16)
        sealed = key.seal(f"question:{entry}", redacted(said).encode())
        await tx.run(insert(q).values(kind=kind, entry=entry, said=sealed, language=language, at=at))
    await count(tx, ("note", f"{kind}:{language}", 1))


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question of somebody's, redacted. `at` in UTC milliseconds."""

    id: int
    at: int
    language: str
    said: str


async def open_questions(tx: Transaction, kind: str, after: int = 0, limit: int = 100) -> list[Unanswered]:
    """Questions that no editor has dealt with, oldest first."""
    where = (q.c.kind == kind, ~q.c.done, q.c.id > after)
    rows = await tx.all(select(q).where(*where).order_by(q.c.id).limit(limit))
    key = (await tx.keys([HOUSE])).get(HOUSE)
    if key is None:
        return []
    return [Unanswered(r.id, r.at, r.language, key.open(f"question:{r.entry}", r.said).decode()) for r in rows]


async def settle_question(tx: Transaction, question: int) -> None:
    """An editor has dealt with it."""
    await tx.run(update(q).where(q.c.id == question).values(done=True))
