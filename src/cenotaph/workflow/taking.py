"""Whether a document is new to a record, and what is written of it then."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import or_, select

from cenotaph.archive.document import Document, DocumentKind
from cenotaph.archive.text import count_words, digest, recognise_language
from cenotaph.incidents.copies import list_runs, measure_copy, pack_runs, unpack_runs
from cenotaph.store.additions import Addition
from cenotaph.store.schema import captures, claims, documents, events, extractions, sketches
from cenotaph.store.view import Kept, View
from cenotaph.workflow.receipts import Near, Outcome, Receipt

# What a document states of itself: of two with the same text, the one that states no more than the other adds nothing.
_STATED = ("title", "published", "url", "publisher")
_MOST_NEAR = 8  # texts that one text is measured against: as when copies are looked for among reports
_SHARE_DECIMALS = 3
_SHOWN = 8  # digits of a subject that tell it from others


def take_document(
    addition: Addition, capture: int, document: Document, made: Mapping[str, Any], kept_as: str
) -> Receipt:
    """Append a document to the log, unless the record has it; `capture` is the entry of the file it is from, `made` the
    body of that entry, `kept_as` the digest of its text as it is kept.

    A text that the record has is a duplicate where nothing else is stated of it. The same document with more stated, or
    with another day or language given by a person, takes the place of the one that was. A text that another outlet, or
    another day, published too is taken, as the same text; so is another text under a known id, under an id of its own.
    """
    if "sealed_for" in made:
        return _take_sealed(addition, capture, document, made, kept_as)
    text_digest, runs = digest(document.text), list_runs(document.text)
    view = _look(addition, document, text_digest, runs)
    stated = _write_stated(document)
    alike = list(view.list_documents(or_(documents.c.digest == text_digest, documents.c.id == document.id)))
    same = [kept for kept in alike if kept.body["digest"] == text_digest]
    for kept in same:
        if _adds_nothing(kept, document, stated):
            return Receipt(document.id, Outcome.DUPLICATE, kept.body["id"], "same text")
    replaced = next((kept for kept in same if _is_completed(kept, document, stated)), None)
    if replaced is not None:
        id = replaced.body["id"]
    else:
        is_known = any(kept.body["id"] == document.id for kept in alike)
        id = _number_id(view, document.id) if is_known else document.id
    near = () if same else tuple(_find_near(view, runs))
    body = {
        "id": id, "capture": capture, "digest": text_digest, **_describe(document), **stated,
        **_write_kind(document, made),
        "tool": made["tool"], "parameters": made["parameters"],
        "same_text": [kept.body["id"] for kept in same if kept is not replaced],
        "near": [{"document": each.document, "share": each.share} for each in near],
        "ends": _list_ended(view, replaced),
    }  # fmt: skip
    addition.append("document", body, document.text)
    return Receipt(
        id, Outcome.TAKEN, same_text=tuple(body["same_text"]), near=near, replaces=replaced is not None,
        dated=document.published is not None,
    )  # fmt: skip


def _look(addition: Addition, document: Document, text_digest: str, runs: frozenset[int]) -> View:
    """The record with all documents that one could be another print of. To hand over each by itself would take longer
    than all the rest."""
    if (
        addition.is_waiting(documents.c.digest, text_digest.__eq__)
        or addition.is_waiting(documents.c.id, lambda id: id.startswith(document.id))
        or addition.is_waiting(sketches.c.run, runs.__contains__)
    ):
        addition.flush()
    return View(addition.connection, size=addition.flushed)


def _take_sealed(
    addition: Addition, capture: int, document: Document, made: Mapping[str, Any], kept_as: str
) -> Receipt:
    """Append a restricted document, sealed for the subject of its file. It is compared with the documents of that file
    alone: no index has words of it, or its name, by which others could be found. Its id names the subject."""
    addition.flush()
    view, subject, plain = View(addition.connection), made["sealed_for"], digest(document.text)
    of_the_file = select(captures.c.entry).where(captures.c.digest == made["digest"])
    held = list(view.list_documents(documents.c.capture.in_(of_the_file)))
    same = [kept for kept in held if kept.body["plain"] == plain]
    stated, named = _write_stated(document), replace(document, id=f"{document.id} [{subject[:_SHOWN]}]")
    for kept in same:
        if _adds_nothing(kept, document, stated):
            return Receipt(named.id, Outcome.DUPLICATE, kept.body["id"], "same text")
    replaced = next((kept for kept in same if _is_completed(kept, named, stated)), None)
    id, number = replaced.body["id"] if replaced is not None else named.id, 1
    while replaced is None and id in {kept.body["id"] for kept in held}:
        number += 1
        id = f"{named.id} ({number})"
    addition.append("document", {
        "id": id, "capture": capture, "digest": kept_as, "plain": plain, "sealed_for": subject,
        "runs": b64encode(pack_runs(list_runs(document.text))).decode(), **_describe(document), **stated,
        **_write_kind(document, made),
        "tool": made["tool"], "parameters": made["parameters"], "same_text": [], "near": [],
        "ends": _list_ended(view, replaced),
    }, document.text)  # fmt: skip
    return Receipt(id, Outcome.TAKEN, replaces=replaced is not None, dated=document.published is not None)


def _describe(document: Document) -> dict[str, Any]:
    return {
        "language": document.language or recognise_language(document.text),
        "language_stated": document.language is not None, "words": count_words(document.text),
    }  # fmt: skip


def _write_kind(document: Document, made: Mapping[str, Any]) -> dict[str, Any]:
    """What a document is, and of which entry, where it is no report."""
    if document.kind is DocumentKind.REPORT:
        return {}
    return {"kind": document.kind.value, "parent": made["parameters"]["parent"]}


def _write_stated(document: Document) -> dict[str, Any]:
    published = document.published.isoformat() if document.published else None
    return {"title": document.title, "published": published, "url": document.url, "publisher": document.publisher}


def _adds_nothing(kept: Kept, document: Document, stated: Mapping[str, Any]) -> bool:
    """True if a document with the text of one that is kept states nothing that it does not."""
    is_known = kept.body["language_stated"] and kept.body["language"] == document.language
    return (document.language is None or is_known) and all(stated[key] in (None, kept.body[key]) for key in _STATED)


def _is_completed(kept: Kept, document: Document, stated: Mapping[str, Any]) -> bool:
    """True if a document with the text of one that is kept is the same one, with more stated, or with another day or
    language where a person had given the one before."""
    body = kept.body
    is_given = body["published"] is not None and body["parameters"]["published"] == body["published"]
    return re.fullmatch(re.escape(document.id) + r"( \(\d+\))?", body["id"]) is not None and all(
        body[key] in (None, stated[key]) or (key == "published" and is_given and stated[key] is not None)
        for key in _STATED
    )


def _number_id(view: View, id: str) -> str:
    """The id with the first free number behind it."""
    number = 2
    chosen = f"{id} ({number})"
    while next(view.list_documents(documents.c.id == chosen), None) is not None:
        number += 1
        chosen = f"{id} ({number})"
    return chosen


def _find_near(view: View, runs: frozenset[int]) -> list[Near]:
    """The documents of which much lies in a text or that hold much of it, most first."""
    found = []
    numbers = view.list_sharing(runs, _MOST_NEAR)
    for kept in view.list_documents(documents.c.entry.in_(numbers)) if numbers else ():
        share = measure_copy(runs, unpack_runs(kept.runs))
        if share is not None:
            found.append(Near(kept.body["id"], round(share, _SHARE_DECIMALS)))
    return sorted(found, key=lambda near: (-near.share, near.document))


def _list_ended(view: View, replaced: Kept | None) -> list[int]:
    """The entries that hold no longer when a document takes the place of another: it, and what was read in it."""
    if replaced is None:
        return []
    read = [
        number
        for table in (extractions, claims, events)
        for number, _ in view.list_current(table, table.c.document == replaced.number)
    ]
    return [replaced.number, *read]
