"""Names of parties as they stand in text: how they are made alike, and what may be written on to them."""

import re
from collections.abc import Iterator

from cenotaph.values.folding import fold

_WORDS = re.compile(r"\w+")
_ARABIC = re.compile(r"[\u0620-\u064a]")
# An abbreviation is told from a word by its capitals ("IS"): letters and figures only, no longer than this.
_LONGEST_ACRONYM = 7
# What Arabic writes on to the first word of a name: "and" or "so", then "with", "to" or "as", then the article.
_JOINTS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")
_ARTICLE = "ال"


def fold_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded; hyphens and apostrophes part words, so that "Al-Shabaab" is "al Shabaab"."""
    return tuple(_WORDS.findall(fold(name)))


def is_acronym(name: str) -> bool:
    """True for a name of capitals only, which is found in text only as it is written: "RSF", "M23"."""
    return name.isalnum() and name.isupper() and len(name) <= _LONGEST_ACRONYM


def list_first_forms(word: str) -> Iterator[tuple[str, int]]:
    """The forms in which the first word of a name may stand, each with how many letters of it are no part of the name:
    in Arabic with what is written on to it ("لقوات", "وللجيش"), in other scripts as it is."""
    if not _ARABIC.search(word):
        yield word, 0
        return
    bare = word.removeprefix(_ARTICLE)
    for joint in _JOINTS:
        for preposition in _PREPOSITIONS:
            is_joined = bare != word and preposition == "ل"  # "to the" has one letter less
            form = joint + (f"لل{bare}" if is_joined else preposition + word)
            yield form, len(form) - len(bare if is_joined else word)
