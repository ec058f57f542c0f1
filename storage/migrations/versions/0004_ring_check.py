"""Which key ring a database belongs to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ring_check",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value", sa.String(64), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_ring_check"),
    )


def downgrade() -> None:
    raise NotImplementedError("a database that is bound to its ring stays so")
