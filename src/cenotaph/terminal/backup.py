"""The commands `cenotaph backup` and `cenotaph restore`: a record copied while in use, and made anew from a copy."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from cenotaph.terminal.records import explained_record
from cenotaph.terminal.screen import make_progress
from cenotaph.terminal.wording import clean, word_number
from cenotaph.workflow.backup import Copied, back_up_record, restore_record
from cenotaph.workflow.records import say_record

_FOLDER = click.Path(path_type=Path)


@click.command(short_help="Copy a record into a folder.")
@click.argument("record", metavar="RECORD")
@click.argument("folder", type=_FOLDER, metavar="FOLDER")
def backup(record: str, folder: Path) -> None:
    """Copy a record, as it is at one moment, into FOLDER; it may be used meanwhile.

    FOLDER is made, or holds an earlier backup of the same record, which stays whole until the new one is; only bytes
    that it lacks are copied. A backup is a record too, on SQLite whatever the record is on.
    """
    with explained_record(), _watched("Copying") as report:
        copied = back_up_record(record, folder, report)
    click.echo(f"Backed up {_word(copied)} to {clean(str(folder))}.")


@click.command(short_help="Make a record from a backup.")
@click.argument("backup", type=_FOLDER, metavar="BACKUP")
@click.argument("record", metavar="RECORD")
@click.option("--blobs", metavar="ADDRESS", help="Where its bytes are kept, as for cenotaph new.")
def restore(backup: Path, record: str, blobs: str | None) -> None:
    """Make RECORD from a BACKUP, which is only read. There must be no record at that place.

    The database is checked, each entry of its log, and every file of bytes; a backup that is not whole is refused.
    """
    with explained_record(), _watched("Copying") as report:
        copied = restore_record(backup, record, blobs, report)
        name = say_record(record)
    click.echo(f"Restored {_word(copied)} to {clean(name)}.")


@contextmanager
def _watched(title: str) -> Iterator[Callable[[int, int], None]]:
    with make_progress() as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _word(copied: Copied) -> str:
    entries = "1 entry" if copied.entries == 1 else f"{copied.entries:,} entries"
    return f"{entries} and {word_number(copied.blobs, 'file')} of bytes ({copied.new:,} copied now)"
