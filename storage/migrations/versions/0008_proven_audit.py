"""An audit log that a key proves, and reports that hold its head."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("audit", sa.Column("proof", sa.String(16), server_default=sa.text("''"), nullable=False))
    op.add_column("audit", sa.Column("desk", sa.String(32), server_default=sa.text("''"), nullable=False))
    op.add_column("audit", sa.Column("more", sa.LargeBinary(), nullable=True))
    op.create_index("ix_audit_desk_id", "audit", ["desk", "id"])
    op.add_column("case_", sa.Column("head", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("a log that a key proves stays so")
