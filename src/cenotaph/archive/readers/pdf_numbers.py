"""Holding two extractions of a PDF's page against each other: an Arabic page must have the same numbers in both."""

import re
from collections import Counter

from cenotaph.archive.readers.pdf_letters import is_arabic_letter

_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")
# Telephone numbers begin with a zero, or their parts are of very different lengths.
_RANGE = re.compile(r"(?<![\d/.\-–])([1-9]\d{0,3})\s?[-–]\s?([1-9]\d{0,3})(?![\d/.\-–])")
_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\u00ad]")
_SHOWN = 5
# Names and words in Arabic stand in English reports too, and hardly ever numbers beside them.
_ARABIC_SHARE = 0.1


def is_arabic(text: str) -> bool:
    """True if a tenth or more of the letters are Arabic."""
    letters = [char for char in text if char.isalpha()]
    return sum(map(is_arabic_letter, letters)) > _ARABIC_SHARE * len(letters)


def compare_numbers(first: str, second: str) -> str | None:
    """What tells the numbers of two extractions of a page apart, in words; None if they have the same ones."""
    one, other = _count_numbers(first), _count_numbers(second)
    if one == other:
        return None
    only = [sorted((each - rest).elements()) for each, rest in ((one, other), (other, one))]
    return " against ".join(_show(numbers) for numbers in only)


def find_falling_ranges(text: str) -> list[str]:
    """Ranges whose first number is the larger: in a report they are two ends that changed places ("20-10")."""
    found = []
    for match in _RANGE.finditer(_fold(text)):
        first, second = int(match[1]), int(match[2])
        if first > second and len(match[1]) - len(match[2]) <= 1:
            found.append(match[0])
    return found


def _count_numbers(text: str) -> Counter[str]:
    return Counter(_NUMBER.findall(_fold(text)))


def _fold(text: str) -> str:
    plain = _INVISIBLE.sub("", text)
    return "".join(str(int(char)) if char.isdecimal() else char for char in plain)


def _show(numbers: list[str]) -> str:
    return (", ".join(numbers[:_SHOWN]) + (" …" if len(numbers) > _SHOWN else "")) or "none"
