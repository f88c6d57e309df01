"""A document: one report as it was published."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    """What a document is: a report that was published, what a person told somebody, or words that a person wrote down
    from an image."""

    REPORT = "report"
    TESTIMONY = "testimony"
    TRANSCRIPT = "transcript"


@dataclass(frozen=True, slots=True)
class Document:
    """One report, or other text. `text` is never changed: every offset of the record points into it, in code points.

    `published` is the local day of publication, None if unknown. `title` is context for reading, and may settle how
    many its event harmed; claims are read from `text` alone. `language` is an ISO 639-1 code, None until it has been
    recognised.
    """

    id: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    url: str | None = None
    language: str | None = None
    publisher: str | None = None
    kind: DocumentKind = DocumentKind.REPORT
