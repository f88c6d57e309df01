"""The migrations make the tables that the program knows, and no others."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from cenotaph.store import schema
from cenotaph.store.migrate import migrate, read_revision
from tests.store.records import make

# What SQLite's full-text search makes for itself, and what no table of ours is.
_BESIDE = {"search", "search_config", "search_data", "search_docsize", "search_idx", "alembic_version"}
_SEARCH_INDEX = "ix_shadows_folded"


def test_migrations_equal_the_schema(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)

    def is_ours(thing: object, name: str | None, kind: str, reflected: bool, compared: object) -> bool:
        return name not in {*_BESIDE, _SEARCH_INDEX}

    with record.database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_ours})
        assert compare_metadata(context, schema.metadata) == []
        tables = set(inspect(connection).get_table_names())
    assert tables - _BESIDE == set(schema.metadata.tables)


def test_the_comparison_can_fail(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    with record.database.write() as connection:
        schema.metadata.tables["incidents"].drop(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert any("add_table" in str(difference) for difference in compare_metadata(context, schema.metadata))


def test_the_program_knows_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "cenotaph.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [schema.REVISION]


def test_migrating_twice_does_nothing(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    with record.database.write() as connection:
        migrate(connection)
        assert read_revision(connection) == schema.REVISION
