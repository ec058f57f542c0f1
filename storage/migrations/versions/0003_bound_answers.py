"""Who may see what an owner gives, which question it answers, and what the owner agreed to, body by body."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("message", "evidence", "answer_log"):
        op.add_column(table, _word("sees", 200))
    for table in ("message", "evidence"):
        op.add_column(table, _word("answers", 160))
    op.create_table(
        "consent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("receipt", sa.String(16), nullable=False),
        _word("what", 16),
        _word("whom", 32),
        sa.Column("agreed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _word("version", 32),
        _word("basis", 64),
        sa.Column("created", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["receipt"], ["case_.receipt"], name="fk_consent_receipt_case_"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consent_receipt_id", "consent", ["receipt", "id"], unique=False)
    _bind_sets()


def _word(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), server_default=sa.text("''"), nullable=False)


def _bind_sets() -> None:
    """Answers to question sets that were kept before belong to the desks that had asked something on the case: which
    set each asked is sealed. Where none is left that asked they stay with all."""
    line = op.get_bind()
    asked = sa.text(
        "SELECT DISTINCT a.receipt, m.ministry FROM answer_log a JOIN message m ON m.receipt = a.receipt "
        "WHERE a.question LIKE 'set.%' AND m.direction = 'out' AND m.kind = 'asked' ORDER BY a.receipt, m.ministry"
    )
    desks: dict[str, list[str]] = {}
    for receipt, ministry in line.execute(asked):
        desks.setdefault(receipt, []).append(ministry)
    bind = sa.text("UPDATE answer_log SET sees = :sees WHERE receipt = :receipt AND question LIKE 'set.%'")
    if desks:
        rows = [{"receipt": receipt, "sees": f",{','.join(found)},"} for receipt, found in desks.items()]
        line.execute(bind, rows)


def downgrade() -> None:
    raise NotImplementedError("taking these down would show everybody what one desk was told")
