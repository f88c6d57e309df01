"""What can be said of a text as a whole: its digest, its language, how many words it has."""

import hashlib
import re
from functools import cache
from typing import Any

_ARABIC_LETTER = re.compile("[\u0620-\u064a\u0671-\u06d3\u06d5\u06fa-\u06ff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")

# Letters of Persian, Urdu, Kurdish, Pashto and Uyghur that Arabic does not write.
_NOT_ARABIC = re.compile("[پچژگکیےٹڈڑںھہۆێڕڵەټډړښڼېۍۇۋ]")
# Arabic quotes foreign names with some of these letters, and some keyboards set ی for ي in a word or two; in
# Persian, Urdu and Kurdish they are every sixth letter or more.
_NOT_ARABIC_SHARE = 0.06

# Three words that only English has together. Of 1,656 English news reports they are 5 or more of 100 words in all
# but 11, with medians of 10 and 14; in French, Spanish, German, Turkish or Dutch at most one of them occurs, rarely.
_ENGLISH = frozenset({"the", "of", "and"})
_ENGLISH_SHARE = 0.05
_ENGLISH_LEAST_WORDS = 20
# Words that no other language in Latin letters writes so. Two different ones settle it even for a text of one
# sentence; of the same 1,656 reports all but one have two, and a share of 4.7 of 100 words or more.
_ENGLISH_ALONE = frozenset(
    {"the", "and", "were", "said", "that", "with", "from", "have", "been", "who", "their", "people"}
    | {"this", "which", "after", "while", "where", "when", "they", "killed", "injured", "wounded"}
)
_ENGLISH_ALONE_SHARE = 0.045
_ENGLISH_ALONE_LEAST = 2

# A post copied with the buttons around it is mostly Latin letters; a sixth of Arabic letters is then its own words.
_ARABIC_SHARE = 0.15
# Moroccan and Egyptian Arabic are read as Arabic; letters that are no words are no language.
_CODES = {"ary": "ar", "arz": "ar", "zxx": "und"}

# Letters in another script than the rest of a text from which they are read: a line of a post, no name in brackets.
_LEAST_LETTERS = 25

# What is looked at: the model's answer did not change on any report when it saw more.
_LOOKED_AT = 4000


def digest(text: str) -> str:
    """The SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def count_words(text: str) -> int:
    """How many words the text has; a word may hold hyphens and apostrophes."""
    return len(_WORD.findall(text))


def recognise_language(text: str) -> str:
    """The main language of the text as an ISO 639-1 code.

    Script and the commonest words decide where they can; the model of py3langid, which takes most of a second to
    load, is asked only where they cannot. A text without words is "und", undetermined.
    """
    part = text.lstrip()[:_LOOKED_AT]
    if not _LETTER.search(part):
        return "und"
    arabic = len(_ARABIC_LETTER.findall(part))
    letters = len(_LETTER.findall(part)) if arabic else 0
    # Mostly Arabic letters: no commonest words of English change what it is.
    is_english = (not arabic or 2 * arabic < letters) and _is_english(_WORD.findall(part.lower()))
    if arabic and arabic >= letters * (0.5 if is_english else _ARABIC_SHARE):
        if len(_NOT_ARABIC.findall(part)) < arabic * _NOT_ARABIC_SHARE:
            return "ar"
    elif is_english:
        return "en"
    code, _ = _load_model().classify(part)
    return _CODES.get(code, str(code))


def keep_language(text: str, language: str) -> str | None:
    """The text with all paragraphs but those of a language in another script than the rest blanked out, so that
    offsets hold; None if it has none of them, or too few letters to be worth reading. Knows Arabic and English."""
    if language not in ("ar", "en"):
        return None
    if language == "ar" and not _ARABIC_LETTER.search(text):
        return None  # most reports: nothing to look at line by line
    kept, letters = [], 0
    for line in text.splitlines(keepends=True):
        every = 0
        if language == "ar":
            arabic = len(_ARABIC_LETTER.findall(line))
            every = len(_LETTER.findall(line)) if arabic else 0
            is_own = arabic > every / 2
        else:
            every = 0 if _ARABIC_LETTER.search(line) else len(_LETTER.findall(line))
            is_own = every > 0
        letters += every if is_own else 0
        kept.append(line if is_own else _blank(line))
    if letters < _LEAST_LETTERS:
        return None
    found = "".join(kept)
    if language == "ar":
        return None if len(_NOT_ARABIC.findall(found)) >= letters * _NOT_ARABIC_SHARE else found
    return found if _is_english([word.lower() for word in _WORD.findall(found)]) else None


def _blank(line: str) -> str:
    """As many spaces as a line has code points, with the line end it ends with."""
    body = line.rstrip("\r\n")
    return " " * len(body) + line[len(body) :]


def _is_english(words: list[str]) -> bool:
    """True if the commonest words alone show that a text is English."""
    common = sum(word in _ENGLISH for word in words)
    alone = [word for word in words if word in _ENGLISH_ALONE]
    return (len(words) >= _ENGLISH_LEAST_WORDS and common >= len(words) * _ENGLISH_SHARE) or (
        len(set(alone)) >= _ENGLISH_ALONE_LEAST and len(alone) >= len(words) * _ENGLISH_ALONE_SHARE
    )


@cache
def _load_model() -> Any:
    """The language model. Loaded at first use: importing it costs 0.1 s, loading it 0.9 s and 100 MB."""
    import py3langid

    return py3langid
