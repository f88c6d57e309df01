"""Ages written as one word or nearly so: "17-year-old", "six-month-old", "17 year-old", "17-year old"."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cenotaph.claims.tokens import Token

# An age in words is told of children mostly.
_OLDEST_IN_WORDS = 20
_MOST_FIGURES = 3
_PARTS = 3  # parts of an age written apart, which hyphens may join: "17 year old"


class AgeWords(NamedTuple):
    """What a language joins to a number for an age: `years` and `others` (months and less) before a word of `last`,
    with `half` between ("two-and-a-half-year-old"); `plurals` are of one word only; `numbers` the words for numbers."""

    years: frozenset[str]
    others: frozenset[str]
    last: tuple[str, ...]
    half: str
    plurals: frozenset[str]
    numbers: Mapping[str, int]

    def is_age(self, word: str) -> bool:
        """True for "17-year-old", "six-month-old" and their plurals."""
        return bool(self.last) and word.endswith(self.last) and self._split(word) is not None

    def find_age(self, tokens: Sequence[Token], i: int) -> int | None:
        """The index after an age that starts at token `i` and is written apart: "17 year-old", "17-year old"."""
        for end in range(i + 2, i + _PARTS + 1):
            if end <= len(tokens) and tokens[end - 1].word.endswith(self.last):
                words = "-".join(token.word for token in tokens[i:end]).split("-")
                if self._split("-".join(words)) is not None:
                    # The plural ("is 17 years old") is no phrase for a person.
                    return end if words[-2] not in self.plurals else None
        return None

    def read_years(self, word: str) -> int | None:
        """17 for "17-year-old", 6 for "six-year-old"; None for months, and for what is no age."""
        found = self._split(word)
        if found is None or found[1] not in self.years:
            return None
        number = found[0]
        if number.isdigit():
            return int(number)
        years = self.numbers.get(number, 0)
        return years if 0 < years <= _OLDEST_IN_WORDS else None

    def _split(self, word: str) -> tuple[str, str] | None:
        """The number and the unit of an age in one word."""
        parts = word.split("-")
        if len(parts) < _PARTS or parts[-1] not in self.last or parts[-2] not in self.years | self.others:
            return None
        number = "-".join(parts[:-2]).removesuffix(f"-{self.half}")
        is_number = number.isdecimal() and len(number) <= _MOST_FIGURES
        return (number, parts[-2]) if is_number or number in self.numbers else None
