"""The command `cenotaph cosign`: witness the log of somebody else."""

import datetime as dt
from pathlib import Path

import click

from cenotaph.ledger.notes import write_note
from cenotaph.terminal.faults import BadInput
from cenotaph.terminal.keys import explained_keys
from cenotaph.terminal.verify import explained_verifying, read_checkpoints
from cenotaph.workflow.cosign import cosign_export
from cenotaph.workflow.exports import is_export
from cenotaph.workflow.keys import load_key, load_known

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(short_help="Witness somebody else's log.")
@click.argument("export", type=click.Path(path_type=Path), metavar="EXPORT")
@click.option("--key", type=_FILE, required=True, metavar="FILE", help="The secret key of the witness.")
@click.option(
    "--known", multiple=True, required=True, metavar="KEY",
    help="The record's verifier key, from another source than the export. May be given again.",
)  # fmt: skip
@click.option(
    "--earlier", type=_FILE, multiple=True, metavar="FILE",
    help="The checkpoint that you cosigned last: the log must go on from it.",
)  # fmt: skip
def cosign(export: Path, key: Path, known: tuple[str, ...], earlier: tuple[Path, ...]) -> None:
    """Verify an exported log, and print its last checkpoint with your signature and the moment.

    Send it back, and keep it: next time it is what you give with --earlier.
    """
    with explained_keys(), explained_verifying(str(export)):
        if not is_export(export):
            raise BadInput(f"{export} is no exported log")
        now = dt.datetime.now(dt.UTC)
        note = cosign_export(export, load_key(key), load_known(known, None), read_checkpoints(earlier), now)
    click.echo(write_note(note), nl=False)
    if not earlier:
        click.echo("No earlier checkpoint was given: whether its history was changed before was not checked.", err=True)
