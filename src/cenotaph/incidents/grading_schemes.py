"""The words by which recorders grade incidents, read from grading_schemes.toml and checked."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import tomli

from cenotaph.values.folding import fold

_FIELDS = {"name", "grades", "confirmed"}


class Scheme(NamedTuple):
    """One scheme: its name, its grades as it writes them, and whether it was checked against its primary source."""

    name: str
    grades: tuple[str, ...]
    confirmed: bool


@cache
def load_schemes() -> tuple[Scheme, ...]:
    """The schemes that are known. Raises ValueError for one that is not of their form."""
    text = files("cenotaph.incidents").joinpath("grading_schemes.toml").read_text(encoding="utf-8")
    rows = tomli.loads(text)["scheme"]
    for row in rows:
        if set(row) != _FIELDS or not row["grades"]:
            raise ValueError(f"grading_schemes.toml, {row.get('name')!r}: needs name, grades and confirmed")
    return tuple(Scheme(row["name"], tuple(row["grades"]), row["confirmed"]) for row in rows)


def find_grade(written: str) -> str | None:
    """The grade that a word is, as its scheme writes it; None if no scheme has it."""
    return _index_grades().get(" ".join(fold(written).split()))


@cache
def _index_grades() -> dict[str, str]:
    return {fold(grade): grade for scheme in load_schemes() for grade in scheme.grades}
