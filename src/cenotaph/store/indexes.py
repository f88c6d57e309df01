"""The rows by which entries of the log are found: they follow from an entry alone, and could be made anew."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Table

from cenotaph.incidents.copies import list_runs, list_sample, pack_runs
from cenotaph.store import schema
from cenotaph.store.engine import Row
from cenotaph.values.folding import fold

_WORD = re.compile(r"\w+")
# The longest words of German have 80 letters; more is no word (PostgreSQL indexes none beyond 2,046 bytes).
_LONGEST_WORD = 100


def list_rows(
    entry: int, kind: str, body: Mapping[str, Any], text: str = "", *, is_sealed: bool = False
) -> Iterator[tuple[Table, Row]]:
    """The rows of an entry; `text` is that of the document where it is one. An entry that names others in `ends` says
    that they hold no longer. Of a sealed document no row says what is in it, or what it is called."""
    for ended in body.get("ends", ()):
        yield schema.ends, (ended, entry)
    if (parent := body.get("parent")) is not None:
        yield schema.parents, (entry, parent)
    match kind:
        case "capture":
            yield schema.captures, (entry, body["digest"])
        case "receipt":
            yield schema.receipts, (entry, body["capture"])
        case "document" if is_sealed:
            yield schema.documents, (entry, f"sealed {entry}", body["capture"], body["digest"], pack_runs(frozenset()))
        case "document":
            runs = list_runs(text)
            yield schema.documents, (entry, body["id"], body["capture"], body["digest"], pack_runs(runs))
            for run in list_sample(runs):
                yield schema.sketches, (run, entry)
            yield schema.shadows, (entry, fold_words(text))
        case "extraction":
            yield schema.extractions, (entry, body["of"])
        case "claim":
            yield schema.claims, (entry, body["claim"]["id"], body["of"])
        case "event":
            yield schema.events, (entry, body["event"]["id"], body["of"])
        case "decision":
            yield schema.decisions, (entry,)
            for claim in dict.fromkeys(body["claims"]):
                yield schema.judged, (claim, entry)
        case "attachment":
            yield schema.attachments, (entry, body["capture"])
        case "translation":
            yield schema.translations, (entry, body["capture"])
        case "judgement":
            yield schema.judgements, (entry, body["capture"])
        case "reconciliation":
            yield schema.reconciliations, (entry,)
        case "incident":
            yield schema.incidents, (entry, body["incident"]["id"])


def fold_words(text: str) -> str:
    """The words of a text as search compares them, parted by single spaces."""
    return " ".join(word[:_LONGEST_WORD] for word in _WORD.findall(fold(text)))
