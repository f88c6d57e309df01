"""The command `cenotaph why`: how the toll of one incident came to be what it is, day by day of publication."""

import datetime as dt
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from cenotaph.incidents.causes import Cause
from cenotaph.incidents.decisions import Decisions
from cenotaph.incidents.history import Change, Snapshot, Stage
from cenotaph.incidents.matching import Match
from cenotaph.terminal.counting import links_option, load_decisions, note_other_rules, note_undated, profile_option
from cenotaph.terminal.days import Day
from cenotaph.terminal.faults import FAULT, BadInput
from cenotaph.terminal.inputs import Inputs, gather_reading, recorded_by_option, report_options
from cenotaph.terminal.judged import explain_matches, number_incidents
from cenotaph.terminal.line import Line
from cenotaph.terminal.quotes import Quotes
from cenotaph.terminal.screen import make_progress, print_json, print_lines, print_notes, print_table
from cenotaph.terminal.tables import LEGEND, list_outcomes, make_table, map_codes, name_incident, word_toll
from cenotaph.terminal.wording import clean, join_words, word_bounds, word_days
from cenotaph.workflow.history import (
    History,
    NoIncidentError,
    find_code,
    list_days,
    match_snapshot,
    take_snapshots,
    tell_history,
    write_history,
)
from cenotaph.workflow.judged_form import write_match
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.records import is_record
from cenotaph.workflow.withholding import make_veil

_MOST_WORDS = 3  # passages shown of one cause; the JSON form has all
_MOST_SHOWN = 12  # incidents that a message lists


@click.command(short_help="Tell why the toll of an incident changed.")
@click.argument("incident", metavar="INCIDENT")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--from", "start", type=Day(), metavar="DAY", help="What was known by this day is where the history begins."
)
@click.option("--to", "end", type=Day(), metavar="DAY", help="The day to which it goes; to the last report without it.")
@profile_option()
@links_option
@report_options
@recorded_by_option()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, and nothing else.")
@click.pass_context
def why(
    ctx: click.Context,
    incident: str,
    files: tuple[str, ...],
    start: dt.date | None,
    end: dt.date | None,
    profile: str,
    links: Path | None,
    published: dt.date | None,
    language: str | None,
    format: str | None,
    actors: Path | None,
    columns: tuple[tuple[str, str], ...],
    recorded_by: dt.datetime | None,
    unseal: bool,
    as_json: bool,
) -> None:
    """Tell how the toll of one incident came to be what it is: what was known on which day, and what changed it.

    INCIDENT is its number in the table of cenotaph read (with --as-of, if --to is given here), the first digits of its
    id, the code by which people know it, or a place whose name fits one incident. FILE is a report or a folder of
    reports, a reading that was saved, or a record; of one record, cenotaph why RECORD INCIDENT will do too.
    """
    if len(files) == 1 and is_record(incident) and not is_record(files[0]):
        # As with the other commands on a record, whose name comes first.
        incident, files = files[0], (incident,)
    if start is not None and end is not None and end < start:
        raise click.UsageError(f"--to {end} is before --from {start}")
    gathered, notes = gather_reading(
        Inputs(
            files, published, language, format, actors=actors, columns=columns, recorded_by=recorded_by, unseal=unseal
        )
    )
    print_notes(notes)
    if not gathered.documents and not gathered.judged:
        raise BadInput("no report was read; write the incident first, then the files: cenotaph why INCIDENT FILE...")
    veil = make_veil([gathered], unseal)
    decisions, missed = load_decisions(links, gathered)
    more = [*missed, *note_undated(gathered, end)]
    print_notes(veil.cover([*note_other_rules(gathered, [profile], gathered.provenance.as_of), *more]))
    snapshots = _take_snapshots(gathered, start, end, profile, decisions)
    matches = match_snapshot(gathered, snapshots, end, decisions)
    coded = find_code(matches, incident)
    if coded and all(match.incident is None for match in coded):
        _tell_judged(veil.cover(coded), snapshots, as_json)
        ctx.exit(FAULT if any(note.fault for note in (*notes, *more)) else 0)
    try:
        history = tell_history(snapshots, incident, start, end, matches)
    except NoIncidentError as error:
        raise BadInput("\n".join([str(error), *_list_candidates(error, gathered.areas)])) from None
    history = veil.cover(history)
    if as_json:
        print_json(write_history(history))
    else:
        _print_history(history, veil.cover(gathered))
    ctx.exit(FAULT if any(note.fault for note in (*notes, *more)) else 0)


def _tell_judged(matches: Sequence[Match], snapshots: Sequence[Snapshot], as_json: bool) -> None:
    """What people judged of an incident that no report tells of for sure."""
    if as_json:
        print_json({"incident": None, "stages": [], "judged": [write_match(match) for match in matches]})
        return
    incidents = snapshots[-1].incidents if snapshots else ()
    print_lines(explain_matches(matches, number_incidents(incidents)), not sys.stdout.isatty())
    sys.stdout.flush()


def _take_snapshots(
    reading: Reading, start: dt.date | None, end: dt.date | None, profile: str, decisions: Decisions
) -> list[Snapshot]:
    days = list_days(reading, start, end)
    with make_progress() as progress:
        task = progress.add_task("Counting day by day", total=len(days))
        try:
            return take_snapshots(
                reading, days, profile=profile, decisions=decisions,
                report=lambda number: progress.update(task, completed=number),
            )  # fmt: skip
        except ValueError as error:
            raise BadInput(str(error)) from None


def _list_candidates(error: NoIncidentError, areas: Mapping[str, str]) -> list[str]:
    lines = [
        f"  {number} {name_incident(incident, areas)}, {word_days(incident.start, incident.end)}"
        for number, incident in error.candidates[:_MOST_SHOWN]
    ]
    rest = len(error.candidates) - len(lines)
    return [*lines, *([f"  and {rest:,} more"] if rest > 0 else [])]


def _print_history(history: History, reading: Reading) -> None:
    plain = not sys.stdout.isatty()
    incident = history.incident
    name = name_incident(incident, reading.areas)
    code = map_codes(history.judged).get(incident.id)
    known = f", known as {clean(code)}" if code else ""
    click.echo(f"Incident {history.number}: {name}, {word_days(incident.start, incident.end)}{known}")
    click.echo()
    print_table(_make_stage_table(history, plain), plain)
    click.echo()
    click.echo(LEGEND)
    print_lines(_explain_stages(history, reading), plain)
    print_lines(explain_matches(history.judged, {incident.id: history.number}), plain)
    sys.stdout.flush()


def _make_stage_table(history: History, plain: bool) -> Table:
    """A row for each day from which something else was known."""
    outcomes = list_outcomes(stage.incident.tolls for stage in history.stages)
    table = make_table("What was known", plain)
    for title in ("From", *(outcome.value.capitalize() for outcome in outcomes), "Origins", "Reports"):
        right = title in ("Origins", "Reports")
        table.add_column(title, justify="right" if right else "left", overflow="fold", no_wrap=plain)
    for stage in history.stages:
        cells = [_word_day(stage.day), *(word_toll(stage.incident.tolls, outcome) for outcome in outcomes)]
        table.add_row(*map(Text, [*cells, str(stage.incident.origins), str(stage.incident.documents)]))
    return table


def _word_day(day: dt.date | None) -> str:
    return str(day) if day else "no day stated"


def _explain_stages(history: History, reading: Reading) -> Iterator[Line]:
    words = Quotes([reading]).list_claims()
    shown: set[str] = set()
    for stage in history.stages:
        yield Line(0, _word_day(stage.day), True)
        if not stage.changes and not stage.events:
            yield Line(2, "This is what was known by then.")
        yield from _explain_stage(stage, words, shown)


def _explain_stage(stage: Stage, words: Mapping[str, str], shown: set[str]) -> Iterator[Line]:
    for cause in stage.events:
        yield from explain_cause(cause, words, shown)
    for change in stage.changes:
        yield from explain_change(change, words, shown)


def explain_change(change: Change, words: Mapping[str, str], shown: set[str]) -> Iterator[Line]:
    """How a toll moved, each cause with the words of its claims, and the reason of each bound that moved."""
    yield Line(2, _word_change(change))
    for cause in change.causes:
        yield from explain_cause(cause, words, shown, indent=4)
    for text, alike in groupby(change.because, key=lambda reason: reason.reason):
        yield Line(4, f"{join_words([reason.bound for reason in alike])} now: {clean(text)}")
    if change.beside:
        several = "claims set" if len(change.beside) > 1 else "claim sets"
        yield Line(4, f"{len(change.beside)} more new {several} no bound.")


def explain_cause(cause: Cause, words: Mapping[str, str], shown: set[str], indent: int = 2) -> Iterator[Line]:
    """A cause with the words of its claims, the first few; words that were shown before are not shown again."""
    yield Line(indent, f"{cause.kind.value.replace('_', ' ')}: {clean(cause.sentence)}")
    new = list(dict.fromkeys(words[claim] for claim in cause.claims if claim in words and claim not in shown))
    shown.update(cause.claims)
    for each in new[:_MOST_WORDS]:
        yield Line(indent + 4, each)
    if len(new) > _MOST_WORDS:
        rest = len(new) - _MOST_WORDS
        yield Line(indent + 4, f"and {rest} more passage{'s' if rest > 1 else ''}")


def _word_change(change: Change) -> str:
    if change.before is None:
        return f"{change.outcome.value}: {word_bounds(change.after) if change.after else 'nothing'}, first told of"
    after = word_bounds(change.after) if change.after else "no toll"
    return f"{change.outcome.value}: from {word_bounds(change.before)} to {after}"
