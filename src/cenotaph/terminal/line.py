"""A line of an explanation."""

from typing import NamedTuple


class Line(NamedTuple):
    """A line of the explanation: how far it is set in, in columns, its words, and whether it is a heading."""

    indent: int
    text: str
    heading: bool = False
