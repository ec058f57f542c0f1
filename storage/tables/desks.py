"""What is kept of the desks' work on a case beside its referrals: clocks, undoing, ratings. See `__init__.py`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, String, Table

from dialogs.case_states import ReferralState
from storage.tables.columns import flag, metadata, number, one_of, sealed, serial, when, where, word
from storage.tables.hidden import code, named

# A desk's clock on a referral: started, due (its last millisecond), paused since, met (or ended), reminded, escalated
# at. `rings`: when time has something to do with it next, 0 never. `extended`, `waited`: days added to its term by
# officers, and by waiting for the owner. `inward`: not shown to the owner.
clock = Table(
    "clock",
    metadata,
    code("receipt", ForeignKey("case_.receipt")),
    Column("ministry", String(32), nullable=False),
    Column("name", String(32), nullable=False),
    when("started"),
    when("due"),
    when("paused"),
    when("met"),
    when("reminded"),
    when("escalated"),
    when("rings"),
    number("extended"),
    number("waited"),
    flag("inward"),
    PrimaryKeyConstraint("receipt", "ministry", "name"),
    Index("ix_clock_rings", "rings", **where("rings > 0")),
)

# What an act on many cases (`bulk`) found, so that it can be undone until `until`. `version`: after the act.
undo = Table(
    "undo",
    metadata,
    Column("bulk", String(64), nullable=False),
    code("receipt", ForeignKey("case_.receipt")),
    Column("ministry", String(32), nullable=False),
    word("officer", length=32),
    one_of("state", ReferralState, length=16),
    word("holder"),
    when("lease"),
    when("until"),
    number("version"),
    PrimaryKeyConstraint("bulk", "receipt", "ministry"),
    Index(None, "until"),
)

# What an officer is about to say to an owner: done at `due`, 0 once it was refused (`why`).
pending_act = Table(
    "pending_act",
    metadata,
    named("key", 160, primary_key=True),
    code("receipt", ForeignKey("case_.receipt")),
    word("ministry", length=32),
    word("officer"),
    when("due"),
    word("why", length=16),
    sealed("body"),
    Index(None, "receipt", "officer"),
    Index("ix_pending_act_due", "due", **where("due > 0")),
)

# What an officer has begun to write in a form of a case's page. `form`: keyed hash of which one; `saved`: when last.
answer_draft = Table(
    "answer_draft",
    metadata,
    code("receipt", ForeignKey("case_.receipt")),
    Column("officer", String(32), ForeignKey("officer.id"), nullable=False),
    Column("form", String(32), nullable=False),
    word("ministry", length=32),
    when("saved"),
    sealed("body"),
    PrimaryKeyConstraint("receipt", "officer", "form"),
    Index(None, "officer"),
)

# An official whom an owner named, to be looked at by each desk that has the case before anybody opens it (`holds`) or
# beside the work (an urgent case). `name` is sealed under the case's key, `hash` is of the name as a whole. `checked`,
# `by`: when and by whom somebody said who it is; `rung`: when those who check were told.
name_check = Table(
    "name_check",
    metadata,
    serial(),
    code("receipt", ForeignKey("case_.receipt")),
    Column("ministry", String(32), nullable=False),
    Column("hash", String(32), nullable=False),
    flag("holds"),
    word("by"),
    when("created"),
    when("checked"),
    when("rung"),
    sealed("name"),
    Index("ix_name_check_receipt", "receipt", "ministry", "hash", unique=True),
    Index("ix_name_check_held", "ministry", "receipt", **where("holds AND checked = 0", "holds = 1 AND checked = 0")),
    Index("ix_name_check_waiting", "ministry", "id", **where("checked = 0")),
    Index("ix_name_check_rung", "rung", **where("checked = 0")),
    sqlite_autoincrement=True,
)

# That the lead of a desk was told that most of the desk must not know of a case.
mostly_shut = Table(
    "mostly_shut",
    metadata,
    code("receipt", ForeignKey("case_.receipt")),
    Column("ministry", String(32), nullable=False),
    when("told"),
    PrimaryKeyConstraint("receipt", "ministry"),
)

# How the owner judged it at the end. `satisfaction`: 1 to 5, 0 not said.
rating = Table(
    "rating",
    metadata,
    code("receipt", ForeignKey("case_.receipt"), primary_key=True),
    word("outcome", length=16),
    number("satisfaction"),
    when("created"),
)
