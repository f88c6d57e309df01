"""The command `cenotaph tolls`: what reports come to, by place, week, actor, cause or kind of victim."""

import datetime as dt
import sys
from pathlib import Path

import click
from rich.table import Table

from cenotaph.incidents.rows import Dimension
from cenotaph.terminal.counting import (
    as_of_option,
    links_option,
    load_decisions,
    note_other_rules,
    note_undated,
    profile_option,
)
from cenotaph.terminal.faults import FAULT, BadInput
from cenotaph.terminal.inputs import Inputs, gather_reading, recorded_by_option, report_options
from cenotaph.terminal.judged import explain_matches, number_incidents, print_judged
from cenotaph.terminal.screen import print_json, print_lines, print_notes, print_table
from cenotaph.terminal.tables import list_legend, word_reading
from cenotaph.terminal.toll_tables import (
    explain_differences,
    explain_groups,
    make_apart_table,
    make_group_table,
    make_profile_tables,
    make_running_table,
)
from cenotaph.values.place import Level
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.tolls import TollTable, list_incidents, tabulate_tolls, write_table
from cenotaph.workflow.withholding import make_veil

_LEVELS = [Level.SETTLEMENT.value, Level.ADMIN1.value, Level.COUNTRY.value]


@click.command(short_help="Print tolls by place, week, actor, cause or kind of victim.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--by", type=click.Choice([each.value for each in Dimension]), default="place", show_default=True,
    help="What the rows are.",
)  # fmt: skip
@click.option(
    "--level", type=click.Choice(_LEVELS), default="admin1", show_default=True,
    help="How large the places of --by place are; admin1 is a governorate or province.",
)  # fmt: skip
@profile_option(multiple=True)
@as_of_option
@links_option
@report_options
@recorded_by_option()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, and nothing else.")
@click.option("--explain", is_flag=True, help="Add how every row comes to its toll, and the reason of every bound.")
@click.pass_context
def tolls(
    ctx: click.Context,
    files: tuple[str, ...],
    by: str,
    level: str,
    profiles: tuple[str, ...],
    as_of: dt.date | None,
    links: Path | None,
    published: dt.date | None,
    language: str | None,
    format: str | None,
    actors: Path | None,
    columns: tuple[tuple[str, str], ...],
    recorded_by: dt.datetime | None,
    unseal: bool,
    as_json: bool,
    explain: bool,
) -> None:
    """Print what reports come to by rows, with the incidents under each; nobody is counted twice.

    FILE is a report or a folder of reports, as for cenotaph read, a saved reading (.json) or a record. An incident that
    stands under two rows says so, and the total of all counts it once. Running totals are shown apart. With several
    profiles, each has a column, and a sentence says why it differs.
    """
    gathered, notes = gather_reading(
        Inputs(
            files, published, language, format, actors=actors, columns=columns, recorded_by=recorded_by, unseal=unseal
        )
    )
    print_notes(notes)
    veil = make_veil([gathered], unseal)
    decisions, missed = load_decisions(links, gathered)
    more = [*missed, *note_undated(gathered, as_of)]
    print_notes(veil.cover([*note_other_rules(gathered, profiles, as_of), *more]))
    try:
        table = tabulate_tolls(
            gathered, Dimension(by), profiles=profiles, level=Level(level), as_of=as_of, decisions=decisions
        )
    except ValueError as error:
        raise BadInput(str(error)) from None
    table = veil.cover(table)
    if as_json:
        print_json(write_table(table))
    else:
        _print_tolls(table, gathered, explain)
    ctx.exit(FAULT if any(note.fault for note in (*notes, *more)) else 0)


def _print_tolls(table: TollTable, gathered: Reading, explain: bool) -> None:
    plain = not sys.stdout.isatty()
    if not gathered.documents and not gathered.judged:
        click.echo("No report was read.", err=True)
        return
    first, several = table.counted[0], len(table.counted) > 1
    click.echo(word_reading(first.reading))
    made: list[Table | None] = list(make_profile_tables(table, plain)) if several else [make_group_table(first, plain)]
    made += [make_apart_table(each, plain) for each in table.counted]
    made.append(make_running_table(first.grouping, plain))
    for each in filter(None, made):
        click.echo()
        print_table(each, plain)
    click.echo()
    for line in [
        *list_legend(incident for each in table.counted for incident in each.reading.incidents),
        *_list_remarks(table),
    ]:
        click.echo(line)
    matches, numbers = first.reading.match_judged(), number_incidents(list_incidents(table))
    print_judged(matches, numbers, plain)
    if several:
        print_lines(explain_differences(table), plain)
    if explain:
        for counted in table.counted:
            print_lines(explain_groups(counted, with_incidents=True), plain)
        print_lines(explain_matches(matches, numbers), plain)
    sys.stdout.flush()


def _list_remarks(table: TollTable) -> list[str]:
    """What must be known of the rows so that nobody adds them up wrongly."""
    remarks = []
    if any(each.grouping.shared for each in table.counted):
        remarks.append("An incident under several rows is in each of them: the rows add up to more than all.")
    if table.by is Dimension.VICTIMS:
        remarks.append("A person may be in several rows, as a child and as a civilian: the rows are not to be added.")
    return remarks
