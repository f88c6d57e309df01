"""Telling the forms of tables of places apart, and reading each into entries."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cenotaph.gazetteer.imports.boundaries import is_boundaries, parse_boundaries
from cenotaph.gazetteer.imports.dump import is_dump, parse_dump
from cenotaph.gazetteer.imports.plain import KNOWN, NEEDED, parse_plain
from cenotaph.gazetteer.imports.row import Problem, Row
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.place import Level

EXPECTED = (
    "a GeoNames dump (19 columns separated by tabs), a table of areas with P-codes (columns such as ADM1_EN and"
    f" ADM1_PCODE), or a table or JSON Lines with {', '.join(sorted(NEEDED))} and, if there are, "
    f"{', '.join(sorted(KNOWN - NEEDED))}"
)


class UnknownFormError(ValueError):
    """A file is of no form that can be imported; the message says what was found and what is expected."""


def parse_lines(lines: Iterable[str], gazetteer: Gazetteer, country: str | None, level: Level | None) -> Iterator[Row]:
    """Entries and problems of a text file given by its lines. `country` and `level` stand in where rows do not say.

    Raises UnknownFormError, before the first row, if the file as a whole is of no known form.
    """
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    first = next(numbered, None)
    if first is None:
        raise UnknownFormError(f"is empty; expected is {EXPECTED}")
    line = first[1].lstrip("\ufeff")
    if is_dump(line):
        return parse_dump(_chain((first[0], line), numbered), country)
    if line.lstrip().startswith("{"):
        return _parse_json_lines(_chain((first[0], line), numbered), gazetteer, country, level)
    separator = max(",;\t", key=line.count)
    header = next(csv.reader([line], delimiter=separator))
    cells = _read_cells(numbered, separator)
    return parse_cells(header, cells, gazetteer, country, level)


def parse_cells(
    header: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    gazetteer: Gazetteer,
    country: str | None,
    level: Level | None,
) -> Iterator[Row]:
    """The same for a table given by its header and the cells of its rows, each with its line."""
    names = [name.strip().lstrip("\ufeff") for name in header]
    records = ((number, dict(zip(names, cells, strict=False))) for number, cells in rows if any(cells))
    if is_boundaries(names):
        return parse_boundaries(records, gazetteer, country, level)
    if {name.lower() for name in names} >= NEEDED:
        return parse_plain(records, gazetteer, country, level)
    raise UnknownFormError(f"has the columns {', '.join(names)[:200]}; expected is {EXPECTED}")


def _chain(first: tuple[int, str], rest: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    yield first
    yield from rest


def _read_cells(numbered: Iterable[tuple[int, str]], separator: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of a row, with the line it begins in; a quoted cell may run over several lines."""
    last = [0]

    def remember() -> Iterator[str]:
        for number, line in numbered:
            last[0] = number
            yield line

    reader = csv.reader(remember(), delimiter=separator)
    for cells in reader:
        yield last[0], [cell.strip() for cell in cells]


def _parse_json_lines(
    numbered: Iterable[tuple[int, str]], gazetteer: Gazetteer, country: str | None, level: Level | None
) -> Iterator[Row]:
    problems: list[Problem] = []

    def records() -> Iterator[tuple[int, Mapping[str, Any]]]:
        for number, line in numbered:
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                problems.append(Problem(number, f"is not JSON ({error.msg}, column {error.colno})"))
                continue
            if isinstance(record, dict):
                yield number, record
            else:
                problems.append(Problem(number, "is not an object; write one {...} to a line"))

    yield from parse_plain(records(), gazetteer, country, level)
    yield from problems
