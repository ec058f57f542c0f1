"""What a body did with a report is sealed a second time, under a key of that body's own record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CODE = sa.String(16).with_variant(sa.String(64), "postgresql")
"""A receipt code; what stands for a hidden one is longer."""


def upgrade() -> None:
    op.create_table(
        "record_key",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("ministry", sa.String(32), nullable=False),
        sa.Column("receipt", CODE, server_default=sa.text("''"), nullable=False),
        *(_number(name) for name in ("days", "ended", "until")),
        sa.PrimaryKeyConstraint("key", name="pk_record_key"),
    )
    _index("ix_record_key_receipt", "receipt", "ministry", condition="receipt <> ''", unique=True)
    _index("ix_record_key_ended", "ministry", "ended", "key", condition="ended > 0")
    _index("ix_record_key_until", "until", condition="until > 0")
    op.create_table(
        "desk_record",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("ministry", sa.String(32), nullable=False),
        _number("day"),
        sa.Column("kind", sa.String(32), server_default=sa.text("''"), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["key"], ["record_key.key"], name="fk_desk_record_key_record_key"),
        sa.PrimaryKeyConstraint("key", "n", name="pk_desk_record"),
    )


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)


def _index(name: str, *columns: str, condition: str, unique: bool = False) -> None:
    where = sa.text(condition)
    op.create_index(
        *(name, "record_key", list(columns)), unique=unique, sqlite_where=where, postgresql_where=where
    )  # fmt: skip


def downgrade() -> None:
    raise NotImplementedError("the bodies' own records are not thrown away")
