"""The command `cenotaph import`: a person's list of incidents into a record, each row ending in a receipt."""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from cenotaph.archive.readers.columns import INCIDENT_FIELDS
from cenotaph.archive.readers.days import Order
from cenotaph.archive.readers.intake import Note, UnreadableError
from cenotaph.archive.readers.registry import ROWS
from cenotaph.incidents.grading_schemes import find_grade, load_schemes
from cenotaph.runners.sandbox import Pool
from cenotaph.terminal.custody import PUBLIC, collector_option, sensitivity_option
from cenotaph.terminal.days import Day
from cenotaph.terminal.faults import FAULT, BadInput
from cenotaph.terminal.gazetteer import open_index
from cenotaph.terminal.inputs import Column
from cenotaph.terminal.judged import word_judged_toll
from cenotaph.terminal.records import explained_record
from cenotaph.terminal.screen import print_json, print_notes, print_table
from cenotaph.terminal.tables import make_table
from cenotaph.terminal.wording import NOT_STATED, clean, join_words, word_days, word_number, word_places
from cenotaph.workflow.imports import Imported, import_list
from cenotaph.workflow.incident_lists import Custody
from cenotaph.workflow.judged_form import write_judged
from cenotaph.workflow.receipts import Outcome, write_receipt
from cenotaph.workflow.records import open_named, say_record

_FORMATS = tuple(format.partition(" ")[0] for format in ROWS)
_ORDERS = {order.value.replace(" ", "-"): order for order in Order}
_MOST_SHOWN = 20  # rows of a kind that are listed; --json has all


class Grade(click.ParamType[tuple[str, str]]):
    """Which grade of a known scheme a word of a list means, as WORD=GRADE."""

    name = "grade"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The word and the grade as its scheme writes it; fails with the grades if it is none."""
        word, sign, written = str(value).partition("=")
        grade = find_grade(written)
        if not word.strip() or not sign or grade is None:
            known = ", ".join(dict.fromkeys(grade for scheme in load_schemes() for grade in scheme.grades))
            self.fail(f"{value!r} must be WORD=GRADE, GRADE one of {known}", param, ctx)
        return word.strip(), grade


@click.command(name="import", short_help="Bring a list of incidents into a record, as what a person judged.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE")
@click.option("--record", required=True, metavar="RECORD", help="The record that it is brought into.")
@click.option(
    "--by", "judged_by", required=True, metavar="NAME",
    help="Who judged what the list says: a name or a pseudonym, for it is kept and may be published.",
)  # fmt: skip
@click.option("--on", "judged_on", type=Day(), metavar="DAY", help="The day of the judgement; today unless given.")
@click.option(
    "--column", "columns", type=Column(INCIDENT_FIELDS), multiple=True, metavar="FIELD=HEADER",
    help="Which column holds which field, such as killed_low=MinKilled. May be given again; remembered.",
)  # fmt: skip
@click.option(
    "--grade", "grades", type=Grade(), multiple=True, metavar="WORD=GRADE",
    help="Which known grade a word of the list means, such as Likely=Fair. May be given again; remembered.",
)  # fmt: skip
@click.option(
    "--dates", type=click.Choice(list(_ORDERS)), help="Which number stands first in days such as 5/11/2016."
)  # fmt: skip
@click.option("--format", type=click.Choice(_FORMATS), help="How to read a file whose ending does not tell.")
@collector_option
@sensitivity_option
@click.option("--dry-run", "dry", is_flag=True, help="Say what would be taken, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the receipts as one JSON document, and nothing else.")
@click.pass_context
def import_incidents(
    ctx: click.Context,
    file: Path,
    record: str,
    judged_by: str,
    judged_on: dt.date | None,
    columns: tuple[tuple[str, str], ...],
    grades: tuple[tuple[str, str], ...],
    dates: str | None,
    format: str | None,
    collector: str | None,
    sensitivity: str | None,
    dry: bool,
    as_json: bool,
) -> None:
    """Bring a list of incidents (.csv, .tsv, .xlsx) into a record, as what a person judged on a day.

    Each row ends in a receipt: taken, taken already, or failed, with the cell and why. Judgements are kept apart from
    what the program reads and counts: tolls, why and compare show both side by side. Run it again with a newer list:
    what has changed supersedes what the same person judged before. The exit code is 2 where a row failed.
    """
    if not judged_by.strip():
        raise BadInput("--by is empty: say whose judgement it is, by a name or a pseudonym")
    custody = Custody(
        judged_by.strip(), judged_on or dt.date.today(), collector, sensitivity or PUBLIC, dict(columns), dict(grades),
        _ORDERS[dates] if dates else None,
    )  # fmt: skip
    with explained_record(), open_named(record) as opened, open_index() as gazetteer, Pool() as pool:
        try:
            imported = import_list(opened, file, _choose_format(file, format), custody, gazetteer, pool, dry=dry)
        except UnreadableError as error:
            raise BadInput(f"{file.name} {error}") from None
        except OSError as error:
            raise BadInput(f"{file.name} could not be read: {error.strerror or error}") from None
    print_notes([*imported.notes, *_note_list(file.name, imported)])
    if as_json:
        print_json(_write(imported, dry))
    else:
        _print(imported, custody, say_record(record), dry)
    ctx.exit(FAULT if any(receipt.outcome is Outcome.FAILED for receipt in imported.receipts) else 0)


def _choose_format(file: Path, format: str | None) -> str:
    ending = file.suffix.lower().lstrip(".")
    chosen = ending if ending in _FORMATS else format
    if chosen is None:
        raise BadInput(f"{file.name} has no reader for its ending; known are .csv, .tsv and .xlsx. Or say --format.")
    return chosen


def _note_list(name: str, imported: Imported) -> list[Note]:
    taken = ", ".join(f"{field} from {heading!r}" for field, heading in imported.columns.items())
    told = f"was read with {taken}."
    if imported.remembered:
        told += f" As said for an earlier list: {join_words(imported.remembered)}."
    if imported.unused:
        told += f" Columns that no field is read from: {', '.join(map(repr, imported.unused))}."
    return [Note(name, told, fault=False)]


def _print(imported: Imported, custody: Custody, record: str, dry: bool) -> None:
    counts = Counter(receipt.outcome for receipt in imported.receipts)
    failed = [receipt for receipt in imported.receipts if receipt.outcome is Outcome.FAILED]
    for receipt in failed[:_MOST_SHOWN]:
        click.echo(f"{clean(receipt.item)}: failed: {clean(receipt.reason or '')}", err=True)
    if len(failed) > _MOST_SHOWN:
        click.echo(f"and {len(failed) - _MOST_SHOWN:,} more rows that failed; --json has all", err=True)
    changed = [receipt for receipt in imported.receipts if receipt.replaces]
    for receipt in changed[:_MOST_SHOWN]:
        click.echo(f"{clean(receipt.item)}: taken: otherwise than {clean(custody.by)} had judged it before")
    if dry and imported.taken:
        print_table(_make_table(imported), plain=True)
    verb = "Would be taken" if dry else "Taken"
    click.echo(
        f"{verb}: {counts[Outcome.TAKEN]:,}. Taken already: {counts[Outcome.DUPLICATE]:,}. "
        f"Failed: {counts[Outcome.FAILED]:,}."
    )
    if counts[Outcome.TAKEN]:
        click.echo(f"As judged by {clean(custody.by)} on {custody.on}.")
    unplaced = sum(not any(place.id for place in incident.places) for incident in imported.taken)
    if unplaced:
        click.echo(
            f"{word_number(unplaced, 'incident')} at places that the index does not have, or has several of: reports "
            "are compared with the name alone. cenotaph gazetteer import adds places."
        )
    if imported.gone:
        click.echo(
            f"{word_number(len(imported.gone), 'incident')} that {clean(custody.by)} judged before and that this list "
            f"has no more: {clean(', '.join(imported.gone[:_MOST_SHOWN]))}. They stand as they were."
        )
    if dry:
        click.echo("Nothing was written.")
    elif counts[Outcome.TAKEN]:
        click.echo(f"See them beside the reports with: cenotaph tolls {clean(record)}")


def _make_table(imported: Imported) -> Table:
    """What would be taken, a row for each incident, the first few."""
    table = make_table("Incidents", plain=True)
    for title in ("Code", "Place", "Days", "Judged", "Grade", "Cause"):
        table.add_column(title, overflow="fold", no_wrap=True)
    for incident in imported.taken[:_MOST_SHOWN]:
        period = incident.period
        days = word_days(period.start, period.end) if period else NOT_STATED
        tolls = "; ".join(map(word_judged_toll, incident.tolls)) or NOT_STATED
        cells = (incident.code, word_places(incident.places), days, tolls, incident.grade or "", incident.cause or "")
        table.add_row(*(Text(clean(cell)) for cell in cells))
    return table


def _write(imported: Imported, dry: bool) -> dict[str, Any]:
    return {
        "receipts": [write_receipt(receipt) for receipt in imported.receipts],
        "columns": dict(imported.columns), "unused": list(imported.unused), "remembered": list(imported.remembered),
        "judged": [write_judged(incident) for incident in imported.taken], "gone": list(imported.gone), "dry_run": dry,
    }  # fmt: skip
