"""Receipts: what became of each thing that was to be taken into a record."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What became of an item."""

    TAKEN = "taken"
    DUPLICATE = "duplicate"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Near:
    """A document of which much lies in another: its id, and the share of the shorter one's words, 0 to 1."""

    document: str
    share: float


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an item: a document by its id, or a file or a place in one that gave none.

    `of` is what a duplicate is a duplicate of and `how` it is ("same bytes", "same text"); `same_text` the documents
    whose text is the same though they were published otherwise; `near` those that are nearly the same; `reason` why an
    item failed; `is_new` False if an earlier run had said the same; `is_read` False for what is kept and never read: an
    attachment, a translation.
    """

    item: str
    outcome: Outcome
    of: str | None = None
    how: str | None = None
    reason: str | None = None
    same_text: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    replaces: bool = False
    dated: bool = True
    is_new: bool = True
    is_read: bool = True


def write_receipt(receipt: Receipt) -> dict[str, Any]:
    """The receipt as plain mappings, lists and text, ready for `json.dumps`."""
    return {
        "item": receipt.item, "outcome": receipt.outcome.value, "of": receipt.of, "how": receipt.how,
        "reason": receipt.reason, "same_text": list(receipt.same_text),
        "near": [{"document": near.document, "share": near.share} for near in receipt.near],
        "replaces": receipt.replaces, "new": receipt.is_new,
    }  # fmt: skip
