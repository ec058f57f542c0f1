"""Officers sign in by themselves, and what one of them proposes about another waits for a second person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("officer", sa.Column("sign_name", sa.String(64), nullable=True))
    op.create_index("ix_officer_sign_name", "officer", ["sign_name"], unique=True)
    op.create_table(
        "recovery",
        sa.Column("officer", sa.String(32), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        _when("created"),
        sa.ForeignKeyConstraint(["officer"], ["officer.id"], name="fk_recovery_officer_officer"),
        sa.PrimaryKeyConstraint("officer", "hash", name="pk_recovery"),
    )
    _passkeys()
    _proposals()


def _when(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default=sa.text("0"), nullable=False)


def _word(name: str, length: int = 32) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), server_default=sa.text("''"), nullable=False)


def _passkeys() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("officer", sa.String(32), nullable=False),
        sa.Column("uses", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        _when("created"),
        _when("used"),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["officer"], ["officer.id"], name="fk_passkey_officer_officer"),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
    )
    op.create_index("ix_passkey_officer", "passkey", ["officer"], unique=False)


def _proposals() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.String(32), nullable=False),
        _word("act", 16),
        _word("state", 16),
        *(_word(name) for name in ("body", "about", "by", "second", "secretary")),
        *(_when(name) for name in ("operator", "asked", "due", "changed")),
        sa.Column("detail", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_proposal"),
    )
    for column in ("body", "about"):
        op.create_index(f"ix_proposal_{column}", "proposal", [column], unique=False)


def downgrade() -> None:
    raise NotImplementedError("taking these down would lock out who signs in without a link")
