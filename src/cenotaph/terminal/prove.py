"""The command `cenotaph prove`: the log of a record, written so that anyone can verify it."""

from pathlib import Path

import click

from cenotaph.terminal.checkpoint import explained_checkpoints
from cenotaph.workflow.prove import LOG_NAME, VERIFIER_NAME, Contents, prove_record


@click.command(short_help="Write a record's log so that anyone can verify it.")
@click.argument("record", metavar="RECORD")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER")
@click.option(
    "--entry", "entries", type=click.IntRange(0), multiple=True, metavar="NUMBER",
    help="Only this entry, with its proof. May be given again; without it all.",
)  # fmt: skip
@click.option(
    "--contents", type=click.Choice([one.value for one in Contents]), default=Contents.NONE.value, show_default=True,
    help="Whether what the entries say is written too: it may name people.",
)  # fmt: skip
def prove(record: str, folder: Path, entries: tuple[int, ...], contents: str) -> None:
    """Write the log of a record, up to its last checkpoint, into FOLDER, with the program that verifies it.

    Without contents it says nothing of what the record holds, and proves all the same that none of it was changed.
    """
    with explained_checkpoints():
        number = prove_record(record, folder, entries, Contents(contents))
    click.echo(f"Wrote {number:,} entries to {folder / LOG_NAME}. Whoever gets the folder verifies it with:")
    click.echo(f"python {VERIFIER_NAME} {LOG_NAME} --key KEY")
