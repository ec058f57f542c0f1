"""Which desks somebody sits at, and of which reports the owner was told that nobody does."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("officer", _when("signed_in"))
    op.add_column("referral", _when("left_alone"))
    op.create_index(
        *("ix_referral_left_alone", "referral", ["ministry"]),
        sqlite_where=sa.text("left_alone > 0"), postgresql_where=sa.text("left_alone > 0"),
    )  # fmt: skip
    op.execute(
        "UPDATE officer SET signed_in = COALESCE((SELECT MAX(s.created) FROM sign_in s "
        "WHERE s.officer = officer.id AND s.kind = 'session'), 0)"
    )
    written = "COALESCE((SELECT MAX(a.at) FROM audit a WHERE a.actor = officer.id AND a.action = 'signed_in'), 0)"
    op.execute(f"UPDATE officer SET signed_in = {written} WHERE signed_in < {written}")


def _when(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default=sa.text("0"), nullable=False)


def downgrade() -> None:
    raise NotImplementedError("what owners were told stays known")
