"""The address of the chat that a report was sent from, sealed: `case_.chat` is its keyed hash from now on.

The rows that are there need the key ring for it: `storage/address_upgrade.py` rewrites them when the house starts.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_", sa.Column("address", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("addresses that are hidden stay hidden")
