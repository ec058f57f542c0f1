"""A leak of our own data, and whom of those concerned it was told. See `__init__.py`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, String, Table

from storage.tables.columns import flag, metadata, sealed, when, where
from storage.tables.hidden import code

# What is told of a leak: `words` seals them by language under the house key. `known`: when we learnt of it.
leak_notice = Table(
    "leak_notice",
    metadata,
    Column("id", String(32), primary_key=True),
    when("known"),
    when("made"),
    sealed("words"),
)

# A report whose owner is to be told of a leak: `done` when that is over, `gone` where the report was destroyed before.
leak_due = Table(
    "leak_due",
    metadata,
    Column("notice", String(32), ForeignKey("leak_notice.id"), nullable=False),
    code("receipt", ForeignKey("case_.receipt")),
    when("done"),
    flag("gone"),
    PrimaryKeyConstraint("notice", "receipt"),
    Index("ix_leak_due_waits", "receipt", **where("done = 0")),
)
