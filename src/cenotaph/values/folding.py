"""Folding of text for comparison, with the way back to the original code points.

Folding works code point by code point, so that `fold(a + b) == fold(a) + fold(b)` and every folded code point has
one original code point behind it. It lowers case, takes the marks off Latin, Greek, Cyrillic, Arabic and Hebrew
letters, joins the spellings of Arabic letters that people use for one another (alef forms, ya and alef maqsura, ta
marbuta and ha, hamza seats), turns digits of every script into 0-9, resolves compatibility forms (ligatures,
presentation forms, full width) and removes tatweel, bidi controls and other invisible characters.
"""

import unicodedata
from dataclasses import dataclass
from itertools import compress, count

# Marks written on letters that may be left off without changing which word it is. The vowel signs of Indic and
# South-East Asian scripts are combining too, but are letters of the word, so whole categories would not do.
_MARKS = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05BD),
    (0x05BF, 0x05BF),
    (0x05C1, 0x05C2),
    (0x05C4, 0x05C5),
    (0x05C7, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E4),
    (0x06E7, 0x06E8),
    (0x06EA, 0x06ED),
    (0x08D3, 0x08FF),
    (0x0730, 0x074A),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)
_LETTERS = {
    # Arabic: one letter for the spellings that stand for one another; ء on its own is left off as often as written.
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ىیېےئ", "ي"),
    **dict.fromkeys("ةەہۀھۃ", "ه"),
    "ؤ": "و",
    "ء": "",
    "ٴ": "",
    "ـ": "",
    **dict.fromkeys("کڪ", "ك"),
    # Latin letters whose mark Unicode does not take apart.
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ħ": "h",
    "ı": "i",
    "ŋ": "n",
    "ə": "e",
    # Apostrophes, and the ayn and hamza of transliteration, which people type as apostrophes; hyphens; quotation marks.
    **dict.fromkeys("’‘‛ʼʻʽʾʿ`´ʹ′ˈꞌʔʕ", "'"),
    **dict.fromkeys("‐‑‒−", "-"),
    **dict.fromkeys("“”„‟", '"'),
}
_INVISIBLE = {"Cf", "Cs"}
_HANGUL = range(0xAC00, 0xD7A4)
_LARGEST_EXPANSION = 8  # U+FDFA, a phrase of 18 letters, is the only longer one: left as it is


def _is_mark(code: int) -> bool:
    return any(first <= code <= last for first, last in _MARKS)


def _fold_once(text: str) -> str:
    pieces = []
    for char in text:
        code = ord(char)
        if char in _LETTERS:
            pieces.append(_LETTERS[char])
        elif _is_mark(code) or unicodedata.category(char) in _INVISIBLE:
            continue
        elif (digit := unicodedata.decimal(char, None)) is not None:
            pieces.append(str(digit))
        elif code in _HANGUL:
            pieces.append(char)
        else:
            pieces.append(char.lower())
    return "".join(pieces)


def _fold_code_point(code: int) -> str:
    """The folded form of one code point: decomposed, lowered and mapped until nothing changes any more."""
    before, char = None, chr(code)
    if code in _HANGUL:
        return char
    while before != char:
        before = char
        mapped = _fold_once(char)
        opened = "".join(c if ord(c) in _HANGUL else unicodedata.normalize("NFKD", c) for c in mapped)
        char = _fold_once(opened)
    return char if len(char) <= _LARGEST_EXPANSION else chr(code)


class _Table(dict[int, str]):
    """A translation table that works out a code point when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_code_point(code)
        return folded


_TABLE = _Table()


class _InPlace(dict[int, str]):
    """The same for folding that keeps every code point."""

    def __missing__(self, code: int) -> str:
        folded = _TABLE[code]
        # The dagger alef stands for any vowel sign, so that the signs are two runs of code points: compiling a class of
        # three runs takes twenty times as long, and patterns have one after each letter.
        self[code] = kept = folded if len(folded) == 1 else "\u064e" if code == 0x0670 else chr(code)
        return kept


_IN_PLACE = _InPlace()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back.

    `text` is the folded text, `offsets[i]` the code point of `original` that `text[i]` comes from; offsets never fall.
    """

    text: str
    offsets: tuple[int, ...]
    original: str

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original behind `text[start:end]`, with the marks and invisible characters that end it.

        Raises ValueError unless 0 <= start < end <= len(text).
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no such span of the folded text: {start} to {end} of {len(self.text)}")
        last = self.offsets[end - 1] + 1
        while last < len(self.original) and _is_mark(ord(self.original[last])):
            last += 1
        return self.offsets[start], last


def fold(text: str) -> str:
    """The text folded for comparison; `fold(fold(text)) == fold(text)`."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return text.translate(_TABLE)


def fold_in_place(text: str) -> str:
    """The text folded letter by letter, one code point for each, so that offsets hold. Letters whose fold is longer, or
    nothing at all, stay as they are, save that a dagger alef becomes the commonest vowel sign."""
    return text.translate(_IN_PLACE)


def fold_with_offsets(text: str) -> Folded:
    """The same as `fold`, with the original offset of each folded code point."""
    if text.isascii():
        return Folded(fold(text), tuple(range(len(text))), text)
    folded = text.translate(_TABLE)
    if len(folded) == len(text) and all(len(_TABLE[ord(char)]) == 1 for char in set(text)):
        return Folded(folded, tuple(range(len(text))), text)
    table = _TABLE
    widths = [len(table[ord(char)]) for char in text]
    if max(widths) < 2:  # marks and tatweel that fall away, as Arabic is written
        return Folded(folded, tuple(compress(count(), widths)), text)
    return Folded(folded, tuple(offset for offset, width in enumerate(widths) for _ in range(width)), text)
