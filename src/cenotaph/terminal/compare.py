"""The command `cenotaph compare`: what is different between two readings, and why."""

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from cenotaph.archive.readers.intake import Note
from cenotaph.incidents.differences import Difference
from cenotaph.incidents.incident import Incident, Toll
from cenotaph.terminal.counting import as_of_option, count_reading, links_option, load_decisions
from cenotaph.terminal.faults import FAULT, BadInput
from cenotaph.terminal.inputs import Inputs, gather_reading, load_only_saved, recorded_by_option, report_options
from cenotaph.terminal.judged import explain_match, number_incidents, word_judged
from cenotaph.terminal.line import Line
from cenotaph.terminal.quotes import Quotes
from cenotaph.terminal.screen import print_json, print_lines, print_notes, print_table
from cenotaph.terminal.tables import LEGEND, list_outcomes, make_table, name_incident
from cenotaph.terminal.why import explain_cause, explain_change
from cenotaph.terminal.wording import clean, join_words, word_bounds, word_days
from cenotaph.values.harm import Outcome
from cenotaph.workflow.compare import (
    KINDS,
    ReadingComparison,
    compare_readings,
    count_known,
    find_total,
    write_comparison,
)
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.withholding import make_veil

_DEFAULT_PROFILE = "plain"


@click.command(short_help="Tell what is different between two readings, and why.")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--profile", metavar="PROFILE", help="Count both by these rules; else a saved reading is taken as it is.")
@as_of_option
@links_option
@report_options
@recorded_by_option("Of the record A only what it held by this moment; a day stands for its end in UTC.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, and nothing else.")
@click.pass_context
def compare(
    ctx: click.Context,
    before: str,
    after: str,
    profile: str | None,
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
) -> None:
    """Tell what is different between two readings: incidents that are new, gone, joined or parted, tolls that moved and
    why, and the totals before and after.

    A and B are each a reading that was saved, a record, a report or a folder of reports. With --recorded-by a record is
    held against itself, as it was then. A saved reading is taken as it is; with
    --profile, --as-of or --links both are counted anew by these.
    """
    notes: list[Note] = []
    sides = []
    for name, moment in ((before, recorded_by), (after, None)):
        inputs = Inputs(
            (name,), published, language, format, actors=actors, columns=columns, recorded_by=moment, unseal=unseal
        )
        reading, told = _read_side(inputs, profile, as_of, links)
        notes += told
        print_notes(make_veil([reading], unseal).cover(told))
        sides.append(reading)
    comparison = make_veil(sides, unseal).cover(compare_readings(*sides))
    if as_json:
        print_json(write_comparison(comparison))
    else:
        _print_comparison(comparison, before, after)
    ctx.exit(FAULT if any(note.fault for note in notes) else 0)


def _read_side(
    inputs: Inputs, profile: str | None, as_of: dt.date | None, links: Path | None
) -> tuple[Reading, list[Note]]:
    saved = load_only_saved(inputs)
    if saved is not None and profile is None and as_of is None and links is None:
        return saved, []
    gathered, notes = gather_reading(inputs)
    if not gathered.documents and not gathered.judged:
        print_notes(notes)
        raise BadInput(f"nothing was read from {inputs.names[0]}, so there is nothing to compare")
    kept = saved.provenance if saved is not None else None
    decisions, missed = load_decisions(links, gathered)
    rules = profile or (kept.profile if kept else _DEFAULT_PROFILE)
    reading, undated = count_reading(gathered, rules, as_of or (kept.as_of if kept else None), decisions)
    return reading, [*notes, *missed, *undated]


def _print_comparison(comparison: ReadingComparison, before: str, after: str) -> None:
    plain = not sys.stdout.isatty()
    for title, name, reading in (("Before", before, comparison.before), ("After", after, comparison.after)):
        documents, claims = count_known(reading)
        day = reading.provenance.as_of
        known = f"{documents:,} reports"
        if day is not None:
            known = f"{documents:,} of {len(reading.documents):,} reports (those known by {day})"
        click.echo(f"{title}: {clean(name)}: {known}, {claims:,} claims, {len(reading.incidents):,} incidents.")
    kinds = comparison.count_kinds()
    click.echo("Incidents: " + ", ".join(f"{kinds[kind]:,} {kind}" for kind in KINDS if kinds[kind]) + ".")
    if comparison.settings:
        print_lines(_list_settings(comparison), plain)
    click.echo()
    print_table(_make_total_table(comparison, plain), plain)
    click.echo()
    if any(kinds[kind] for kind in KINDS if kind != "same"):
        print_table(_make_difference_table(comparison, plain), plain)
        click.echo()
    click.echo(LEGEND)
    print_lines(_explain_differences(comparison), plain)
    print_lines(_explain_judged(comparison), plain)
    sys.stdout.flush()


def _list_settings(comparison: ReadingComparison) -> Iterator[Line]:
    yield Line(0, "They were made otherwise", True)
    for cause in comparison.settings:
        yield Line(2, clean(cause.sentence))


def _make_total_table(comparison: ReadingComparison, plain: bool) -> Table:
    totals = [find_total(reading) for reading in (comparison.before, comparison.after)]
    tolls = [total.tolls if total else {} for total in totals]
    table = make_table("All incidents", plain)
    for title in ("Outcome", "Before", "After"):
        table.add_column(title, overflow="fold", no_wrap=plain)
    for outcome in list_outcomes(tolls):
        table.add_row(outcome.value.capitalize(), *(_word_toll(each.get(outcome)) for each in tolls))
    return table


def _make_difference_table(comparison: ReadingComparison, plain: bool) -> Table:
    """A row for each incident that is not the same: what became of it, and its tolls before and after."""
    shown = [each for each in comparison.differences if each.kind != "same"]
    outcomes = list_outcomes(incident.tolls for each in shown for incident in (*each.before, *each.after))
    table = make_table("What is different", plain)
    for title in ("", "Incident", "Days", *(outcome.value.capitalize() for outcome in outcomes)):
        table.add_column(title, overflow="fold", no_wrap=plain)
    names = _Names(comparison)
    for each in shown:
        incident = (each.after or each.before)[0]
        cells = [each.kind, names.list_all(each), word_days(incident.start, incident.end)]
        cells += [_word_move(each, outcome) for outcome in outcomes]
        table.add_row(*map(Text, cells))
    return table


def _explain_judged(comparison: ReadingComparison) -> Iterator[Line]:
    """What people judged: what is new, gone or judged anew, and all that the reports contradict or may tell of."""
    if not comparison.judged:
        return
    kinds = Counter(each.kind for each in comparison.judged)
    said = ", ".join(f"{kinds[kind]:,} {kind}" for kind in ("new", "gone", "changed", "same") if kinds[kind])
    yield Line(0, f"Judged by people: {said}", True)
    after, before = (number_incidents(side.incidents) for side in (comparison.after, comparison.before))
    for each in comparison.judged:
        if each.kind == "changed" and each.before is not None:
            yield Line(2, f"changed; it was {clean(word_judged(each.before.judged))}")
        elif each.kind != "same":
            yield Line(2, each.kind)
        if each.after is None and each.before is not None:
            yield from explain_match(each.before, before)
        elif each.after is not None and (each.kind != "same" or each.after.contradictions or each.after.possible):
            yield from explain_match(each.after, after)


class _Names:
    """How incidents of the two readings are called: those of the later one by their numbers in its table."""

    def __init__(self, comparison: ReadingComparison) -> None:
        self._areas = {**comparison.before.areas, **comparison.after.areas}
        self._before = {i.id: n for n, i in enumerate(comparison.before.incidents, start=1)}
        self._after = {i.id: n for n, i in enumerate(comparison.after.incidents, start=1)}

    def list_all(self, each: Difference) -> str:
        """The incidents of a difference: "3 Hesk", "1 Hesk and 4 Oltan, now 2 Hesk"."""
        before = [self._name(incident, self._before) for incident in each.before]
        after = [self._name(incident, self._after) for incident in each.after]
        if each.kind in ("new", "changed", "same"):
            return join_words(after)
        return join_words(before) + (f", now {join_words(after)}" if after else "")

    def _name(self, incident: Incident, numbers: Mapping[str, int]) -> str:
        return f"{numbers[incident.id]} {name_incident(incident, self._areas)}"


def _word_move(each: Difference, outcome: Outcome) -> str:
    sides = [
        join_words([word_bounds(incident.tolls[outcome].whole) for incident in side if outcome in incident.tolls])
        for side in (each.before, each.after)
    ]
    if each.kind in ("new", "gone"):
        return sides[each.kind == "new"]
    return sides[0] if sides[0] == sides[1] else f"{sides[0] or 'none'} → {sides[1] or 'none'}"


def _word_toll(toll: Toll | None) -> str:
    return word_bounds(toll.whole) if toll is not None else ""


def _explain_differences(comparison: ReadingComparison) -> Iterator[Line]:
    names = _Names(comparison)
    words = Quotes([comparison.before, comparison.after]).list_claims()
    shown: set[str] = set()
    for each in comparison.differences:
        if each.kind == "same":
            continue
        yield Line(0, f"{each.kind}: {names.list_all(each)}", True)
        for cause in each.causes:
            yield from explain_cause(cause, words, shown)
        for change in each.changes:
            yield from explain_change(change, words, shown)
