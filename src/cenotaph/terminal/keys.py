"""The command `cenotaph keys`: make the keys that sign checkpoints, and show what to hand on of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from cenotaph.ledger.keys import KeyKind
from cenotaph.terminal.faults import BadInput
from cenotaph.terminal.records import explained_record
from cenotaph.workflow.keys import KeyFileError, load_key, load_known, make_key
from cenotaph.workflow.shred import register_key


@contextmanager
def explained_keys() -> Iterator[None]:
    """Ends the command with a message where a key cannot be used."""
    try:
        yield
    except KeyFileError as error:
        raise BadInput(str(error)) from None


@click.group(short_help="Make keys that sign checkpoints, and show what to hand on.")
def keys() -> None:
    """Make the keys that sign a record's checkpoints, and show what to hand on of them."""


@keys.command(short_help="Make a key pair.")
@click.argument("name", metavar="NAME")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--witness", is_flag=True, help="A key that cosigns checkpoints of others, and states when.")
def new(name: str, file: Path, witness: bool) -> None:
    """Make a key pair: the secret key goes into FILE, a new one that you alone can read; the verifier key is printed.

    NAME says whose key it is, and for the key of a record also which record: it is the first line of every
    checkpoint, for good. Write it as an address without "https://" that is yours: recorder.example/northern-valley.
    """
    with explained_keys():
        key = make_key(name, KeyKind.COSIGNATURE if witness else KeyKind.NOTE, file)
    click.echo(str(key))
    click.echo(
        f"The secret key is in {file}. Keep it away from the record, and a copy of it in a safe place:\n"
        "without it no checkpoint can be signed, and whoever has it can sign in your name. The line above is the\n"
        "verifier key: give it to everyone who is to check the record, by another way than the record.",
        err=True,
    )


@keys.command(short_help="Register a verifier key in a record.")
@click.argument("record", metavar="RECORD")
@click.argument("key", metavar="KEY")
def add(record: str, key: str) -> None:
    """Register the verifier key of a person in a record, so that it can sign there: shreddings and holds."""
    with explained_keys(), explained_record():
        (known,) = load_known([key], None) or (None,)
        if known is None:
            raise BadInput("give a verifier key, written name+id+key")
        is_new = register_key(record, known)
    click.echo(f"Registered {known.name}." if is_new else f"{known.name} was registered already with this key.")


@keys.command(short_help="Print the verifier key of a secret key.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
def show(file: Path) -> None:
    """Print the verifier key that belongs to the secret key in FILE."""
    with explained_keys():
        click.echo(str(load_key(file).verifier))
