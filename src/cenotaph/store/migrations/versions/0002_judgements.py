"""What people judged of incidents, from the lists that they brought."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table of judgements: an older record has none."""
    op.create_table(
        "judgements",
        sa.Column("entry", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("capture", _NUMBER, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("entry", name="pk_judgements"),
    )
    op.create_index("ix_judgements_capture", "judgements", ["capture"])
