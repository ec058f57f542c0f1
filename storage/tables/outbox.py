"""The table of what must leave. See `__init__.py`."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table

from storage.tables.columns import flag, metadata, number, sealed, serial, when, where, word
from storage.tables.hidden import coded, named

# What must leave. In order of `id` within a chat; `lease` is until when `worker` has it. `state`: a `LetterState`.
outgoing = Table(
    "outgoing",
    metadata,
    serial(),
    named("entry", 200, unique=True),
    Column("channel", String(16), nullable=False),
    named("chat", 128),
    word("thread"),
    coded("receipt"),
    word("ministry", length=32),
    word("key", length=32),
    number("state"),
    when("due"),
    when("lease"),
    word("worker", length=40),
    number("tries"),
    flag("again"),
    word("sent_as"),
    word("reason"),
    when("created"),
    when("finished"),
    sealed("letter"),
    Index("ix_outgoing_waiting", "chat", "id", **where("state = 0")),
    Index("ix_outgoing_due", "due", "id", **where("state = 0")),
    Index("ix_outgoing_sent", "chat", "id", **where("state = 1")),
    Index("ix_outgoing_dead", "id", **where("state = 2")),
    sqlite_autoincrement=True,
)
