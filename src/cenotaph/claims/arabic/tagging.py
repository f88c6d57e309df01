"""Arabic units: words and phrases of the lexicon, numbers and periods, each with its classes."""

from cenotaph.claims.arabic.numbers import read_count
from cenotaph.claims.arabic.words import ArabicWords, match_phrase
from cenotaph.claims.numbers import NumberPhrase
from cenotaph.claims.periods import PeriodPhrase
from cenotaph.claims.tokens import Token
from cenotaph.claims.units import Unit, classes_of

_PERIOD, _COUNT, _WORD = frozenset({"period"}), frozenset({"count"}), frozenset({"word"})
_SHARE, _MODAL = frozenset({"share"}), frozenset({"modal"})
_SHORTEST_VERB = 3
_KINDS = {"number": frozenset({"number"}), "time": frozenset({"time"}), "mark": frozenset({"mark"})}


def _read_bracketed(tokens: list[Token], i: int, words: ArabicWords, text: str) -> NumberPhrase | None:
    """A number in a bracket of its own before the people it counts: "(5) شهداء"."""
    if i + 3 >= len(tokens) or tokens[i + 1].kind != "number" or tokens[i + 2].text != ")":
        return None
    noun = words.single.get(tokens[i + 3].word)
    counted = read_count(tokens, i + 1, words, text) if noun is not None and "person" in noun[0] else None
    return counted._replace(end=i + 3) if counted is not None and counted.end == i + 2 else None


def _settle_may(unit: Unit, tokens: list[Token], words: ArabicWords) -> Unit:
    """ "قد" as "may", if a verb of what is not yet follows; else what else the word may be. It begins with y; one that
    begins with t may be a past ("قد توفي"), and is one of what is not yet only if the lexicon says so."""
    after = tokens[unit.last].word if unit.last < len(tokens) else ""
    tags = words.single.get(after, ((), ()))[1]
    if (after.startswith("ي") and len(after) > _SHORTEST_VERB) or any(tag.form == "present" for tag in tags):
        return unit._replace(classes=_MODAL)
    return unit._replace(classes=(unit.classes - {"may"}) or _WORD)


def tag_units(tokens: list[Token], text: str, periods: list[PeriodPhrase], words: ArabicWords) -> list[Unit]:
    """The units of a sentence whose words have been parted, in order; every token is in exactly one."""
    units: list[Unit] = []
    starts = {phrase.first: phrase for phrase in periods}
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if i in starts:
            unit = Unit(_PERIOD, i, starts[i].last, (), starts[i])
        elif token.word in words.tagged and (phrase := match_phrase(words.tagged, tokens, i)) is not None:
            unit = Unit(classes_of(phrase[0]), i, phrase[1], phrase[0])
        elif (token.kind == "number" or token.word in words.count_starts) and (
            counted := read_count(tokens, i, words, text)
        ) is not None:
            unit = Unit(_COUNT, i, counted.end, (), counted)
        elif token.text == "(" and (bracketed := _read_bracketed(tokens, i, words, text)) is not None:
            unit = Unit(_COUNT, i, bracketed.end, (), bracketed)
        elif token.word in words.shares:
            unit = Unit(_SHARE, i, i + 1, (), words.shares[token.word])
        elif (known := words.single.get(token.word)) is not None:
            unit = Unit(known[0], i, i + 1, known[1])
            if unit.has("may"):
                unit = _settle_may(unit, tokens, words)
        else:
            unit = Unit(_KINDS.get(token.kind, _WORD), i, i + 1)
        units.append(unit)
        i = unit.last
    return units
