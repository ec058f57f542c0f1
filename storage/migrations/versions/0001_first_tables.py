"""Everything there is at first. As it was then: this page never changes, a later one does."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    for make in TABLES:
        make()


def downgrade() -> None:
    raise NotImplementedError("the first tables are not taken down: that would be losing reports")


def _serial() -> sa.Column[Any]:
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False)


def _id(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False)


def _word(name: str, length: int, default: str = "") -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), server_default=sa.text(f"'{default}'"), nullable=False)


def _when(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), server_default=sa.text("0"), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), server_default=sa.text("false"), nullable=False)


def _sealed(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _where(condition: str, sqlite: str = "") -> dict[str, Any]:
    return {"sqlite_where": sa.text(sqlite or condition), "postgresql_where": sa.text(condition)}


def _arrival_table() -> None:
    op.create_table("arrival", _id("key", 160), _number("day"), sa.PrimaryKeyConstraint("key", name="pk_arrival"))
    op.create_index("ix_arrival_day", "arrival", ["day"])


def _audit_table() -> None:
    op.create_table(
        "audit",
        _serial(),
        _when("at"),
        _word("actor", 64),
        _word("action", 32),
        _word("subject", 160),
        _id("before", 64),
        _id("hash", 64),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sa.UniqueConstraint("before", name="uq_audit_before"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_subject_id", "audit", ["subject", "id"])


def _case_table() -> None:
    op.create_table(
        "case_",
        _id("receipt", 16),
        _word("chat", 128),
        _word("key", 32),
        _word("state", 16, "open"),
        _word("language", 8),
        _word("edition", 64),
        _word("lead", 32),
        _word("spots", 200),
        _when("created"),
        _when("changed"),
        _sealed("doc"),
        sa.PrimaryKeyConstraint("receipt", name="pk_case_"),
    )
    op.create_index("ix_case__chat", "case_", ["chat"])
    op.create_index("ix_case__created_receipt", "case_", ["created", "receipt"])


def _counter_table() -> None:
    op.create_table(
        "counter",
        _id("name", 64),
        _id("part", 160),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", "part", name="pk_counter"),
    )


def _desk_table() -> None:
    op.create_table(
        "desk",
        _id("ministry", 32),
        _word("chat", 128),
        _word("language", 8, "ko"),
        _word("token", 64),
        _when("until"),
        _when("bound"),
        sa.PrimaryKeyConstraint("ministry", name="pk_desk"),
    )
    op.create_index("ix_desk_chat", "desk", ["chat"], unique=True, **_where("chat <> ''"))
    op.create_index("ix_desk_token", "desk", ["token"], **_where("token <> ''"))


def _evidence_table() -> None:
    op.create_table(
        "evidence",
        _id("id", 160),
        _word("chat", 128),
        _word("receipt", 16),
        _word("key", 32),
        _word("kind", 16),
        _number("size"),
        _word("sha256", 64),
        _when("created"),
        _when("until"),
        _sealed("head"),
        _sealed("body"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
    )
    op.create_index("ix_evidence_chat", "evidence", ["chat"], **_where("receipt = ''"))
    op.create_index("ix_evidence_receipt_created", "evidence", ["receipt", "created"])
    op.create_index("ix_evidence_until", "evidence", ["until"], **_where("until > 0"))


def _key_table() -> None:
    op.create_table(
        "key",
        _id("id", 32),
        _word("ring", 32),
        _sealed("wrapped"),
        sa.PrimaryKeyConstraint("id", name="pk_key"),
    )
    op.create_index("ix_key_ring", "key", ["ring"])


def _officer_table() -> None:
    op.create_table(
        "officer",
        _id("id", 32),
        _word("ministry", 32),
        _word("role", 16),
        _word("language", 8, "ko"),
        sa.Column("revoked", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        _number("failures"),
        _when("locked"),
        _when("created"),
        _sealed("person"),
        sa.Column("telegram", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_officer"),
        sa.UniqueConstraint("telegram", name="uq_officer_telegram"),
    )
    op.create_index("ix_officer_ministry", "officer", ["ministry"])


def _outgoing_table() -> None:
    op.create_table(
        "outgoing",
        _serial(),
        _id("entry", 200),
        _id("channel", 16),
        _id("chat", 128),
        _word("thread", 64),
        _word("receipt", 16),
        _word("ministry", 32),
        _word("key", 32),
        _number("state"),
        _when("due"),
        _when("lease"),
        _word("worker", 40),
        _number("tries"),
        sa.Column("again", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        _word("sent_as", 64),
        _word("reason", 64),
        _when("created"),
        _when("finished"),
        _sealed("letter"),
        sa.PrimaryKeyConstraint("id", name="pk_outgoing"),
        sa.UniqueConstraint("entry", name="uq_outgoing_entry"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outgoing_dead", "outgoing", ["id"], **_where("state = 2"))
    op.create_index("ix_outgoing_due", "outgoing", ["due", "id"], **_where("state = 0"))
    op.create_index("ix_outgoing_sent", "outgoing", ["chat", "id"], **_where("state = 1"))
    op.create_index("ix_outgoing_waiting", "outgoing", ["chat", "id"], **_where("state = 0"))


def _page_table() -> None:
    op.create_table(
        "page",
        _serial(),
        _id("chat", 128),
        _id("entry", 200),
        sa.Column("mine", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("replaced", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        _word("key", 32),
        _sealed("body"),
        _when("created"),
        sa.PrimaryKeyConstraint("id", name="pk_page"),
        sa.UniqueConstraint("chat", "entry", name="uq_page_chat_entry"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_page_chat_id", "page", ["chat", "id"])
    op.create_index("ix_page_created", "page", ["created"])


def _question_log_table() -> None:
    op.create_table(
        "question_log",
        _serial(),
        _when("at"),
        _word("kind", 32),
        _word("language", 8),
        _word("entry", 32),
        _sealed("said"),
        sa.Column("done", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_question_log"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_question_log_open", "question_log", ["kind", "id"], **_where("NOT done", "done = 0"))


def _session_table() -> None:
    op.create_table(
        "session",
        _id("chat", 128),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        _id("key", 32),
        _id("receipt", 16),
        _number("filed"),
        sa.Column("begun", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        _number("day"),
        _sealed("doc"),
        sa.PrimaryKeyConstraint("chat", name="pk_session"),
        sa.UniqueConstraint("receipt", name="uq_session_receipt"),
    )
    op.create_index("ix_session_day", "session", ["day"])


def _answer_log_table() -> None:
    op.create_table(
        "answer_log",
        _id("receipt", 16),
        _id("question", 64),
        sa.Column("version", sa.Integer(), nullable=False),
        _when("created"),
        _sealed("answer"),
        sa.ForeignKeyConstraint(["receipt"], ["case_.receipt"], name="fk_answer_log_receipt_case_"),
        sa.PrimaryKeyConstraint("receipt", "question", "version", name="pk_answer_log"),
    )


def _barred_table() -> None:
    op.create_table(
        "barred",
        _id("receipt", 16),
        _id("officer", 32),
        _when("created"),
        sa.ForeignKeyConstraint(["officer"], ["officer.id"], name="fk_barred_officer_officer"),
        sa.ForeignKeyConstraint(["receipt"], ["case_.receipt"], name="fk_barred_receipt_case_"),
        sa.PrimaryKeyConstraint("receipt", "officer", name="pk_barred"),
    )


def _blind_table() -> None:
    op.create_table(
        "blind",
        _id("hash", 32),
        _id("receipt", 16),
        _word("kind", 16),
        sa.ForeignKeyConstraint(["receipt"], ["case_.receipt"], name="fk_blind_receipt_case_"),
        sa.PrimaryKeyConstraint("hash", "receipt", name="pk_blind"),
    )
    op.create_index("ix_blind_receipt", "blind", ["receipt"])


def _message_table() -> None:
    op.create_table(
        "message",
        _serial(),
        _id("receipt", 16),
        _word("ministry", 32),
        _word("direction", 8),
        _word("kind", 16),
        _word("officer", 64),
        _word("entry", 160),
        _number("version"),
        _when("created"),
        _sealed("body"),
        sa.ForeignKeyConstraint(["receipt"], ["case_.receipt"], name="fk_message_receipt_case_"),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_message_receipt_id", "message", ["receipt", "id"])


def _referral_table() -> None:
    op.create_table(
        "referral",
        _id("receipt", 16),
        _id("ministry", 32),
        _word("role", 16),
        _word("state", 16, "sent"),
        sa.Column("open", sa.Boolean(), server_default=sa.text("(true)"), nullable=False),
        _word("holder", 64),
        _when("lease"),
        _word("thread", 64),
        _word("reason", 64),
        _word("passed_to", 32),
        _number("version"),
        _when("created"),
        _when("seen"),
        _when("taken"),
        _when("acted"),
        _when("changed"),
        _when("due"),
        _when("paused"),
        sa.ForeignKeyConstraint(["receipt"], ["case_.receipt"], name="fk_referral_receipt_case_"),
        sa.PrimaryKeyConstraint("receipt", "ministry", name="pk_referral"),
    )
    op.create_index(
        "ix_referral_done", "referral", ["ministry", "changed", "receipt"], **_where("NOT open", "open = 0")
    )
    op.create_index("ix_referral_due", "referral", ["due"], **_where("open AND due > 0", "open = 1 AND due > 0"))
    op.create_index(
        "ix_referral_holder",
        "referral",
        ["holder", "created", "receipt"],
        **_where("open AND holder <> ''", "open = 1 AND holder <> ''"),
    )
    op.create_index("ix_referral_queue", "referral", ["ministry", "created", "receipt"], **_where("open", "open = 1"))
    op.create_index("ix_referral_thread", "referral", ["ministry", "thread"], unique=True, **_where("thread <> ''"))


def _sign_in_table() -> None:
    op.create_table(
        "sign_in",
        _id("hash", 64),
        _id("officer", 32),
        _word("kind", 16),
        _when("created"),
        _when("until"),
        _when("used"),
        sa.ForeignKeyConstraint(["officer"], ["officer.id"], name="fk_sign_in_officer_officer"),
        sa.PrimaryKeyConstraint("hash", name="pk_sign_in"),
    )
    op.create_index("ix_sign_in_officer", "sign_in", ["officer"])
    op.create_index("ix_sign_in_until", "sign_in", ["until"])


TABLES = (
    _arrival_table,
    _audit_table,
    _case_table,
    _counter_table,
    _desk_table,
    _evidence_table,
    _key_table,
    _officer_table,
    _outgoing_table,
    _page_table,
    _question_log_table,
    _session_table,
    _answer_log_table,
    _barred_table,
    _blind_table,
    _message_table,
    _referral_table,
    _sign_in_table,
)
