"""The command `cenotaph gazetteer`: build the index of places, look at its state, import places."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from cenotaph.gazetteer.build import build_with_progress
from cenotaph.gazetteer.countries import load_countries, name_forms
from cenotaph.gazetteer.entry import Entry
from cenotaph.gazetteer.imports.forms import UnknownFormError
from cenotaph.gazetteer.imports.row import Problem
from cenotaph.gazetteer.index import Gazetteer, GazetteerError, IndexState, open_gazetteer, read_state
from cenotaph.gazetteer.kept import KeptError, keep_entries, kept_revision, load_kept
from cenotaph.gazetteer.location import CACHE_VARIABLE, imports_path, index_path
from cenotaph.gazetteer.schema import expected_version
from cenotaph.terminal.faults import FAULT, BadInput
from cenotaph.terminal.place_files import read_places, size_of
from cenotaph.terminal.screen import make_progress
from cenotaph.values.names import fold_name
from cenotaph.values.place import Level

_MOST_PROBLEMS = 20  # problems shown of one file; the rest is counted


class CountryCode(click.ParamType[str]):
    """A country on the command line: an ISO 3166-1 code of two or three letters, or a name."""

    name = "country"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The two-letter code of `value`; a value that is no country ends the command with a message."""
        for country in load_countries().values():
            if value.upper() in (country.code, country.iso3) or fold_name(value) in name_forms(country):
                return country.code
        self.fail(f"{value!r} is no country; give an ISO 3166-1 code such as SY or SYR", param, ctx)


@contextmanager
def explained() -> Iterator[None]:
    """Ends the command with a message where the index or the file of imported places cannot be used."""
    try:
        yield
    except (GazetteerError, KeptError) as error:
        raise BadInput(str(error)) from None


def open_index() -> Gazetteer:
    """The user's index, built if there is none; a failure ends the command with a message."""
    with explained():
        return open_gazetteer()


@click.group(short_help="Build the index of places, show its state, import places.")
def gazetteer() -> None:
    """Build the index of places, show its state, and import places into it."""


@gazetteer.command(short_help="Build the index of places.")
@click.option("--force", is_flag=True, help="Build it anew even if it is up to date.")
def build(force: bool) -> None:
    """Build the index of places from the bundled data and everything imported. Takes half a minute."""
    path, imports = index_path(), imports_path()
    with explained():
        current = IndexState(expected_version(), kept_revision(imports))
    if not force and read_state(path) == current:
        click.echo(f"The index is up to date: {path}. Build it anew with --force.")
        return
    _build(path, imports)
    click.echo(f"Built {path}.")


def _build(path: Path, imports: Path) -> None:
    try:
        with explained():
            build_with_progress(path, imports)
    except (OSError, sqlite3.Error) as error:
        raise BadInput(f"{path} cannot be written ({error}); set {CACHE_VARIABLE} to another folder") from None


@gazetteer.command(short_help="Say where the index is, and what it holds.")
def status() -> None:
    """Say where the index is, what it holds, and whether it is up to date."""
    path, imports = index_path(), imports_path()
    with explained():
        state, revision, imported = read_state(path), kept_revision(imports), len(load_kept(imports))
    click.echo(f"Index: {path}")
    if state is None:
        click.echo("There is none yet. It is built when it is first needed, or with: cenotaph gazetteer build")
    elif state.version != expected_version():
        click.echo("It is of another version and will be built anew when it is next needed.")
    elif state.imports != revision:
        click.echo("Places have been imported since; it will be built anew when it is next needed.")
    else:
        click.echo(f"Up to date, {path.stat().st_size / 1e6:,.0f} MB.")
        with Gazetteer(path) as index:
            for level, number in index.count().items():
                click.echo(f"  {level:<12}{number:>9,}")
    click.echo(f"Imported places: {imported:,} ({imports})")


@gazetteer.command(name="import", short_help="Import places from FILE.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True), metavar="FILE")
@click.option("--country", type=CountryCode(), metavar="XX", help="The country of rows that state none.")
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level if level is not Level.COUNTRY]),
    help="What the places are, where the file does not say: settlement unless given; areas of a table with P-codes"
    " are districts below the first level unless given.",
)
@click.pass_context
def import_places(ctx: click.Context, file: Path, country: str | None, level: str | None) -> None:
    """Import places from FILE, so that they are found like all others. They stay when the index is built anew.

    FILE is a GeoNames dump (.txt, or .zip as downloaded), a table of administrative areas with P-codes as OCHA
    publishes them (.csv, .xlsx), or a table or JSON Lines file with name, lat and lon and, if there are, names,
    country, admin1, level and population. Rows that cannot be read are named with their line and left out; the exit
    code is then 2.
    """
    entries, problems = _read(file, country, Level(level) if level else None)
    for problem in problems[:_MOST_PROBLEMS]:
        click.echo(f"{file}, line {problem.line}: {problem.message}", err=True)
    if len(problems) > _MOST_PROBLEMS:
        click.echo(f"{file}: and {len(problems) - _MOST_PROBLEMS:,} more rows that cannot be read", err=True)
    if not entries:
        raise BadInput(f"{file}: nothing was imported")
    with explained():
        kept = keep_entries(imports_path(), entries)
    click.echo(f"Places added: {kept.added:,}. Changed: {kept.changed:,}. Known already: {kept.unchanged:,}.")
    if kept.added or kept.changed:
        _build(index_path(), imports_path())
    ctx.exit(FAULT if problems else 0)


def _read(file: Path, country: str | None, level: Level | None) -> tuple[list[Entry], list[Problem]]:
    entries: list[Entry] = []
    problems: list[Problem] = []
    try:
        with open_index() as index, make_progress() as progress:
            task = progress.add_task(f"Reading {file.name}", total=size_of(file))
            for row in read_places(file, index, country, level, lambda n: progress.update(task, completed=n)):
                if isinstance(row, Problem):
                    problems.append(row)
                else:
                    entries.append(row)
    except UnknownFormError as error:
        raise BadInput(f"{file} {error}") from None
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error})") from None
    return entries, problems
