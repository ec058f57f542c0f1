"""What officers have begun to write is kept; officers may have an account at their body; names are told of again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

CODE = sa.String(16).with_variant(sa.String(64), "postgresql")
"""A receipt code; what stands for a hidden one is longer."""


def upgrade() -> None:
    op.create_table(
        "answer_draft",
        sa.Column("receipt", CODE, nullable=False),
        sa.Column("officer", sa.String(32), nullable=False),
        sa.Column("form", sa.String(32), nullable=False),
        sa.Column("ministry", sa.String(32), server_default=sa.text("''"), nullable=False),
        sa.Column("saved", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["receipt"], ["case_.receipt"], name="fk_answer_draft_receipt_case_"),
        sa.ForeignKeyConstraint(["officer"], ["officer.id"], name="fk_answer_draft_officer_officer"),
        sa.PrimaryKeyConstraint("receipt", "officer", "form", name="pk_answer_draft"),
    )
    op.create_index("ix_answer_draft_officer", "answer_draft", ["officer"])
    op.create_table(
        "account",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("officer", sa.String(32), nullable=False),
        sa.Column("created", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("used", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["officer"], ["officer.id"], name="fk_account_officer_officer"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
    )
    op.create_index("ix_account_officer", "account", ["officer"], unique=True)
    op.drop_index("ix_name_check_unrung", "name_check")
    waits = sa.text("checked = 0")
    op.create_index("ix_name_check_rung", "name_check", ["rung"], sqlite_where=waits, postgresql_where=waits)


def downgrade() -> None:
    raise NotImplementedError("words that were begun are not thrown away")
