"""The command `cenotaph actors`: the register of parties to conflicts, listed or looked up."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from cenotaph.actors.party import Party
from cenotaph.actors.reading import RegisterError
from cenotaph.actors.register import Register
from cenotaph.terminal.days import Day
from cenotaph.terminal.faults import BadInput
from cenotaph.terminal.gazetteer import CountryCode
from cenotaph.terminal.screen import print_json, print_table
from cenotaph.terminal.wording import clean, word_days
from cenotaph.workflow.actors import ACTORS_VARIABLE, open_register


def read_register(path: Path | None) -> Register:
    """The register with a user's file; a file that cannot be used ends the command with a message."""
    try:
        return open_register(path)
    except RegisterError as error:
        raise BadInput(str(error)) from None


# The option of every command that reads reports.
actors_option = click.option(
    "--actors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"A TOML file of actors of your own, beside the register; else the one that {ACTORS_VARIABLE} names.",
)


@click.command(short_help="List the register of actors, or look one up.")
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--country", type=CountryCode(), metavar="XX", help="Only actors of this country.")
@click.option("--on", "day", type=Day(), metavar="DATE", help="Only actors that were there on this day.")
@actors_option
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list of the actors, and nothing else.")
def actors(name: str | None, country: str | None, day: Any, actors: Path | None, as_json: bool) -> None:
    """List the parties to armed conflict that the register knows, or those that NAME may mean.

    NAME is an id, a name or an alias in any script, or a part of one.
    """
    register = read_register(actors)
    named = register.search(name) if name else register.parties
    found = [p for p in named if (country is None or p.country == country) and (day is None or p.is_on(day))]
    if as_json:
        print_json([_write(p) for p in found])
        return
    if not found:
        for line in _explain_none(name, named, country, day):
            click.echo(line)
        return
    plain = not sys.stdout.isatty()
    print_table(_make_table(found, plain), plain)
    if len(found) == 1:
        for line in _describe(found[0]):
            click.echo(line)


def _explain_none(name: str | None, named: Sequence[Party], country: str | None, day: Any) -> list[str]:
    """Why nobody is listed: no such name, or those of the name are of another country or time."""
    add = "Add one in a file of your own; docs/reference/actors.md shows how a row is written."
    if not name or not named:
        said = f" as {clean(name)}" if name else ""
        asked = [f"of {country}" if country else "", f"on {day}" if day else ""]
        return [" ".join(filter(None, [f"The register has no such actor{said}", *asked])) + ".", add]
    lines = []
    for party in named:
        of = f", of {party.country}," if country and party.country != country else ""
        dates = word_days(party.start, party.end) if party.start or party.end else "no dates are known"
        when = f"; it was not there on {day} ({dates})" if day and not party.is_on(day) else ""
        lines.append(f"{clean(party.name)} ({party.id}){of} is in the register{when}.")
    return [f"Nobody whom {clean(name)} may mean fits.", *lines, add]


def _make_table(found: Sequence[Party], plain: bool) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False) if plain else Table()
    for heading in ("Id", "Name", "Kind", "Country", "Dates", "UCDP", "ACLED"):
        table.add_column(heading, overflow="fold", no_wrap=plain)
    for party in found:
        dates = word_days(party.start, party.end) if party.start or party.end else ""
        cells = [party.id, party.name, party.kind.replace("_", " "), party.country or "", dates]
        # As Text: names come from files that people write, and may hold what rich takes for markup.
        table.add_row(*(Text(clean(cell)) for cell in (*cells, party.ucdp or "", party.acled or "")))
    return table


def _describe(party: Party) -> list[str]:
    names = "; ".join(clean(alias) for alias in party.aliases) or "none"
    return ["", f"Also called: {names}", f"Source of the row: {clean(party.source)}"]


def _write(party: Party) -> dict[str, Any]:
    return {
        "id": party.id,
        "name": party.name,
        "kind": party.kind.value,
        "country": party.country,
        "from": party.start.isoformat() if party.start else None,
        "to": party.end.isoformat() if party.end else None,
        "national": party.national,
        "aliases": list(party.aliases),
        "ucdp": party.ucdp,
        "acled": party.acled,
        "source": party.source,
    }
