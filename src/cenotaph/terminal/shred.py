"""The commands `cenotaph shred` and `cenotaph hold`: destroy a file for safety, by two people; or keep it from that."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from cenotaph.ledger.notes import write_note
from cenotaph.terminal.checkpoint import explained_checkpoints
from cenotaph.terminal.faults import BadInput
from cenotaph.terminal.wording import clean
from cenotaph.workflow.keys import load_key
from cenotaph.workflow.shred import SIGNERS, ShredError, hold, list_twins, plan_shred, request_shred, shred

_FILE = click.Path(path_type=Path, dir_okay=False)
_ENTRY = click.IntRange(0)


@click.command(name="shred", short_help="Destroy a file for safety, by two people.")
@click.argument("record", metavar="RECORD")
@click.argument("entry", type=_ENTRY, metavar="ENTRY")
@click.option("--key", "keys", type=_FILE, multiple=True, metavar="FILE", help="Sign with this secret key; two sign.")
@click.option("--reason", metavar="WORDS", help="Why, on one line. It stays in the log for good: name nobody in it.")
@click.option("--request", type=_FILE, metavar="FILE", help="Write the request here, or sign the one that is here.")
@click.option("--yes", is_flag=True, help="Destroy it. Without it only what would be destroyed is printed.")
def shred_file(
    record: str, entry: int, keys: tuple[Path, ...], reason: str | None, request: Path | None, yes: bool
) -> None:
    """Destroy a file, its texts, all that was read in it and all incidents that tell of it, so that it harms nobody.

    ENTRY is that of its capture, or of anything that was read in it. Two people sign with registered keys, both here
    (--key twice), or the first with --request FILE and the second with the same file later. It cannot be undone.
    """
    with explained_checkpoints(), _explained_shredding():
        if not yes and not (request is not None and len(keys) == 1 and not request.exists()):
            target = plan_shred(record, entry)
            click.echo(
                f"Would be destroyed: the file of entry {', '.join(map(str, target.captures))}, with"
                f" {len(target.entries)} entries and {len(target.digests)} pieces of bytes."
                f" {_say_reach(target.subject is not None)}"
            )
            _warn_of_twins(list_twins(record, target))
            click.echo("Nothing was destroyed. Give --yes, a reason and the keys of two people.", err=True)
            return
        now = dt.datetime.now(dt.UTC)
        if request is not None and request.exists():
            asked, rest = request.read_bytes().decode(errors="replace"), list(keys)
        else:
            if not keys or reason is None:
                raise click.UsageError("give --reason and --key")
            note = request_shred(record, entry, reason, load_key(keys[0]), now)
            asked, rest = write_note(note), list(keys[1:])
            if request is not None and not rest:
                request.write_text(asked, encoding="utf-8")
                click.echo(f"Wrote {request}. The second person signs it: --request {request} --key FILE --yes")
                return
        if len(rest) != 1:
            raise click.UsageError(f"{SIGNERS} people sign for it: give --key once for each")
        twins = _list_left(record, entry)
        done = shred(record, entry, asked, load_key(rest[0]))
    click.echo(f"Destroyed: {done.entries} entries and {done.blobs} pieces of bytes. {_say_reach(done.was_sealed)}")
    _warn_of_twins(twins)
    click.echo("Incidents that told of it went with it: cenotaph reconcile makes them anew from what is left.")


def _list_left(record: str, entry: int) -> list[int]:
    """What stays in the open; nothing where an earlier run was stopped, and the file is gone."""
    try:
        return list_twins(record, plan_shred(record, entry))
    except ShredError:
        return []


def _warn_of_twins(twins: list[int]) -> None:
    if twins:
        entries = ", ".join(map(str, twins))
        click.echo(f"The same words stay in the open in entry {entries}: destroy each as well.", err=True)


def _say_reach(was_sealed: bool) -> str:
    if was_sealed:
        return "It was sealed: without its key no backup brings it back."
    return "It was not sealed: backups that were made before still hold it; destroy those."


@click.command(name="hold", short_help="Keep a file from being destroyed.")
@click.argument("record", metavar="RECORD")
@click.argument("entry", type=_ENTRY, metavar="ENTRY")
@click.option("--key", type=_FILE, required=True, metavar="FILE", help="Sign with this secret key.")
@click.option("--reason", required=True, metavar="WORDS", help="Why, on one line. It stays in the log for good.")
@click.option("--lift", is_flag=True, help="Lift the hold.")
def hold_file(record: str, entry: int, key: Path, reason: str, lift: bool) -> None:
    """Put a file under a legal hold: it cannot be shredded until the hold is lifted. Both are entries of the log.

    ENTRY is that of its capture, or of anything that was read in it.
    """
    with explained_checkpoints(), _explained_shredding():
        captures = hold(record, entry, reason, load_key(key), dt.datetime.now(dt.UTC), lift=lift)
    click.echo(f"{'Lifted the hold on' if lift else 'Held'}: the file of entry {', '.join(map(str, captures))}.")


@contextmanager
def _explained_shredding() -> Iterator[None]:
    """Ends the command with a message where something cannot be destroyed or held."""
    try:
        yield
    except ShredError as error:
        raise BadInput(clean(str(error))) from None
