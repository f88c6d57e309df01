"""From names on the command line to documents and saved readings: opening files, folders and standard input."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cenotaph.archive.readers.intake import Instructions, Intake, Note, UnreadableError
from cenotaph.archive.readers.media import NOT_READ, name_media
from cenotaph.archive.readers.mediacloud import is_mediacloud
from cenotaph.archive.readers.registry import FORMATS, MEDIA, PLAIN_FORMATS, READERS, find_format
from cenotaph.archive.readers.telegram import is_telegram
from cenotaph.archive.story import Story
from cenotaph.runners.sandbox import Given, Opened, Pool
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.saved import SavedError, load_reading

STANDARD_INPUT = "-"
_INPUT_NAME = "standard input"
SAVED_ENDING = ".json"
# Enough of a file to see what it is, and of a list to see what is in it.
_HEAD = 4096
_SHOWN = 10
_ENDINGS = ", ".join((*READERS, SAVED_ENDING))


@dataclass(frozen=True, slots=True)
class File:
    """Something to read: what to call it, where it is (None for standard input), and its format, which a saved reading
    has not."""

    name: str
    path: Path | None
    format: str | None

    @property
    def is_confined(self) -> bool:
        """True if a child process reads it."""
        return self.format is not None and self.format not in PLAIN_FORMATS


def list_files(names: Sequence[str], format: str | None, *, with_media: bool = False) -> tuple[list[File], list[Note]]:
    """The files that `names` stand for: a file itself, the readable files of a folder by name, "-" standard input.

    `format` ("txt", "html", ..., "json" for a saved reading) is how standard input and files with an unknown ending are
    read. Notes say what was passed over. A saved reading is named by itself: in a folder it is passed over.
    `with_media` gives images, films and recordings too, which have the format MEDIA and are else passed over.
    """
    is_saved = f".{format}" == SAVED_ENDING
    files: list[File] = []
    notes: list[Note] = []
    for name in names:
        path = Path(name)
        if name == STANDARD_INPUT:
            files.append(File(_INPUT_NAME, None, None if is_saved else format or "txt"))
            continue
        try:
            if path.is_dir():
                found, passed = _list_folder(path, with_media)
                files += found
                notes += passed
                continue
            known = _choose_format(path, format)
        except OSError as error:
            notes.append(_note_failure(name, error))
            continue
        if known or is_saved or path.suffix.lower() == SAVED_ENDING:
            files.append(File(name, path, known))
        elif with_media and name_media(path.name):
            files.append(File(name, path, MEDIA))
        elif kind := name_media(path.name):
            notes.append(Note(name, f"is {kind}: {NOT_READ}", fault=True))
        else:
            notes.append(
                Note(name, f"has no reader for its ending; known are {_ENDINGS}. Or say --format.", fault=True)
            )
    return files, notes


def _choose_format(path: Path, format: str | None) -> str | None:
    """The format of a file; None for a saved reading and what has none. Raises OSError if it is not there."""
    path.stat()
    if path.suffix.lower() != SAVED_ENDING:
        return find_format(path.name, format)
    if format is not None or not path.is_file():
        return format if format in FORMATS else None
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
        return "telegram" if is_telegram(head) else "mediacloud" if is_mediacloud(head) else None
    except OSError:
        return None  # it is said when it is loaded; the others of its folder are read


def load_files(files: Sequence[File], columns: Mapping[str, str], pool: Pool) -> Iterator[tuple[File, Intake]]:
    """The documents and notes of each file in turn; a document whose id was there before is left out with a note.
    What libraries parse is read in the child processes of the pool."""
    seen: dict[str, str] = {}
    confined = pool.open_all(
        Given(file.name, file.format or "", file.path or sys.stdin.buffer, columns)
        for file in files
        if file.is_confined
    )
    for file in files:
        intake = _word_failure(file.name, next(confined)) if file.is_confined else _read_file(file, columns)
        kept = [document for document in intake.documents if document.id not in seen]
        again = [document.id for document in intake.documents if document.id in seen]
        seen.update((document.id, file.name) for document in kept)
        notes = (*intake.notes, *_note_again(file.name, again, seen), *_note_stories(file.name, intake.stories))
        yield file, Intake(tuple(kept), notes)


def load_saved(file: File) -> tuple[Reading | None, Note | None]:
    """The saved reading in a file, or a note that says why it cannot be used."""
    try:
        data = sys.stdin.buffer.read() if file.path is None else file.path.read_bytes()
        return load_reading(data), None
    except SavedError as error:
        return None, Note(file.name, f"{error}.", fault=True)
    except OSError as error:
        return None, _note_failure(file.name, error)


def _note_again(name: str, ids: Sequence[str], seen: Mapping[str, str]) -> list[Note]:
    if not ids:
        return []
    more = f", and {len(ids) - 1:,} more such documents" if len(ids) > 1 else ""
    text = f"has a document with the id {ids[0]!r}, as {seen[ids[0]]} has{more}; what came second was left out."
    return [Note(name, text, fault=True)]


def _note_stories(name: str, stories: Sequence[Story]) -> list[Note]:
    if not stories:
        return []
    text = (
        f"lists stories ({len(stories):,}) with their title and address and without their texts, so nothing was read. "
        "cenotaph collect fetches their pages into a record; or add the texts as a column, and say which with --column."
    )
    return [Note(name, text, fault=True)]


def _list_folder(folder: Path, with_media: bool) -> tuple[list[File], list[Note]]:
    files: list[File] = []
    passed: list[str] = []
    media: list[str] = []
    for path in sorted(folder.iterdir()):
        format = _choose_format(path, None) if path.is_file() else None
        # A folder of reports often has a README that tells of them.
        if format and path.stem.lower() != "readme":
            files.append(File(str(path), path, format))
        elif path.is_file() and name_media(path.name):
            if with_media:
                files.append(File(str(path), path, MEDIA))
            else:
                media.append(path.name)
        elif not path.name.startswith("."):
            passed.append(path.name)
    notes = []
    if not files:
        notes = [Note(str(folder), f"is a folder with no file to read; known endings are {_ENDINGS}.", fault=True)]
    elif passed:
        notes = [Note(str(folder), f"is a folder; passed over in it: {', '.join(passed)}.", fault=False)]
    if media:
        shown = ", ".join(media[:_SHOWN]) + (f" and {len(media) - _SHOWN:,} more" if len(media) > _SHOWN else "")
        notes.append(Note(str(folder), f"holds images, films or recordings ({shown}): {NOT_READ}", fault=False))
    return files, notes


def _read_file(file: File, columns: Mapping[str, str]) -> Intake:
    if file.format is None:
        raise ValueError(f"{file.name} is a saved reading, which load_saved loads")
    read = FORMATS[file.format]
    try:
        if file.path is None:
            return read(sys.stdin.buffer, file.name, Instructions(columns))
        with file.path.open("rb") as stream:
            return read(stream, file.name, Instructions(columns))
    except UnreadableError as error:
        return Intake(notes=(Note(file.name, str(error), fault=True),))
    except OSError as error:
        return Intake(notes=(_note_failure(file.name, error),))


def _word_failure(name: str, opened: Opened | OSError) -> Intake:
    if isinstance(opened, OSError):
        return Intake(notes=(_note_failure(name, opened),))
    if opened.failure is not None:
        return Intake(notes=(Note(name, opened.failure.reason, fault=True),))
    return opened.intake


def _note_failure(name: str, error: OSError) -> Note:
    if isinstance(error, FileNotFoundError):
        return Note(name, "does not exist. Mend the name.", fault=True)
    if isinstance(error, PermissionError):
        return Note(name, "may not be read: its permissions forbid it.", fault=True)
    return Note(name, f"could not be read: {error.strerror or error}.", fault=True)
