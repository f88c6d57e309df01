"""How far a record's documents were read, kept beside its pages: so that extracting looks at what came since, and not
at all documents of years."""

from typing import Any

from cenotaph.incidents.paged import PageError
from cenotaph.store.pages import find_pages, open_pages
from cenotaph.store.record import Record
from cenotaph.store.schema import extractions
from cenotaph.store.view import View

_FACT = "extracted"


def find_first_unread(record: Record, mark: str) -> int:
    """The entry from which on there may be documents that were not read by what `mark` stands for; 0 where that is not
    known."""
    path = find_pages(record)
    try:
        if path is None:
            return 0
        with open_pages(path) as pages:
            fact: dict[str, Any] | None = pages.read_fact(_FACT) if pages is not None else None
    except PageError:
        return 0
    if fact is None or fact["mark"] != mark or fact["record"] != record.id:
        return 0
    size: int = fact["size"]
    with record.look() as view:
        if view.read_commitment(size - 1) != fact["commitment"]:
            return 0
        # Another program may have read earlier documents by another version since.
        again = view.list_current(extractions, extractions.c.entry >= size, extractions.c.document < size)
        return 0 if next(again, None) is not None else size


def make_fact(record: Record, mark: str, view: View) -> dict[str, Any]:
    """That all documents of a view are read by what `mark` stands for."""
    commitment = view.read_commitment(view.size - 1)
    return {"mark": mark, "record": record.id, "size": view.size, "commitment": commitment}


def note_read(record: Record, fact: dict[str, Any]) -> None:
    """Keep what `make_fact` made, once it is so, where the record has pages."""
    path = find_pages(record)
    try:
        if path is not None:
            with open_pages(path) as pages:
                if pages is not None:
                    pages.change((), {_FACT: fact})
    except PageError:
        return  # the next time all are looked at
