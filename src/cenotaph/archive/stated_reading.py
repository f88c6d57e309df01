"""How a file in a web archive is to be read: what an export of a record states beside it, so that it is read again in
the same way."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# A header field of our own, as WARC 1.1 allows; other programs pass over it.
FIELD = "Cenotaph-Reading"


@dataclass(frozen=True, slots=True)
class StatedReading:
    """The format of a file, a key of registry.FORMATS; which column of a table holds which field; and what a person,
    or a list of stories, said of its documents where they state nothing: day and language, title, outlet."""

    format: str
    columns: Mapping[str, str] = field(default_factory=dict)
    published: dt.date | None = None
    language: str | None = None
    title: str | None = None
    publisher: str | None = None


def write_stated(stated: StatedReading) -> str:
    """The value of the field: JSON in one line of ASCII."""
    published = stated.published.isoformat() if stated.published else None
    value = {"format": stated.format, "columns": dict(stated.columns), "published": published}
    words = {"language": stated.language, "title": stated.title, "publisher": stated.publisher}
    return json.dumps({**value, **{key: word for key, word in words.items() if word is not None}})


def parse_stated(written: str) -> StatedReading:
    """What a value of the field says. Raises ValueError if it is none."""
    value: Any = json.loads(written)
    if not isinstance(value, dict) or not isinstance(value.get("format"), str):
        raise ValueError("it names no format")
    columns, published = value.get("columns"), value.get("published")
    if not isinstance(columns, dict) or not all(isinstance(header, str) for header in columns.values()):
        raise ValueError("its columns are none")
    words = [value.get(key) for key in ("language", "title", "publisher")]
    if not all(isinstance(word, str | None) for word in (published, *words)):
        raise ValueError("its day, language, title or publisher is none")
    day = dt.date.fromisoformat(published) if published is not None else None
    return StatedReading(value["format"], columns, day, *words)
