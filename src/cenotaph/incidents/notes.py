"""What is kept of a document once it was read: enough to reconcile its claims again without its text."""

import datetime as dt
from dataclasses import dataclass

from cenotaph.archive.document import Document, DocumentKind
from cenotaph.archive.text import count_words, digest
from cenotaph.incidents.copies import list_runs, pack_runs, sketch_runs


@dataclass(frozen=True, slots=True)
class DocumentNote:
    """A document without its text.

    `language` is an ISO 639-1 code, `published` the local day of publication, None if unknown, `words` how many words
    the text has, `digest` its SHA-256 in hexadecimal, to which decisions of people are anchored, and `runs` the
    hashes of its runs of words, by which copies are found; `kind` is what it is. What is restricted is counted, and
    its words are not shown.
    """

    id: str
    language: str
    published: dt.date | None
    words: int
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    digest: str = ""
    runs: bytes = b""
    kind: DocumentKind = DocumentKind.REPORT
    is_restricted: bool = False

    @property
    def sketch(self) -> frozenset[int]:
        """The few runs by which very many texts are compared."""
        return sketch_runs(self.runs)


def note_document(document: Document) -> DocumentNote:
    """What is kept of a document."""
    return DocumentNote(
        document.id, document.language or "", document.published, count_words(document.text), document.title,
        document.url, document.publisher, digest(document.text), pack_runs(list_runs(document.text)), document.kind,
    )  # fmt: skip
