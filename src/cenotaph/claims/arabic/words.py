"""Arabic words: the tables of a pack, and the parting of what is written on to a word ("and", "with", "to", "the")."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TypeVar

from cenotaph.claims.lexicon import Lexicon, LexiconError, Tag, load_lexicon
from cenotaph.claims.rules import RuleBook, load_rules
from cenotaph.claims.tokens import Token
from cenotaph.values.folding import fold, fold_with_offsets

Phrase = tuple[str, ...]
Meaning = TypeVar("Meaning")

_DIGITS = re.compile(r"(?:[وفبلك]|ال)+(\d+(?:[.,]\d+)*)")
_ARABIC = re.compile(r"[\u0620-\u064a]")
# What is left when the clitics are taken off must be a word: one letter is none.
_SHORTEST = 2
# A dual with its vowel sign written ("موظفَين"), which tells it from the plural.
DUAL_SIGN = re.compile("\u064e\u064a\u0652?\u0646")


@dataclass(frozen=True, slots=True)
class ArabicWords:
    """A pack that is read by the Arabic grammar. `values`, `scales` and `compounds` are number words; `vague`, `before`, `after` and
    `shares` phrases around numbers, by their first word; `units` the words after a number of things. `months`
    and `weekdays` are numbers, `phrases` those of periods; `tagged` the phrases of the lexicon. The words of all phrases
    are parted as those of a text are. `known` are the words that no clitic is taken off."""

    lexicon: Lexicon
    rules: RuleBook
    values: Mapping[str, int]
    scales: Mapping[str, int]
    compounds: Mapping[str, tuple[tuple[Phrase, str], ...]]
    vague: Mapping[str, tuple[tuple[Phrase, str], ...]]
    before: Mapping[str, tuple[tuple[Phrase, str], ...]]
    after: Mapping[str, tuple[tuple[Phrase, str], ...]]
    shares: Mapping[str, str]
    units: frozenset[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    phrases: Mapping[str, tuple[tuple[Phrase, str], ...]]
    tagged: Mapping[str, tuple[tuple[Phrase, tuple[Tag, ...]], ...]]
    known: frozenset[str]


@cache
def load_arabic(language: str) -> ArabicWords:
    """The pack of a language that is read by this grammar. Raises LexiconError if it cannot be used."""
    lexicon = load_lexicon(language)
    folder = files("cenotaph.claims").joinpath("lexicon", language)
    try:
        numbers = tomllib.loads(folder.joinpath("numbers.toml").read_text("utf-8"))
        periods = tomllib.loads(folder.joinpath("periods.toml").read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise LexiconError(f"the number or period words of {language!r} cannot be read: {problem}") from problem
    values = {fold(word): int(value) for value, words in numbers["number"]["values"].items() for word in words}
    scales = {fold(word): int(value) for value, words in numbers["scale"]["values"].items() for word in words}
    tables = [
        _index(numbers[name][key]) for name, key in (("vague", "values"), ("before", "phrases"), ("after", "phrases"))
    ]
    shares = {fold(word): share for share, words in numbers["share"]["values"].items() for word in words}
    units = frozenset(fold(word) for word in numbers["unit"]["words"])
    months = {fold(word): int(month) for month, words in periods["month"]["values"].items() for word in words}
    weekdays = {fold(word): int(day) for day, words in periods["weekday"]["values"].items() for word in words}
    phrases = _index(periods["day"]["phrases"])
    compounds = _index(numbers["compound"]["values"])
    known = {*lexicon.words, *lexicon.phrases, *values, *scales, *shares, *units, *compounds, *weekdays, *phrases}
    known |= {phrase[0] for table in tables for rows in table.values() for phrase, _ in rows}
    known |= {word for month in months for word in month.split()}
    frozen = frozenset(known)
    return ArabicWords(
        lexicon,
        load_rules(language),
        values,
        scales,
        _part_phrases(compounds, frozen),
        _part_phrases(tables[0], frozen),
        _part_phrases(tables[1], frozen),
        _part_phrases(tables[2], frozen),
        shares,
        units,
        months,
        weekdays,
        _part_phrases(phrases, frozen),
        _part_phrases(lexicon.phrases, frozen),
        frozen,
    )


def _index(table: Mapping[str, list[str]]) -> dict[str, tuple[tuple[Phrase, str], ...]]:
    """Phrases by their first word, longest first, with what they stand for."""
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for meaning, written in table.items():
        for each in written:
            words = tuple(fold(each).split())
            found.setdefault(words[0], []).append((words, meaning))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


def _part_phrases(
    table: Mapping[str, tuple[tuple[Phrase, Meaning], ...]], known: frozenset[str]
) -> dict[str, tuple[tuple[Phrase, Meaning], ...]]:
    """A table of phrases with their words parted as those of a text are."""
    found: dict[str, list[tuple[Phrase, Meaning]]] = {}
    for rows in table.values():
        for words, meaning in rows:
            parted = tuple(part for word in words for part in _part_word(word, known))
            found.setdefault(parted[0], []).append((parted, meaning))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


def _part_word(word: str, known: frozenset[str]) -> list[str]:
    cuts = [] if word in known or not _ARABIC.search(word) else _find_cuts(word, known, lambda _: False)
    edges = [0, *cuts, len(word)]
    parts = [word[a:b] for a, b in pairwise(edges)]
    return ["ال" if part == "ل" and k and parts[k - 1] == "ل" else part for k, part in enumerate(parts)]


def match_phrase(
    table: Mapping[str, tuple[tuple[Phrase, str], ...]], tokens: list[Token], i: int
) -> tuple[str, int] | None:
    """What the longest phrase of the table that starts at token `i` stands for, and the token after it."""
    for words, meaning in table.get(tokens[i].word, ()):
        end = i + len(words)
        if end <= len(tokens) and all(tokens[i + k].word == words[k] for k in range(1, len(words))):
            return meaning, end
    return None


def split_clitics(tokens: list[Token], words: ArabicWords, is_name: Callable[[str], bool]) -> list[Token]:
    """The tokens with what is written on to a word made tokens of their own, folded; every code point stays in one.

    A word is parted where what is left is a word of the pack, or a name that `is_name` knows while the whole is none.
    """
    found: list[Token] = []
    for token in (part for whole in tokens for part in _split_tag(whole)):
        word = fold(token.text)
        if token.kind != "word" or word in words.known or not _ARABIC.search(word):
            found.append(token._replace(word=word))
            continue
        cuts = [digits.start(1)] if (digits := _DIGITS.fullmatch(word)) else _find_cuts(word, words.known, is_name)
        if not cuts:
            found.append(token._replace(word=word))
            continue
        offsets = fold_with_offsets(token.text).offsets
        starts = [0, *(offsets[cut] for cut in cuts), len(token.text)]
        for (a, b), (c, d) in zip(pairwise(starts), pairwise([0, *cuts, len(word)]), strict=True):
            part = word[c:d]
            # "للجيش" is "to the army": its second letter is what is left of the article.
            part = "ال" if part == "ل" and c and word[c - 1] == "ل" else part
            kind = "number" if part[0].isdecimal() else "word"
            found.append(Token(token.text[a:b], part, token.start + a, token.start + b, kind))
    return found


def _split_tag(token: Token) -> list[Token]:
    """The words of a hashtag that underscores join: "الدفاع_المدني"."""
    if "_" not in token.text or token.kind != "word":
        return [token]
    pieces = list(re.finditer(r"[^_]+", token.text))
    return [Token(m[0], m[0], token.start + m.start(), token.start + m.end(), "word") for m in pieces]


def _find_cuts(word: str, known: frozenset[str], is_name: Callable[[str], bool]) -> list[int]:
    """The places in a folded word where its clitics end, fewest letters taken off first."""
    options: list[tuple[bool, int, list[int]]] = []
    for size in _list_prefixes(word):
        rest = word[size[-1] :]
        if len(rest) < _SHORTEST:
            continue
        if rest in known:
            options.append((False, size[-1], size))
        elif "ال" not in {word[a:b] for a, b in pairwise([0, *size])} and is_name(rest) and not is_name(word):
            options.append((True, size[-1], size))
    return min(options)[2] if options else []


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
