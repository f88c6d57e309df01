"""Which column of a table holds which field: by its header in English or Arabic, or as a person says."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import tomli

from cenotaph.archive.readers.intake import UnreadableError
from cenotaph.values.folding import fold

FIELDS = ("id", "text", "title", "published", "url", "language", "publisher")
INCIDENT_FIELDS = (
    "code", "former_codes", "date", "date_end", "time_precision", "place", "admin1", "country", "latitude", "longitude",
    "geo_precision", "where_prec", "killed", "killed_low", "killed_high", "killed_best", "injured", "injured_low",
    "injured_high", "civilians_killed", "civilians_killed_low", "civilians_killed_high", "civilians_injured",
    "civilians_injured_low", "civilians_injured_high", "cause", "grade", "sources", "address", "notes",
)  # fmt: skip

_SIGNS = re.compile(r"[\W_]+")
_LONGEST_SHOWN = 60


class Headings(NamedTuple):
    """What the columns of one kind of table are called: the file that says it, and the fields that it names."""

    file: str
    fields: tuple[str, ...]


REPORTS = Headings("columns.toml", FIELDS)
INCIDENTS = Headings("incident_columns.toml", INCIDENT_FIELDS)


def find_columns(header: Sequence[str], given: Mapping[str, str], headings: Headings = REPORTS) -> dict[str, int]:
    """The place of the column of each field that the table has; `given` says the header of a field and goes first.

    Raises UnreadableError if a header that was given is not there, or there twice.
    """
    folded = [_fold_header(cell) for cell in header]
    found: dict[str, int] = {}
    for name, written in given.items():
        places = [place for place, cell in enumerate(folded) if cell and cell == _fold_header(written)]
        if len(places) != 1:
            fault = "has no column" if not places else "has more than one column"
            raise UnreadableError(f"{fault} {written!r}, which --column gives for {name}. Its columns: {show(header)}.")
        found[name] = places[0]
    for name, names in _load_names(headings).items():
        if name not in found:
            free = {cell: place for place, cell in reversed(list(enumerate(folded))) if place not in found.values()}
            if (known := next((each for each in names if each in free), None)) is not None:
                found[name] = free[known]
    return found


def show(header: Sequence[str]) -> str:
    """The headers of a table for a message."""
    named = [cell.strip()[:_LONGEST_SHOWN] for cell in header if cell.strip()]
    return ", ".join(map(repr, named[:20])) + (" …" if len(named) > 20 else "") or "none with a name"


def _fold_header(written: str) -> str:
    return _SIGNS.sub(" ", fold(written)).strip()


@cache
def _load_names(headings: Headings) -> dict[str, tuple[str, ...]]:
    """The names of each field. Raises ValueError for a field that is not known and a name that two fields have."""
    text = files("cenotaph.archive.readers").joinpath(headings.file).read_text(encoding="utf-8")
    names = {name: tuple(map(_fold_header, row)) for name, row in tomli.loads(text)["columns"].items()}
    every = [each for row in names.values() for each in set(row)]
    if set(names) != set(headings.fields) or len(every) != len(set(every)):
        raise ValueError(f"{headings.file}: a field is missing or not known, or a name stands in two fields")
    return names
