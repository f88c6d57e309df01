"""The sentences and paragraphs of a text, headlines and hard-wrapped wire copy included."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claims.tokens import Token, split_tokens

# Wire copy and mail are wrapped by hand at 60 to 80 columns; a text with most lines that long has line ends that
# mean nothing. Set on wire stories and on web articles, whose paragraphs are single lines.
_WRAPPED_FROM, _WRAPPED_TO, _WRAPPED_SHARE = 50, 100, 0.4
# Letters of a word after which a stop without a space ends a sentence: no abbreviation, no address.
_SHORTEST_WORD = 3
_ENDS = frozenset(".!?؟。…") | {"...", "...."}
_CLOSERS = frozenset("\"'”’)]»")
_MARKS = _ENDS | _CLOSERS
# A line of an Arabic list, which is one of its own however long the lines are.
_ARABIC_ITEM = r"\n(?=\s*[-–•▪●*][ \ufe0f]*[#\u0620-\u064a])"
_ARABIC = re.compile(r"[\u0620-\u064a]")


class Sentence(NamedTuple):
    """A sentence: its tokens, its first and last code point (exclusive), and the paragraph it stands in.

    `text` is the document's whole text; `is_caps` says that the document, or this sentence (a lead, a headline), is
    written in capitals only, so that capital letters mark nothing.
    """

    tokens: list[Token]
    start: int
    end: int
    paragraph: int
    number: int
    text: str
    is_caps: bool

    def slice(self, first: int, last: int) -> str:
        """The words of the tokens from `first` up to `last` (exclusive), as written."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]


def split_sentences(text: str, abbreviations: frozenset[str]) -> list[Sentence]:
    """The sentences of a text, in order. Every token of the text is in exactly one of them."""
    tokens = split_tokens(text)
    breaks = _find_breaks(text)
    is_caps = _is_in_capitals(tokens[:400])
    parted = _list_before(breaks, tokens)
    marks = (i for i, token in enumerate(tokens) if token.text in _MARKS)
    found: list[Sentence] = []
    paragraph, first = 0, 0
    for i in sorted({*marks, *parted, len(tokens) - 1} if tokens else ()):
        is_paragraph, is_last = i in parted, i + 1 == len(tokens)
        if is_last or is_paragraph or _ends_sentence(text, tokens, first, i, abbreviations):
            span = tokens[first : i + 1]
            is_shouted = is_caps or (len(span) >= _LONG_ENOUGH and _is_in_capitals(span))
            found.append(Sentence(span, span[0].start, span[-1].end, paragraph, len(found), text, is_shouted))
            first = i + 1
        paragraph += is_paragraph
    return found


def _is_in_capitals(tokens: Sequence[Token]) -> bool:
    """True for words of capitals only, but for stray ones: below one in five with small letters."""
    if any("\u0600" < token.text[0] < "\u06ff" for token in tokens[:40]):
        return False
    words = [token.text for token in tokens if token.kind == "word" and token.text[:1].isalpha()]
    return bool(words) and sum(word[-1:].islower() for word in words) < len(words) / 5


_LONG_ENOUGH = 8  # tokens of a sentence; fewer may be a name, a sign or a dateline


def _list_before(breaks: list[int], tokens: list[Token]) -> set[int]:
    """The tokens, but for the last, after which a paragraph ends; a word that goes on over the line is none."""
    starts = [token.start for token in tokens]
    before = {bisect_right(starts, at) - 1: at for at in breaks}
    return {i for i, at in before.items() if 0 <= i < len(tokens) - 1 and tokens[i].end <= at}


def _find_breaks(text: str) -> list[int]:
    """Offsets of the line ends that end a paragraph."""
    lines = [len(line) for line in text.split("\n") if line.strip()]
    wrapped = sum(_WRAPPED_FROM <= length <= _WRAPPED_TO for length in lines) >= _WRAPPED_SHARE * len(lines) > 1
    wrapped = wrapped and max(lines, default=0) <= 1.3 * _WRAPPED_TO
    pattern = rf"\n[ \t\r]*\n|\n {{2,}}|{_ARABIC_ITEM}" if wrapped else r"\n"
    return [match.start() for match in re.finditer(pattern, text)]


def _is_glued(before: Token, following: Token) -> bool:
    """True where the space after a stop is missing: "is under way.Officials say", "في المدينة.وقال ناشطون"."""
    if before.kind != "word" or following.kind != "word" or min(len(before.text), len(following.text)) < _SHORTEST_WORD:
        return False
    if _ARABIC.match(before.text) and _ARABIC.match(following.text):
        return True
    return before.text.islower() and before.text.isalpha() and following.text.istitle() and following.text.isalpha()


def _ends_sentence(text: str, tokens: list[Token], first: int, i: int, abbreviations: frozenset[str]) -> bool:
    token, following = tokens[i], tokens[i + 1]
    if token.text in _CLOSERS:
        # A closing quote after the stop belongs to the sentence it closes.
        return (
            i > first
            and tokens[i - 1].text in _ENDS
            and token.start == tokens[i - 1].end
            and token.end < following.start
        )
    if token.text not in _ENDS:
        return False
    if following.start == token.end:
        return token.text == "." and i > first and _is_glued(tokens[i - 1], following)
    if token.text == "." and i > first:
        before = tokens[i - 1]
        if before.end == token.start and (
            before.word in abbreviations or (len(before.text) == 1 and before.text.isalpha())
        ):
            return False
    return not following.text[0].islower()
