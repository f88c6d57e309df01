"""Building the index file from the bundled places, the table of countries and what has been imported."""

import os
import re
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from cenotaph.gazetteer.abbreviations import bare_abbreviation, load_abbreviations
from cenotaph.gazetteer.assemble import Assembled, assemble_entries
from cenotaph.gazetteer.bundled import load_bundled
from cenotaph.gazetteer.countries import demonym_forms, load_countries, name_forms
from cenotaph.gazetteer.entry import Entry
from cenotaph.gazetteer.kept import kept_revision, load_kept
from cenotaph.gazetteer.schema import TABLES, expected_version
from cenotaph.values.names import fold_name, form_folded
from cenotaph.values.place import Level

Report = Callable[[int, int], None]  # done, of how many

# Names are compared by sound where their letters write consonants: Latin, Greek, Cyrillic and Arabic.
_SOUNDED = re.compile("[\0-ɏḀ-ỿͰ-ԯ\u0600-\u06ff]*")
_CHUNK = 5_000  # places between two reports of progress


def _within(entry: Entry) -> tuple[str, ...]:
    if entry.level is Level.COUNTRY:
        return ()
    if entry.level is Level.ADMIN1 or not entry.area:
        return (*entry.districts, entry.country)
    return (*entry.districts, entry.area, entry.country)


def insert_entry(connection: sqlite3.Connection, entry: Entry, area: str | None) -> None:
    """Put one place and its names into the index. `area` is the area it is the chief place of."""
    row = connection.execute(
        "INSERT INTO place (id, name, country, lat, lon, level, admin1, population, within, area)"
        " VALUES (?,?,?,?,?,?,?,?,?,?)",
        (
            *(entry.id, entry.name, entry.country, entry.lat, entry.lon, entry.level.value, entry.admin1 or None),
            *(entry.population, " ".join(_within(entry)), area),
        ),
    ).lastrowid
    if not entry.named:
        return
    folded: dict[str, int] = {}
    sounds: set[tuple[str, str, bool]] = set()
    for at, name in enumerate((entry.name, *entry.names)):
        spelling = fold_name(name)
        if not spelling or spelling in folded:
            continue
        folded[spelling] = int(at == 0)
        if _SOUNDED.fullmatch(spelling):
            form = form_folded(spelling)
            if len(form.key) > 1:
                sounds.add((form.key, form.light, form.scripted))
    weight = -entry.population
    connection.executemany(
        "INSERT OR IGNORE INTO name VALUES (?,?,?,?,?)",
        [(key, weight, row, entry.country, main) for key, main in folded.items()],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO sound VALUES (?,?,?,?,?,?)",
        [(key, entry.country, weight, row, light, int(scripted)) for key, light, scripted in sounds],
    )


def _insert_tables(connection: sqlite3.Connection) -> None:
    for country in load_countries().values():
        for table, forms in (("country", name_forms(country)), ("demonym", demonym_forms(country))):
            connection.executemany(
                f"INSERT OR IGNORE INTO {table} VALUES (?,?)", [(form, country.code) for form in forms]
            )
        connection.execute("INSERT OR IGNORE INTO country VALUES (?,?)", (f"iso:{country.iso3}", country.code))
        connection.execute("INSERT OR IGNORE INTO country VALUES (?,?)", (f"iso:{country.code}", country.code))
    for area, abbreviations in load_abbreviations().items():
        rows = [(bare_abbreviation(text), area) for text in abbreviations]
        connection.executemany("INSERT OR IGNORE INTO abbreviation VALUES (?,?)", rows)


def write_index(
    path: Path,
    assembled: Assembled,
    report: Report = lambda done, total: None,
    facts: Iterable[tuple[str, str]] = (),
) -> None:
    """Write an index to `path`, whole or not at all.

    `facts` are more rows of the table of that name.
    """
    entries = assembled.entries
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    unfinished.unlink(missing_ok=True)
    try:
        connection = sqlite3.connect(unfinished, isolation_level=None)
        connection.executescript(
            "PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;"
        )
        connection.executescript(TABLES)
        connection.execute("BEGIN")
        _insert_tables(connection)
        for at, entry in enumerate(entries):
            insert_entry(connection, entry, assembled.lent.get(entry.id))
            if at % _CHUNK == 0:
                report(at, len(entries))
        connection.executemany("INSERT INTO ring VALUES (?,?)", assembled.rings.items())
        connection.executemany("INSERT INTO fact VALUES (?,?)", [("version", expected_version()), *facts])
        connection.execute("COMMIT")
        connection.close()
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    report(len(entries), len(entries))


def build_index(path: Path, imports: Path, report: Report = lambda done, total: None) -> None:
    """Build the index at `path` anew: bundled places, countries, and every row kept in the file `imports`."""
    path.parent.mkdir(parents=True, exist_ok=True)  # before the seconds of loading, so that a refusal comes at once
    settlements, area_names, countries = load_bundled()
    revision = kept_revision(imports)
    assembled = assemble_entries(settlements, load_kept(imports), area_names, countries)
    write_index(path, assembled, report, [("imports", str(revision))])


def build_with_progress(path: Path, imports: Path) -> None:
    """The same with a progress bar on standard error where that is a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("Building the index of places", total=None)
        build_index(path, imports, lambda done, total: progress.update(task, completed=done, total=total))
