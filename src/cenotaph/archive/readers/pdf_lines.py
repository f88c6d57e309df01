"""From the lines of a PDF's pages to paragraphs: running heads and page numbers out, wrapped lines joined."""

import re
from collections import Counter
from collections.abc import Sequence

_HEADS = 2  # lines at the top and the bottom of a page that may be a running head
_LEAST_PAGES = 3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:(?:page|p\.?|صفحة|الصفحة)\s*)?\d{1,4}(?:\s*(?:of|/|من)\s*\d{1,4})?\W*", re.IGNORECASE)
# A line that reaches so far goes on in the next; pages are set to one width, most of whose lines are full.
_FULL_SHARE = 0.8
_WIDTH_RANK = 0.9
_FIGURES_SHARE = 0.3
_STOPS = tuple(".!?؟")
_ENDS = (*_STOPS, ":")
# How PDFium marks a hyphen at the end of a line; it joins the two lines there.
_WORD_HYPHEN = re.compile(r"(?<=[^\W\d_A-Z])\ufffe\s*(?=[^\W\d_A-Z])")
_ANY_HYPHEN = re.compile(r"\ufffe\s*")


def join_pages(pages: Sequence[str]) -> str:
    """The text of all pages, a paragraph on each line; a running head stands where it came first."""
    split = [[line.strip() for line in _mend_hyphens(page).splitlines() if line.strip()] for page in pages]
    heads = _find_heads(split)
    said: set[str] = set()
    paragraphs: list[str] = []
    goes_on = False
    for lines in split:
        width = _find_width(lines)
        for line in _drop_heads(lines, heads, said):
            if goes_on and not _is_row(line):
                paragraphs[-1] = f"{paragraphs[-1]} {line}"
            else:
                paragraphs.append(line)
            is_full = len(line) >= width * _FULL_SHARE and not _is_row(line)
            goes_on = is_full and not (line.endswith(_ENDS) and len(line) < width)
    return "\n".join(paragraphs)


def _mend_hyphens(page: str) -> str:
    """The page without the hyphens that part a word at the end of a line; between figures they are of a range."""
    return _ANY_HYPHEN.sub("-", _WORD_HYPHEN.sub("", page))


def _find_width(lines: Sequence[str]) -> int:
    return sorted(map(len, lines))[int(len(lines) * _WIDTH_RANK)] if lines else 0


def _is_row(line: str) -> bool:
    """True for what looks like a row of a table: many of its words are figures."""
    words = line.split()
    figures = sum(any(char.isdecimal() for char in word) for word in words)
    return figures >= 3 and figures >= _FIGURES_SHARE * len(words)


def _find_heads(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """The lines that stand at the top or the bottom of most pages, numbers aside. A full line, or one that
    ends a sentence, is none: it is text."""
    counted: Counter[str] = Counter()
    for lines in pages:
        full = _find_width(lines) * _FULL_SHARE
        edge = (*lines[:_HEADS], *lines[-_HEADS:])
        counted.update({_DIGITS.sub("#", line) for line in edge if len(line) < full and not line.endswith(_STOPS)})
    filled = sum(bool(lines) for lines in pages)
    return frozenset(head for head, number in counted.items() if number >= max(_LEAST_PAGES, filled / 2))


def _drop_heads(lines: Sequence[str], heads: frozenset[str], said: set[str]) -> list[str]:
    """The lines without page numbers and the heads that were `said` before, to which those of this page are added."""
    kept = []
    for place, line in enumerate(lines):
        head = _DIGITS.sub("#", line)
        if _HEADS <= place < len(lines) - _HEADS or (head not in heads and not _PAGE_NUMBER.fullmatch(line)):
            kept.append(line)
        elif head in heads and head not in said and not _PAGE_NUMBER.fullmatch(line):
            said.add(head)
            kept.append(line)
    return kept
