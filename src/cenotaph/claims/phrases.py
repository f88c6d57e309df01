"""Phrases of a pack that are searched in whole sentences: words, and others that must follow them soon."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from cenotaph.claims.lexicon import load_lexicon
from cenotaph.claims.sought import Sought
from cenotaph.claims.tables import LexiconError, parse_table
from cenotaph.values.folding import fold_in_place

# Words that may stand between the first words and those that must follow, where a phrase does not say.
_REACH = 8
# What Arabic writes on to a word, and the vowel signs that keep their place in a sentence.
_JOINED = "(?:[وف]?[بلكس]?(?:ال|لل)?)?"
_SIGNS = "[\u0640\u064b-\u0652]*"  # as fold_in_place leaves them
_LISTS = ("first", "then", "not_after", "not_between", "must", "must_not")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: a lasting id, the fields that its file knows, and the pattern that finds it in the folded text of a
    sentence. The group `then` of a match, where it has one, holds the words that followed. `needs` are sets of
    folded words: without a word of each in a sentence the pattern need not be tried."""

    id: str
    fields: Mapping[str, str]
    pattern: Sought
    needs: tuple[frozenset[str], ...]
    must: tuple[str, ...]
    must_not: tuple[str, ...]

    def __hash__(self) -> int:
        return hash(self.id)


@cache
def load_phrases(
    language: str,
    name: str,
    known: tuple[tuple[str, tuple[str, ...]], ...],
    sets: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> tuple[Phrase, ...]:
    """The phrases of the file `name` of a language's pack, in its order; none if the pack has no such file. `known` are
    its fields, each with the words it may hold; `sets` the words that a name such as "@object" stands for in the lists.
    Raises LexiconError, which names the phrase and the field."""
    file = files(__package__).joinpath("lexicon", language, name)
    if not file.is_file():
        return ()
    where = f"lexicon/{language}/{name}"
    rows = parse_table(file.read_text(encoding="utf-8"), where).get("phrase", [])
    folding = load_lexicon(language).declared.folding
    found: dict[str, Phrase] = {}
    for row in rows:
        phrase = _read_phrase(row, where, dict(known), dict(sets), folding)
        if phrase.id in found:
            raise LexiconError(f"{where}: two phrases are called {phrase.id!r}; ids must last and be unique")
        found[phrase.id] = phrase
    return tuple(found.values())


def _read_phrase(
    row: Mapping[str, Any],
    where: str,
    known: Mapping[str, tuple[str, ...]],
    sets: Mapping[str, tuple[str, ...]],
    folding: str,
) -> Phrase:
    at = f"{where}, phrase {row.get('id', '(no id)')!r}"
    if unknown := row.keys() - {"id", "reach", *_LISTS, *known}:
        raise LexiconError(f"{at}: unknown field {', '.join(sorted(unknown))}; see docs/reference/lexicon.md")
    if missing := {"id", "first", "must", "must_not"} - row.keys():
        raise LexiconError(f"{at}: the field {', '.join(sorted(missing))} is missing")
    lists = {name: row.get(name, []) for name in _LISTS}
    for name, words in lists.items():
        if not isinstance(words, list) or not all(isinstance(each, str) and each for each in words):
            raise LexiconError(f"{at}: {name} must be a list of words")
    for name, choices in known.items():
        if name in row and row[name] not in choices:
            raise LexiconError(f"{at}: {name} is {row[name]!r}; it must be one of: {', '.join(choices)}")
    reach = row.get("reach", _REACH)
    if type(reach) is not int or reach < 0:
        raise LexiconError(f"{at}: reach must be a number of words, not {reach!r}")
    fields = {name: str(row[name]) for name in known if name in row}
    first, then = (_expand(lists[name], sets, at) for name in ("first", "then"))
    pattern = build_pattern(first, then, reach, folding, lists["not_after"], lists["not_between"])
    needs = tuple(frozenset(_tell_word(words, folding) for words in each) for each in (first, then) if each)
    return Phrase(
        str(row["id"]),
        MappingProxyType(fields),
        pattern,
        needs,
        tuple(lists["must"]),
        tuple(lists["must_not"]),
    )


_WORD = re.compile(r"\w+")
# Letters that may be written on to an Arabic word: "and", a preposition and the article.
_LONGEST_JOINED = 4


def _tell_word(words: str, folding: str) -> str:
    """The longest word of some words: of those that stand together the rarest, mostly."""
    found: list[str] = _WORD.findall(fold_words(words, folding))
    return max(found, key=len)


def list_words(text: str, folding: str) -> frozenset[str]:
    """The words in the folded text of a sentence, by which phrases are chosen: those of Arabic also without what may be
    joined to them."""
    if folding == "lower":
        return frozenset(_WORD.findall(text))
    words = frozenset[str](_WORD.findall(re.sub(_SIGNS, "", text)))
    return words.union(word[k:] for word in words for k in range(1, min(_LONGEST_JOINED, len(word) - 2) + 1))


def choose_phrases(words: frozenset[str], phrases: tuple[Phrase, ...]) -> list[Phrase]:
    """The phrases whose words may all stand in a sentence of these words."""
    starts = _index_starts(phrases)
    places = {place for word in starts.keys() & words for place in starts[word]}
    return [phrases[k] for k in sorted(places) if not any(map(words.isdisjoint, phrases[k].needs))]


@cache
def _index_starts(phrases: tuple[Phrase, ...]) -> Mapping[str, list[int]]:
    """The places of the phrases by each word that they may begin with."""
    found: dict[str, list[int]] = {}
    for place, phrase in enumerate(phrases):
        for word in phrase.needs[0]:
            found.setdefault(word, []).append(place)
    return found


def _expand(words: Sequence[str], sets: Mapping[str, tuple[str, ...]], at: str) -> list[str]:
    """The words, with the words of a set in the place of its name."""
    if unknown := [word for word in words if word.startswith("@") and word not in sets]:
        raise LexiconError(f"{at}: {', '.join(unknown)}: no such set of words; there are {', '.join(sets) or 'none'}")
    return [each for word in words for each in sets.get(word, (word,))]


def fold_words(text: str, folding: str) -> str:
    """Words as they stand in the folded text of a sentence."""
    return text.lower() if folding == "lower" else fold_in_place(text)


def build_pattern(
    first: Sequence[str],
    then: Sequence[str],
    reach: int,
    folding: str,
    not_after: Sequence[str] = (),
    not_between: Sequence[str] = (),
) -> Sought:
    """The pattern for some words, none of `not_after` right before them, and one of others within `reach` words after
    them, in the same part of a sentence, with none of `not_between` between; `#` stands for any one word."""
    barred = "".join(rf"(?<!\b{re.escape(fold_words(word, folding))} )" for word in not_after)
    pattern = rf"{barred}(?<!\w){_either(first, folding)}(?!\w)"
    if then:
        no = rf"(?!{_either(not_between, folding)}(?!\w))" if not_between else ""
        # Possessive: a run of hyphens has one reading, and no text takes time without end.
        between = rf"(?:[^\w.;:!?؟؛]++{no}\w[\w'’-]*+){{0,{reach}}}?[^\w.;:!?؟؛]++"
        pattern += rf"{between}(?P<then>{_either(then, folding)})(?!\w)"
    return Sought(pattern)


def _either(words: Sequence[str], folding: str) -> str:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    if folding == "lower":
        return "(?:" + "|".join(re.escape(word).replace(r"\#", r"[\w'’-]+") for word in longest_first) + ")"
    folded = [re.escape(fold_in_place(word)) for word in longest_first]
    # Vowel signs keep their place in the sentence, so that offsets hold: they may stand after any letter.
    written = [re.sub(r"(\w)", lambda letter: letter[0] + _SIGNS, word).replace(r"\#", r"\S+") for word in folded]
    return f"{_JOINED}(?:{'|'.join(written)})"
