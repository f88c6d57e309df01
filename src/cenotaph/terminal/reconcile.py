"""The command `cenotaph reconcile`: the claims of a record to incidents and tolls, which it keeps."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from cenotaph.incidents.decisions import Decisions
from cenotaph.incidents.matching import Match
from cenotaph.terminal.counting import links_option, load_decisions
from cenotaph.terminal.faults import FAULT, BadInput
from cenotaph.terminal.records import explained_record
from cenotaph.terminal.screen import print_json, print_notes, print_table
from cenotaph.terminal.tables import LEGEND, make_total_table, word_reading
from cenotaph.workflow.records import count_unread, load_recorded, open_named
from cenotaph.workflow.settle import Settled
from cenotaph.workflow.touched import Touched, WholeError, reconcile_touched, settle_in_pages


@click.command(short_help="Reconcile the claims of a record.")
@click.argument("record", metavar="RECORD")
@links_option
@click.option("--whole", is_flag=True, help="Reconcile all of it, with its totals, whatever came to it.")
@click.option("--json", "as_json", is_flag=True, help="Print what changed as one JSON document, and nothing else.")
@click.pass_context
def reconcile(ctx: click.Context, record: str, links: Path | None, whole: bool, as_json: bool) -> None:
    """Reconcile the claims of a record by the plain rules, keep the incidents and totals, and say what changed.

    Of a large record that was reconciled before only what new reports touch is reconciled: the incidents are the same,
    and the totals stay as they were until --whole is given. Decisions in a file given with --links are kept in the
    record, and obeyed from then on. Look at the result with cenotaph read, tolls and why.
    """
    if links is None and not whole:
        touched = _reconcile_touched(record)
        if touched is not None:
            if as_json:
                print_json(_write_touched(touched))
            else:
                _print_touched(touched)
            ctx.exit(FAULT if touched.unread else 0)
    with explained_record():
        decided, missed = load_decisions(links, load_recorded(record).reading) if links else (Decisions(), [])
        print_notes(missed)
        with open_named(record) as opened:
            try:
                settled, _ = settle_in_pages(opened, decided)
            except ValueError as error:
                raise BadInput(str(error)) from None
            with opened.look() as view:
                unread = count_unread(view)
    if as_json:
        print_json(_write(settled))
    else:
        _print(settled, unread)
    ctx.exit(FAULT if missed or unread else 0)


def _reconcile_touched(record: str) -> Touched | None:
    """What new reports changed; None where all must be reconciled."""
    with explained_record(), open_named(record) as opened:
        try:
            return reconcile_touched(opened)
        except WholeError as error:
            if str(error):
                click.echo(f"All of the record is reconciled: {error}.", err=True)
            return None


def _print_touched(touched: Touched) -> None:
    _print_unread(touched.unread)
    if touched.new or touched.changed or touched.gone:
        _print_changed(touched)
        click.echo(
            f"Incidents: {touched.incidents:,}. Only what new reports touch was reconciled: totals are those of entry "
            f"{touched.totals:,}; --whole works them out."
        )
    else:
        click.echo("Nothing has changed since it was last reconciled.")


def _print_unread(unread: int) -> None:
    if unread:
        click.echo(f"Documents that were not extracted and are not counted: {unread:,}.", err=True)


def _print_changed(what: Settled | Touched) -> None:
    click.echo(f"New: {len(what.new):,}. Changed: {len(what.changed):,}. Gone: {len(what.gone):,}.")


def _print(settled: Settled, unread: int) -> None:
    plain = not sys.stdout.isatty()
    _print_unread(unread)
    if settled.decided:
        click.echo(f"Decisions kept: {settled.decided:,}.")
    click.echo(word_reading(settled.reading))
    if settled.reading.judged:
        click.echo(_word_judged(settled.reading.match_judged()))
    if settled.is_new:
        _print_changed(settled)
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
        "whole": True,
    }  # fmt: skip


def _write_touched(touched: Touched) -> dict[str, object]:
    return {
        "new": list(touched.new), "changed": list(touched.changed), "gone": list(touched.gone), "decisions": 0,
        "incidents": touched.incidents, "same": not (touched.new or touched.changed or touched.gone), "whole": False,
    }  # fmt: skip
