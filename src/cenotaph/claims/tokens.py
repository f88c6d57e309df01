"""Tokens and sentences of a text, each with its place in it."""

import re
from functools import partial
from typing import NamedTuple

# Marks that Arabic writes on letters, tatweel, and combining marks: parts of a word, though not letters to `\w`.
_MARKS = "\u0300-\u036f\u0640\u064b-\u065f\u0670"
_WORD = rf"[^\W_][\w{_MARKS}]*"
# What joins the parts of one word: a hyphen or apostrophe, a soft hyphen, a hyphen at the end of a line, and the dots
# that posts put into Arabic words so that no filter finds them ("قـ.ـتل", "غار.ة").
_JOINT = (
    r"(?:[’'‘`\-‐‑](?!s\b|S\b)|\u00ad-?|-\r?\n[ \t]*(?=[a-z])"
    r"|\.\.?(?:(?<=\u0640\.)|(?<=\u0640\.\.)|(?=[\u0640ة])))"
)
_TOKEN = re.compile(
    rf"""
    (?P<time>\d{{1,2}}[:.]\d\d(?=\s*[ap]\.?m\b)|\d{{1,2}}:\d\d)
  | (?P<compound>\d+(?:[-‐‑][^\W\d_]+)+)                  # 17-year-old, 72-hour
  | (?P<number>\d+(?:[,.٬٫]\d+)*(?![\w{_MARKS}]))
  | (?P<word>(?:[^\W\d_]\.){{2,}}                          # U.S., p.m.
      | {_WORD}(?:{_JOINT}{_WORD})*)  # al-Numan, d'Ivoire; a possessive stands alone
  | (?P<mark>[’']s\b|[’']S\b|\.\.\.+|--+|[^\w\s])
    """,
    re.VERBOSE,
)
_KINDS: dict[str | None, str] = {"time": "time", "number": "number", "word": "word", "compound": "word", "mark": "mark"}


class Token(NamedTuple):
    """A word, number, time of day or mark.

    `text` is as written, `word` the same folded to lower case; `start` and `end` are code points into the
    document's text. `kind` is "word", "number" (digits), "time" ("9:45") or "mark".
    """

    text: str
    word: str
    start: int
    end: int
    kind: str


# Tokens are what a text has most of: made so, each takes half the time.
_make_token = partial(tuple.__new__, Token)


def _fold_word(word: str) -> str:
    """A word in small letters with one kind of apostrophe, whole where a line end or a soft hyphen parts it."""
    word = word.replace("’", "'")
    if "\n" in word:
        # Parted at the end of a line: "seven-", "teen".
        word = _PARTED.sub("", word)
    return word.replace("\u00ad", "") if "\u00ad" in word else word


_PARTED = re.compile(r"-\s+")


def split_tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, in order. "24-25" is three tokens; "ez-Zor" and "17-year-old" are one."""
    found: list[Token] = []
    kinds = _KINDS
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        written = match.group()
        word = written.lower()
        if not word.isalnum():
            word = _fold_word(word)
        found.append(_make_token((written, word, match.start(), match.end(), kinds[match.lastgroup])))
    return found
