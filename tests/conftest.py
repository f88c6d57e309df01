"""What every test shares: the settings of hypothesis, and places for records on every database."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import text

from cenotaph.store.address import parse_address
from cenotaph.store.engine import Database
from cenotaph.store.vault import VAULT_VARIABLE
from tests.store.records import close_all

# No deadlines: a slow machine is no defect. In CI the examples are the same on every run.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "local"))

# The address of a database in which tests may make and drop schemas; .ci/postgres sets it for a command.
POSTGRES_VARIABLE = "CENOTAPH_TEST_POSTGRES"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The name of a record that is not there yet, on each database in turn; tests/store/records.py makes it."""
    if request.param == "sqlite":
        yield str(tmp_path / "record")
        close_all()
        return
    server = os.environ.get(POSTGRES_VARIABLE)
    if not server:
        pytest.skip(f"{POSTGRES_VARIABLE} names no PostgreSQL server; run .ci/postgres make test")
    name = f"{server}{'&' if '?' in server else '?'}schema=test_{uuid.uuid4().hex[:12]}"
    yield name
    close_all()
    database = Database(parse_address(name))
    with database.write() as connection:
        # A test may make another record beside it.
        for schema in (database.address.schema, f"{database.address.schema}_again"):
            connection.execute(text(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE'))
    database.close()


@pytest.fixture(autouse=True)
def vault(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the keys of what is sealed, instead of the user's own."""
    folder = tmp_path_factory.mktemp("vault")
    monkeypatch.setenv(VAULT_VARIABLE, str(folder))
    return folder
