"""The tables of the bodies' own records, which outlive the reports that they are about. See `__init__.py`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, PrimaryKeyConstraint, String, Table

from storage.tables.columns import metadata, number, sealed, where, word
from storage.tables.hidden import coded

# The key of a body's own record of one report, a row of `key` as any. `receipt`: the report as long as it is there,
# empty afterwards, so that nothing in clear leads from one to the other. `days`: how long the record is kept after the
# report was destroyed; `ended`, `until`: the days of that and of its own end, 0 while the report is there.
record_key = Table(
    "record_key",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("ministry", String(32), nullable=False),
    coded("receipt"),
    number("days"),
    number("ended"),
    number("until"),
    Index("ix_record_key_receipt", "receipt", "ministry", unique=True, **where("receipt <> ''")),
    Index("ix_record_key_ended", "ministry", "ended", "key", **where("ended > 0")),
    Index("ix_record_key_until", "until", **where("until > 0")),
)

# What a body did, line by line: rows are added, never changed, and go with their key. `code`: of the report; `body`:
# who, what, and the words of a letter; `content`: of a file that went with one.
desk_record = Table(
    "desk_record",
    metadata,
    Column("key", String(32), ForeignKey("record_key.key"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("ministry", String(32), nullable=False),
    number("day"),
    word("kind", length=32),
    sealed("code"),
    sealed("body"),
    Column("content", LargeBinary),
    PrimaryKeyConstraint("key", "n"),
)
