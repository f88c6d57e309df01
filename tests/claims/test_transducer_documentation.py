"""The reference pages on numbers and periods say what the program does, and name every field of the word lists."""

import datetime as dt
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import tomli

from cenotaph.claims.numbers import load_number_words, read_count
from cenotaph.claims.periods import find_periods, load_period_words
from cenotaph.claims.tokens import split_tokens

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PAGES = {name: (REFERENCE / f"{name}.md").read_text(encoding="utf-8") for name in ("numbers", "periods")}


def read_rows(page: str, heading: str) -> list[list[str]]:
    """The rows of the table whose first line is `heading`."""
    lines = PAGES[page].splitlines()
    rows = []
    for line in lines[lines.index(heading) + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


@pytest.mark.parametrize("row", read_rows("numbers", "| Words | Low | High | Open | Stated |"), ids=lambda row: row[0])
def test_bounds(row: list[str]) -> None:
    words, low, high, open_, stated = row
    phrase = read_count(split_tokens(words), 0, load_number_words("en"), words)
    assert phrase is not None
    assert phrase.count is not None
    count = phrase.count
    assert [str(count.low), str(count.high), "open" * count.open] == [low, high, open_]
    assert ("" if count.stated is None else str(count.stated)) == stated


@pytest.mark.parametrize("row", read_rows("numbers", "| Words | What is flagged |"), ids=lambda row: row[0])
def test_flags(row: list[str]) -> None:
    words, flags = row
    phrase = read_count(split_tokens(words), 0, load_number_words("en"), words)
    assert phrase is not None
    found = [name for name in ("increment", "other", "of", "part", "superseded") if getattr(phrase, name)]
    if phrase.share:
        found.append(f"share {phrase.share if isinstance(phrase.share, str) else '/'.join(map(str, phrase.share))}")
    if phrase.unit:
        found.append(f"unit {phrase.unit}")
    wanted = set(flags.split(", "))
    assert wanted <= set(found)
    assert set(found) - wanted <= {"of"}


@pytest.mark.parametrize("row", read_rows("periods", "| Words | EDTF | Precision | Role |"), ids=lambda row: row[0])
def test_periods(row: list[str]) -> None:
    words, edtf, precision, role = row
    phrases = find_periods(split_tokens(words), dt.date(2020, 5, 17), load_period_words("en"), text=words)
    assert [(p.period.edtf, p.period.precision.value, p.role) for p in phrases if p.period] == [(edtf, precision, role)]


def list_fields(data: Mapping[str, Any]) -> Iterator[str]:
    """The names of the top-level keys and of the fields of their entries, but not the words themselves."""
    for name, value in data.items():
        yield name
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict):
                yield from entry


@pytest.mark.parametrize("page", PAGES)
def test_every_field_is_documented(page: str) -> None:
    file = resources.files("cenotaph.claims") / "lexicon" / "en" / f"{page}.toml"
    fields = set(list_fields(tomli.loads(file.read_text(encoding="utf-8"))))
    assert sorted(field for field in fields if f"`{field}`" not in PAGES[page]) == []
