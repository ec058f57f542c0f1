"""What the house itself keeps: officers and their signing in, their groups, interests and views. See `__init__.py`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, String, Table

from storage.states import OfficerRole, ProposalState, ProposedAct
from storage.tables.columns import flag, metadata, number, one_of, sealed, serial, when, where, word
from storage.tables.hidden import code, naming

# An officer. `telegram`: keyed hash of the identity bound at first use; `sign_name`: of the name to sign in with, as
# chosen. `person` seals name and TOTP secret under the house key. `step`: the last TOTP step that was used.
# `left_group`: when the officer was last seen leaving the ministry's group, 0 if not. `signed_in`: the last time.
officer = Table(
    "officer",
    metadata,
    Column("id", String(32), primary_key=True),
    word("ministry", length=32),
    one_of("role", OfficerRole, length=16),
    word("language", "ko", 8),
    flag("revoked"),
    number("failures"),
    when("locked"),
    when("step"),
    when("left_group"),
    when("signed_in"),
    when("created"),
    sealed("person"),
    Column("telegram", String(64), nullable=True, unique=True),
    Column("sign_name", String(64), nullable=True),
    Index(None, "ministry"),
    Index(None, "sign_name", unique=True),
)

# Codes for who lost the telephone, each good once: a slow hash under a salt that only the ring knows.
recovery = Table(
    "recovery",
    metadata,
    Column("officer", String(32), ForeignKey("officer.id"), nullable=False),
    Column("hash", String(64), nullable=False),
    when("created"),
    PrimaryKeyConstraint("officer", "hash"),
)

# A passkey of an officer: `id` is a hash of the credential's, `key` seals what is needed to check it. `uses`: the
# authenticator's own count, where it keeps one.
passkey = Table(
    "passkey",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("officer", String(32), ForeignKey("officer.id"), nullable=False),
    when("uses"),
    when("created"),
    when("used"),
    sealed("key"),
    Index(None, "officer"),
)

# An officer's account at the identity provider of the own body. `id`: keyed hash of the issuer and the subject.
account = Table(
    "account",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("officer", String(32), ForeignKey("officer.id"), nullable=False),
    when("created"),
    when("used"),
    Index(None, "officer", unique=True),
)

# What one person proposed about an officer's access (`about`, empty for one who is yet to come) or to carry out of the
# house, and how it stands: `second` confirmed, refused or stopped it; `operator` and `secretary` confirmed it together.
# Nobody having stopped it, it may be done from `due` on. `detail` seals whom it invites or what it exports.
proposal = Table(
    "proposal",
    metadata,
    Column("id", String(32), primary_key=True),
    one_of("act", ProposedAct, length=16),
    one_of("state", ProposalState, length=16),
    word("body", length=32),
    word("about", length=32),
    word("by", length=32),
    word("second", length=32),
    word("secretary", length=32),
    when("operator"),
    when("asked"),
    when("due"),
    when("changed"),
    sealed("detail"),
    Index(None, "body"),
    Index(None, "about"),
)

# One-time links (`link`), invitations of the officers' bot (`join`), half signed in (`half`) and console sessions
# (`session`, `used` is its last use): only their hash is kept. `browser` says which kind of browser it was.
sign_in = Table(
    "sign_in",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("officer", String(32), ForeignKey("officer.id"), nullable=False),
    word("kind", length=16),
    word("browser", length=48),
    when("created"),
    when("until"),
    when("used"),
    Index(None, "officer"),
    Index(None, "until"),
)

# A ministry's group. `token`: hash of the one-time token that binds it, until `until`. `put_out`: when the
# bot lost its place or its rights there, 0 if it is fit.
desk = Table(
    "desk",
    metadata,
    Column("ministry", String(32), primary_key=True),
    naming("chat", 128),
    word("language", "ko", 8),
    word("token"),
    when("until"),
    when("bound"),
    when("put_out"),
    Index(None, "chat", unique=True, **where("chat <> ''")),
    Index("ix_desk_token", "token", **where("token <> ''")),
)

# Who must not know of a case (conflict of interest): an officer's id.
barred = Table(
    "barred",
    metadata,
    code("receipt", ForeignKey("case_.receipt")),
    Column("who", String(64), nullable=False),
    word("reason"),
    when("created"),
    PrimaryKeyConstraint("receipt", "who"),
    Index(None, "who"),
)

# What an officer must not work on, declared by the officer: `hash` is of the name or number as a whole, `label` seals
# what was typed. A case that shares a hash with it (`name_token`) is shut to the officer from the moment it is sent. Of
# the kind `official` is the officer's own name: an owner may say that this person must not see the report.
interest = Table(
    "interest",
    metadata,
    Column("officer", String(32), ForeignKey("officer.id"), nullable=False),
    Column("hash", String(32), nullable=False),
    word("kind", length=16),
    when("created"),
    sealed("label"),
    PrimaryKeyConstraint("officer", "hash"),
    Index(None, "hash"),
)

# What an officer's declaration is found by: keyed hashes of every form of the name. `of`: the hash of the declaration.
name_token = Table(
    "name_token",
    metadata,
    Column("officer", String(32), ForeignKey("officer.id"), nullable=False),
    Column("of", String(32), nullable=False),
    Column("hash", String(32), nullable=False),
    PrimaryKeyConstraint("officer", "of", "hash"),
    Index(None, "hash", "officer"),
)

# A queue that an officer comes back to: `query` as in its address, `name` sealed.
view = Table(
    "view",
    metadata,
    serial(),
    Column("officer", String(32), ForeignKey("officer.id"), nullable=False),
    word("query", length=300),
    when("created"),
    sealed("name"),
    Index(None, "officer"),
    sqlite_autoincrement=True,
)
