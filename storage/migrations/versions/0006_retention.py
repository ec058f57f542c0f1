"""Running time, what each report was promised, holds, and how old the ring's keys are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

YEAR = 365 * 86_400_000
"""What every consent until now promised, in milliseconds from sending."""


def upgrade() -> None:
    _beat()
    _terms()
    _holds()
    op.create_table(
        "ring_key",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("replaced", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_ring_key"),
    )
    op.add_column("session", _flag("visit"))
    op.add_column("session", _when("rests"))
    sqlite, other = sa.text("visit = 1"), sa.text("visit")
    op.create_index("ix_session_visit", "session", ["chat"], sqlite_where=sqlite, postgresql_where=other)


def _when(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default=sa.text("0"), nullable=False)


def _word(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), server_default=sa.text("''"), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), server_default=sa.text("false"), nullable=False)


def _beat() -> None:
    op.create_table(
        "beat",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        *(_when(name) for name in ("at", "jumped", "jump", "destroyed", "rotated")),
        sa.PrimaryKeyConstraint("id", name="pk_beat"),
    )
    op.execute("INSERT INTO beat (id, n) VALUES (1, 1)")


def _terms() -> None:
    op.create_table(
        "term",
        sa.Column("receipt", sa.String(16), nullable=False),
        _word("promise", 32),
        _word("rules", 2000),
        *(_when(name) for name in ("promised", "until")),
        _flag("more"),
        *(_when(name) for name in ("asked", "warned", "named", "told", "marked", "marked_at")),
        _word("gone", 16),
        sa.ForeignKeyConstraint(["receipt"], ["case_.receipt"], name="fk_term_receipt_case_"),
        sa.PrimaryKeyConstraint("receipt", name="pk_term"),
    )
    op.create_index("ix_term_until_receipt", "term", ["until", "receipt"], unique=False)
    marked = sa.text("marked > 0")
    op.create_index("ix_term_marked", "term", ["marked"], sqlite_where=marked, postgresql_where=marked)
    op.execute(
        f"INSERT INTO term (receipt, promise, promised, until) "
        f"SELECT receipt, '2026-11', created + {YEAR}, created + {YEAR} FROM case_"
    )
    by_owner = "SELECT subject FROM audit WHERE action = 'erased' AND actor = 'owner'"
    erased = "SELECT receipt FROM case_ WHERE state = 'erased'"
    op.execute(f"UPDATE term SET gone = 'owner' WHERE receipt IN ({erased}) AND receipt IN ({by_owner})")


def _holds() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("receipt", sa.String(16), nullable=False),
        _word("ministry", 32),
        _word("basis"),
        _when("until"),
        _word("asked_by", 32),
        _when("asked"),
        _word("confirmed_by", 32),
        _when("confirmed"),
        sa.Column("paper", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["receipt"], ["case_.receipt"], name="fk_hold_receipt_case_"),
        sa.PrimaryKeyConstraint("id", name="pk_hold"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hold_receipt", "hold", ["receipt"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("taking these down would destroy reports earlier than was promised")
