"""Telling pages that were saved in place of a story: challenges, logins, errors, and what is cut off."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import tomli

from cenotaph.archive.readers.intake import UnreadableError
from cenotaph.archive.text import count_words
from cenotaph.values.folding import fold

# A page to log in says next to nothing beside the form; one may stand above any story, and short ones have 40 words.
_MOST_LOGIN_WORDS = 25
_SIGNS = re.compile(r"[\W_]+")
_PASSWORD = re.compile(r"""<input\b[^>]{0,300}\btype\s*=\s*["']?password""", re.IGNORECASE)
_OPENED = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}$")
_END = 4_000
_LOOKED_AT = 10_000

_CUT_OFF = "is cut off: the file ends before the page does. Save it again."


@dataclass(frozen=True, slots=True)
class Sign:
    """What a kind of page says, how many words it has at most, and what is said of such a page."""

    fault: str
    words: int
    phrases: tuple[str, ...]


def check_whole_page(page: str) -> None:
    """Raises UnreadableError if the HTML in `page` breaks off: inside a tag, or with neither end tag of a page that
    has begun with either start tag."""
    end = page[-_END:].rstrip()
    if _TAG.search(end) or (_OPENED.search(page) and not _CLOSED.search(page)):
        raise UnreadableError(_CUT_OFF)


def check_story(page: str, text: str, title: str | None) -> None:
    """Raises UnreadableError, saying which, if a page whose main text is `text` stands in place of a story."""
    words = count_words(text)
    said = " ".join(("", _fold(f"{title or ''} {text[:_LOOKED_AT]}"), ""))
    for sign in _load_signs().values():
        if words <= sign.words and any(f" {phrase} " in said for phrase in sign.phrases):
            raise UnreadableError(sign.fault)
    if words <= _MOST_LOGIN_WORDS and _PASSWORD.search(page):
        raise UnreadableError(_load_signs()["login"].fault)


def _fold(text: str) -> str:
    return _SIGNS.sub(" ", fold(text)).strip()


@cache
def _load_signs() -> dict[str, Sign]:
    """The signs by their names. Raises ValueError where one is not as it should be."""
    text = files("cenotaph.archive.readers").joinpath("signs.toml").read_text(encoding="utf-8")
    signs = {}
    for name, row in tomli.loads(text).items():
        phrases = tuple(map(_fold, row["phrases"]))
        if set(row) != {"fault", "words", "phrases"} or not all(phrases):
            raise ValueError(f"signs.toml: {name} must have a fault, a number of words and phrases that are none empty")
        signs[name] = Sign(row["fault"], row["words"], phrases)
    return signs
