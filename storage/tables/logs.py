"""Counters, the audit log, the blind index and the questions without an answer. See `__init__.py`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, PrimaryKeyConstraint, String, Table

from storage.tables.columns import flag, metadata, sealed, serial, when, where, word
from storage.tables.hidden import code, naming

# Keyed hash of a counterpart's name or a business number -> cases. `kind` is part of the hash.
blind = Table(
    "blind",
    metadata,
    Column("hash", String(32), nullable=False),
    code("receipt", ForeignKey("case_.receipt")),
    word("kind", length=16),
    PrimaryKeyConstraint("hash", "receipt"),
    Index(None, "receipt"),
)


# Counted, so that nobody needs `count(*)`: (name, part) -> n, e.g. ("case", "lead:kftc"), ("spot", "no-transaction").
counter = Table(
    "counter",
    metadata,
    Column("name", String(64), nullable=False),
    Column("part", String(160), nullable=False),
    Column("n", BigInteger, nullable=False),
    PrimaryKeyConstraint("name", "part"),
)


# Who did what, each line bound to the one before by a keyed hash: `storage/audit.py`. `proof`: the id of the key, empty
# for lines of versions before, which are plain SHA-256. `desk`: whose auditors read the line. `more`: an address or a
# reason, sealed with the house key, what was said of a report with that report's key; most lines have none.
audit = Table(
    "audit",
    metadata,
    serial(),
    when("at"),
    word("actor"),
    word("action", length=32),
    naming("subject", 160),
    Column("before", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False),
    word("proof", length=16),
    word("desk", length=32),
    Column("more", LargeBinary),
    Index(None, "subject", "id"),
    Index(None, "desk", "id"),
    sqlite_autoincrement=True,
)


# Questions without an answer, redacted and sealed with the house key, for the editors. Nothing says who asked.
question_log = Table(
    "question_log",
    metadata,
    serial(),
    when("at"),
    word("kind", length=32),
    word("language", length=8),
    word("entry", length=32),
    sealed("said"),
    flag("done"),
    Index("ix_question_log_open", "kind", "id", **where("NOT done", "done = 0")),
    sqlite_autoincrement=True,
)
