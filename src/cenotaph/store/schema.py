"""The tables of a record, as the newest migration leaves them."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

# The migration that leaves the tables as they are here; a test holds the two together.
REVISION = "0003"

metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(column_0_label)s"})

# SQLite keeps a whole number of any size in an INTEGER, and only INTEGER can be its row id.
_Number = BigInteger().with_variant(Integer(), "sqlite")


def _entry(primary_key: bool = True) -> Column[int]:
    return Column("entry", _Number, primary_key=primary_key, autoincrement=False, nullable=False)


def _of(name: str) -> Column[int]:
    """The entry of the log that a row is about."""
    return Column(name, _Number, nullable=False, index=True)


# What the record is: its id, when it was made, where its blobs are.
facts = Table("facts", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

# The record itself. Entries are numbered from 0 without gaps; `made_at` is UTC, written with microseconds, and never
# falls; `commitment` is the salted digest that is the leaf of the tree; `body` is JSON, as it was committed to.
log = Table(
    "log", metadata,
    Column("entry", _Number, primary_key=True, autoincrement=False),
    Column("made_at", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False, index=True),
    Column("commitment", LargeBinary, nullable=False),
    Column("body", Text),
)  # fmt: skip
salts = Table("salts", metadata, _entry(), Column("salt", LargeBinary, nullable=False))
# The nodes of the tree above its leaves: a leaf is the hash of its commitment.
nodes = Table(
    "nodes", metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("position", _Number, primary_key=True, autoincrement=False),
    Column("digest", LargeBinary, nullable=False),
)  # fmt: skip

# No foreign keys: an entry and its rows are written together, and checking each costs more than writing it.
# All tables below are indexes of the log: what they hold follows from its entries and the blobs, and they could be made
# anew. `ends` says which entries hold no longer, and by which entry that was said.
ends = Table(
    "ends", metadata,
    Column("ended", _Number, primary_key=True, autoincrement=False),
    _entry(primary_key=False),
)  # fmt: skip
captures = Table("captures", metadata, _entry(), Column("digest", Text, nullable=False, index=True))
receipts = Table("receipts", metadata, _entry(), _of("capture"))
documents = Table(
    "documents", metadata,
    _entry(),
    Column("id", Text, nullable=False, index=True),
    _of("capture"),
    Column("digest", Text, nullable=False, index=True),
    Column("runs", LargeBinary, nullable=False),
)  # fmt: skip
# The runs of words by which a text is found among others (incidents/copies.py).
sketches = Table(
    "sketches", metadata,
    Column("run", _Number, primary_key=True, autoincrement=False),
    Column("document", _Number, primary_key=True, autoincrement=False),
)  # fmt: skip
# The words of a document folded, which full-text search looks through.
shadows = Table("shadows", metadata, _entry(), Column("folded", Text, nullable=False))
extractions = Table("extractions", metadata, _entry(), _of("document"))
claims = Table("claims", metadata, _entry(), Column("id", Text, nullable=False, index=True), _of("document"))
events = Table("events", metadata, _entry(), Column("id", Text, nullable=False, index=True), _of("document"))
decisions = Table("decisions", metadata, _entry())
# The claims that a decision of a person names.
judged = Table(
    "judged", metadata,
    Column("claim", Text, primary_key=True),
    Column("entry", _Number, primary_key=True, autoincrement=False),
)  # fmt: skip
# What people judged of incidents, from the lists that they brought.
judgements = Table("judgements", metadata, _entry(), _of("capture"))
# Images, films and recordings; translations of documents by people; and of which entry each thing is a transcript, a
# translation or an attachment.
attachments = Table("attachments", metadata, _entry(), _of("capture"))
translations = Table("translations", metadata, _entry(), _of("capture"))
parents = Table("parents", metadata, _entry(), _of("parent"))
reconciliations = Table("reconciliations", metadata, _entry())
incidents = Table("incidents", metadata, _entry(), Column("id", Text, nullable=False, index=True))

INDEXES = (
    captures, receipts, documents, sketches, shadows, extractions, claims, events, decisions, judged, judgements,
    attachments, translations, parents, reconciliations, incidents, ends,
)  # fmt: skip

Index("ix_ends_entry", ends.c.entry)
