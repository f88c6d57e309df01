"""Tokens and sentences of a text, each with its place in it."""

from typing import NamedTuple


class Token(NamedTuple):
    """A word, number or mark. `text` is as written, `word` the same folded to lower case without marks;
    `start` and `end` are code points into the document's text. `kind` is "word", "number" or "mark"."""

    text: str
    word: str
    start: int
    end: int
    kind: str
