"""What a person names as that of which something else is a transcript, a translation or an attachment."""

from collections.abc import Iterator
from dataclasses import dataclass

from cenotaph.store import schema
from cenotaph.store.record import Record
from cenotaph.store.view import View

_MOST_SHOWN = 5


class ParentError(ValueError):
    """Nothing, or more than one thing, is what a person named; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Parent:
    """An item of a record: its entry, what it is (document, attachment or capture), what it is called, and the subject
    for which it is sealed, None if it is not; `digest` tells its bytes or text from others."""

    entry: int
    kind: str
    name: str
    subject: str | None
    digest: str


def find_parent(record: Record, wanted: str) -> Parent:
    """The item of this name: a document by its id, an attachment or a file without a document by the name of its file,
    any of them by the number of its entry. Raises ParentError, RecordError."""
    with record.look() as view:
        found = list(_list_items(view, wanted))
    # A file of one document is meant as this document.
    best = [each for each in found if each.kind != "capture"] or found
    if best and len({(each.kind, each.digest) for each in best}) == 1:
        return best[0]  # one image may be attached to several documents
    if not best:
        raise ParentError(
            f"{wanted!r} is nothing that the record has: name a document by its id, an image by the name of its file, "
            "or either by the number of its entry (cenotaph log)"
        )
    shown = ", ".join(f"{each.entry} ({each.name})" for each in best[:_MOST_SHOWN])
    raise ParentError(f"{wanted!r} is the name of {len(best)} items; give the number of one of their entries: {shown}")


def _list_items(view: View, wanted: str) -> Iterator[Parent]:
    is_number = wanted.isdecimal() and wanted.isascii()
    for kept in view.list_documents(*([schema.documents.c.entry == int(wanted)] if is_number else [])):
        if is_number or kept.body["id"] == wanted:
            yield Parent(kept.number, "document", kept.body["id"], kept.body.get("sealed_for"), str(kept.number))
    captures = dict(view.list_current(schema.captures))
    for number, body in view.list_current(schema.attachments):
        capture = captures.get(body["capture"])
        if capture is not None and (number == int(wanted) if is_number else capture["name"] == wanted):
            yield Parent(
                number,
                "attachment",
                capture["name"],
                capture.get("sealed_for"),
                capture.get("plain", capture["digest"]),
            )
    for number, capture in captures.items():
        if number == int(wanted) if is_number else capture["name"] == wanted:
            yield Parent(
                number, "capture", capture["name"], capture.get("sealed_for"), capture.get("plain", capture["digest"])
            )
