"""Units of a sentence: tokens and phrases with their classes, the alphabet in which patterns are written."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from cenotaph.claims.lexicon import Lexicon, Tag
from cenotaph.claims.numbers import NumberPhrase, NumberWords, read_count
from cenotaph.claims.periods import PeriodPhrase
from cenotaph.claims.tokens import Token


class Unit(NamedTuple):
    """A run of tokens, from `first` up to `last` (exclusive), that stands for one thing in a pattern.

    `classes` are the classes patterns may ask for; `tags` what the lexicon says; `value` what the grammar read
    there: a NumberPhrase (class "count"), a PeriodPhrase ("period"), a victims phrase ("victims"), or the years of an
    "age" as an int.
    """

    classes: frozenset[str]
    first: int
    last: int
    tags: tuple[Tag, ...] = ()
    value: object = None

    def field(self, name: str, cls: str = "") -> str | None:
        """The value of a field of the lexicon's entries for this unit, of one class if one is given; else None."""
        for tag in self.tags:
            value = tag.entry.fields.get(name)
            if isinstance(value, str) and (not cls or tag.entry.cls == cls):
                return value
        return None

    def marks(self, name: str) -> bool:
        """True if an entry of this unit has the field set to true."""
        return any(tag.entry.fields.get(name) is True for tag in self.tags)

    def has(self, cls: str) -> bool:
        """True if a pattern that asks for this class matches this unit."""
        return cls in self.classes


# Units are made for every word of a text: made so, each takes half the time.
_make_unit = partial(tuple.__new__, Unit)


class Alphabet:
    """One character for each set of classes, so that patterns over units are regular expressions over text."""

    def __init__(self, sets: Iterable[frozenset[str]]) -> None:
        self._letters: dict[frozenset[str], str] = {}
        for each in sets:
            # The private use area of Unicode: no letter of it means anything to a regular expression.
            self._letters.setdefault(each, chr(0xE000 + len(self._letters)))
        self._holding: dict[str, str] = {}
        for classes, letter in self._letters.items():
            for cls in classes:
                self._holding[cls] = self._holding.get(cls, "") + letter

    def letters(self, cls: str) -> str:
        """The characters of all sets that hold the class; empty if none does."""
        return self._holding.get(cls, "")

    def spell(self, units: Iterable[Unit]) -> str:
        """The units as text, one character each; a set that is not known stands as a word without class."""
        letters = self._letters
        other = letters[frozenset({"word"})]
        return "".join([letters.get(unit.classes, other) for unit in units])

    def sets(self) -> Mapping[frozenset[str], str]:
        """Every set of classes with its character."""
        return self._letters


_APOSTROPHES = frozenset({"'", "’"})
_OPENING = frozenset({"'", "‘"})
_GENITIVE = frozenset({"genitive"})
# What stands before a month that is none of anybody's names.
_LEADING = frozenset({"preposition", "since", "before", "of", "for", "to", "modifier", "determiner"})


def is_at(units: Sequence[Unit], i: int, *classes: str) -> bool:
    """True if the unit at `i`, if there is one, has one of some classes."""
    return i < len(units) and not units[i].classes.isdisjoint(classes)


def classes_of(tags: tuple[Tag, ...]) -> frozenset[str]:
    """The classes the lexicon gives a word or phrase."""
    return frozenset(tag.cls for tag in tags)


_Phrase = tuple[tuple[str, ...], frozenset[str], tuple[Tag, ...]]


class Tagger:
    """Cuts sentences into units by one lexicon; holds only what never changes."""

    def __init__(self, lexicon: Lexicon, numbers: NumberWords) -> None:
        self._numbers = numbers
        self._phrases = _index_seconds(lexicon)
        self._adverb_endings = lexicon.declared.adverb_endings
        self._common_words = lexicon.declared.common_words
        self._words = {word: (classes_of(tags), tags) for word, tags in lexicon.words.items()}
        self._prepositions = {word for word, (classes, _) in self._words.items() if classes & _LEADING}

    def tag(self, tokens: list[Token], text: str, periods: list[PeriodPhrase], *, is_caps: bool = False) -> list[Unit]:
        """The units of a sentence, in order; every token is in exactly one."""
        units: list[Unit] = []
        starts = {phrase.first: phrase for phrase in periods if phrase.role != "duration"}
        i, words, phrases = 0, self._words, self._phrases
        while i < len(tokens):
            token = tokens[i]
            if starts and i in starts:
                phrase = starts[i]
                units.append(Unit(_PERIOD, i, phrase.last, (), phrase))
                i = phrase.last
                continue
            if token.word in phrases and (found := self._read_phrase(tokens, i)):
                units.append(found)
                i = found.last
                continue
            if token.kind == "number" or token.word in self._numbers.starters or "-" in token.word:
                if (end := self._numbers.ages.find_age(tokens, i)) is not None:
                    units.append(Unit(_AGE, i, end, (), self._read_years(tokens[i:end])))
                    i = end
                    continue
                counted = read_count(tokens, i, self._numbers, text=text)
                if counted is not None:
                    units.append(Unit(_COUNT, i, counted.end, self._words.get(token.word, _NOTHING)[1], counted))
                    i = counted.end
                    continue
            known = words.get(token.word)
            if token.text in _APOSTROPHES and self._is_owning(tokens, i):
                units.append(_make_unit((_GENITIVE, i, i + 1, (), None)))
            elif known is not None:
                is_name = not is_caps and token.text.isupper() and _is_acronym(token.text, known[0])
                is_name = is_name or ("given" in known[0] and not is_caps and self._is_given(tokens, i))
                classes, tags = (_NAME, known[1] if "given" in known[0] else ()) if is_name else known
                if classes == _NATIONAL:
                    classes = classes | self._shape(token, is_caps)  # "the Iraqi minister": a name before a noun
                units.append(_make_unit((classes, i, i + 1, tags, None)))
            elif token.kind == "word" and self._numbers.ages.is_age(token.word):
                units.append(Unit(_AGE, i, i + 1, (), self._read_years([token])))
            elif token.kind == "word":
                units.append(_make_unit((self._shape(token, is_caps), i, i + 1, (), None)))
            else:
                units.append(_make_unit((_KINDS[token.kind], i, i + 1, (), None)))
            i += 1
        return units

    def _is_owning(self, tokens: list[Token], i: int) -> bool:
        """True for the mark of "Bivens' fiance" and "the boys' mother"; not for a quotation that ends behind an s."""
        if not 0 < i < len(tokens) - 1 or tokens[i - 1].end != tokens[i].start or tokens[i - 1].word[-1:] != "s":
            return False
        is_open = sum(token.text in _OPENING for token in tokens[:i]) % 2 == 1
        return not is_open and tokens[i + 1].kind == "word" and tokens[i + 1].start > tokens[i].end

    def _is_given(self, tokens: list[Token], i: int) -> bool:
        """True for "Hunter" before "Vann" and after "her son"; not for a calling or a month beside names ("in April
        Ana Ruiz")."""
        said = self._words.get(tokens[i - 1].word, _NOTHING)[1] if i and _is_capitalised(tokens[i].text) else ()
        if any(tag.cls == "person" and tag.form == "singular" and tag.entry.fields.get("kin") for tag in said):
            return True
        if i + 1 >= len(tokens) or not _is_capitalised(tokens[i].text) or tokens[i + 1].kind != "word":
            return False
        known = self._words.get(tokens[i + 1].word)
        is_next_name = _is_capitalised(tokens[i + 1].text) and (known is None or "surname" in known[0])
        goes_on = i + 2 < len(tokens) and tokens[i + 2].kind == "word" and _is_capitalised(tokens[i + 2].text)
        before = tokens[i - 1].word if i else ""
        is_when = "calendar" in self._words[tokens[i].word][0] and before in self._prepositions
        return is_next_name and not goes_on and not is_when

    def _read_years(self, tokens: list[Token]) -> int | None:
        return self._numbers.ages.read_years("-".join(token.word for token in tokens))

    def _shape(self, token: Token, is_caps: bool) -> frozenset[str]:
        """The class of a word the lexicon does not know."""
        is_name = is_caps or _is_capitalised(token.text)
        if token.word.endswith(self._adverb_endings) and (is_caps or not is_name):
            return _ADVERB
        if is_caps and token.word in self._common_words:
            return _WORD
        return _NAME if is_name else _WORD

    def _read_phrase(self, tokens: list[Token], i: int) -> Unit | None:
        if i + 1 == len(tokens):
            return None
        for words, classes, tags in self._phrases[tokens[i].word].get(tokens[i + 1].word, ()):
            end = i + len(words)
            if end <= len(tokens) and all(tokens[i + k].word == words[k] for k in range(2, len(words))):
                return Unit(classes, i, end, tags)
        return None


def _index_seconds(lexicon: Lexicon) -> dict[str, dict[str, list[_Phrase]]]:
    """The phrases of a lexicon by their first and second word, longest first, with their classes."""
    found: dict[str, dict[str, list[_Phrase]]] = {}
    for first, rows in lexicon.phrases.items():
        seconds = found.setdefault(first, {})
        for words, tags in rows:
            seconds.setdefault(words[1], []).append((words, classes_of(tags), tags))
    return found


def _is_acronym(word: str, classes: frozenset[str]) -> bool:
    """True for a small word, written in capitals within text that has small letters: a name ("IS", "WHO")."""
    return len(word) > 1 and word.isalpha() and not classes.isdisjoint(_SMALL)


_SMALL = frozenset({"be", "pronoun", "relative", "or", "but", "no", "adverb", "preposition", "modal"})


def _is_capitalised(word: str) -> bool:
    """True for "Zor" and "ez-Zor"."""
    return word[0].isupper() or ("-" in word and any(part[:1].isupper() for part in word.split("-")))


_NOTHING: tuple[frozenset[str], tuple[Tag, ...]] = (frozenset(), ())
_NATIONAL = frozenset({"national"})
_PERIOD, _COUNT = frozenset({"period"}), frozenset({"count"})
_AGE = frozenset({"age", "person"})
_ADVERB = frozenset({"adverb"})
_NAME, _WORD = frozenset({"name"}), frozenset({"word"})
_KINDS = {"number": frozenset({"number"}), "time": frozenset({"time"}), "mark": frozenset({"mark"})}


def list_count(unit: Unit) -> NumberPhrase | None:
    """The number phrase of a unit of class "count"."""
    return unit.value if isinstance(unit.value, NumberPhrase) else None
