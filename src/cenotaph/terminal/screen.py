"""Printing: tables and lines for a terminal or for a file, notes and progress on standard error."""

import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.padding import Padding
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from cenotaph.archive.readers.intake import Note
from cenotaph.terminal.line import Line
from cenotaph.terminal.wording import clean

# Wider than any line: what goes to a file or another program is neither wrapped nor cut.
_UNBOUNDED = 100_000


def print_table(table: Table, plain: bool) -> None:
    """A table on standard output; plain: columns set apart by spaces, no lines, no colour."""
    if not plain:
        Console().print(table)
        return
    lines = io.StringIO()
    Console(file=lines, width=_UNBOUNDED, color_system=None, highlight=False).print(table)
    click.echo("\n".join(line.rstrip() for line in lines.getvalue().splitlines()))


def print_lines(lines: Iterable[Line], plain: bool) -> None:
    """Lines on standard output, wrapped to the terminal; plain: each whole, on one line."""
    console = None if plain else Console(highlight=False)
    for line in lines:
        if line.heading:
            click.echo()
        if console is None:
            click.echo(" " * line.indent + line.text)
        else:
            console.print(Padding(Text(line.text, style="bold" if line.heading else ""), (0, 0, 0, line.indent)))


def print_json(value: Any) -> None:
    """One JSON document on standard output, as bytes: JSON is UTF-8 whatever the terminal's encoding is."""
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n")
    sys.stdout.buffer.flush()


def print_notes(notes: Sequence[Note]) -> None:
    """Notes on standard error, a line each."""
    for note in notes:
        click.echo(f"{clean(note.where)}: {clean(note.text)}", err=True)


def make_progress() -> Progress:
    """A progress bar on standard error that shows nothing unless that is a terminal, and leaves no trace."""
    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not console.is_terminal)
