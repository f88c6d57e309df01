"""The command `cenotaph read`: reports in, claims, incidents and tolls out."""

import datetime as dt
import json
import sys
from pathlib import Path

import click

from cenotaph.actors.register import Register
from cenotaph.archive.document import Document
from cenotaph.archive.readers.intake import Note
from cenotaph.archive.readers.registry import READERS
from cenotaph.claims.lexicon import available_languages, trial_languages
from cenotaph.terminal.actors import actors_option, read_register
from cenotaph.terminal.days import Day
from cenotaph.terminal.explanation import explain_reading
from cenotaph.terminal.gaps import fill_gaps
from cenotaph.terminal.gazetteer import FAULT, open_index
from cenotaph.terminal.loading import list_files, load_files
from cenotaph.terminal.screen import make_progress, print_lines, print_notes, print_table
from cenotaph.terminal.tables import LEGEND, make_incident_table, make_total_table
from cenotaph.workflow.read import read_documents
from cenotaph.workflow.reading import Reading


@click.command(short_help="Read reports and print incidents and tolls.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--published", type=Day(), metavar="DATE", help="The day of publication of reports that state none.")
@click.option("--language", type=click.Choice(available_languages()), help="The language of reports that state none.")
@click.option(
    "--format",
    type=click.Choice([ending.lstrip(".") for ending in READERS]),
    help="How to read standard input, and files with an ending that is not known.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document, the reading contract, and nothing else."
)
@click.option("--explain", is_flag=True, help="Add the reason of every bound, and every claim with its words.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0,
    metavar="SHARE",
    help="Leave out claims less sure than this, from 0 to 1.",
)
@actors_option
@click.pass_context
def read(
    ctx: click.Context,
    files: tuple[str, ...],
    published: dt.date | None,
    language: str | None,
    format: str | None,
    as_json: bool,
    explain: bool,
    min_confidence: float,
    actors: Path | None,
) -> None:
    """Read reports and print the incidents they tell of, with their tolls.

    FILE is a .txt, .md, .html or .jsonl file, a folder of such files, or - for standard input. All reports are
    reconciled together. What was assumed or could not be read is said on standard error; the exit code is then 2.
    """
    register = read_register(actors)
    documents, notes = _load_documents(files, published, language, format)
    print_notes(notes)
    reading = _read_all(documents, min_confidence, register)
    if as_json:
        _print_json(reading)
    else:
        _print_reading(reading, explain)
    ctx.exit(FAULT if any(note.fault for note in notes) else 0)


def _load_documents(
    names: tuple[str, ...], published: dt.date | None, language: str | None, format: str | None
) -> tuple[list[Document], list[Note]]:
    files, notes = list_files(names, format)
    packs, trials = available_languages(), trial_languages()
    documents: list[Document] = []
    with make_progress() as progress:
        task = progress.add_task("Opening files", total=len(files))
        for file, intake in load_files(files):
            kept, gaps = fill_gaps(file.name, intake.documents, published, language, packs, trials)
            documents += kept
            notes += (*intake.notes, *gaps)
            progress.advance(task)
    return documents, notes


def _read_all(documents: list[Document], min_confidence: float, register: Register) -> Reading:
    if not documents:
        return Reading((), (), (), (), ())
    # Before the bar of the reading: the first run builds the index, with a bar of its own.
    gazetteer = open_index()
    with make_progress() as progress:
        task = progress.add_task("Reading reports", total=len(documents))
        return read_documents(
            documents,
            min_confidence=min_confidence,
            gazetteer=gazetteer,
            register=register,
            report=lambda number: progress.update(task, completed=number),
        )


def _print_json(reading: Reading) -> None:
    # As bytes: JSON is UTF-8 whatever the terminal's encoding is.
    stream = sys.stdout.buffer
    stream.write(json.dumps(reading.to_dict(), ensure_ascii=False, indent=2).encode("utf-8") + b"\n")
    stream.flush()


def _print_reading(reading: Reading, explain: bool) -> None:
    plain = not sys.stdout.isatty()
    if not reading.documents:
        click.echo("No report was read.", err=True)
        return
    reports, claims, incidents = len(reading.documents), len(reading.claims), len(reading.incidents)
    click.echo(f"Reports read: {reports:,}. Claims of harm: {claims:,}. Incidents: {incidents:,}.")
    if incidents:
        click.echo()
        print_table(make_incident_table(reading, plain), plain)
    if reading.totals:
        click.echo()
        print_table(make_total_table(reading, plain), plain)
    if incidents or reading.totals:
        click.echo()
        click.echo(LEGEND)
    if explain:
        print_lines(explain_reading(reading), plain)
    sys.stdout.flush()
