"""What a command works on: reports and saved readings, gathered into one reading that is not yet reconciled."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from cenotaph.actors.register import Register
from cenotaph.archive.document import Document
from cenotaph.archive.readers.columns import FIELDS
from cenotaph.archive.readers.intake import Note
from cenotaph.archive.readers.registry import FORMATS, UNTOLD
from cenotaph.claims.lexicon import available_languages, trial_languages
from cenotaph.runners.sandbox import Pool, count_children
from cenotaph.terminal.actors import actors_option, read_register
from cenotaph.terminal.days import Day, Moment
from cenotaph.terminal.faults import BadInput
from cenotaph.terminal.gaps import fill_gaps
from cenotaph.terminal.gazetteer import open_index
from cenotaph.terminal.loading import File, list_files, load_files, load_saved
from cenotaph.terminal.records import explained_record
from cenotaph.terminal.screen import make_progress
from cenotaph.workflow.read import extract_documents
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.reconcile import join_readings, keep_surest
from cenotaph.workflow.records import is_record, load_recorded, say_record

_Command = TypeVar("_Command", bound=Callable[..., Any])

SAVED_FORMAT = "json"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The names of files, folders and "-", what stands for what reports do not state, the user's own actors, and
    whether the words of what is restricted may be shown."""

    names: tuple[str, ...]
    published: dt.date | None = None
    language: str | None = None
    format: str | None = None
    min_confidence: float = 0
    actors: Path | None = None
    columns: tuple[tuple[str, str], ...] = ()
    recorded_by: dt.datetime | None = None
    unseal: bool = False


class Column(click.ParamType[tuple[str, str]]):
    """Which column of a table holds which field, as FIELD=HEADER; the fields are those of reports unless given."""

    name = "column"

    def __init__(self, fields: Sequence[str] = FIELDS) -> None:
        self._fields = fields

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The field and the header; fails with what may stand there if the field is none of a document."""
        field, sign, header = str(value).partition("=")
        if field.strip() not in self._fields or not sign or not header.strip():
            self.fail(f"{value!r} must be FIELD=HEADER, FIELD one of {', '.join(self._fields)}", param, ctx)
        return field.strip(), header.strip()


def recorded_by_option(
    help: str = "Of a record only what it held by this moment; a day stands for its end in UTC.",
) -> Callable[[_Command], _Command]:
    """The option for the moment as of which a record is looked into."""
    return click.option("--recorded-by", type=Moment(), metavar="MOMENT", help=help)


def taking_options(command: _Command) -> _Command:
    """The options by which files are read, for commands that take no saved readings."""
    return _add_options(command, _list_formats(), "How to read standard input, and files whose ending does not tell.")


def report_options(command: _Command) -> _Command:
    """The options by which reports are read, for every command that reads them."""
    help = "How to read standard input, and files whose ending does not tell; json is a saved reading."
    return unseal_option(actors_option(_add_options(command, [*_list_formats(), SAVED_FORMAT], help)))


def unseal_option(command: _Command) -> _Command:
    """The option by which what is restricted in a record is shown."""
    help = "Show the words and names of what is restricted, which is else counted and not quoted."
    return click.option("--unseal", is_flag=True, help=help)(command)


def _list_formats() -> list[str]:
    return [format for format in FORMATS if format != UNTOLD]


def _add_options(command: _Command, formats: list[str], help: str) -> _Command:
    for option in (
        click.option(
            "--column",
            "columns",
            type=Column(),
            multiple=True,
            metavar="FIELD=HEADER",
            help="Which column of a table holds which field, such as text=Narrative. May be given again.",
        ),
        click.option("--format", type=click.Choice(formats), help=help),
        click.option(
            "--language",
            type=click.Choice(available_languages()),
            help="The language of reports that state none.",
        ),
        click.option(
            "--published", type=Day(), metavar="DATE", help="The day of publication of reports that state none."
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def gather_reading(inputs: Inputs) -> tuple[Reading, list[Note]]:
    """One reading of all that is given, without incidents and totals, and notes on what was assumed or left out."""
    records = [name for name in inputs.names if is_record(name)]
    if inputs.recorded_by is not None and not records:
        raise BadInput("--recorded-by is for a record, and none is given; for files there is --as-of")
    files, notes = list_files([name for name in inputs.names if name not in records], inputs.format)
    confined = sum(file.is_confined for file in files)
    with Pool(count_children(confined)) as pool:
        if confined:
            pool.warm()
        register = read_register(inputs.actors)
        saved, faults = _load_saved([file for file in files if file.format is None])
        for name in records:
            with explained_record():
                recorded = load_recorded(name, inputs.recorded_by)
            saved.append(recorded.reading)
            faults += _note_unread(say_record(name), recorded.unread)
            faults += _note_closed(say_record(name), recorded.closed)
        documents, more = _load_documents([file for file in files if file.format is not None], inputs, pool)
    readings = [*saved, _read_all(documents, register, inputs.min_confidence)] if documents else saved
    reading, again = join_readings(readings)
    notes += (*faults, *more)
    if again:
        others = f", and {len(again) - 1:,} more" if len(again) > 1 else ""
        notes.append(Note(again[0], f"is given more than once{others}: what came second was left out.", fault=True))
    notes += _note_restricted(reading, inputs.unseal)
    # A saved reading may hold claims that are less sure than what is asked for now.
    return keep_surest(reading, inputs.min_confidence), notes


def _note_unread(name: str, unread: int) -> list[Note]:
    if not unread:
        return []
    are = "documents that were" if unread > 1 else "document that was"
    text = f"holds {unread:,} {are} not extracted: nothing of what they tell is counted. Run cenotaph extract {name}"
    return [Note(name, text, fault=True)]


def _note_closed(name: str, closed: int) -> list[Note]:
    if not closed:
        return []
    are = "documents that are" if closed > 1 else "document that is"
    text = f"holds {closed:,} {are} sealed and whose keys are not here: nothing of what they tell is counted."
    return [Note(name, text, fault=True)]


def _note_restricted(reading: Reading, unseal: bool) -> list[Note]:
    number = sum(note.is_restricted for note in reading.documents)
    if not number:
        return []
    are, their = ("are", "their") if number > 1 else ("is", "its")
    text = f"{are} counted, and {their} words and names are withheld; --unseal shows them."
    if unseal:
        text = "what is printed or saved may hold words and names of people at risk."
    where = f"{number:,} restricted documents" if number > 1 else "1 restricted document"
    return [Note(where, text, fault=False)]


def _load_saved(files: list[File]) -> tuple[list[Reading], list[Note]]:
    readings, notes = [], []
    for file in files:
        reading, note = load_saved(file)
        if reading is not None:
            readings.append(reading)
        if note is not None:
            notes.append(note)
    return readings, notes


def _load_documents(files: list[File], inputs: Inputs, pool: Pool) -> tuple[list[Document], list[Note]]:
    packs, trials = available_languages(), trial_languages()
    documents: list[Document] = []
    notes: list[Note] = []
    with make_progress() as progress:
        task = progress.add_task("Opening files", total=len(files))
        for file, intake in load_files(files, dict(inputs.columns), pool):
            kept, gaps = fill_gaps(file.name, intake.documents, inputs.published, inputs.language, packs, trials)
            documents += kept
            notes += (*intake.notes, *gaps)
            progress.advance(task)
    return documents, notes


def _read_all(documents: list[Document], register: Register, min_confidence: float) -> Reading:
    # Before the bar of the reading: the first run builds the index, with a bar of its own.
    gazetteer = open_index()
    with make_progress() as progress:
        task = progress.add_task("Reading reports", total=len(documents))
        return extract_documents(
            documents,
            min_confidence=min_confidence,
            gazetteer=gazetteer,
            register=register,
            report=lambda number: progress.update(task, completed=number),
        )


def load_only_saved(inputs: Inputs) -> Reading | None:
    """The saved reading, as it was reconciled, if that is all that is given; None otherwise."""
    files, _ = list_files(inputs.names, inputs.format)
    if len(files) != 1 or files[0].format is not None or files[0].path is None:
        return None
    return load_saved(files[0])[0]
