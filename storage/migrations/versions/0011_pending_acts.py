"""What officers say to owners waits a minute before it is said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pending_act",
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("receipt", sa.String(16), nullable=False),
        sa.Column("ministry", sa.String(32), server_default=sa.text("''"), nullable=False),
        sa.Column("officer", sa.String(64), server_default=sa.text("''"), nullable=False),
        sa.Column("due", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("why", sa.String(16), server_default=sa.text("''"), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["receipt"], ["case_.receipt"], name="fk_pending_act_receipt_case_"),
        sa.PrimaryKeyConstraint("key", name="pk_pending_act"),
    )
    op.create_index("ix_pending_act_receipt_officer", "pending_act", ["receipt", "officer"])
    op.create_index(
        *("ix_pending_act_due", "pending_act", ["due"]),
        sqlite_where=sa.text("due > 0"), postgresql_where=sa.text("due > 0"),
    )  # fmt: skip


def downgrade() -> None:
    raise NotImplementedError("words that wait are not thrown away")
