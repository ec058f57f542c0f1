"""The tables of reports: the case, its answers, its referrals, what was said, its files. See `__init__.py`."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    text,
)

from dialogs.case_states import ReferralRole, ReferralState
from storage.states import CaseState, ConsentKind, Direction
from storage.tables.columns import audience, flag, metadata, number, one_of, sealed, serial, when, where, word
from storage.tables.hidden import code, coded, named, naming

# A report. `doc`: answers, facts, remarks, guide; empty once it is erased, and the key gone. `head`: of the audit log
# when it was sent, sealed, so that whoever cuts the log cannot make it fit. `chat`: a handle (`Vault.handle`), here as
# in every table; `address`: what it stands for, sealed.
case_ = Table(
    "case_",
    metadata,
    code("receipt", primary_key=True),
    word("chat", length=128),
    word("key", length=32),
    one_of("state", CaseState, "open", 16),
    word("language", length=8),
    word("edition"),
    word("lead", length=32),
    word("spots", length=200),
    when("created"),
    when("changed"),
    sealed("doc"),
    Column("head", LargeBinary),
    Column("address", LargeBinary),
    Index(None, "chat"),
    Index(None, "created", "receipt"),
    Index("ix_case__spots", "created", "receipt", **where("spots <> ''")),
)


# Every answer of a report, and every correction: `version` 0 is what was sent. `sees`: the desks that may read it.
answer_log = Table(
    "answer_log",
    metadata,
    code("receipt", ForeignKey("case_.receipt")),
    Column("question", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    when("created"),
    audience("sees"),
    sealed("answer"),
    PrimaryKeyConstraint("receipt", "question", "version"),
)


# A case on one ministry's desk: `storage/referrals.py` says what each column is.
referral = Table(
    "referral",
    metadata,
    code("receipt", ForeignKey("case_.receipt")),
    Column("ministry", String(32), nullable=False),
    one_of("role", ReferralRole, length=16),
    one_of("state", ReferralState, "sent", 16),
    Column("open", Boolean, nullable=False, default=True, server_default=text("true")),
    word("holder"),
    when("lease"),
    word("thread"),
    word("reason"),
    word("passed_to", length=32),
    number("version"),
    when("created"),
    when("seen"),
    when("taken"),
    when("acted"),
    when("changed"),
    when("due"),
    when("paused"),
    when("tell"),
    when("unopened"),
    when("left_alone"),
    flag("urgent"),
    PrimaryKeyConstraint("receipt", "ministry"),
    Index("ix_referral_tell", "tell", **where("tell > 0")),
    Index("ix_referral_queue", "ministry", "created", "receipt", **where("open", "open = 1")),
    Index("ix_referral_next", "ministry", "due", "receipt", **where("open", "open = 1")),
    Index("ix_referral_done", "ministry", "changed", "receipt", **where("NOT open", "open = 0")),
    Index(
        *("ix_referral_holder", "holder", "created", "receipt"),
        **where("open AND holder <> ''", "open = 1 AND holder <> ''"),
    ),
    Index("ix_referral_due", "due", **where("open AND due > 0", "open = 1 AND due > 0")),
    Index("ix_referral_left_alone", "ministry", **where("left_alone > 0")),
    Index("ix_referral_thread", "ministry", "thread", unique=True, **where("thread <> ''")),
)


# What its owner agreed to, body by body (`whom`), and took back: rows are added, never changed, and the last one holds.
# `version`: of the words that were agreed to. `basis`: `owner`, or the statute that stands in for a consent.
consent = Table(
    "consent",
    metadata,
    serial(),
    code("receipt", ForeignKey("case_.receipt")),
    one_of("what", ConsentKind, length=16),
    word("whom", length=32),
    flag("agreed"),
    word("version", length=32),
    word("basis"),
    when("created"),
    Index(None, "receipt", "id"),
    sqlite_autoincrement=True,
)


# What was said on a case. Edits keep versions. `sees`: the desks that may read it. `answers`: the entry of the question
# that the owner answered with it, empty where it belongs to the report.
message = Table(
    "message",
    metadata,
    serial(),
    code("receipt", ForeignKey("case_.receipt")),
    word("ministry", length=32),
    one_of("direction", Direction, length=8),
    word("kind", length=24),
    word("officer"),
    naming("entry", 160),
    number("version"),
    when("created"),
    audience("sees"),
    naming("answers", 160),
    sealed("body"),
    Index(None, "receipt", "id"),
    Index("ix_message_position", "receipt", **where("kind >= 'position:' AND kind < 'position;'")),
    sqlite_autoincrement=True,
)


# A file. Until the report is sent `receipt` is empty. `head` holds name and caption; `size` in bytes, `sha256` hex.
# `desk`: the ministry that sent it to the owner, empty for the owner's own. `sees`, `answers`: as of a message.
evidence = Table(
    "evidence",
    metadata,
    named("id", 160, primary_key=True),
    word("chat", length=128),
    coded("receipt"),
    word("key", length=32),
    word("kind", length=16),
    number("size"),
    word("sha256"),
    when("created"),
    word("desk", length=32),
    audience("sees"),
    naming("answers", 160),
    sealed("head"),
    sealed("body"),
    Index(None, "receipt", "created"),
    Index(None, "chat", **where("receipt = ''")),
)
