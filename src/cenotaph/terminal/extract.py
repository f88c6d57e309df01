"""The command `cenotaph extract`: the claims of a record's documents."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cenotaph.terminal.actors import actors_option, read_register
from cenotaph.terminal.faults import FAULT
from cenotaph.terminal.gazetteer import open_index
from cenotaph.terminal.records import explained_record
from cenotaph.terminal.screen import make_progress, print_json
from cenotaph.terminal.wording import clean, word_number
from cenotaph.workflow.extract import Changed, Extracted, extract_record
from cenotaph.workflow.records import open_named

_MOST_SHOWN = 20  # changes that are listed; --json has all


@click.command(short_help="Read the documents of a record for claims.")
@click.argument("record", metavar="RECORD")
@actors_option
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON document, and nothing else.")
@click.pass_context
def extract(ctx: click.Context, record: str, actors: Path | None, as_json: bool) -> None:
    """Read the documents of a record that were not read yet, or that another version read.

    A claim that is read otherwise now is superseded and stays in the log; one that a person has judged is kept, and
    named. The exit code is 2 where a document is in a language that cannot be read.
    """
    register = read_register(actors)
    with explained_record(), open_named(record) as opened:
        gazetteer = open_index()
        with make_progress() as progress:
            task = progress.add_task("Reading reports", total=None)
            done = extract_record(
                opened, gazetteer, register,
                lambda number, total: progress.update(task, completed=number, total=total),
            )  # fmt: skip
    if as_json:
        print_json(_write(done))
    else:
        _print(done)
    ctx.exit(FAULT if done.unread else 0)


def _print(done: Extracted) -> None:
    if not done.read and not done.again and not done.unread:
        click.echo("Every document has been read by this version: nothing was done.")
        return
    click.echo(f"Documents read: {done.read:,}. New claims: {done.new:,}.")
    if done.again:
        click.echo(
            f"Read again, by another version than before: {word_number(done.again, 'document')}. "
            f"Claims as before: {done.same:,}. Otherwise: {len(done.changed):,}."
        )
        _print_changes(done.changed)
    if done.judged:
        click.echo(f"Kept, since a person has judged them, though they are read otherwise now: {len(done.judged):,}.")
        _print_changes(done.judged)
    for language, number in sorted(done.unread.items()):
        click.echo(f"No pack for “{language}”: {word_number(number, 'document')} not read.", err=True)


def _print_changes(changes: Sequence[Changed]) -> None:
    for change in changes[:_MOST_SHOWN]:
        before, after = _word_claim(change.before), _word_claim(change.after)
        quote = clean((change.after or change.before or {})["passage"]["quote"])
        click.echo(f"  {clean(change.document)}: {before} → {after}: “{quote}”")
    if len(changes) > _MOST_SHOWN:
        click.echo(f"  and {len(changes) - _MOST_SHOWN:,} more; --json has all")


def _word_claim(claim: Any) -> str:
    if claim is None:
        return "nothing"
    return f"{clean(claim['count']['text']) or claim['count']['low']} {claim['victims']['group']} {claim['outcome']}"


def _write(done: Extracted) -> dict[str, Any]:
    return {
        "read": done.read, "again": done.again, "unread": dict(done.unread), "new": done.new, "same": done.same,
        "changed": [_write_change(each) for each in done.changed],
        "judged": [_write_change(each) for each in done.judged],
    }  # fmt: skip


def _write_change(change: Changed) -> dict[str, Any]:
    return {"document": change.document, "before": change.before, "after": change.after}
