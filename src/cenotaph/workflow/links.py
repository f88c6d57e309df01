"""Decisions of people in a file: which claims tell of one event, where voices come from, who decided it and why."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
import tomli

from cenotaph.incidents.decisions import OriginRuling, Voice
from cenotaph.values.harm import Outcome

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
    outcome: Outcome | None = None

    def __post_init__(self) -> None:
        if not self.document and not self.digest:
            raise ValueError("a passage needs `document`, the id of its report, or `digest`, that of its text")
        if bool(self.quote.strip()) == (self.start is not None and self.end is not None):
            raise ValueError("a passage needs `quote`, or `start` and `end`, and not both")


class LinkDecision(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """That some claims tell of one event (`same`), or that those of each item tell of different events. `codes` are
    those of incidents that people judged."""

    decision: Literal["same", "different"]
    by: str
    on: dt.date
    why: str
    claims: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    codes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.claims) + len(self.passages) + len(self.codes) < 2 or not (self.claims or self.passages):
            raise ValueError(
                "a link joins or parts two or more: give ids in `claims`, or `passages`, or one of each, or one of "
                "them and `codes`"
            )
        for name in ("by", "why"):
            if not getattr(self, name).strip():
                raise ValueError(f"`{name}` is empty: a decision that can be defended says who made it and why")


class VoiceRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A speaker or outlet by its name, a report by its id, or a speaker in one report."""

    speaker: str | None = None
    document: str | None = None


class OriginDecision(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """That a voice goes back to another one, or is independent of those it might be taken for."""

    by: str
    on: dt.date
    why: str
    speaker: str | None = None
    document: str | None = None
    goes_back_to: VoiceRow | None = None
    independent: bool = False

    def __post_init__(self) -> None:
        if self.independent == (self.goes_back_to is not None):
            raise ValueError("a ruling on an origin needs `goes_back_to`, or `independent = true`, and not both")
        self.rule()

    def rule(self) -> OriginRuling:
        """The ruling as reconciling obeys it."""
        goes_back_to = Voice(self.goes_back_to.speaker, self.goes_back_to.document) if self.goes_back_to else None
        return OriginRuling(Voice(self.speaker, self.document), goes_back_to, self.by, self.why, self.on)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and where it stands: "links.toml, line 12"."""

    where: str
    decision: LinkDecision | OriginDecision


# What [[link]] and [[origin]] hold; in JSON Lines a row with `decision` is a link.
_KINDS: dict[str, type[LinkDecision | OriginDecision]] = {"link": LinkDecision, "origin": OriginDecision}


def parse_links(text: str, name: str) -> tuple[Decided, ...]:
    """The decisions in a file: JSON Lines if its name ends in .jsonl, else TOML. Raises LinksError, which names each
    line that is wrong."""
    rows = _parse_lines(text, name) if name.lower().endswith(".jsonl") else _parse_toml(text, name)
    decided: list[Decided] = []
    problems: list[str] = []
    for where, kind, row in rows:
        try:
            decided.append(Decided(where, msgspec.convert(row, _KINDS[kind])))
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


def _parse_lines(text: str, name: str) -> Iterator[tuple[str, str, Any]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise LinksError(f"{where}: is no JSON ({error.msg}); write one decision on each line") from None
        is_origin = isinstance(row, dict) and not row.keys().isdisjoint({"speaker", "goes_back_to", "independent"})
        yield where, "origin" if is_origin else "link", row


def _parse_toml(text: str, name: str) -> Iterator[tuple[str, str, Any]]:
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise LinksError(
            f"{name}: is not valid TOML: {error}; JSON Lines belong in a file that ends in .jsonl"
        ) from None
    unknown = sorted(table.keys() - _KINDS.keys())
    if unknown:
        raise LinksError(f"{name}: has {unknown[0]!r} where only [[link]] and [[origin]] are known; {_PAGE}.")
    for kind, rows in table.items():
        if not isinstance(rows, list):
            raise LinksError(f"{name}: begins a decision with [{kind}]; write [[{kind}]], for there may be several.")
        for where, row in zip(_locate_tables(text, name, kind, len(rows)), rows, strict=True):
            yield where, kind, row


def _locate_tables(text: str, name: str, kind: str, number: int) -> Sequence[str]:
    """Where each [[link]] stands; by its number alone if the lines do not show it (an array written otherwise)."""
    matched = ((n, _HEADER.match(line)) for n, line in enumerate(text.splitlines(), start=1))
    lines = [n for n, header in matched if header and header.group(1) == kind]
    if len(lines) != number:
        return [f"{name}, {kind} {n}" for n in range(1, number + 1)]
    return [f"{name}, line {line}" for line in lines]
