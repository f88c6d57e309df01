"""The texts of a record, found by the runs of words they share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from cenotaph.incidents.copies import share_of_text, sketch_runs
from cenotaph.incidents.tellings import DocumentKey

@dataclass(slots=True, eq=False)
class Text:
    """A text by its packed runs of words, and the documents that print it. `is_alone` until another document shares one
    of the runs by which it is found."""

    runs: bytes
    documents: list[DocumentKey] = field(default_factory=list)
    is_alone: bool = True


class Texts:
    """The texts of a record: as many as there are different ones, however often they are printed."""

    def __init__(self) -> None:
        self._texts: dict[bytes, Text] = {}
        self._sharing: dict[int, Text | list[Text]] = {}
        self._of: dict[DocumentKey, Text] = {}

    def add(self, documents: Sequence[tuple[DocumentKey, bytes]]) -> None:
        """Take in documents with the packed runs of their texts."""
        for key, runs in documents:
            text = self._texts.get(runs)
            if text is None:
                text = self._texts[runs] = Text(runs)
                self._index(text)
            else:
                text.is_alone = False
            text.documents.append(key)
            self._of[key] = text

    def find_text(self, document: DocumentKey) -> Text | None:
        """The text of a document; None if it has not been taken in."""
        return self._of.get(document)

    def list_sharing(self, run: int) -> Sequence[Text]:
        """The texts that are found by a run."""
        found = self._sharing.get(run, ())
        return (found,) if isinstance(found, Text) else found

    def _index(self, text: Text) -> None:
        for run in list_found_by(text):
            found = self._sharing.get(run)
            if found is None:
                self._sharing[run] = text
                continue
            text.is_alone = False
            if isinstance(found, Text):
                found.is_alone = False
                self._sharing[run] = [found, text]
            else:
                found.append(text)


def list_found_by(text: Text) -> list[int]:
    """The runs by which a text is found."""
    return sorted(_read_sketch(text))


def share_of_texts(one: Text | None, other: Text | None) -> float:
    """The estimated share of runs that two texts of a record have in common, 0 to 1."""
    if one is None or other is None or not one.runs:
        return 0.0
    if one is other:
        return 1.0
    return 0.0 if one.is_alone or other.is_alone else share_of_text(_read_sketch(one), _read_sketch(other))


@lru_cache(maxsize=4096)
def _read_sketch(text: Text) -> frozenset[int]:
    return sketch_runs(text.runs)
