"""Clitics: what Arabic writes on to a word ("and", "with", "to", "the") parted from it, every code point kept."""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from cenotaph.claims.tokens import Token
from cenotaph.values.folding import fold, fold_with_offsets

_DIGITS = re.compile(r"(?:[وفبلك]|ال)*(\d+(?:[.,]\d+)*)(?:[\u0620-\u064a]{3,})?")
_BEGINS_ANEW = re.compile("[وف][أإآ]")
_ARABIC = re.compile(r"[\u0620-\u064a]")
_HAMZAS = "أإآ"  # a name that begins so begins anew: "مخيم بإدلب" is a camp in Idlib
_FUTURE = "يتنا"  # the letters that a verb after "will" begins with
# What is left when the clitics are taken off must be a word: one letter is none.
_SHORTEST = 2
_IN = "ب"
_SHORTEST_NAME = 3  # letters, with the "in" that is written on to it
_MOST_KEPT = 50_000


def split_clitics(
    tokens: list[Token],
    known: frozenset[str],
    is_name: Callable[[str], bool],
    place_nouns: frozenset[str] = frozenset(),
    given_names: frozenset[str] = frozenset(),
    name_tails: frozenset[str] = frozenset(),
) -> list[Token]:
    """The tokens with what is written on to a word made tokens of their own, folded; every code point stays in one.

    A word is parted where what is left is a word of the pack, or a name that `is_name` knows while the whole is none;
    not for a name right after one of `place_nouns` ("قرية بداما": nobody says "the village in"). From one of
    `given_names` only "and" is parted; "in" from a word nobody knows that one of `name_tails` makes a name ("بنصيب
    الفوقا").
    """
    found: list[Token] = []
    parts_of, parts_after_noun = _keep_parts(known, is_name, given_names), _keep_parts(known, _is_no_name, given_names)
    for n, token in enumerate(tokens):
        if token.kind != "word":
            plain = token.text.isascii()
            found.append(token if plain else Token(token.text, fold(token.text), token.start, token.end, token.kind))
            continue
        for each in _split_tag(token) if "_" in token.text else (token,):
            text, start = each.text, each.start
            if text.isdecimal():
                # The number of an item: "1_ هدى الناصر".
                found.append(Token(text, fold(text), start, each.end, "number"))
                continue
            is_led = text[0] in "بلك" and found and found[-1].word in place_nouns and text[1:2] not in _HAMZAS
            kept = parts_after_noun if is_led else parts_of
            parts = kept.get(text)
            if parts is None:
                parts = _part(text, known, _is_no_name if is_led else is_name, given_names)
                if len(kept) < _MOST_KEPT:
                    kept[text] = parts
            if len(parts) == 1 and text[0] == _IN and _leads_on(tokens, n, name_tails) and len(text) > _SHORTEST_NAME:
                parts = ((0, 1, _IN, "word"), (1, len(text), parts[0][2][1:], "word"))
            for first, last, word, kind in parts:
                found.append(Token(text[first:last], word, start + first, start + last, kind))
    return found


def _leads_on(tokens: list[Token], n: int, name_tails: frozenset[str]) -> bool:
    """True if the token after is the second word of a name."""
    return n + 1 < len(tokens) and fold(tokens[n + 1].text) in name_tails


_Parts = tuple[tuple[int, int, str, str], ...]


@lru_cache(maxsize=8)
def _keep_parts(_: frozenset[str], __: Callable[[str], bool], ___: frozenset[str]) -> dict[str, _Parts]:
    """The parts of words as they were found before, for the words and names that they were parted by."""
    return {}


def _part(text: str, known: frozenset[str], is_name: Callable[[str], bool], given_names: frozenset[str]) -> _Parts:
    """The parts of a word as written: the first and last code point of each (exclusive), the part folded, its kind."""
    word = fold(text)
    if "." in word:
        word = word.replace(".", "")  # "قـ.ـتل": dots that hide a word
    # A hamza after "and" begins another word: "وأحد عشر" is "and eleven", though it folds to "one".
    is_whole = (word in known or word in given_names) and not _BEGINS_ANEW.match(text)
    cuts: tuple[int, ...] = ()
    if not is_whole and _ARABIC.search(word):
        cuts = _cut_digits(word) or _find_cuts(word, known, is_name)
        if word[0] == "و" and word[1:] in given_names:
            cuts = (1,)
        if not cuts and word in known:
            cuts = (1,)  # "وأدى" is "and led to", though it folds to "valley"
    if not cuts:
        return ((0, len(text), word, "word"),)
    offsets = [offset for offset in fold_with_offsets(text).offsets if text[offset] != "."]
    starts = [0, *(offsets[cut] for cut in cuts), len(text)]
    parts = []
    for (a, b), (c, d) in zip(pairwise(starts), pairwise([0, *cuts, len(word)]), strict=True):
        # "للجيش" is "to the army": its second letter is what is left of the article.
        part = "ال" if word[c:d] == "ل" and c and word[c - 1] == "ل" else word[c:d]
        parts.append((a, b, part, "number" if part[0].isdecimal() else "word"))
    return tuple(parts)


def _cut_digits(word: str) -> tuple[int, ...]:
    """Where figures begin and end that are written on to other words: "و19", "و4جريحات"; nothing if there are none."""
    digits = _DIGITS.fullmatch(word)
    if digits is None:
        return ()
    return tuple(cut for cut in dict.fromkeys(digits.span(1)) if 0 < cut < len(word))


def _is_no_name(_: str) -> bool:
    return False


def part_word(word: str, known: frozenset[str]) -> list[str]:
    """The parts of one folded word, as `split_clitics` parts it."""
    cuts = () if word in known or not _ARABIC.search(word) else _find_cuts(word, known, _is_no_name)
    edges = [0, *cuts, len(word)]
    parts = [word[a:b] for a, b in pairwise(edges)]
    return ["ال" if part == "ل" and k and parts[k - 1] == "ل" else part for k, part in enumerate(parts)]


def _split_tag(token: Token) -> list[Token]:
    """The words of a hashtag that underscores join: "الدفاع_المدني"."""
    pieces = list(re.finditer(r"[^_]+", token.text))
    return [Token(m[0], m[0], token.start + m.start(), token.start + m.end(), "word") for m in pieces]


@lru_cache(maxsize=50_000)
def _find_cuts(word: str, known: frozenset[str], is_name: Callable[[str], bool]) -> tuple[int, ...]:
    """The places in a folded word where its clitics end, fewest letters taken off first."""
    options: list[tuple[bool, int, list[int]]] = []
    for size in _list_prefixes(word):
        rest = word[size[-1] :]
        before = word[: size[-1]]
        if len(rest) < _SHORTEST or (before[-1] == "س" and rest[0] not in _FUTURE):
            continue
        if rest in known:
            options.append((False, size[-1], size))
        elif (
            before[-1] not in "كس"
            and "ال" not in {word[a:b] for a, b in pairwise([0, *size])}
            and is_name(rest)
            and not is_name(word)
        ):
            options.append((True, size[-1], size))
    return tuple(min(options)[2]) if options else ()


def _list_prefixes(word: str) -> list[list[int]]:
    """The ways to take clitics off the front of a word, each as the places where they end: "and" or "so", then "with",
    "to", "as" or "will", then "the", of which "to the" is written with one letter less."""
    ways: list[list[int]] = []
    for first in ("", "و", "ف"):
        if not word.startswith(first):
            continue
        at = len(first)
        for second in ("", "ب", "ل", "ك", "س"):
            if not word.startswith(second, at):
                continue
            after = at + len(second)
            cuts = [cut for cut in (at, after) if cut]
            cuts = list(dict.fromkeys(cuts))
            if cuts:
                ways.append(cuts)
            if word.startswith("ال", after):
                ways.append([*cuts, after + 2])
            elif second == "ل" and word.startswith("ل", after):
                ways.append([*cuts, after + 1])
    return ways
