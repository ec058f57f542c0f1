"""The tables of conversations: keys, sessions, what was dealt with, the page of a web chat. See `__init__.py`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from storage.tables.columns import flag, metadata, number, sealed, serial, when, where, word
from storage.tables.hidden import code, named

# One key a draft, case or house matter. Deleting the row is erasing all that was sealed with it.
key = Table(
    "key",
    metadata,
    Column("id", String(32), primary_key=True),
    word("ring", length=32),
    sealed("wrapped"),
    Index(None, "ring"),
)

# What tells that the key ring is this database's (`storage/ring_check.py`), and whether the house is a trial
# (`storage/reach.py`). No secret.
ring_check = Table(
    "ring_check",
    metadata,
    Column("name", String(32), primary_key=True),
    word("value"),
)

# A conversation. `version` rises with every write and is the lock between processes; `day` (days since 1970)
# changes at most daily, so that its index costs a step nothing. `begun`: a draft with answers or files in it. `visit`:
# nothing may be taken down in it yet; `rests`: the beat at which nobody was seen to speak in it, 0 after every word.
session = Table(
    "session",
    metadata,
    Column("chat", String(128), primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("key", String(32), nullable=False),
    code("receipt", unique=True),
    number("filed"),
    flag("begun"),
    number("day"),
    flag("visit"),
    when("rests"),
    sealed("doc"),
    Index(None, "day"),
    Index("ix_session_visit", "chat", **where("visit", "visit = 1")),
)

# What was dealt with: the key of an update makes it once. Swept after some weeks.
arrival = Table(
    "arrival",
    metadata,
    named("key", 160, primary_key=True),
    number("day"),
    Index(None, "day"),
)

# The page of a web chat: letters, and the person's own words when `mine`. `replaced` entries are not shown.
page = Table(
    "page",
    metadata,
    serial(),
    Column("chat", String(128), nullable=False),
    named("entry", 200),
    flag("mine"),
    flag("replaced"),
    word("key", length=32),
    sealed("body"),
    when("created"),
    UniqueConstraint("chat", "entry"),
    Index(None, "chat", "id"),
    Index(None, "created"),
    sqlite_autoincrement=True,
)
