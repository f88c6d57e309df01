"""The command `cenotaph new`: an empty record."""

import click

from cenotaph.terminal.records import explained_record
from cenotaph.terminal.wording import clean
from cenotaph.workflow.records import make_named


@click.command(short_help="Make an empty record.")
@click.argument("record", metavar="RECORD")
@click.option(
    "--blobs", metavar="ADDRESS",
    help="Where its bytes are kept: a folder, or a store such as s3://bucket/folder; blobs in the record's folder"
    " without it.",
)  # fmt: skip
def new(record: str, blobs: str | None) -> None:
    """Make an empty record: a new folder, or the tables of one in a PostgreSQL database.

    RECORD is the name of a folder, or postgresql://USER@HOST/DATABASE, for which --blobs must be given.
    """
    with explained_record():
        name = make_named(record, blobs)
    click.echo(f"Made the record {clean(name)}. Take reports in with: cenotaph collect {clean(name)} FILE...")
