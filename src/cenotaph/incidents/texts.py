"""The texts of a record: which documents are copies of one text, kept while documents are added.

Only texts that share a hash of their sketches are compared, so that the work grows with the number of texts. They are
taken in one by one in any order, and what they are copies of is what it would be had all come at once.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import heapify, heappop, heappush

from cenotaph.incidents.copies import COPY_SHARE, share_of_text
from cenotaph.incidents.tellings import DocumentKey


@dataclass(slots=True, eq=False)
class Text:
    """A text by its sketch; `key` is that of the first document that prints it, `leader` the text that it is a copy of,
    itself if of none, and `first` the key of that text. `followers` are its copies. `is_alone` until
    another text shares a hash."""

    sketch: tuple[int, ...]
    key: DocumentKey
    documents: list[DocumentKey] = field(default_factory=list)
    is_alone: bool = True
    leader: "Text | None" = None
    first: DocumentKey | None = None
    followers: list["Text"] = field(default_factory=list)

    @property
    def is_leader(self) -> bool:
        """True for a text that is no copy."""
        return self.leader is self


def share_of_texts(one: Text | None, other: Text | None) -> float:
    """The estimated share of runs that two texts of a record have in common, 0 to 1."""
    if one is None or other is None or not one.sketch:
        return 0.0
    if one is other:
        return 1.0
    if one.is_alone or other.is_alone:
        return 0.0
    mine = _read_sketch(one)
    return 0.0 if mine.isdisjoint(other.sketch) else share_of_text(mine, frozenset(other.sketch))


@lru_cache(maxsize=4096)
def _read_sketch(text: Text) -> frozenset[int]:
    return frozenset(text.sketch)


@dataclass(slots=True, eq=False)
class _Shared:
    """The texts that share a hash, copies apart from the others."""

    leaders: list[Text]
    copies: list[Text]


class Texts:
    """The texts of a record, found by the hashes they share.

    A text is a copy of an earlier one that is none itself and shares at least half of its runs: the one that shares the
    most, then the first.
    """

    def __init__(self) -> None:
        self._texts: dict[tuple[int, ...], Text] = {}
        self._sharing: dict[int, Text | _Shared] = {}
        self._of: dict[DocumentKey, Text] = {}

    def add(self, documents: Sequence[tuple[DocumentKey, tuple[int, ...]]]) -> set[DocumentKey]:
        """Take in documents with their sketches, sorted; gives back those whose first document is another one now."""
        moved: set[Text] = set()
        changed = set()
        for key, sketch in documents:
            text = self._texts.get(sketch)
            if text is None or not sketch:
                text = self._texts[sketch] = Text(sketch, key)
                self._index(text)
                moved.add(text)
            elif key < text.key:
                text.key = key
                moved.add(text)
            text.documents.append(key)
            text.is_alone = text.is_alone and len(text.documents) == 1
            self._of[key] = text
            changed.add(key)
        return changed | self._settle(moved)

    def find_first(self, document: DocumentKey) -> DocumentKey:
        """The first document of the text that a document is a copy of; itself if of none before it."""
        text = self._of.get(document)
        return text.first or document if text is not None else document

    def find_text(self, document: DocumentKey) -> Text | None:
        """The text of a document; None if it has not been taken in."""
        return self._of.get(document)

    def list_sharing(self, value: int) -> list[Text]:
        """The texts that have a hash."""
        found = self._sharing.get(value)
        if found is None:
            return []
        return [found] if isinstance(found, Text) else found.leaders + found.copies

    def _index(self, text: Text) -> None:
        """A new text is no leader until it is settled."""
        for value in text.sketch:
            found = self._sharing.get(value)
            if found is None:
                self._sharing[value] = text
            elif isinstance(found, Text):
                found.is_alone = text.is_alone = False
                known = ([found], []) if found.is_leader else ([], [found])
                self._sharing[value] = _Shared(known[0], [*known[1], text])
            else:
                text.is_alone = False
                found.copies.append(text)

    def _settle(self, moved: set[Text]) -> set[DocumentKey]:
        """Find anew what the texts are copies of that are new or stand earlier than before, and what hangs on it.
        What a text is a copy of hangs on earlier ones alone, so one pass in order is enough."""
        waiting = set(moved)
        heap = [(text.key, text) for text in waiting]
        heapify(heap)
        changed: set[DocumentKey] = set()
        while heap:
            _, text = heappop(heap)
            waiting.discard(text)
            led = text.is_leader
            self._follow(text, leader := self._find_leader(text))
            if text.first != leader.key:
                text.first = leader.key
                changed.update(text.documents)
            later: list[Text] = []
            if text.is_leader and (not led or text in moved):
                later = [t for t, _ in self._list_near(text, leaders_only=False)]
            elif led and not text.is_leader:
                later = [t for t in text.followers if t is not text]
            for other in later:
                if other.key > text.key and other not in waiting:
                    waiting.add(other)
                    heappush(heap, (other.key, other))
        return changed

    def _find_leader(self, text: Text) -> Text:
        near = [(t, shared) for t, shared in self._list_near(text, leaders_only=True) if t.key < text.key]
        return min(near, key=lambda item: (-item[1], item[0].key), default=(text, 0))[0]

    def _list_near(self, text: Text, leaders_only: bool) -> Iterator[tuple[Text, int]]:
        """The texts that share at least half of the runs, with how many hashes they share."""
        shared: Counter[Text] = Counter()
        for value in text.sketch:
            found = self._sharing[value]
            if isinstance(found, Text):
                continue  # its own hash alone
            shared.update(found.leaders)
            if not leaders_only:
                shared.update(found.copies)
        own = frozenset(text.sketch)
        for other, count in shared.items():
            if other is text or 2 * count < max(len(text.sketch), len(other.sketch)):
                continue
            if share_of_text(own, frozenset(other.sketch)) >= COPY_SHARE:
                yield other, count

    def _follow(self, text: Text, leader: Text) -> None:
        old = text.leader
        if old is leader:
            return
        if old is not None and old is not text:
            old.followers.remove(text)
        text.leader = leader
        if leader is not text:
            leader.followers.append(text)
        if (old is text) != (leader is text):
            for value in text.sketch:
                found = self._sharing[value]
                if isinstance(found, _Shared):
                    here, there = (found.copies, found.leaders) if leader is text else (found.leaders, found.copies)
                    here.remove(text)
                    there.append(text)
