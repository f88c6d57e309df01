"""The command `cenotaph verify`: is everything as it was signed, and what is the first thing that is not."""

from pathlib import Path

import click

from cenotaph.ledger.verifier import describe, parse_key
from cenotaph.terminal.gazetteer import FAULT, BadInput
from cenotaph.terminal.keys import explained_keys
from cenotaph.terminal.wording import clean
from cenotaph.workflow.exports import NotAsSignedError, VerifiedExport, is_export, read_export
from cenotaph.workflow.keys import load_known

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(short_help="Verify an exported log.")
@click.argument("export", type=click.Path(path_type=Path), metavar="EXPORT")
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
    export: Path,
    texts: tuple[str, ...],
    file: Path | None,
    earlier: tuple[Path, ...],
    authorities: Path | None,
) -> None:
    """Verify that nothing in an exported log was altered, removed, added or moved since it was signed.

    The keys must have come to you by another way than the export. Without any, only this is found out: whether the
    export holds together; the exit code is then 2. What is not as it was signed is named, the first of it.
    """
    with explained_keys():
        known = load_known(texts, file)
    try:
        if not is_export(export):
            raise BadInput(f"{export} is no exported log")
        notes = [path.read_text(encoding="utf-8") for path in earlier]
        certificates = authorities.read_bytes() if authorities is not None else None
        verified = read_export(export, known, notes, certificates)
    except NotAsSignedError as error:
        raise BadInput(f"{export} is not as it was signed: {clean(str(error))}") from None
    except UnicodeDecodeError:
        raise BadInput("a checkpoint given with --earlier is no text") from None
    except OSError as error:
        raise BadInput(f"{error.filename or export} cannot be read ({error.strerror or error})") from None
    for sentence in describe(verified.found, [parse_key(str(key)) for key in known]):
        click.echo(clean(sentence))
    _print_stamps(verified)
    if not known:
        click.echo("Who signed it was not checked: give the record's verifier key with --key.", err=True)
    ctx.exit(0 if known else FAULT)


def _print_stamps(verified: VerifiedExport) -> None:
    for size, stamp in verified.stamps:
        click.echo(
            f"Checkpoint of {size} entries: stamped {stamp.at:%Y-%m-%d %H:%M:%S} UTC by {clean(stamp.authority)}."
        )
