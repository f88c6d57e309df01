"""How far a record's documents were read, kept beside its pages: so that extracting looks at what came since, and not
at all documents of years."""

from typing import Any

from cenotaph.incidents.paged import PageError
from cenotaph.store.pages import find_pages, open_pages
from cenotaph.store.record import Record
from cenotaph.store.schema import extractions

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
        if view.read_commitment(fact["after"] - 1) != fact["commitment"]:
            return 0
        # Another program may have read earlier documents by another version since.
        again = view.list_current(extractions, extractions.c.entry >= fact["after"], extractions.c.document < size)
        return 0 if next(again, None) is not None else size


def note_read(record: Record, mark: str, size: int, extracted: int) -> None:
    """Keep that all documents among the first `size` entries are read by what `mark` stands for, where the record has
    pages; so many were `extracted` for it, since. Nothing is kept where another program extracted meanwhile."""
    path = find_pages(record)
    if path is None:
        return
    with record.look() as view:
        after = view.size
        if sum(1 for _ in view.list_entries(("extraction",), first=size)) != extracted:
            return
        fact = {
            "mark": mark, "record": record.id, "size": size, "after": after,
            "commitment": view.read_commitment(after - 1),
        }  # fmt: skip
    try:
        with open_pages(path) as pages:
            if pages is not None:
                pages.change((), {_FACT: fact})
    except PageError:
        return  # the next time all are looked at
