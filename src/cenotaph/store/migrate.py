"""Bringing the tables of a record to the newest form, and seeing which form they have."""

from sqlalchemy import Connection, inspect, text

_TABLE = "alembic_version"


def read_revision(connection: Connection) -> str | None:
    """The migration that a record's tables were left by; None if there are none."""
    if not inspect(connection).has_table(_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {_TABLE}")).scalar()
    return str(found) if found is not None else None


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest form, or make them, in the connection's transaction."""
    # 0.3 s to import, and only new records and those of an older version need it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "cenotaph.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
