"""The characters of a PDF's page with where they stand: Arabic words in reading order, digits seen to be in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

_LAM, _ALEFS = "ل", "اأإآٱ"
# Two letters of one ligature stand in one place; a point is 1/72 of an inch.
_SAME_PLACE = 0.01
# A comma or a stop behind a number, and brackets, which come out as they stand on the page, from left to right.
_SIGN_BEFORE = re.compile(r"(?<=\s)([،؛.])(\d[\d.,٫٬/]*)(?=\s|$)")
_BRACKETS = re.compile(r"(?<!\S)\)([^()\n]{1,200})\((?!\w)")


@dataclass(frozen=True, slots=True)
class Letter:
    """A character of a page, and its left and right edge in points; both are 0 for one that takes no room."""

    char: str
    left: float
    right: float


def is_arabic_letter(char: str) -> bool:
    """True for a letter or mark of the Arabic script, or a form of one for print; digits and signs are none."""
    code = ord(char)
    if not (0x600 <= code <= 0x6FF or 0x750 <= code <= 0x77F or 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC):
        return False
    return not char.isdecimal() and char not in "،؛؟٪٫٬"


def order_letters(letters: Sequence[Letter]) -> str:
    """The text of a page: its characters as they are, the letters of each Arabic word from right to left.

    Programs that make PDFs write words from either end; those that take the text out turn some of them round, and
    the two letters of a lam-alef with them ("ثالثة" for "ثلاثة"). Where a letter stands on the page is certain.
    """
    pieces: list[str] = []
    for arabic, run in groupby(letters, key=lambda letter: is_arabic_letter(letter.char)):
        word = list(run)
        pieces += _order_word(word) if arabic else [letter.char for letter in word]
    return "".join(pieces)


def mend_signs(text: str) -> str:
    """The text of an Arabic page with stops behind their numbers ("2016، " for " ،2016 "), brackets facing inwards."""
    return _BRACKETS.sub(r"(\1)", _SIGN_BEFORE.sub(r"\2\1", text))


def _order_word(word: Sequence[Letter]) -> Iterator[str]:
    units: list[list[Letter]] = []
    for letter in word:
        if units and _is_one_place(units[-1][-1], letter):
            units[-1].append(letter)
        else:
            units.append([letter])
    if all(letter.right > letter.left for letter in word):
        units.sort(key=lambda unit: -unit[0].right)
    for unit in units:
        chars = "".join(letter.char for letter in unit)
        # There is no ligature of alef and lam in this order, so these are the other way round.
        yield chars[::-1] if len(chars) == 2 and chars[0] in _ALEFS and chars[1] == _LAM else chars


def _is_one_place(one: Letter, other: Letter) -> bool:
    return abs(one.left - other.left) < _SAME_PLACE and abs(one.right - other.right) < _SAME_PLACE


def find_turned_numbers(letters: Sequence[Letter]) -> list[str]:
    """The numbers whose digits do not go from left to right on the page, as they stand in its text."""
    found = []
    for is_digit, run in groupby(letters, key=lambda letter: letter.char.isdecimal()):
        digits = list(run)
        if is_digit and any(later.left < earlier.left for earlier, later in pairwise(digits)):
            found.append("".join(letter.char for letter in digits))
    return found
