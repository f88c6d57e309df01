"""The first form of a record."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# SQLite's search holds no copy of the words: it looks into `shadows`. For PostgreSQL they were taken apart by us, whose
# parser knows no Arabic letters under some locales.
_SEARCH = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search USING fts5(folded, content='shadows', content_rowid='entry', "
        "tokenize='unicode61 remove_diacritics 0')"
    ),
    "postgresql": (
        "CREATE INDEX ix_shadows_folded ON shadows USING gin "
        "(array_to_tsvector(string_to_array(left(folded, 200000), ' ')))"
    ),
}
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _number(name: str = "entry") -> sa.Column[int]:
    return sa.Column(name, _NUMBER, nullable=False, autoincrement=False)


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=False)


def _make(
    name: str, *columns: sa.Column[str] | sa.Column[int] | sa.Column[bytes], key: tuple[str, ...] = ("entry",)
) -> None:
    op.create_table(name, *columns, sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"))


def upgrade() -> None:
    """Make the tables, their indexes and the search."""
    _make("facts", _text("name"), _text("value"), key=("name",))
    _make("log", _number(), _text("made_at"), _text("kind"), _bytes("commitment"), _text("body", nullable=True))
    _make("salts", _number(), _bytes("salt"))
    level = sa.Column("level", sa.Integer, nullable=False, autoincrement=False)
    _make("nodes", level, _number("position"), _bytes("digest"), key=("level", "position"))
    _make("ends", _number("ended"), _number(), key=("ended",))
    _make("captures", _number(), _text("digest"))
    _make("receipts", _number(), _number("capture"))
    _make("documents", _number(), _text("id"), _number("capture"), _text("digest"), _bytes("runs"))
    _make("sketches", _number("run"), _number("document"), key=("run", "document"))
    _make("shadows", _number(), _text("folded"))
    _make("extractions", _number(), _number("document"))
    _make("claims", _number(), _text("id"), _number("document"))
    _make("events", _number(), _text("id"), _number("document"))
    _make("decisions", _number())
    _make("judged", _text("claim"), _number(), key=("claim", "entry"))
    _make("reconciliations", _number())
    _make("incidents", _number(), _text("id"))
    for table, column in (
        ("log", "made_at"), ("log", "kind"), ("ends", "entry"), ("captures", "digest"), ("receipts", "capture"),
        ("documents", "id"), ("documents", "capture"), ("documents", "digest"), ("extractions", "document"),
        ("claims", "id"), ("claims", "document"), ("events", "id"), ("events", "document"), ("incidents", "id"),
    ):  # fmt: skip
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.execute(_SEARCH[op.get_bind().dialect.name])
