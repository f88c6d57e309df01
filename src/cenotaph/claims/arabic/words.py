"""The words of a pack that the Arabic grammar reads: its lexicon, number words and words of periods, made ready."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from cenotaph.claims.arabic.clitics import part_word
from cenotaph.claims.lexicon import Lexicon, Tag, load_lexicon
from cenotaph.claims.rules import RuleBook, load_rules
from cenotaph.claims.tables import LexiconError, read_table
from cenotaph.claims.tokens import Token
from cenotaph.claims.units import classes_of
from cenotaph.values.folding import fold

Phrase = tuple[str, ...]
Meaning = TypeVar("Meaning")

_TAILS = frozenset({"name_tail", "name_tail_bare"})
YEAR_WORDS = ("عام", "سنه", "العام", "السنه")  # "in the year" 1967, folded


@dataclass(frozen=True, slots=True)
class ArabicWords:
    """A pack that is read by the Arabic grammar.

    `values`, `scales` and `compounds` are number words; `vague`, `before`, `after` and `shares` phrases around
    numbers, and `joins` those between two of which one is right, by their first word; `units` the words after a
    number of things. `months` and `hijri_months` are the names of months with their numbers, `weekdays` and
    `ordinals` numbers; `phrases` those of periods; `single` the words of the lexicon with their classes, `tagged`
    its phrases; `count_starts` the words that a count in words may begin with. The words of all phrases are parted
    as those of a text are. `known` are the words that no clitic is taken off, `triggers` those without which no
    rule fires, `period_starts` those with which a period may begin, `place_nouns` the words for kinds of places;
    `given_names` are no other words, and only "and" is taken off them; `name_tails` are second words of names of
    places.
    """

    lexicon: Lexicon
    rules: RuleBook
    values: Mapping[str, int]
    scales: Mapping[str, int]
    compounds: Mapping[str, tuple[tuple[Phrase, str], ...]]
    vague: Mapping[str, tuple[tuple[Phrase, str], ...]]
    before: Mapping[str, tuple[tuple[Phrase, str], ...]]
    after: Mapping[str, tuple[tuple[Phrase, str], ...]]
    joins: Mapping[str, tuple[tuple[Phrase, str], ...]]
    shares: Mapping[str, str]
    units: frozenset[str]
    months: Mapping[str, tuple[tuple[Phrase, str], ...]]
    hijri_months: Mapping[str, tuple[tuple[Phrase, str], ...]]
    weekdays: Mapping[str, int]
    ordinals: Mapping[str, int]
    phrases: Mapping[str, tuple[tuple[Phrase, str], ...]]
    single: Mapping[str, tuple[frozenset[str], tuple[Tag, ...]]]
    tagged: Mapping[str, tuple[tuple[Phrase, tuple[Tag, ...]], ...]]
    count_starts: frozenset[str]
    known: frozenset[str]
    triggers: frozenset[str]
    period_starts: frozenset[str]
    place_nouns: frozenset[str]
    given_names: frozenset[str]
    name_tails: frozenset[str]


@cache
def load_arabic(language: str) -> ArabicWords:
    """The pack of a language that is read by this grammar. Raises LexiconError if it cannot be used."""
    lexicon = load_lexicon(language)
    numbers = read_table(language, "numbers.toml", "there are no number words for the language", LexiconError)
    periods = read_table(language, "periods.toml", "there are no words for periods in the language", LexiconError)
    values = _fold_numbers(numbers["number"]["values"])
    scales = _fold_numbers(numbers["scale"]["values"])
    keys = (("vague", "values"), ("before", "phrases"), ("after", "phrases"), ("joins", "phrases"))
    tables = [_index(numbers[name][key]) for name, key in keys]
    shares = {fold(word): share for share, words in numbers["share"]["values"].items() for word in words}
    units = frozenset(fold(word) for word in numbers["unit"]["words"])
    months = _index(periods["month"]["values"])
    weekdays = _fold_numbers(periods["weekday"]["values"])
    ordinals = _fold_numbers(periods["ordinal"]["values"])
    hijri = _index(periods["hijri_month"]["values"])
    phrases = _index(periods["day"]["phrases"])
    compounds = _index(numbers["compound"]["values"])
    given = frozenset(w for w, tags in lexicon.words.items() if all(tag.cls == "given_name" for tag in tags))
    owned = _list_owned(lexicon)
    words = (lexicon.words.keys() - given, owned, lexicon.phrases, values, scales, shares, units, compounds)
    frozen = _list_known([*words, weekdays, ordinals, phrases], tables, months)
    months, hijri_months = _part_phrases(months, frozen), _part_phrases(hijri, frozen)
    return ArabicWords(
        lexicon,
        load_rules(language),
        values,
        scales,
        _part_phrases(compounds, frozen),
        _part_phrases(tables[0], frozen),
        _part_phrases(tables[1], frozen),
        _part_phrases(tables[2], frozen),
        _part_phrases(tables[3], frozen),
        shares,
        units,
        months,
        hijri_months,
        weekdays,
        ordinals,
        _part_phrases(phrases, frozen),
        {word: (_classes_of_word(tags), tags) for word, tags in (*owned.items(), *lexicon.words.items())},
        _part_phrases(lexicon.phrases, frozen),
        _list_count_starts([*tables[:2], compounds], [*values, *scales], frozen),
        frozen,
        _list_triggers(lexicon, frozen),
        frozenset({*phrases, *weekdays, *months, *hijri_months, *YEAR_WORDS, "ال", "بين"}),
        frozenset(word for word, tags in lexicon.words.items() if "place_noun" in classes_of(tags)),
        given,
        frozenset(word for word, tags in lexicon.words.items() if classes_of(tags) & _TAILS),
    )


# What says whose people are: his, hers, theirs, ours, folded.
_OWNERS = ("ه", "ها", "هم", "هما", "هن", "نا")


def _list_owned(lexicon: Lexicon) -> dict[str, tuple[Tag, ...]]:
    """Words for several people with what says whose they are written on to them: "ركابها", "مقاتليه", "شهداؤهم"."""
    owned: dict[str, tuple[Tag, ...]] = {}
    for word, tags in lexicon.words.items():
        several = tuple(tag for tag in tags if tag.cls == "person" and tag.form in ("plural", "dual"))
        is_whole = any(tag.form == "singular" for tag in tags)  # "حوثيه"
        if not several or len(several) < len(tags) - is_whole or several[0].entry.fields.get("kin"):
            continue
        for stem in _list_stems(word, is_dual=several[0].form == "dual"):
            is_adjective = is_whole or (several[0].form == "dual" and stem.endswith("ي"))  # "شخصيه"
            for owner in _OWNERS[is_adjective:]:
                owned.setdefault(stem + owner, several)
    return owned


def _list_stems(word: str, *, is_dual: bool) -> tuple[str, ...]:
    """A folded plural or dual as it stands before a suffix: without the n that ends it, with the y or w that a hamza
    is written with ("شهدائها"), with the alif that a final y becomes ("جرحاهم")."""
    if is_dual or word.endswith(("ون", "ين")):
        return (word[:-1],)
    if word.endswith("ه"):
        return (word[:-1] + "ت",)  # "قضاتها"
    if word.endswith("ا"):
        return word, word + "ي", word + "و"
    return (word, word[:-1] + "ا") if word.endswith("ي") else (word,)


def _list_known(
    words: Iterable[Iterable[str]],
    tables: Iterable[Mapping[str, tuple[tuple[Phrase, str], ...]]],
    months: Mapping[str, tuple[tuple[Phrase, str], ...]],
) -> frozenset[str]:
    """The words that no clitic is taken off: all words, the first words of phrases, and those of months."""
    known = {word for each in words for word in each}
    known |= {phrase[0] for table in tables for rows in table.values() for phrase, _ in rows}
    return frozenset(known | {word for rows in months.values() for phrase, _ in rows for word in phrase})


def _classes_of_word(tags: tuple[Tag, ...]) -> frozenset[str]:
    """The classes of a word; a given name, and one that only is no name, is a word like any other for the rules."""
    classes = classes_of(tags) - _MERE
    return classes | {"word"} if not classes or classes == {"no_name"} else classes


# What the grammar asks of a word's tags alone: for the rules, and as part of a name, it is a word like any other.
_MERE = frozenset({"given_name", "official", "civil_body", "rank_of_part", "of_attack", "fired_by", "kunya"})


def _list_count_starts(
    tables: Iterable[Mapping[str, tuple[tuple[Phrase, str], ...]]], words: Iterable[str], known: frozenset[str]
) -> frozenset[str]:
    """The words that a count in words may begin with."""
    return frozenset(words).union(*(_part_phrases(table, known) for table in tables))


# Classes of words that tell of harm: every rule needs one of them, or people whose own word says it.
_HARM_CLASSES = frozenset({"harm_past", "harm_noun", "hits", "toll", "doom", "both", "reflexive"})


def _list_triggers(lexicon: Lexicon, known: frozenset[str]) -> frozenset[str]:
    """The words of the lexicon that tell of harm; of a phrase its first word."""

    def tells(tags: tuple[Tag, ...]) -> bool:
        return any(tag.cls in _HARM_CLASSES or "outcome" in tag.entry.fields for tag in tags)

    found = {word for word, tags in lexicon.words.items() if tells(tags)}
    phrases = _part_phrases(lexicon.phrases, known)
    return frozenset(found | {first for first, rows in phrases.items() if any(tells(tags) for _, tags in rows)})


def _fold_numbers(table: Mapping[str, list[str]]) -> dict[str, int]:
    """The number that each word of a table stands for."""
    return {fold(word): int(number) for number, words in table.items() for word in words}


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
            parted = tuple(part for word in words for part in part_word(word, known))
            found.setdefault(parted[0], []).append((parted, meaning))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


def match_phrase(
    table: Mapping[str, tuple[tuple[Phrase, Meaning], ...]], tokens: list[Token], i: int
) -> tuple[Meaning, int] | None:
    """What the longest phrase of the table that starts at token `i` stands for, and the token after it; None if there
    is none, or no token."""
    for words, meaning in table.get(tokens[i].word, ()) if i < len(tokens) else ():
        end = i + len(words)
        if end > len(tokens):
            continue
        k = 1
        while i + k < end and tokens[i + k].word == words[k]:  # mostly it ends at the second word
            k += 1
        if i + k == end:
            return meaning, end
    return None
