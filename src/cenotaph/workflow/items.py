"""What is taken in: files and pages, and how they came here."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cenotaph.archive.document import DocumentKind
from cenotaph.archive.story import Story


@dataclass(frozen=True, slots=True)
class Item:
    """A file or page to take in: what to call it, where it is (None for standard input and pages), and its format, a
    key of registry.FORMATS. A page has its bytes, its address, the encoding its server said, and how it was fetched;
    `listed` is the story that a list states of it, if one does. `columns` says which column of a table holds which
    field, where it is another than for all that is taken in."""

    name: str
    path: Path | None
    format: str
    data: bytes | None = None
    address: str | None = None
    charset: str | None = None
    fetched: Mapping[str, Any] | None = None
    listed: Story | None = None
    columns: Mapping[str, str] | None = None

    def choose_columns(self, custody: "Custody") -> Mapping[str, str]:
        """Which column of it holds which field."""
        return custody.columns if self.columns is None else self.columns


@dataclass(frozen=True, slots=True)
class Custody:
    """How files came here: the pseudonym of who collected them, how sensitive they are (public or restricted), consent
    in words, and what a person says that they do not state themselves: day and language of publication, and which
    column of a table holds which field.

    `kind` is what they are: reports, testimony, or transcripts. `parent` is the entry of which they are transcripts or
    attachments, and `subject` the one for which that is sealed: they are sealed for it too."""

    collector: str | None = None
    sensitivity: str = "public"
    consent: str | None = None
    published: dt.date | None = None
    language: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    kind: DocumentKind = DocumentKind.REPORT
    parent: int | None = None
    subject: str | None = None
