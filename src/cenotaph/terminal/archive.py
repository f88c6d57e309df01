"""The command `cenotaph archive`: what a record keeps of files and pages, written for other programs."""

from pathlib import Path

import click

from cenotaph.terminal.faults import BadInput
from cenotaph.terminal.records import explained_record
from cenotaph.terminal.wording import clean, word_number
from cenotaph.workflow.web_archive import ExportError, export_archive


@click.group(short_help="Write what a record keeps of files and pages for other programs.")
def archive() -> None:
    """Write what a record keeps of files and pages for other programs."""


@archive.command(short_help="Write a web archive (WACZ) that public viewers open.")
@click.argument("record", metavar="RECORD")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option(
    "--entry", "entries", type=click.IntRange(0), multiple=True, metavar="NUMBER",
    help="Only the file or page of this entry, a capture. May be given again; without it all that are public.",
)  # fmt: skip
@click.option("--unseal", is_flag=True, help="Let what is restricted leave the record, if --entry names it.")
def export(record: str, file: Path, entries: tuple[int, ...], unseal: bool) -> None:
    """Write the files and pages of a record into FILE, a web archive (WACZ) that public viewers open.

    What is restricted stays, unless it is named by --entry and --unseal is given. Who collected it, names of files,
    consent and cookies are never written. The same record gives the same bytes.
    """
    if unseal and not entries:
        raise click.UsageError("--unseal goes with --entry, which names what may leave")
    with explained_record():
        try:
            done = export_archive(record, file, entries, unseal)
        except ExportError as error:
            raise BadInput(clean(str(error))) from None
        except OSError as error:
            raise BadInput(f"{file}: cannot be written ({error.strerror or error}); nothing was") from None
    written = word_number(done.captures, "capture")
    click.echo(f"Wrote {written}, {done.pages:,} of them with reports, to {clean(str(file))}.")
    if done.left:
        click.echo(f"Left out: {done.left:,} that are restricted or were destroyed.")
    if done.others:
        click.echo(f"Not written: {done.others:,} that are no reports (lists of incidents, images, translations).")
