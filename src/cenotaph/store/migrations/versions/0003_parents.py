"""Attachments, translations, and what each is of."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables: an older record has no such entries."""
    for table, column in (("attachments", "capture"), ("translations", "capture"), ("parents", "parent")):
        op.create_table(
            table,
            sa.Column("entry", _NUMBER, nullable=False, autoincrement=False),
            sa.Column(column, _NUMBER, nullable=False, autoincrement=False),
            sa.PrimaryKeyConstraint("entry", name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_{column}", table, [column])
