"""Headlines of other stories, which pages have under a line such as "Trending:": they are no sentences of the story."""

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.lexicon import Lexicon

_LONGEST_NUMBER = 2  # tokens, of the "2." of a numbered list
_LONGEST_MAKER = 4  # words
_LONGEST_HEADING = 6  # words, of "Top news from around Arden"
_ENDS = frozenset(".!?")
_QUOTES = "\"”’')"


def is_link(analysis: Analysis, lexicon: Lexicon, before: bool) -> bool:
    """True for the headlines of other stories, and for the line above them. `before` says whether the sentence before
    was one of them or that line."""
    rest = _read_line(analysis)
    if _is_heading(analysis, lexicon, rest):
        return True
    if not before or is_item_number(analysis):
        return before
    last = rest.rstrip(_QUOTES)[-1:]
    is_hour = rest.lower().endswith(("a.m.", "p.m."))
    return last not in _ENDS or rest.endswith("..") or is_hour  # "Two killed in clashes in…": a headline cut off


def _read_line(analysis: Analysis) -> str:
    """The sentence and what stands behind it in its line: a stop inside a headline ("Six months on.. 29 killed") is not
    its end."""
    text = analysis.sentence.text
    end = text.find("\n", analysis.sentence.end)
    return text[analysis.sentence.start : end if end >= 0 else len(text)].rstrip()


def _is_heading(analysis: Analysis, lexicon: Lexicon, line: str) -> bool:
    """True for a line that opens a list, "Read more", "More top stories:", "Top Arden headlines", or a single headline
    behind such words, "Earlier on KXTY: two hurt in crash"."""
    lowered = analysis.lowered.strip(" :-–—*•")
    if _is_named_list(lowered, lexicon):
        return True
    links = lexicon.frames["links"].match(lowered)
    if links is None:
        return False
    rest = lowered[links.end() :]
    maker, colon, headline = rest.partition(":")
    is_short = len(maker.split()) <= _LONGEST_MAKER
    if not rest or (is_short and maker == rest and analysis.lowered.rstrip(" -–—*•").endswith(":")):
        return True
    is_open = line[-1:] not in _ENDS  # a line without an end: no sentence
    is_shouted = analysis.sentence.text[analysis.sentence.start : analysis.sentence.end].isupper()
    if is_short and is_open and not colon and (is_shouted or "." in maker):
        return True  # "ALSO IN THE NORTH", "Also on arden.com"
    is_one = is_open and bool(headline.strip()) and lexicon.frames["links_on"].match(lowered) is not None
    return bool(colon) and is_short and (not maker.strip() or is_one)


def _is_named_list(lowered: str, lexicon: Lexicon) -> bool:
    """True for "Top Arden headlines" and "Can't-miss stories"."""
    first, words = lexicon.frames["links_first"].match(lowered), lowered.split()
    if first is None or len(words) > _LONGEST_HEADING:
        return False
    last = lexicon.frames["links_last"].match(words[-1])
    return last is not None and last.end() == len(words[-1])


def is_item_number(analysis: Analysis) -> bool:
    """True for the number of an item of a list that stands in a sentence of its own."""
    tokens = analysis.sentence.tokens
    return len(tokens) <= _LONGEST_NUMBER and tokens[0].kind == "number"
