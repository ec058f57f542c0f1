"""Receipt codes and the numbers of officers' groups are hidden: what stands for them is longer.

The rows that are there need the key ring for it: `storage/code_upgrade.py` rewrites them when the house starts. SQLite
asks nobody how long a word is.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

CODES = (
    *("answer_log", "barred", "blind", "case_", "clock", "consent", "evidence", "hold", "message", "mostly_shut"),
    *("name_check", "outgoing", "pending_act", "rating", "referral", "session", "term", "undo"),
)
NAMES = (
    *(("arrival", "key", 160), ("audit", "subject", 160), ("desk", "chat", 128), ("evidence", "answers", 160)),
    *(("evidence", "id", 160), ("message", "answers", 160), ("message", "entry", 160), ("outgoing", "chat", 128)),
    *(("outgoing", "entry", 200), ("page", "entry", 200), ("pending_act", "key", 160)),
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in CODES:
        op.alter_column(table, "receipt", type_=sa.String(64), existing_type=sa.String(16))
    for table, column, length in NAMES:
        op.alter_column(table, column, type_=sa.String(length + 80), existing_type=sa.String(length))


def downgrade() -> None:
    raise NotImplementedError("codes that are hidden stay hidden")
