"""Near-duplicate texts: which texts are copies of one another, or lie in one another as a post or an excerpt does.

A text is known by its runs of words. Pairs are looked for by a few runs of the shorter text (the smallest by hash, a
bottom-k sketch, Broder 1997) among all runs of the longer, and then measured exactly. `sketch_runs` gives only such
smallest runs, for comparing very many texts roughly.
"""

import re
import struct
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

_WORD = re.compile(r"\w+")
_RUN = 4  # words in a run: long enough that two stories of one event, told in own words, share few
_MASK, _BYTES = 0xFFFFFFFF, 4  # a run is kept in four bytes: two texts of a thousand words share one by chance in 4,000
_SKETCH = 64  # runs kept in a sketch: the error of the estimated share is then about 0.06
_SAMPLE = 24  # runs of the shorter text by which it is looked for: half inside, it is missed once in ten million times
_ONE_IN = 16  # of all runs, those by which a longer text is found; a page of 700 words has some 44 of them
_LEAST_SHARE = 0.5  # share of the shorter text's runs from which it lies in the longer (benchmark/copies.py)
_SHORT_RUNS = 48  # of a text with fewer runs than this the formula of such posts ("... were killed in shelling on
_SHORT_SHARE = 0.8  # the town of ...") may be half: so much of it must lie in the longer
_LEAST_RUNS = 8  # runs of a text that can lie in another by more than its formula: eleven words
_SAME_TEXT = 0.9  # share of the longer text from which two are one print: the second adds nothing to be looked for
_MOST_SOURCES = 8  # texts that one text is measured against


class Overlap(NamedTuple):
    """Two texts by their positions, the shorter of which lies in the longer: `shared` runs, and what share of each
    text's runs they are, 0 to 1."""

    short: int
    long: int
    shared: int
    of_short: float
    of_long: float


@lru_cache(maxsize=2)  # of a text that is taken in: to look for it among others, and to find it by
def list_runs(text: str) -> frozenset[int]:
    """The hashes, 32 bits each, of all runs of the text's words; of the whole text if it is shorter than a run."""
    words = list(map(crc32, map(str.encode, _WORD.findall(text.casefold()))))
    if len(words) < _RUN:
        return frozenset({hash(tuple(words)) & _MASK}) if words else frozenset()
    return frozenset([hash(run) & _MASK for run in zip(*(words[i:] for i in range(_RUN)), strict=False)])


def pack_runs(runs: frozenset[int]) -> bytes:
    """Runs in order, four bytes each, for keeping."""
    return struct.pack(f">{len(runs)}I", *sorted(runs))


@lru_cache(maxsize=512)  # a report's aggregates and their parts are traced one after another
def unpack_runs(packed: bytes) -> frozenset[int]:
    """The runs that `pack_runs` packed."""
    return frozenset(struct.unpack(f">{len(packed) // _BYTES}I", packed))


def is_short(packed: bytes) -> bool:
    """True for the packed runs of a text that may be little more than a formula."""
    return len(packed) < _SHORT_RUNS * _BYTES


def sketch_runs(packed: bytes) -> frozenset[int]:
    """The smallest of a text's packed runs."""
    sketch = cut_sketch(packed)
    return frozenset(struct.unpack(f">{len(sketch) // _BYTES}I", sketch))


def cut_sketch(packed: bytes) -> bytes:
    """The smallest of a text's packed runs, packed."""
    return packed[: _SKETCH * _BYTES]


def list_sample(runs: frozenset[int]) -> list[int]:
    """The runs by which a text is looked for among others that are longer or shorter: its smallest, and one in
    sixteen of all."""
    return sorted({*sorted(runs)[:_SAMPLE], *(run for run in runs if run % _ONE_IN == 0)})


def write_runs(packed: bytes) -> str:
    """Packed runs as text, in base64."""
    return b64encode(packed).decode("ascii")


def read_runs(text: str) -> bytes:
    """The packed runs that `write_runs` wrote. Raises ValueError if it is none."""
    packed = b64decode(text, validate=True)
    if len(packed) % _BYTES:
        raise ValueError(f"the runs of a text have {_BYTES} bytes each, not {len(packed)} in all")
    return packed


def share_of_text(one: frozenset[int], other: frozenset[int]) -> float:
    """The estimated share of runs that two texts have in common, from their sketches, 0 to 1."""
    shared = one & other
    if not shared:
        return 0.0
    union = sorted(one | other)[:_SKETCH]
    return sum(1 for value in shared if value <= union[-1]) / len(union)


def find_overlaps(texts: Sequence[frozenset[int]]) -> list[Overlap]:
    """The pairs of texts, by their runs, of which at least half of the shorter lies in the longer, in order.

    Of texts that are all one print only the pairs with the first of them are given.
    """
    found = []
    sampled: dict[int, list[int]] = {}
    for long in sorted(range(len(texts)), key=lambda i: (len(texts[i]), i)):
        runs = texts[long]
        hits = Counter(short for run in sampled.keys() & runs for short in sampled[run])
        is_print = False
        for short, _ in sorted(hits.items(), key=lambda item: (-item[1], -len(texts[item[0]]), item[0]))[
            :_MOST_SOURCES
        ]:
            overlap = _measure(short, long, texts)
            if overlap is not None:
                found.append(overlap)
                is_print |= overlap.of_long >= _SAME_TEXT
        if runs and not is_print:
            for run in sorted(runs)[:_SAMPLE]:
                sampled.setdefault(run, []).append(long)
    return sorted(found)


def measure_copy(one: frozenset[int], other: frozenset[int]) -> float | None:
    """What share of the shorter of two texts, by their runs, lies in the longer, 0 to 1; None where it is too little
    for one to be taken for a copy of the other."""
    texts = sorted((one, other), key=len)
    overlap = _measure(0, 1, texts) if texts[0] else None
    return overlap.of_short if overlap is not None else None


def _measure(short: int, long: int, texts: Sequence[frozenset[int]]) -> Overlap | None:
    shared = len(texts[short] & texts[long])
    size = len(texts[short])
    of_short, of_long = shared / size, shared / len(texts[long])
    if of_short < (_SHORT_SHARE if size < _SHORT_RUNS else _LEAST_SHARE):
        return None
    if size < _LEAST_RUNS and of_long < _SAME_TEXT:
        return None
    return Overlap(short, long, shared, of_short, of_long)
