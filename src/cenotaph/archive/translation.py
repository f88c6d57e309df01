"""A person's translation of a text, and which words of it stand for which words of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_LINE = re.compile(r"[^\n]*\S[^\n]*")
# The end of a sentence: signs, quotation marks after them, and a space; not the point in 3.5.
_END = re.compile(r"[.!?؟…]+[\"'”’»)]*(?=\s)")


class Segment(NamedTuple):
    """Words of a text, `start` to `end` in code points, and what they are in the translation."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Translation:
    """What a named person made of a document in another language. `document` is its id; `segments` stand in order, and
    are empty where the lines of the two texts do not answer one another. It is no source: no claim is read from it."""

    document: str
    by: str
    language: str
    segments: tuple[Segment, ...]

    def find_words(self, start: int, end: int) -> str:
        """The translation of the segments that the words from `start` to `end` are in; empty if there is none."""
        return " ".join(each.text for each in self.segments if each.start < end and start < each.end)


def align_texts(text: str, translation: str) -> tuple[Segment, ...]:
    """What stands for what: line for line where both have as many lines with words, and in a line sentence for sentence
    where both have as many. Nothing where they have not: words are never put beside others by a guess."""
    ours, theirs = list(_LINE.finditer(text)), list(_LINE.finditer(translation))
    if len(ours) != len(theirs):
        return ()
    return tuple(
        segment
        for one, other in zip(ours, theirs, strict=True)
        for segment in _align_line(one.start(), one.group(), other.group())
    )


def _align_line(at: int, line: str, other: str) -> Iterator[Segment]:
    ours, theirs = list(_split_sentences(line)), list(_split_sentences(other))
    if len(ours) != len(theirs):
        yield Segment(at, at + len(line), " ".join(other.split()))
        return
    for (start, end), (first, last) in zip(ours, theirs, strict=True):
        yield Segment(at + start, at + end, " ".join(other[first:last].split()))


def _split_sentences(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [*(match.end() for match in _END.finditer(line)), len(line)]:
        if line[start:end].strip():
            yield start, end
        start = end
