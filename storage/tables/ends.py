"""How long things are kept: running time, what each report was promised, holds, keys of the ring. See `__init__.py`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table

from dialogs.case_states import Destroyer
from storage.tables.columns import flag, metadata, number, one_of, sealed, serial, when, where, word
from storage.tables.hidden import code

# One row. `n` counts hours of running time, whatever the clock says; `at`: the clock's time at the last one. `jumped`:
# the beat at which the clock was seen to have jumped, `jump` by how many milliseconds. `destroyed`: the beat at which
# something was destroyed that the ring's change does not cover yet; `rotated`: the beat of that change. 0: never.
beat = Table(
    "beat",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("n", BigInteger, nullable=False),
    when("at"),
    when("jumped"),
    when("jump"),
    when("destroyed"),
    when("rotated"),
)

# What a report's owner was promised. `promise`: the version of the consent, `rules`: the
# periods that it said by body and outcome; `promised`, `until`: the end by it, and as
# it is now; `more`: the owner agreed to more. `asked`: when the owner was asked. `warned`: when both sides were warned
# of the end `named`, `told`: when that was seen to be delivered. `marked`: the beat at which it was marked to be
# destroyed, `marked_at` when. `gone`: who destroyed it, empty while it is there or where it is not known.
term = Table(
    "term",
    metadata,
    code("receipt", ForeignKey("case_.receipt"), primary_key=True),
    word("promise", length=32),
    word("rules", length=2000),
    when("promised"),
    when("until"),
    flag("more"),
    when("asked"),
    when("warned"),
    when("named"),
    when("told"),
    when("marked"),
    when("marked_at"),
    one_of("gone", Destroyer, "", 16),
    Index(None, "until", "receipt"),
    Index("ix_term_marked", "marked", **where("marked > 0")),
)

# A report that must not be destroyed before `until`: `basis` is the id of a statute, or `court`; `paper` seals which
# paper orders it. In force once another officer than `asked_by` confirmed it.
hold = Table(
    "hold",
    metadata,
    serial(),
    code("receipt", ForeignKey("case_.receipt")),
    word("ministry", length=32),
    word("basis"),
    when("until"),
    word("asked_by", length=32),
    when("asked"),
    word("confirmed_by", length=32),
    when("confirmed"),
    sealed("paper"),
    Index(None, "receipt"),
    sqlite_autoincrement=True,
)

# A key of the ring that wraps nothing new, and the beat at which another was seen in its place.
ring_key = Table(
    "ring_key",
    metadata,
    Column("name", String(32), primary_key=True),
    number("replaced"),
)
