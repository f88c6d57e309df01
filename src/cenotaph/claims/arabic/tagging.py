"""Arabic units: words and phrases of the lexicon, numbers and periods, each with its classes."""

from cenotaph.claims.arabic.numbers import read_count
from cenotaph.claims.arabic.words import ArabicWords, match_phrase
from cenotaph.claims.periods import PeriodPhrase
from cenotaph.claims.tokens import Token
from cenotaph.claims.units import Unit, classes_of

_PERIOD, _COUNT, _WORD = frozenset({"period"}), frozenset({"count"}), frozenset({"word"})
_SHARE = frozenset({"share"})
_KINDS = {"number": frozenset({"number"}), "time": frozenset({"time"}), "mark": frozenset({"mark"})}


def tag_units(tokens: list[Token], text: str, periods: list[PeriodPhrase], words: ArabicWords) -> list[Unit]:
    """The units of a sentence whose words have been parted, in order; every token is in exactly one."""
    units: list[Unit] = []
    starts = {phrase.first: phrase for phrase in periods}
    lexicon = words.lexicon
    i = 0
    while i < len(tokens):
        token = tokens[i]
        phrase = match_phrase(words.tagged, tokens, i)
        unit = Unit(classes_of(phrase[0]), i, phrase[1], phrase[0]) if phrase is not None else None
        if i in starts:
            unit = Unit(_PERIOD, i, starts[i].last, (), starts[i])
        elif unit is None and (counted := read_count(tokens, i, words, text)) is not None:
            unit = Unit(_COUNT, i, counted.end, (), counted)
        if unit is None and token.word in words.shares:
            unit = Unit(_SHARE, i, i + 1, (), words.shares[token.word])
        if unit is None:
            tags = lexicon.words.get(token.word, ())
            unit = Unit(classes_of(tags) if tags else _KINDS.get(token.kind, _WORD), i, i + 1, tags)
        units.append(unit)
        i = unit.last
    return units
