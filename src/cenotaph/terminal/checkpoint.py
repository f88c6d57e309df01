"""The command `cenotaph checkpoint`: sign what a record's log is now, have it cosigned and stamped, hand it on."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from cenotaph.archive.fetch import Way
from cenotaph.ledger.keys import KeyTextError
from cenotaph.ledger.notes import NoteError, write_note
from cenotaph.terminal.custody import make_way
from cenotaph.terminal.faults import BadInput
from cenotaph.terminal.keys import explained_keys
from cenotaph.terminal.records import explained_record
from cenotaph.terminal.wording import clean
from cenotaph.workflow.checkpoints import (
    CheckpointFault,
    add_signatures,
    add_stamp,
    fetch_stamp,
    find_latest,
    request_stamp,
    sign_checkpoint,
)
from cenotaph.workflow.keys import load_key, load_known

_FILE = click.Path(path_type=Path, dir_okay=False)
_SEND = "Send it off-site, to people who do not depend on you: a checkpoint that nobody else has proves nothing."


@contextmanager
def explained_checkpoints() -> Iterator[None]:
    """Ends the command with a message where a record, its checkpoints or a key cannot be used."""
    try:
        with explained_record(), explained_keys():
            yield
    except CheckpointFault as error:
        raise BadInput(clean(str(error))) from None
    except (NoteError, KeyTextError) as error:
        raise BadInput(f"the record's checkpoints cannot be read ({clean(str(error))}); see cenotaph verify") from None
    except OSError as error:
        raise BadInput(f"{error.filename}: cannot be read or written ({error.strerror})") from None


@click.command(short_help="Sign what a record's log is now; have it cosigned and stamped.")
@click.argument("record", metavar="RECORD")
@click.option("--key", type=_FILE, metavar="FILE", help="Sign with the secret key in this file.")
@click.option("--add", type=_FILE, metavar="FILE", help="Take up the signatures that others put below a checkpoint.")
@click.option("--known", multiple=True, metavar="KEY", help="With --add, a verifier key to register beside it.")
@click.option("--request", type=_FILE, metavar="FILE", help="Write a request for a timestamp over the last checkpoint.")
@click.option("--answer", type=_FILE, metavar="FILE", help="Take up the answer of a timestamp authority.")
@click.option("--timestamp", metavar="ADDRESS", help="Have the authority at this address stamp the last checkpoint.")
@click.option(
    "--proxy", metavar="ADDRESS", help="With --timestamp: reach it through this proxy alone; else the environment's."
)
def checkpoint(
    record: str,
    key: Path | None,
    add: Path | None,
    known: tuple[str, ...],
    request: Path | None,
    answer: Path | None,
    timestamp: str | None,
    proxy: str | None,
) -> None:
    """Print the last signed checkpoint of a record, to send to others; with --key, sign the record as it is now.

    A key of a witness (cenotaph keys new --witness) cosigns the last checkpoint and states when. With --key and
    --timestamp a checkpoint is signed and then stamped, as is done every day.
    """
    if sum(option is not None for option in (key, add, request, answer)) > 1:
        raise click.UsageError("--key, --add, --request and --answer are given one at a time")
    if timestamp is not None and any(option is not None for option in (add, request, answer)):
        raise click.UsageError("--timestamp goes with --key, or alone")
    if proxy is not None and timestamp is None:
        raise click.UsageError("--proxy goes with --timestamp")
    if known and add is None:
        raise click.UsageError("--known goes with --add")
    way = make_way(proxy) if timestamp is not None else Way()
    with explained_checkpoints():
        if key is not None:
            kept, is_new = sign_checkpoint(record, load_key(key), dt.datetime.now(dt.UTC))
            said = _SEND if is_new else "Nothing was added since the last checkpoint, which is this one."
        elif add is not None:
            kept, keys = add_signatures(record, _read(add), load_known(known, None))
            names = ", ".join(one.name for one in keys)
            said = f"Taken up: {clean(names)}." if keys else "Its signatures were all here already."
        elif request is not None:
            kept, asked = request_stamp(record)
            request.write_bytes(asked)
            said = f"Wrote {request}. Send it to a timestamp authority, and take its answer up with --answer."
        elif answer is not None:
            kept = add_stamp(record, answer.read_bytes())
            said = f"Taken up: a timestamp over the checkpoint of {kept.size} entries."
        else:
            kept, said = find_latest(record), _SEND
        click.echo(write_note(kept.note), nl=False)
        click.echo(said, err=True)
        if timestamp is not None:
            # After the checkpoint was printed: it is there, whatever the authority answers.
            stamped = fetch_stamp(record, timestamp, way)
            click.echo(f"Stamped by {clean(timestamp)}: the checkpoint of {stamped.size} entries.", err=True)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        raise CheckpointFault(f"{path} is no text") from None
