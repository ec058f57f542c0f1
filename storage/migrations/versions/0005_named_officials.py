"""Names found in every form they are written in, and officials whom owners name checked before a case is opened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _name_token()
    _name_check()
    op.create_table(
        "mostly_shut",
        sa.Column("receipt", sa.String(16), nullable=False),
        sa.Column("ministry", sa.String(32), nullable=False),
        _when("told"),
        sa.ForeignKeyConstraint(["receipt"], ["case_.receipt"], name="fk_mostly_shut_receipt_case_"),
        sa.PrimaryKeyConstraint("receipt", "ministry", name="pk_mostly_shut"),
    )


def _name_token() -> None:
    """What was declared before goes on shutting out by its whole form; others come at the next start of the service,
    which can open the names."""
    op.create_table(
        "name_token",
        sa.Column("officer", sa.String(32), nullable=False),
        sa.Column("of", sa.String(32), nullable=False),
        sa.Column("hash", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["officer"], ["officer.id"], name="fk_name_token_officer_officer"),
        sa.PrimaryKeyConstraint("officer", "of", "hash", name="pk_name_token"),
    )
    op.create_index("ix_name_token_hash_officer", "name_token", ["hash", "officer"], unique=False)
    op.execute(sa.text('INSERT INTO name_token (officer, "of", hash) SELECT officer, hash, hash FROM interest'))


def _name_check() -> None:
    op.create_table(
        "name_check",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("receipt", sa.String(16), nullable=False),
        sa.Column("ministry", sa.String(32), nullable=False),
        sa.Column("hash", sa.String(32), nullable=False),
        sa.Column("holds", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("by", sa.String(64), server_default=sa.text("''"), nullable=False),
        _when("created"),
        _when("checked"),
        _when("rung"),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["receipt"], ["case_.receipt"], name="fk_name_check_receipt_case_"),
        sa.PrimaryKeyConstraint("id", name="pk_name_check"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_name_check_receipt", "name_check", ["receipt", "ministry", "hash"], unique=True)
    _index("ix_name_check_held", ["ministry", "receipt"], "holds AND checked = 0", "holds = 1 AND checked = 0")
    _index("ix_name_check_waiting", ["ministry", "id"], "checked = 0")
    _index("ix_name_check_unrung", ["id"], "checked = 0 AND rung = 0")


def _index(name: str, columns: list[str], condition: str, sqlite: str = "") -> None:
    here, there = sa.text(sqlite or condition), sa.text(condition)
    op.create_index(name, "name_check", columns, unique=False, sqlite_where=here, postgresql_where=there)


def _when(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default=sa.text("0"), nullable=False)


def downgrade() -> None:
    raise NotImplementedError("taking these down would open reports to officials whom their owners named")
