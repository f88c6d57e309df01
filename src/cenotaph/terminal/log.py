"""The command `cenotaph log`: what was added to a record, when and by what."""

import datetime as dt
import json
from typing import Any

import click

from cenotaph.store.view import Entry
from cenotaph.terminal.inputs import recorded_by_option, unseal_option
from cenotaph.terminal.records import explained_record
from cenotaph.terminal.wording import clean
from cenotaph.workflow.log import KINDS, list_log, summarise_entry


@click.command(short_help="Print what was added to a record, and when.")
@click.argument("record", metavar="RECORD")
@click.option(
    "--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only entries of this kind. May be given again."
)
@click.option("--from", "first", type=click.IntRange(0), default=0, metavar="ENTRY", help="Only from this entry on.")
@click.option("--last", type=click.IntRange(1), metavar="NUMBER", help="Only so many, the last ones.")
@recorded_by_option()
@unseal_option
@click.option("--json", "as_json", is_flag=True, help="Print each entry whole, as JSON, one on each line.")
def log(
    record: str,
    kinds: tuple[str, ...],
    first: int,
    last: int | None,
    recorded_by: dt.datetime | None,
    unseal: bool,
    as_json: bool,
) -> None:
    """Print the log of a record: each entry with its number, its moment in UTC, its kind, and what it says.

    Nothing in a record is ever changed: an entry that holds no longer is ended by a later one, which says so.
    """
    with explained_record():
        for entry in list_log(record, kinds, first, last, recorded_by):
            is_withheld = entry.is_sealed and bool(entry.body) and not unseal
            if as_json:
                _print_whole(entry, is_withheld)
            else:
                said = _WITHHELD if is_withheld else clean(summarise_entry(entry))
                click.echo(f"{entry.number}  {entry.made_at[:19]}Z  {entry.kind}  {said}")


_WITHHELD = "restricted: what it says is withheld; --unseal shows it"


def _print_whole(entry: Entry, is_withheld: bool) -> None:
    """The entry as one line of JSON; the body of one that is withheld is empty."""
    body: dict[str, Any] = {} if is_withheld else entry.body
    shown = {
        "entry": entry.number, "made_at": entry.made_at, "kind": entry.kind, "restricted": entry.is_sealed,
        "body": body,
    }  # fmt: skip
    # As bytes: JSON is UTF-8 whatever the terminal's encoding is.
    click.echo(json.dumps(shown, ensure_ascii=False).encode())
