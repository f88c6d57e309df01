"""Decisions of people in a file: claims that tell of one event, or of different ones, who decided it, when and why."""

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

_PAGE = "docs/reference/links.md has the form"
_HEADER = re.compile(r"\s*\[\[\s*([\w-]+)\s*\]\]")


class LinksError(ValueError):
    """A file of decisions that cannot be used: the message has a line for each thing that is wrong, with its place and
    what to do."""


class Passage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words of a report by which claims are found, whatever lexicon reads them: the report by its id or by the digest
    of its text (its first digits will do), the words by a quote or by their offsets in code points."""

    document: str = ""
    digest: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    outcome: str = ""

    def __post_init__(self) -> None:
        if not self.document and not self.digest:
            raise ValueError("a passage needs `document`, the id of its report, or `digest`, that of its text")
        if bool(self.quote.strip()) == (self.start is not None and self.end is not None):
            raise ValueError("a passage needs `quote`, or `start` and `end`, and not both")


class LinkDecision(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """That some claims tell of one event (`same`), or that those of each item tell of different events."""

    decision: Literal["same", "different"]
    by: str
    on: dt.date
    why: str
    claims: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()

    def __post_init__(self) -> None:
        if len(self.claims) + len(self.passages) < 2:
            raise ValueError("a link joins or parts two or more: give ids in `claims`, or `passages`, or one of each")
        for name in ("by", "why"):
            if not getattr(self, name).strip():
                raise ValueError(f"`{name}` is empty: a decision that can be defended says who made it and why")


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and where it stands: "links.toml, line 12"."""

    where: str
    decision: LinkDecision


def parse_links(text: str, name: str) -> tuple[Decided, ...]:
    """The decisions in a file: JSON Lines if its name ends in .jsonl, else TOML. Raises LinksError, which names each
    line that is wrong."""
    rows = list(_parse_lines(text, name) if name.lower().endswith(".jsonl") else _parse_toml(text, name))
    decided, problems = [], []
    for where, row in rows:
        try:
            decided.append(Decided(where, msgspec.convert(row, LinkDecision)))
        except msgspec.ValidationError as error:
            problems.append(f"{where}: {_word_fault(str(error))}")
    if problems:
        raise LinksError("\n".join([*problems, f"{_PAGE}."]))
    return tuple(decided)


def _word_fault(problem: str) -> str:
    """What msgspec says, as people say it."""
    problem = problem.replace("Object missing required field", "is missing").replace(" - at `$`", "")
    problem = problem.replace("Object contains unknown field", "has a field that is not known,")
    return re.sub(r" - at `\$\.?(.*?)`", r" (in `\1`)", problem)


def _parse_lines(text: str, name: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield f"{name}, line {number}", json.loads(line)
        except json.JSONDecodeError as error:
            raise LinksError(
                f"{name}, line {number}: is no JSON ({error.msg}); write one decision on each line"
            ) from None


def _parse_toml(text: str, name: str) -> Iterator[tuple[str, Any]]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LinksError(f"{name}: is not valid TOML: {error}") from None
    unknown = sorted(table.keys() - {"link"})
    if unknown:
        raise LinksError(f"{name}: has {unknown[0]!r} where only [[link]] is known; {_PAGE}.")
    rows = table.get("link", [])
    if not isinstance(rows, list):
        raise LinksError(f"{name}: begins a decision with [link]; write [[link]], since there may be more than one.")
    yield from zip(_locate_tables(text, name, len(rows)), rows, strict=True)


def _locate_tables(text: str, name: str, number: int) -> Sequence[str]:
    """Where each [[link]] stands; by its number alone if the lines do not show it (an array written otherwise)."""
    lines = [n for n, line in enumerate(text.splitlines(), start=1) if _HEADER.match(line)]
    if len(lines) != number:
        return [f"{name}, link {n}" for n in range(1, number + 1)]
    return [f"{name}, line {line}" for line in lines]
