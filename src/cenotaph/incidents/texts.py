"""The texts of a record, found by the runs of words they share."""

import struct
from array import array
from collections.abc import Iterable, MutableMapping, MutableSequence, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

from cenotaph.incidents.copies import cut_sketch, is_short, share_of_text, sketch_runs
from cenotaph.incidents.holding import Holding
from cenotaph.incidents.paged import Paged
from cenotaph.incidents.tellings import DocumentKey

_DIGEST_BYTES = 16  # by which texts that are the same are found: no two others have one
_BYTES = 2  # of a run that are kept in its shelf; the two before them number the shelf


@dataclass(slots=True, eq=False)
class Text(Paged):
    """A text by its packed runs of words, and the documents that print it. `is_alone` until another document shares one
    of the runs by which it is found."""

    runs: bytes
    documents: list[DocumentKey] = field(default_factory=list)
    is_alone: bool = True


def _make_numbers() -> "array[int]":
    return array("I")


@dataclass(slots=True, eq=False)
class Shelf:
    """The ends of some runs, packed, and for each the number of a text that has it: six bytes for a run, where a
    mapping takes a hundred and a record of a million claims has twenty million runs."""

    ends: bytearray = field(default_factory=bytearray)
    numbers: "array[int]" = field(default_factory=_make_numbers)

    def find(self, end: bytes) -> list[int]:
        """The numbers of the texts with a run that ends so."""
        at = self.ends.find(end)
        if at < 0:
            return []
        found = []
        while at >= 0:
            if at % _BYTES == 0:
                found.append(self.numbers[at // _BYTES])
            at = self.ends.find(end, at + 1)
        return found

    def add(self, end: bytes, number: int) -> None:
        """Note a run of a text."""
        self.ends += end
        self.numbers.append(number)


class Texts:
    """The texts of a record: as many as there are different ones, however often they are printed."""

    def __init__(self, holding: Holding) -> None:
        self._texts: MutableSequence[Text] = holding.make_list("texts")
        self._by_runs: MutableMapping[bytes, Text] = holding.make_map("texts by runs")
        self._shelves: MutableMapping[int, Shelf] = holding.make_map("shelves", Shelf)
        self._of: MutableMapping[DocumentKey, Text] = holding.make_map("texts of documents")
        self._asked: Text | None = None
        self._found: list[tuple[int, ...]] = []

    def add(self, documents: Sequence[tuple[DocumentKey, bytes]]) -> None:
        """Take in documents with the packed runs of their texts."""
        self._asked = None
        for key, runs in documents:
            sum_ = blake2b(runs, digest_size=_DIGEST_BYTES).digest()
            text = self._by_runs.get(sum_)
            if text is None:
                text = self._by_runs[sum_] = Text(runs)
                self._index(text)
            else:
                text.is_alone = False
            text.documents.append(key)
            self._of[key] = text

    def find_text(self, document: DocumentKey) -> Text | None:
        """The text of a document; None if it has not been taken in."""
        return self._of.get(document)

    def list_sharing(self, text: Text) -> list[tuple[int, ...]]:
        """The texts, by their numbers, that share one of the runs by which a text is found, itself among them; each set
        of texts once."""
        if self._asked is not text:  # it is asked about each account of a text, one after the other
            found = dict.fromkeys(self._list_with_run(place, end) for place, end in _list_places(text))
            self._asked, self._found = text, list(found)
        return self._found

    def list_shared(self, one: Text, other: Text) -> list[tuple[int, ...]]:
        """Those of the texts that share a run with one among which is the other."""
        if one.is_alone or other.is_alone:
            return []
        shared = {*_list_places(one)} & {*_list_places(other)}
        return [self._list_with_run(place, end) for place, end in shared]

    def list_documents(self, numbers: Iterable[int]) -> list[DocumentKey]:
        """The documents that print some texts."""
        return [document for number in numbers for document in self._texts[number].documents]

    def _list_with_run(self, place: int, end: bytes) -> tuple[int, ...]:
        shelf = self._shelves.get(place)
        return tuple(shelf.find(end)) if shelf is not None else ()

    def _index(self, text: Text) -> None:
        number = len(self._texts)
        self._texts.append(text)
        for place, end in _list_places(text):
            shelf = self._shelves[place]
            for other in shelf.find(end):
                text.is_alone = self._texts[other].is_alone = False
            shelf.add(end, number)


def _list_places(text: Text) -> Iterable[tuple[int, bytes]]:
    """The shelves of the runs by which a text is found, those of its sketch, and under which ends they lie there."""
    sketch = cut_sketch(text.runs)
    shelves = struct.unpack(">" + f"H{_BYTES}x" * (len(sketch) // 4), sketch)
    return zip(shelves, [sketch[at : at + _BYTES] for at in range(_BYTES, len(sketch), 4)], strict=True)


def share_of_texts(one: Text | None, other: Text | None) -> float:
    """The estimated share of runs that two texts of a record have in common, 0 to 1."""
    if one is None or other is None or not one.runs:
        return 0.0
    if one is other:
        return 1.0
    return 0.0 if one.is_alone or other.is_alone else share_of_text(_read_sketch(one), _read_sketch(other))


def is_formula(one: Text | None, other: Text | None) -> bool:
    """True if one of two texts of a record may be little more than the formula of such posts."""
    return any(text is not None and is_short(text.runs) for text in (one, other))


@lru_cache(maxsize=4096)
def _read_sketch(text: Text) -> frozenset[int]:
    return sketch_runs(text.runs)
