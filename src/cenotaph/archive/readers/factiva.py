"""The reader of text exports of Factiva: files of many articles, with codes for the fields or without."""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from cenotaph.archive.readers.articles import Article, Part, join_lines, read_articles
from cenotaph.archive.readers.days import parse_day
from cenotaph.archive.readers.intake import Intake

# Each article ends in the number under which the database keeps it.
_AFTER = re.compile(r"\s*(?:AN\s+)?Document\s+[A-Z][A-Z0-9]{3,}\d{8}[a-z0-9]{5,}\s*$")
_CODE = re.compile(
    r"(SE|HD|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|BY|CX|VOL|ART|CLM)(?:\s+(.*))?$"
)
_WORDS = re.compile(r"\s*(\d[\d,]*) words\s*$")
_TIME = re.compile(r"\s*\d{1,2}:\d{2}(?:\s*(?:GMT|UTC|[AP]M))?\s*$")
_SHORT = re.compile(r"\s*[A-Z0-9]{2,8}\s*$")
_LANGUAGE = re.compile(r"\s*(English|Arabic|French|Spanish|German|Turkish)\s*$")
_COPYRIGHT = re.compile(r"\s*(?:copyright\b|©|\(c\))", re.IGNORECASE)
_LONGEST_HEAD = 300
_REFUSAL = "is no export of Factiva: nothing in it marks where an article ends."


def is_factiva(text: str) -> bool:
    """True if the text has a line with the number that Factiva sets below each article, and a length of one."""
    lines = [line for line in text.splitlines() if len(line) < _LONGEST_HEAD]
    return any(_AFTER.match(line) for line in lines) and any(_WORDS.match(line.removeprefix("WC")) for line in lines)


def read_factiva(stream: BinaryIO, name: str) -> Intake:
    """The articles of an export, each with its day, outlet, headline and language as the export states them.

    An article that is cut off, or has no body, is left out with a note. Raises UnreadableError if it is no export.
    """
    return read_articles(stream, name, _split, _parse, _REFUSAL)


def _split(lines: Sequence[str]) -> Iterator[Part]:
    start = 0
    marks = [place for place, line in enumerate(lines) if len(line) < _LONGEST_HEAD and _AFTER.match(line)]
    for end in marks:
        while start < end and not lines[start].strip():
            start += 1
        yield Part(start + 1, lines[start:end], True)
        start = end + 1
    # Below the last article stands the search, or the owner of the service; an article has its length.
    if any(_WORDS.match(line[:_LONGEST_HEAD].removeprefix("WC")) for line in lines[start:]):
        yield Part(start + 1, lines[start:], False)


def _parse(part: Part) -> Article:
    if any(each.startswith("HD ") or each == "HD" for each in part.lines):
        return _parse_coded(part.line, part.lines)
    return _parse_plain(part.line, part.lines)


def _parse_coded(line: int, lines: Sequence[str]) -> Article:
    fields: dict[str, list[str]] = {}
    code = ""
    for each in lines:
        if found := _CODE.match(each[:_LONGEST_HEAD]):
            code = found[1]
            each = each[len(code) :].strip()
        if code:
            fields.setdefault(code, []).append(each)

    def take(code: str) -> str | None:
        return " ".join(" ".join(fields.get(code, ())).split()) or None

    words = _WORDS.match(take("WC") or "")
    return Article(
        line=line,
        title=take("HD"),
        outlet=take("SN"),
        day=take("PD"),
        words=_count(words),
        language=take("LA"),
        body=join_lines([*fields.get("LP", ()), "", *fields.get("TD", ())]),
    )


def _parse_plain(line: int, lines: Sequence[str]) -> Article:
    """An article as the screen shows it: headline, author, length, day, time, outlet, its code, language, rights,
    and below them the body."""
    place = next((place for place, each in enumerate(lines) if _WORDS.match(each[:_LONGEST_HEAD])), None)
    if place is None:
        return Article(line, None, None, None, None, None, "")
    above = [each.strip() for each in lines[:place] if each.strip()]
    first = place + 1
    day = outlet = language = None
    while first < len(lines) and (each := lines[first].strip()):
        if day is None and _is_day(each):
            day = each
        elif _COPYRIGHT.match(each):
            pass
        elif _LANGUAGE.match(each):
            language = each
        elif outlet is None and not _TIME.match(each) and len(each) < _LONGEST_HEAD:
            outlet = each
        elif not _SHORT.match(each) and not _TIME.match(each):
            break
        first += 1
    return Article(
        line=line,
        title=above[0] if above else None,
        outlet=outlet,
        day=day,
        words=_count(_WORDS.match(lines[place])),
        language=language,
        body=join_lines(lines[first:]),
    )


def _count(words: re.Match[str] | None) -> int | None:
    return int(words.group(1).replace(",", "")) if words else None


def _is_day(line: str) -> bool:
    try:
        return len(line) < 40 and bool(parse_day(line))
    except ValueError:
        return False
