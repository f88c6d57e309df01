"""Abbreviations of first-level areas: "Ill.", "N.C."."""

from functools import cache
from importlib.resources import files

import tomli

_DROPPED = str.maketrans("", "", ". ")


@cache
def load_abbreviations() -> dict[str, tuple[str, ...]]:
    """The abbreviations of areas.toml by the id of their area. Raises ValueError for an entry not of the form there."""
    areas = {}
    table = tomli.loads((files("cenotaph.gazetteer") / "areas.toml").read_text(encoding="utf-8"))
    for fields in table["area"]:
        if set(fields) != {"id", "abbreviations"} or not fields["abbreviations"] or fields["id"] in areas:
            raise ValueError(f"areas.toml, {fields.get('id')}: needs an id of its own and abbreviations (at least one)")
        areas[fields["id"]] = tuple(fields["abbreviations"])
    return areas


def bare_abbreviation(text: str) -> str:
    """The text as abbreviations are compared: without periods and spaces, in its own case."""
    return text.translate(_DROPPED)
