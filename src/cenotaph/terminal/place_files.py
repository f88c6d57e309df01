"""Opening a file of places: text, a zipped dump, or a workbook, line by line."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from cenotaph.gazetteer.imports.forms import EXPECTED, UnknownFormError, parse_cells, parse_lines
from cenotaph.gazetteer.imports.row import Row
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.place import Level

# Files that stand beside the dump in a GeoNames archive.
_BESIDE = ("readme.txt",)


def read_places(
    path: Path, gazetteer: Gazetteer, country: str | None, level: Level | None, report: Callable[[int], None]
) -> Iterator[Row]:
    """Entries and problems of a file; `report` is told how many bytes have been read of `size_of(path)`.

    Raises UnknownFormError if the file as a whole is of no known form, OSError if it cannot be opened.
    """
    with path.open("rb") as handle:
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            yield from _read_workbook(handle, gazetteer, country, level)
        elif zipfile.is_zipfile(handle):
            with zipfile.ZipFile(handle) as archive, archive.open(_find_dump(archive)) as member:
                yield from _read_text(member, gazetteer, country, level, report)
        else:
            handle.seek(0)
            yield from _read_text(handle, gazetteer, country, level, report)


def size_of(path: Path) -> int:
    """How many bytes reading the file gives, unzipped."""
    if path.suffix.lower() != ".xlsx" and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return archive.getinfo(_find_dump(archive)).file_size
    return path.stat().st_size


def _find_dump(archive: zipfile.ZipFile) -> str:
    names = [info.filename for info in archive.infolist() if not info.is_dir() and info.filename not in _BESIDE]
    if len(names) != 1:
        raise UnknownFormError(
            f"holds {len(names)} files beside a readme; unpack it and import the one with the places"
        )
    return names[0]


def _read_text(
    handle: IO[bytes],
    gazetteer: Gazetteer,
    country: str | None,
    level: Level | None,
    report: Callable[[int], None],
) -> Iterator[Row]:
    def lines() -> Iterator[str]:
        read = 0
        for number, line in enumerate(handle, start=1):
            read += len(line)
            if number % 1000 == 0:
                report(read)
            if b"\0" in line:
                raise UnknownFormError(f"is not text (line {number}); expected is {EXPECTED}")
            try:
                yield line.decode("utf-8")
            except UnicodeDecodeError as error:
                raise UnknownFormError(f"is not UTF-8 (line {number}: {error.reason}); save it as UTF-8") from None

    yield from parse_lines(lines(), gazetteer, country, level)


def _read_workbook(handle: IO[bytes], gazetteer: Gazetteer, country: str | None, level: Level | None) -> Iterator[Row]:
    """Every sheet of a known form; the others are passed over if at least one is."""
    from openpyxl import load_workbook  # 0.2 s: only workbooks need it

    try:
        book = load_workbook(handle, read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets through what zipfile, XML and its own checks raise
        raise UnknownFormError(f"is no workbook that can be read ({error})") from error
    unknown: list[UnknownFormError] = []
    known = 0
    for sheet in book.worksheets:
        rows = ((n, ["" if v is None else str(v).strip() for v in row]) for n, row in enumerate(sheet.values, start=1))
        header = next(rows, (0, []))[1]
        try:
            parsed = parse_cells(header, rows, gazetteer, country, level)
        except UnknownFormError as error:
            unknown.append(error)
            continue
        known += 1
        yield from parsed
    book.close()
    if not known:
        raise unknown[0] if unknown else UnknownFormError(f"has no sheet; expected is {EXPECTED}")
