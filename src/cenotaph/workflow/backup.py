"""Backing a record up, and restoring it."""

from pathlib import Path

from cenotaph.store.address import parse_address
from cenotaph.store.backup import Copied, Report, back_up, restore_backup
from cenotaph.workflow.records import open_named

__all__ = ["Copied", "back_up_record", "restore_record"]


def back_up_record(name: str, folder: Path, report: Report) -> Copied:
    """Copy a record into a folder. Raises RecordError."""
    with open_named(name) as record:
        return back_up(record, folder, report)


def restore_record(backup: Path, name: str, blobs: str | None, report: Report) -> Copied:
    """Make a record of a backup. Raises RecordError."""
    return restore_backup(backup, parse_address(name), blobs, report)
