"""For the editors: what people asked and found no answer to, with nothing in it that says who."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, update

from storage import house_tables as h
from storage.counters import count
from storage.transaction import Transaction

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
        await tx.run(insert(q).values(kind=kind, said=redacted(said), language=language, at=at))
    await count(tx, ("note", f"{kind}:{language}", 1))


async def open_questions(tx: Transaction, kind: str, after: int = 0, limit: int = 100) -> Sequence[Any]:
    """Questions that no editor has dealt with, oldest first: id, at, language, said."""
    columns = (q.c.id, q.c.at, q.c.language, q.c.said)
    where = (q.c.kind == kind, ~q.c.done, q.c.id > after)
    return await tx.all(select(*columns).where(*where).order_by(q.c.id).limit(limit))


async def settle_question(tx: Transaction, question: int) -> None:
    """An editor has dealt with it."""
    await tx.run(update(q).where(q.c.id == question).values(done=True))
