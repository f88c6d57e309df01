"""The command `cenotaph verify`: is everything as it was signed, and what is the first thing that is not."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from cenotaph.ledger.keys import VerifierKey
from cenotaph.ledger.verifier import describe, parse_key
from cenotaph.terminal.faults import FAULT, BadInput
from cenotaph.terminal.keys import explained_keys
from cenotaph.terminal.records import explained_record
from cenotaph.terminal.screen import make_progress
from cenotaph.terminal.wording import clean
from cenotaph.workflow.exports import NotAsSignedError, WrongKeyError, is_export, read_export
from cenotaph.workflow.keys import load_known
from cenotaph.workflow.records import is_record
from cenotaph.workflow.verify import VerifiedRecord, verify_record

_FILE = click.Path(path_type=Path, dir_okay=False)


@dataclass(frozen=True, slots=True)
class _Given:
    """What a person knows from elsewhere: verifier keys, signed checkpoints, certificates of timestamp authorities."""

    known: tuple[VerifierKey, ...]
    earlier: tuple[str, ...]
    certificates: bytes | None


@click.command(short_help="Verify a record, or an exported log.")
@click.argument("what", metavar="RECORD|EXPORT")
@click.option("--key", "texts", multiple=True, metavar="KEY", help="A verifier key that you know. May be given again.")
@click.option("--keys", "file", type=_FILE, metavar="FILE", help="A file with a verifier key on each line.")
@click.option(
    "--earlier",
    type=_FILE,
    multiple=True,
    metavar="FILE",
    help="A signed checkpoint that came to you another way, to compare with. May be given again.",
)
@click.option(
    "--authorities",
    type=_FILE,
    metavar="FILE",
    help="Certificates of timestamp authorities (PEM): verify timestamps too.",
)
@click.pass_context
def verify(
    ctx: click.Context,
    what: str,
    texts: tuple[str, ...],
    file: Path | None,
    earlier: tuple[Path, ...],
    authorities: Path | None,
) -> None:
    """Verify that nothing in a record, or in an exported log, was altered, removed, added or moved.

    The keys must have come to you by another way. Without any, only this is found out: whether all of it holds
    together; the exit code is then 2. What is not as it was signed is named, the first of it.
    """
    with explained_keys(), explained_record(), explained_verifying(what):
        certificates = authorities.read_bytes() if authorities is not None else None
        given = _Given(load_known(texts, file), read_checkpoints(earlier), certificates)
        sentences, faults = _verify_record(what, given) if is_record(what) else _verify_export(Path(what), given)
    for sentence in sentences:
        click.echo(clean(sentence))
    if not given.known:
        faults.append("Who signed it was not checked: give the record's verifier key with --key.")
    for fault in faults:
        click.echo(fault, err=True)
    ctx.exit(FAULT if faults else 0)


@contextmanager
def explained_verifying(what: str) -> Iterator[None]:
    """Ends the command with a message where something is not as it was signed, or cannot be read."""
    try:
        yield
    except WrongKeyError as error:
        hint = "Give the verifier key that the record's owner sent you; a record under another key is not his."
        raise BadInput(f"{what} was not verified: {clean(str(error))}. {hint}") from None
    except NotAsSignedError as error:
        raise BadInput(f"{what} is not as it was signed: {clean(str(error))}") from None
    except OSError as error:
        raise BadInput(f"{error.filename or what} cannot be read ({error.strerror or error})") from None


def read_checkpoints(paths: Sequence[Path]) -> tuple[str, ...]:
    """The signed checkpoints in some files; one that is no text ends the command with a message. Raises OSError."""
    try:
        return tuple(path.read_bytes().decode() for path in paths)
    except UnicodeDecodeError:
        raise BadInput("a checkpoint given with --earlier is no text") from None


def _verify_export(path: Path, given: _Given) -> tuple[list[str], list[str]]:
    """What holds, and what stands in the way of calling it verified, in sentences."""
    if not is_export(path):
        raise BadInput(f"{path} is neither a record nor an exported log")
    verified = read_export(path, given.known, given.earlier, given.certificates)
    stamped = [
        f"Checkpoint of {size} entries: stamped {stamp.at:%Y-%m-%d %H:%M:%S} UTC by {stamp.authority}."
        for size, stamp in verified.stamps
    ]
    return [*describe(verified.found, [parse_key(str(key)) for key in given.known]), *stamped], []


def _verify_record(name: str, given: _Given) -> tuple[list[str], list[str]]:
    """As of an export."""
    with make_progress() as progress:
        tasks = {title: progress.add_task(title, total=None) for title in ("Entries", "Indexes and bytes")}
        verified = verify_record(
            name, given.known, given.earlier, given.certificates,
            lambda title, number: progress.update(tasks[title], completed=number),
        )  # fmt: skip
    faults = []
    if not verified.checkpoints:
        faults.append("No checkpoint of it is signed yet: what it was before today nothing shows.")
    if verified.strange is not None:
        faults.append(
            f"Entry {verified.strange} is sealed for a subject that the vault here never had: it was altered, or sealed"
            " where another copy of the vault is."
        )
    return list(_describe_record(verified)), faults


def _describe_record(verified: VerifiedRecord) -> Iterator[str]:
    yield f"The record holds: {verified.size} entries, each as it was added, with its indexes and its bytes."
    yield f"Root: {verified.root.hex()}"
    if verified.destroyed:
        yield f"Destroyed for safety: {verified.destroyed} entries. Their places in the log are proved all the same."
    if verified.closed:
        yield f"Sealed, and their keys are not here: {verified.closed} entries. Only their commitments are checked."
    for one in verified.checkpoints:
        by = ", ".join(one.known) or "no key that you gave"
        more = f"; also {', '.join(one.unknown)}, whose keys you did not give" if one.known and one.unknown else ""
        yield f"Checkpoint of {one.size} entries: signed by {by}{more}."
        for stamp in one.stamps:
            yield f"  Stamped {stamp.at:%Y-%m-%d %H:%M:%S} UTC by {stamp.authority}."
        if one.unchecked_stamps:
            yield f"  Timestamps over it, not verified without --authorities: {one.unchecked_stamps}."
    if verified.unsigned:
        yield f"Added since and not signed yet: {verified.unsigned} entries. cenotaph checkpoint signs them."
