"""Handing bytes and the files of tests/archive/files to readers."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

from cenotaph.archive.readers.intake import Instructions, Intake
from cenotaph.archive.readers.registry import FORMATS

FILES = Path(__file__).parent / "files"


def load(name: str) -> bytes:
    return (FILES / name).read_bytes()


def read(
    data: bytes | str,
    format: str,
    name: str = "given",
    columns: Mapping[str, str] | None = None,
    again: Callable[[bytes], list[str] | None] = lambda _: None,
) -> Intake:
    given = data.encode() if isinstance(data, str) else data
    return FORMATS[format](io.BytesIO(given), name, Instructions(columns or {}, again))


def list_faults(intake: Intake) -> list[tuple[str, str]]:
    return [(note.where, note.text) for note in intake.notes if note.fault]


def list_remarks(intake: Intake) -> list[str]:
    return [note.text for note in intake.notes if not note.fault]
