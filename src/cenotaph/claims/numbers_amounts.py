"""Amounts: a number, a vague phrase or a range at a token, before the words around it bound it."""

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claims.numbers_grammar import GRAMMARS, Value
from cenotaph.claims.numbers_words import Entry, NumberWords, is_written, list_candidates, match_phrase
from cenotaph.claims.tokens import Token


class Amount(NamedTuple):
    """The number itself, before the words around it bound it."""

    low: int
    high: int
    open: bool
    stated: int | None
    end: int
    rule: str
    vague: bool = False
    article: bool = False
    increment: bool = False
    scale: int = 1
    suffix: str = ""


def read_amount(tokens: Sequence[Token], start: int, words: NumberWords) -> Amount | None:
    """A vague or fixed phrase, or a number, at `start`: the longer of them."""
    token = tokens[start]
    vague = _read_whole(tokens, start, words) if token.word in words.whole else None
    if vague is None and (token.word in words.scale_plurals or token.word in words.collective_plurals):
        return _read_plural(tokens, start, words)
    if token.kind != "number" and token.kind != "word":
        return None
    value: Value | None = GRAMMARS[words.grammar](tokens, start, words)
    if value is None or (vague is not None and vague.end >= value.end):
        return vague
    number, rule = value.value, _find_rule(tokens, start, value.end, words)
    return Amount(
        number, number, False, number, value.end, rule, False, value.article, False, value.scale, value.suffix
    )


def _find_rule(tokens: Sequence[Token], start: int, end: int, words: NumberWords) -> str:
    """The id of the entry that says most of how the number is made."""
    if end == start + 1 and "-" not in tokens[start].word:
        return words.ids["cardinal"]
    pieces = {piece for token in tokens[start:end] for piece in token.word.split("-")}
    if not pieces.isdisjoint(words.halves):
        return words.ids["half"]
    if not (pieces.isdisjoint(words.collectives) and pieces.isdisjoint(words.collective_plurals)):
        return words.ids["collective"]
    return words.ids["cardinal" if pieces.isdisjoint(words.scales) else "scale"]


def _read_plural(tokens: Sequence[Token], start: int, words: NumberWords) -> Amount:
    """dozens, hundreds, tens of thousands: at least two of each, and open."""
    word = tokens[start].word
    scale = word in words.scale_plurals
    unit = words.scale_plurals[word] if scale else words.collective_plurals[word]
    low, end = 2 * unit, start + 1
    if end + 1 < len(tokens) and tokens[end].word in words.joins["of"]:
        further = words.scale_plurals.get(tokens[end + 1].word, 0)
        if further > 10:
            low, end = low * further, end + 2
    return Amount(low, low, True, None, end, words.ids["scale" if scale else "collective"], True)


def _read_whole(tokens: Sequence[Token], start: int, words: NumberWords) -> Amount | None:
    """A vague phrase, multiplied if a scale follows (several hundred), or a fixed one (a couple, no one)."""
    for entry in list_candidates(words.whole, tokens, start):
        if not is_written(entry, tokens, start):
            continue
        end = start + len(entry.words)
        follower = tokens[end].word if end < len(tokens) else ""
        if entry.times and follower:
            unit = (
                words.scales.get(follower) or words.collectives.get(follower) or words.collective_plurals.get(follower)
            )
            unit = unit or words.scale_plurals.get(follower)
            if unit:
                further = words.scales.get(tokens[end + 1].word, 0) if end + 1 < len(tokens) else 0
                low = entry.low * unit * (further if further > unit else 1)
                return Amount(low, low, True, None, end + (2 if further > unit else 1), entry.id, True)
        if entry.only_times or follower in entry.not_next or (entry.next and follower not in entry.next):
            continue
        if entry.does == "vague":
            return Amount(entry.low, entry.low, True, None, end, entry.id, True)
        return Amount(entry.low, entry.low, False, entry.low, end, entry.id, increment=entry.increment)
    return None


def _read_perhaps(tokens: Sequence[Token], base: Amount, words: NumberWords) -> Amount | None:
    """three, possibly four,; two or perhaps three."""
    at, joins = base.end, words.joins
    is_parted = tokens[at].word == ","
    at += is_parted or tokens[at].word in joins["or"] or tokens[at].word in joins["and"]
    if at + 1 >= len(tokens) or tokens[at].word not in joins["perhaps"] or base.vague:
        return None
    second = read_amount(tokens, at + 1, words)
    if second is None or second.article or second.suffix or second.vague or second.high <= base.low:
        return None
    closes = is_parted and second.end < len(tokens) and tokens[second.end].word == ","
    return Amount(base.low, second.high, False, None, second.end + closes, base.rule, False)


def read_range(tokens: Sequence[Token], base: Amount, before: Sequence[Entry], words: NumberWords) -> Amount | None:
    """20 to 30; 12 or 13; 20-30; between 20 and 30; dozens or hundreds. The second number must be the larger."""
    at = base.end
    if at + 1 >= len(tokens) or base.article or base.suffix:
        return None
    join, joins = tokens[at], words.joins
    if join.word not in words.range_joins:
        return None
    between = any(entry.does == "between" for entry in before)
    from_to = any(entry.does == "from" for entry in before)
    if (perhaps := _read_perhaps(tokens, base, words)) is not None:
        return perhaps
    if join.word in joins["dash"]:
        # Either no space around it or one on each side: 20-30, 20 - 30.
        gap = join.start - tokens[at - 1].end
        if gap > 1 or tokens[at + 1].start - join.end != gap or between or from_to:
            return None
    elif join.word in joins["and"]:
        if not between:
            return None
    elif join.word in joins["to"]:
        if between:
            return None
    elif join.word not in joins["or"] or between or from_to:
        return None
    after = at + 1
    entry = match_phrase(words.before, tokens, after)
    if (
        entry is not None
        and entry.does in ("about", "ceiling", "nearly")
        and (between or from_to)
        and after + len(entry.words) < len(tokens)
    ):
        after += len(entry.words)
    second = read_amount(tokens, after, words)
    if second is None or second.article or second.suffix or second.vague != base.vague:
        return None
    low = base.low
    if base.scale == 1 and second.scale > 1 and low * second.scale < second.high and not base.vague:
        low *= second.scale
    if second.high <= low:
        return None
    return Amount(low, second.high, base.vague, None, second.end, base.rule, base.vague)
