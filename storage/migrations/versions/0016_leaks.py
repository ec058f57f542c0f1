"""Leaks of our own data, and whom of those concerned it was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None

CODE = sa.String(16).with_variant(sa.String(64), "postgresql")
"""A receipt code; what stands for a hidden one is longer."""


def upgrade() -> None:
    op.create_table(
        "leak_notice",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("known", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("made", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_leak_notice"),
    )
    op.create_table(
        "leak_due",
        sa.Column("notice", sa.String(32), nullable=False),
        sa.Column("receipt", CODE, nullable=False),
        sa.Column("done", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["notice"], ["leak_notice.id"], name="fk_leak_due_notice_leak_notice"),
        sa.ForeignKeyConstraint(["receipt"], ["case_.receipt"], name="fk_leak_due_receipt_case_"),
        sa.PrimaryKeyConstraint("notice", "receipt", name="pk_leak_due"),
    )
    op.create_index(
        *("ix_leak_due_waits", "leak_due", ["receipt"]),
        sqlite_where=sa.text("done = 0"), postgresql_where=sa.text("done = 0"),
    )  # fmt: skip


def downgrade() -> None:
    raise NotImplementedError("who was told of a leak stays known")
