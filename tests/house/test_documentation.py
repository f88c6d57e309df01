"""What people can type, write or set is documented: commands, options, lexicon fields, profile fields."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import tomli

from cenotaph.claims.lexicon import FRAMES
from cenotaph.terminal.main import cli
from tests.house.sources import PACKAGE, ROOT, name_of

REFERENCE = ROOT / "docs" / "reference"

# Which page documents the fields of which data files. A TOML file elsewhere in the package fails below.
PAGES = {
    "archive/readers": "readers.md",
    "archive": "fetching.md",
    "claims/lexicon": "lexicon.md",
    "incidents": "profiles.md",
    "gazetteer": "gazetteer.md",
    "actors": "actors.md",
}
# Files with a page of their own, in every language.
OWN_PAGES = {
    "bodies.toml": "bodies.md",
    "rules.toml": "rules.md",
    "codes.toml": "codes.md",
    "numbers.toml": "numbers.md",
    "periods.toml": "periods.md",
    "incident_columns.toml": "imports.md",
    "grading_schemes.toml": "imports.md",
}
# Tables from words to what they mean: their keys are data, not fields.
WORD_TABLES = frozenset(("values", "plurals", "short", "denominators", "phrases", "in_front"))


def walk_commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, child in sorted(command.commands.items()):
            yield from walk_commands(child, f"{path} {name}")


COMMANDS = dict(walk_commands(cli, "cenotaph"))


def find_section(page: str, title: str) -> str | None:
    """What stands under the heading `title`, up to the next heading."""
    found = re.search(rf"^#+ `?{re.escape(title)}`?\s*$(.*?)(?=^#|\Z)", page, re.MULTILINE | re.DOTALL)
    return found.group(1) if found else None


@pytest.mark.parametrize("path", COMMANDS)
def test_command_is_documented(path: str) -> None:
    section = find_section((REFERENCE / "command-line.md").read_text(encoding="utf-8"), path)
    assert section is not None, f"docs/reference/command-line.md has no heading `{path}`"
    for parameter in COMMANDS[path].params:
        if isinstance(parameter, click.Option):
            names = [name for name in parameter.opts + parameter.secondary_opts if name.startswith("--")]
        else:
            names = [parameter.make_metavar(click.Context(COMMANDS[path])).strip("[].")]
        for name in names:
            assert re.search(rf"`[^`]*{re.escape(name)}\b[^`]*`", section), f"`{name}` of `{path}` is not documented"


@pytest.mark.parametrize("frame", FRAMES)
def test_frame_is_documented(frame: str) -> None:
    page = (REFERENCE / "lexicon.md").read_text(encoding="utf-8").partition("hide nothing:")[2].partition("\n\n")[0]
    assert re.search(rf"\b{frame}\b", page), f"docs/reference/lexicon.md does not say what the frame {frame!r} does"


def test_command_says_what_it_is_for() -> None:
    for path, command in COMMANDS.items():
        assert command.help, path
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{path} {parameter.opts}"


def walk_fields(value: Any) -> Iterator[str]:
    """The names of the fields in a TOML value. In a table of many tables the names are data (countries, groups)."""
    if isinstance(value, dict):
        many = len(value) > 3 and all(isinstance(child, dict) for child in value.values())
        for key, child in value.items():
            if not many:
                yield key
            if key not in WORD_TABLES:
                yield from walk_fields(child)
    elif isinstance(value, list):
        for child in value:
            yield from walk_fields(child)


def test_fields_are_told_from_data() -> None:
    assert list(walk_fields({"entry": [{"id": "x", "must": "y"}]})) == ["entry", "id", "must"]
    assert list(walk_fields({name: {"iso3": "X"} for name in "ABCD"})) == ["iso3"] * 4


def list_tables() -> list[Path]:
    return sorted(PACKAGE.rglob("*.toml"))


@pytest.mark.parametrize("path", list_tables(), ids=name_of)
def test_fields_are_documented(path: Path) -> None:
    group = next((group for group in PAGES if path.is_relative_to(PACKAGE / group)), None)
    assert group is not None, f"{name_of(path)}: say in PAGES which page of docs/reference documents its fields"
    page = REFERENCE / OWN_PAGES.get(path.name, PAGES[group])
    assert page.exists(), f"{name_of(page)} is missing: it documents the fields of {group}"
    text = page.read_text(encoding="utf-8")
    fields = set(walk_fields(tomli.loads(path.read_text(encoding="utf-8"))))
    missing = sorted(field for field in fields if f"`{field}`" not in text)
    assert not missing, f"{name_of(page)} does not document {missing} of {name_of(path)}"
