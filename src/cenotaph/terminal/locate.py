"""The command `cenotaph locate`: the places a name may mean."""

import sys
from collections.abc import Sequence
from dataclasses import asdict

import click
from rich.table import Table
from rich.text import Text

from cenotaph.gazetteer.index import Gazetteer
from cenotaph.gazetteer.locate import locate_in
from cenotaph.terminal.gazetteer import CountryCode, open_index
from cenotaph.terminal.screen import print_json, print_table
from cenotaph.terminal.wording import clean
from cenotaph.values.place import Candidate


@click.command(short_help="Print the places that NAME may mean.")
@click.argument("name", metavar="NAME")
@click.option(
    "--country",
    "countries",
    type=CountryCode(),
    multiple=True,
    metavar="XX",
    help="Only places of this country; may be given again.",
)
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="The most places to print.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list of the places, and nothing else.")
def locate(name: str, countries: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Print the places that NAME may mean, the likeliest first, each with a score from 0 to 1.

    NAME may carry generic words and the place around it: "Salt Gate quarter, Homs". Where no place is sure enough for a
    report to be placed there, names that are near it are shown instead, and said to be that.
    """
    if not name.strip():
        raise click.UsageError("NAME is empty; give the name of a place")
    with open_index() as gazetteer:
        sure = locate_in(gazetteer, name, countries)[:limit]
        found = sure or gazetteer.find(name, countries, limit)
        if as_json:
            _print_json(found, bool(sure))
            return
        if not found:
            click.echo(f"No place of the index is called {name}, or like it.")
            click.echo(_advice(countries))
            return
        if not sure:
            click.echo(f"None of these is surely {name}: no report would be placed there for this name alone.")
        plain = not sys.stdout.isatty()
        print_table(_make_table(found, gazetteer, plain), plain)


def _advice(countries: Sequence[str]) -> str:
    where = "without --country, " if countries else ""
    return f"Try {where}another spelling, or the town it belongs to; or bring the place: cenotaph gazetteer import FILE"


def _make_table(found: Sequence[Candidate], gazetteer: Gazetteer, plain: bool) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False) if plain else Table()
    for heading in ("Score", "Name", "Level", "In", "Latitude", "Longitude", "People", "Id"):
        right = heading in ("Score", "Latitude", "Longitude", "People")
        table.add_column(heading, justify="right" if right else "left")
    for c in found:
        around = [place.name if (place := gazetteer.get(area)) else area for area in c.within]
        people = f"{c.population:,}" if c.population else ""
        cells = [f"{c.score:.2f}", c.name, c.level.value, ", ".join(around)]
        cells += [f"{c.lat:.4f}", f"{c.lon:.4f}", people, c.id]
        # As Text: names and ids come from files that people import, and may hold what rich takes for markup.
        table.add_row(*(Text(clean(cell)) for cell in cells))
    return table


def _print_json(found: Sequence[Candidate], sure: bool) -> None:
    rows = [{**asdict(candidate), "sure": sure} for candidate in found]
    print_json(rows)
