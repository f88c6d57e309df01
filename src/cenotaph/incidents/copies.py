"""Sketches of texts, by which near-duplicates are found, so that a text that is printed twice speaks once.

Each text is known by the smallest hashes of its runs of words (a bottom-k sketch, Broder 1997).
"""

import struct
from base64 import b64decode, b64encode
from heapq import nsmallest
from zlib import crc32

_RUN = 4  # words in a run: long enough that two stories of one event, told in own words, share few
_SKETCH = 48  # hashes kept: the error of the estimated share is then about 0.07
COPY_SHARE = 0.5  # share of runs from which a text counts as a copy: agencies' copy is cut and given a new first line


def sketch_text(text: str) -> frozenset[int]:
    """The smallest hashes of the text's runs of words; of the whole text if it is shorter than a run."""
    words = [crc32(word.encode()) for word in text.casefold().split()]
    if len(words) < _RUN:
        return frozenset({hash(tuple(words))}) if words else frozenset()
    runs = {hash(run) for run in zip(*(words[i:] for i in range(_RUN)), strict=False)}
    return frozenset(nsmallest(_SKETCH, runs))


def share_of_text(one: frozenset[int], other: frozenset[int]) -> float:
    """The estimated share of runs that two texts have in common, 0 to 1."""
    if one.isdisjoint(other):
        return 0.0
    union = nsmallest(_SKETCH, one | other)
    return sum(1 for value in union if value in one and value in other) / len(union)


def write_sketch(sketch: frozenset[int]) -> str:
    """A sketch as text, for keeping: its hashes in order, 64 bits each, in base64."""
    return b64encode(struct.pack(f">{len(sketch)}q", *sorted(sketch))).decode("ascii")


def read_sketch(text: str) -> frozenset[int]:
    """The sketch that `write_sketch` wrote. Raises ValueError if it is none."""
    packed = b64decode(text, validate=True)
    if len(packed) % 8:
        raise ValueError(f"a sketch has 8 bytes for each hash, not {len(packed)} in all")
    return frozenset(struct.unpack(f">{len(packed) // 8}q", packed))
