"""The command `cenotaph reconcile`: the claims of a record to incidents and tolls, which it keeps."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from cenotaph.incidents.decisions import Decisions
from cenotaph.incidents.matching import Match
from cenotaph.terminal.counting import links_option, load_decisions
from cenotaph.terminal.gazetteer import FAULT, BadInput
from cenotaph.terminal.records import explained_record
from cenotaph.terminal.screen import print_json, print_notes, print_table
from cenotaph.terminal.tables import LEGEND, make_total_table, word_reading
from cenotaph.workflow.records import load_recorded, open_named
from cenotaph.workflow.settle import Settled, settle_record


@click.command(short_help="Reconcile the claims of a record.")
@click.argument("record", metavar="RECORD")
@links_option
@click.option("--json", "as_json", is_flag=True, help="Print what changed as one JSON document, and nothing else.")
@click.pass_context
def reconcile(ctx: click.Context, record: str, links: Path | None, as_json: bool) -> None:
    """Reconcile the claims of a record by the plain rules, keep the incidents and totals, and say what changed.

    Decisions in a file given with --links are kept in the record, and obeyed from then on. Look at the result with
    cenotaph read, tolls and why.
    """
    with explained_record():
        recorded = load_recorded(record)
        decided, missed = load_decisions(links, recorded.reading) if links is not None else (Decisions(), [])
        print_notes(missed)
        try:
            with open_named(record) as opened:
                settled = settle_record(opened, decided)
        except ValueError as error:
            raise BadInput(str(error)) from None
    if as_json:
        print_json(_write(settled))
    else:
        _print(settled, recorded.unread)
    ctx.exit(FAULT if missed or recorded.unread else 0)


def _print(settled: Settled, unread: int) -> None:
    plain = not sys.stdout.isatty()
    if unread:
        click.echo(f"Documents that were not extracted and are not counted: {unread:,}.", err=True)
    if settled.decided:
        click.echo(f"Decisions kept: {settled.decided:,}.")
    click.echo(word_reading(settled.reading))
    if settled.reading.judged:
        click.echo(_word_judged(settled.reading.match_judged()))
    if settled.is_new:
        click.echo(f"New: {len(settled.new):,}. Changed: {len(settled.changed):,}. Gone: {len(settled.gone):,}.")
    else:
        click.echo("Nothing has changed since it was last reconciled.")
    if settled.reading.totals:
        click.echo()
        print_table(make_total_table(settled.reading, plain), plain)
        click.echo()
        click.echo(LEGEND)
    sys.stdout.flush()


def _word_judged(matches: Sequence[Match]) -> str:
    told = sum(match.incident is not None for match in matches)
    open_, contradicted = sum(bool(m.possible) for m in matches), sum(bool(m.contradictions) for m in matches)
    return (
        f"Incidents that people judged: {len(matches):,}. The reports tell of {told:,} of them, and may of {open_:,} "
        f"more. Contradicted: {contradicted:,}."
    )


def _write(settled: Settled) -> dict[str, object]:
    return {
        "new": list(settled.new), "changed": list(settled.changed), "gone": list(settled.gone),
        "decisions": settled.decided, "incidents": len(settled.reading.incidents), "same": not settled.is_new,
    }  # fmt: skip
