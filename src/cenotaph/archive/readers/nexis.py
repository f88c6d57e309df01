"""The reader of text exports of Nexis: files of many articles, in the older form and that of Nexis Uni."""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from cenotaph.archive.readers.articles import Article, Part, join_lines, read_articles
from cenotaph.archive.readers.days import parse_day
from cenotaph.archive.readers.intake import Intake

# The older form: "3 of 25 DOCUMENTS" before each article. Nexis Uni: "End of Document" after each.
_BEFORE = re.compile(r"\s*(?:Document )?\d+ of \d+ DOCUMENTS?\s*$", re.IGNORECASE)
_AFTER = re.compile(r"\s*End of Document\s*$", re.IGNORECASE)
_ABOVE = re.compile(
    r"\s*(?P<label>section|length|byline|dateline|headline|highlight|series)\s*:\s*(?P<value>.*)$", re.IGNORECASE
)
_BODY = re.compile(r"\s*body\s*:?\s*$", re.IGNORECASE)
_BELOW = re.compile(
    r"\s*(?:(?P<label>load-date|language|publication-type|pub-type|journal-code|acc-no|document-type|graphic"
    r"|correction-date)\s*:\s*(?P<value>.*)|classification\s*)$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"\s*(?:copyright\b|©|\(c\)|all rights reserved)", re.IGNORECASE)
_WORDS = re.compile(r"(\d[\d,]*) words?\b", re.IGNORECASE)
_LONGEST_HEAD = 300
_REFUSAL = "is no export of Nexis: nothing in it marks where an article begins or ends."
_LONGEST_DAY = 60


def is_nexis(text: str) -> bool:
    """True if the text has the marks that Nexis sets between articles, and the length it states for each."""
    lines = text.splitlines()
    return any(_BEFORE.match(line) or _AFTER.match(line) for line in lines if len(line) < _LONGEST_HEAD) and any(
        line.strip().lower().startswith("length:") for line in lines
    )


def read_nexis(stream: BinaryIO, name: str) -> Intake:
    """The articles of an export, each with its day, outlet, headline and language as the export states them.

    An article that is cut off, or has no body, is left out with a note. Raises UnreadableError if it is no export.
    """
    return read_articles(stream, name, _split, _parse, _REFUSAL)


def _split(lines: Sequence[str]) -> Iterator[Part]:
    is_older = any(_BEFORE.match(line) for line in lines if len(line) < _LONGEST_HEAD)
    mark = _BEFORE if is_older else _AFTER
    marks = [place for place, line in enumerate(lines) if len(line) < _LONGEST_HEAD and mark.match(line)]
    if is_older:
        for start, end in zip(marks, [*marks[1:], len(lines)], strict=True):
            yield Part(start + 1, lines[start + 1 : end], True)
        return
    start = 0
    for end in marks:
        yield Part(start + 1, lines[start:end], True)
        start = end + 1
    if marks and any(line.strip() for line in lines[start:]):
        yield Part(start + 1, lines[start:], False)


def _parse(part: Part) -> Article:
    """The parts of an article: its head, what its labels say, its body.

    The older form has the outlet, the day and the headline above the labels; Nexis Uni the headline, the outlet, the
    day.
    """
    lines = part.lines
    above = next((place for place, each in enumerate(lines) if _match(_ABOVE, each)), len(lines))
    head = [each.strip() for each in lines[:above] if each.strip() and not _COPYRIGHT.match(each[:_LONGEST_HEAD])]
    labels, first, last = _find_body(lines, above)
    place = next((place for place, each in enumerate(head) if _is_day(each)), None)
    # The day of loading is none of publication: it may be days later.
    day = head[place] if place is not None else None
    before, after = (head[:place], head[place + 1 :]) if place is not None else (head[:1], head[1:])
    title, outlet = (before[:-1], before[-1]) if len(before) > 1 else (after, before[0] if before else None)
    words = _WORDS.search(labels.get("length", ""))
    return Article(
        line=part.line,
        title=labels.get("headline") or " ".join(title) or None,
        outlet=outlet,
        day=day,
        words=int(words.group(1).replace(",", "")) if words else None,
        language=labels.get("language"),
        body=join_lines(lines[first:last]),
    )


def _find_body(lines: Sequence[str], above: int) -> tuple[dict[str, str], int, int]:
    """What the labels say, and where the body begins and ends: it begins at "Body" where that stands, else at the
    first line that an empty one sets apart from the labels above it."""
    labels: dict[str, str] = {}
    mark = next((place for place in range(above, len(lines)) if _BODY.match(lines[place][:_LONGEST_HEAD])), None)
    first = len(lines) if mark is None else mark + 1
    for place in range(above, len(lines) if mark is None else mark):
        if found := _match(_ABOVE, lines[place]):
            labels.setdefault(found["label"].lower(), found["value"].strip())
        elif mark is None and lines[place].strip() and not lines[place - 1].strip():
            first = place
            break
    last = next((place for place in range(first, len(lines)) if _match(_BELOW, lines[place])), len(lines))
    for each in lines[last:]:
        if (found := _match(_BELOW, each)) and found["label"]:
            labels.setdefault(found["label"].lower(), found["value"].strip())
    while last > first and _COPYRIGHT.match(lines[last - 1][:_LONGEST_HEAD] or " "):
        last -= 1
    return labels, first, last


def _match(pattern: re.Pattern[str], line: str) -> re.Match[str] | None:
    return pattern.match(line) if len(line) <= _LONGEST_HEAD else None


def _is_day(line: str) -> bool:
    try:
        return len(line) < _LONGEST_DAY and bool(parse_day(line))
    except ValueError:
        return False
