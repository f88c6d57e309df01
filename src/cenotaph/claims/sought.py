"""Patterns that are compiled when they are first searched for: a pack has more of them than most reports need."""

import re
import sys
from collections.abc import Iterator


class Sought:
    """A regular expression, by its source. It finds what `re` finds."""

    __slots__ = ("_compiled", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._compiled: re.Pattern[str] | None = None

    def search(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match from code point `at` on, as if the text ended at `end`."""
        return (self._compiled or self._compile()).search(text, at, end)

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """The match that begins at code point `at`."""
        return (self._compiled or self._compile()).match(text, at)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches, in order."""
        return (self._compiled or self._compile()).finditer(text)

    def _compile(self) -> re.Pattern[str]:
        self._compiled = re.compile(self.source)
        return self._compiled
