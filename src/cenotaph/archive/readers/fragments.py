"""Pieces of HTML inside other formats, such as the text of a feed's entry, as plain text."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "h1", "h2", "h3", "h4", "h5")
) | {"h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
_UNREAD = frozenset(("script", "style", "template", "noscript", "figcaption"))
_SPACES = re.compile(r"[ \t\r\f\v\xa0]+")
_LINES = re.compile(r"\s*\n\s*")


def strip_markup(fragment: str) -> str:
    """The words of a piece of HTML, or of plain text: each block on a line of its own, entities resolved."""
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    parser = _Words()
    parser.feed(fragment)
    parser.close()
    return _LINES.sub("\n", _SPACES.sub(" ", "".join(parser.pieces))).strip()


class _Words(HTMLParser):
    """Gathers the text of a fragment; it holds no tree, so no depth of nesting makes it slow."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in _UNREAD
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in _UNREAD and self._unread > 0
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            # A line that was wrapped in the source is no line of the text.
            self.pieces.append(data.replace("\n", " "))
