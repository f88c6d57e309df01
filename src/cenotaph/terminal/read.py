"""The command `cenotaph read`: reports in, claims, incidents and tolls out."""

import datetime as dt
import sys
from pathlib import Path

import click

from cenotaph.terminal.counting import (
    as_of_option,
    count_reading,
    links_option,
    load_decisions,
    note_other_rules,
    profile_option,
)
from cenotaph.terminal.explanation import explain_reading
from cenotaph.terminal.faults import FAULT, BadInput
from cenotaph.terminal.inputs import Inputs, gather_reading, recorded_by_option, report_options
from cenotaph.terminal.judged import explain_matches, number_incidents, print_judged
from cenotaph.terminal.screen import print_json, print_lines, print_notes, print_table
from cenotaph.terminal.tables import list_legend, make_incident_table, make_total_table, word_reading
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.saved import is_saved_reading, save_reading
from cenotaph.workflow.withholding import make_veil


@click.command(short_help="Read reports and print incidents and tolls.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@report_options
@recorded_by_option()
@profile_option()
@as_of_option
@links_option
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document, the reading contract, and nothing else."
)
@click.option("--explain", is_flag=True, help="Add the reason of every bound, and every claim with its words.")
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="READING",
    help="Also keep the reading in this file, from which it can be counted again without the reports.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0,
    metavar="SHARE",
    help="Leave out claims less sure than this, from 0 to 1.",
)
@click.pass_context
def read(
    ctx: click.Context,
    files: tuple[str, ...],
    published: dt.date | None,
    language: str | None,
    format: str | None,
    actors: Path | None,
    columns: tuple[tuple[str, str], ...],
    recorded_by: dt.datetime | None,
    profile: str,
    as_of: dt.date | None,
    links: Path | None,
    as_json: bool,
    explain: bool,
    save: Path | None,
    min_confidence: float,
    unseal: bool,
) -> None:
    """Read reports and print the incidents they tell of, with their tolls.

    FILE is a text, a page, a PDF or Word file, a table, a feed, a web archive, an export of a chat or of many articles,
    a folder of such files, a saved reading (.json), a record, or - for standard input. All reports are reconciled
    together. What was assumed or could not be read is said on standard error; the exit code is then 2.
    """
    if save is not None:
        _check_free(save)
    gathered, notes = gather_reading(
        Inputs(files, published, language, format, min_confidence, actors, columns, recorded_by, unseal)
    )
    print_notes(notes)
    if save is not None and not unseal:
        _check_open(gathered, save)
    veil = make_veil([gathered], unseal)
    obeyed, missed = load_decisions(links, gathered)
    reading, undated = count_reading(gathered, profile, as_of, obeyed)
    print_notes(veil.cover([*note_other_rules(gathered, [profile], as_of), *missed, *undated]))
    if save is not None:
        _save(reading, save)
    reading = veil.cover(reading)
    if as_json:
        print_json(reading.to_dict())
    else:
        _print_reading(reading, explain)
    ctx.exit(FAULT if any(note.fault for note in (*notes, *missed, *undated)) else 0)


def _check_free(path: Path) -> None:
    """Nothing but a saved reading is ever written over, so that a slip of the hand loses no report."""
    if not path.parent.is_dir():
        raise BadInput(f"--save {path}: there is no folder {path.parent}; make it first")
    if path.exists() and not is_saved_reading(path):
        raise BadInput(f"--save {path}: the file exists and is no saved reading, so it was left alone; name another")


def _check_open(reading: Reading, path: Path) -> None:
    """What is restricted leaves a record only where a person says so."""
    number = sum(note.is_restricted for note in reading.documents)
    if number:
        are = f"{number:,} restricted documents, whose" if number > 1 else "a restricted document, whose"
        raise BadInput(
            f"--save {path}: there is {are} words a saved reading holds in the clear; nothing was saved. Say --unseal "
            "as well if it may leave the record"
        )


def _save(reading: Reading, path: Path) -> None:
    try:
        save_reading(reading, path)
    except OSError as error:
        raise BadInput(f"--save {path}: could not be written ({error.strerror or error}); nothing was saved") from None


def _print_reading(reading: Reading, explain: bool) -> None:
    plain = not sys.stdout.isatty()
    if not reading.documents and not reading.judged:
        click.echo("No report was read.", err=True)
        return
    click.echo(word_reading(reading))
    if reading.incidents:
        click.echo()
        print_table(make_incident_table(reading, plain), plain)
    if reading.totals:
        click.echo()
        print_table(make_total_table(reading, plain), plain)
    if reading.incidents or reading.totals:
        click.echo()
        for line in list_legend(reading.incidents):
            click.echo(line)
    matches, numbers = reading.match_judged(), number_incidents(reading.incidents)
    print_judged(matches, numbers, plain)
    if explain:
        print_lines(explain_reading(reading), plain)
        print_lines(explain_matches(matches, numbers), plain)
    sys.stdout.flush()
