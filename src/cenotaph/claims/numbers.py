"""Number phrases: from words at a token to a Count with its bounds, and what else the words say of it."""

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple, TypedDict

from cenotaph.claims.numbers_amounts import Amount, read_amount, read_range
from cenotaph.claims.numbers_units import read_unit
from cenotaph.claims.numbers_words import (
    Entry,
    NumberWords,
    load_number_words,
    match_phrase,
)
from cenotaph.claims.tokens import Token
from cenotaph.values.count import Count

__all__ = ["NumberPhrase", "NumberWords", "load_number_words", "read_count"]

# Which of several bounding phrases on one number counts: a limit says more than an approximation ("at least some 40").
_STRENGTH = ("above", "floor", "ceiling", "below", "nearly", "about")
# Phrases that need two numbers after them.
_PAIRED = ("between", "from")


class NumberPhrase(NamedTuple):
    """A number phrase that starts at a token.

    `count` is None only for a share without a number. `end` is the index after its last token. `increment`: people to
    be added ("another two"). `other`: "two other", "two others" (the noun "others" itself is not taken in). `share`: a
    part of a group counted elsewhere, as (numerator, denominator), "most" or "all". `unit`: what the number measures,
    or "date", "time", "age", "part" ("2 1/2") or "name", when it counts no people. `of`: the next word is "of".
    `part`: out of a known group ("three of the"). `superseded`: the former number of a change ("rose from 20 to
    30"). `rules`: ids of the lexicon's entries that made it. `article`: the number is only a bare "a".
    """

    count: Count | None  # type: ignore[assignment]  # hides tuple.count, which nobody needs here
    end: int
    increment: bool = False
    other: bool = False
    share: tuple[int, int] | str | None = None
    unit: str | None = None
    of: bool = False
    part: bool = False
    superseded: bool = False
    rules: tuple[str, ...] = ()
    article: bool = False


def read_count(tokens: Sequence[Token], start: int, words: NumberWords, text: str) -> NumberPhrase | None:
    """The longest number phrase that starts exactly at token `start`, or None. `text` is the text the tokens were cut
    from.

    Returns at once if no number phrase can start with the token.
    """
    token = tokens[start]
    word = token.word
    if token.kind == "number" and _is_mixed(tokens, start):
        count = Count(0, 0, False, None, text[token.start : tokens[start + 3].end])
        return NumberPhrase(count, start + 4, unit="part")
    if token.kind != "number" and word not in words.starters:
        if "-" not in word or token.kind != "word":
            return None
        first = word.partition("-")[0]
        if first not in words.starters and not first.isdecimal():
            return None
    elif token.kind != "number" and word not in words.values and match_phrase(words.before, tokens, start) is None:
        return None
    before, base = _read_before(tokens, start, words)
    share = _read_share(tokens, start, words, text)
    if share is not None and (base is None or share.end > base.end):
        return share
    if base is None:
        return None
    superseded = _is_superseded(tokens, start, words)
    if superseded and before and before[0].does == "from":
        return None
    paired = bool(before) and any(entry.does in _PAIRED for entry in before)
    # "Rose by six to 52": six more, and no range.
    is_step = start > 0 and tokens[start - 1].word in words.joins["by"]
    if paired or not (superseded or is_step):
        ranged = read_range(tokens, base, before, words)
        if ranged is None and paired:
            return None
        base = ranged or base
    phrase = _finish_count(tokens, start, before, base, words, text)
    return phrase._replace(superseded=True) if superseded else phrase


def _is_mixed(tokens: Sequence[Token], start: int) -> bool:
    """True for "2 1/2": a measure or an age, which counts nobody."""
    fraction = tokens[start + 1 : start + 4]
    return [token.kind == "number" for token in fraction] == [True, False, True] and fraction[1].text == "/"


def _read_before(tokens: Sequence[Token], start: int, words: NumberWords) -> tuple[list[Entry], Amount | None]:
    """The bounding phrases that stand before the number, and the number after them."""
    before: list[Entry] = []
    starts = [start]
    while len(before) < 4:
        entry = match_phrase(words.before, tokens, starts[-1])
        if entry is None or starts[-1] + len(entry.words) >= len(tokens):
            break
        before.append(entry)
        starts.append(starts[-1] + len(entry.words))
    while True:
        base = read_amount(tokens, starts[-1], words)
        if base is not None and (not before or not base.article or all(entry.article for entry in before)):
            return before, base
        if not before:
            return before, None
        before.pop()
        starts.pop()


def _is_superseded(tokens: Sequence[Token], start: int, words: NumberWords) -> bool:
    """Whether the number at `start` is the former one of a change: rose from 20 to 30."""
    if start == 0:
        return False
    at = start if tokens[start].word in words.joins["from"] else start - 1
    if tokens[at].word not in words.joins["from"]:
        return False
    before = reversed(tokens[max(0, at - words.change_reach) : at])
    return any(token.word in words.change for token in takewhile(lambda token: token.text not in _PAUSES, before))


_PAUSES = frozenset(",;:،؛")


def _read_share(tokens: Sequence[Token], start: int, words: NumberWords, text: str) -> NumberPhrase | None:
    """half of, two thirds of, most, all; "all 12" is a count too. A bounding phrase may stand before it: nearly a third
    of.
    """
    at = start
    if tokens[at].kind == "number":
        return None
    if tokens[at].word in words.before:
        entry = match_phrase(words.before, tokens, at)
        if entry is not None and at + len(entry.words) < len(tokens) and match_phrase(words.shares, tokens, at) is None:
            at += len(entry.words)
    word = tokens[at].word
    if at and tokens[at - 1].word in words.joins["group"] and word in words.superlative:
        return None
    if word in words.shares:
        found = match_phrase(words.shares, tokens, at)
        if found is not None:
            end = at + len(found.words)
            counted = read_amount(tokens, end, words) if end < len(tokens) else None
            if counted is not None and not counted.article and not counted.vague:
                phrase = _finish_count(tokens, start, (), counted, words, text)
                return phrase._replace(share=found.share, rules=(found.id, *phrase.rules))
            return NumberPhrase(None, end, share=found.share, **_read_of(tokens, end, words), rules=(found.id,))
    numerator = 1 if word in words.articles else words.cardinals.get(word, 0)
    end = at + 1
    if numerator and end < len(tokens) and tokens[end].word in words.denominators:
        denominator = words.denominators[tokens[end].word]
        end += 1
    elif "-" in word:
        first, _, last = word.partition("-")
        numerator, denominator = words.cardinals.get(first, 0), words.denominators.get(last, 0)
    else:
        return None
    if 0 < numerator < denominator and end < len(tokens) and tokens[end].word in words.joins["fraction"]:
        share = (numerator, denominator)
        return NumberPhrase(None, end, share=share, **_read_of(tokens, end, words), rules=(words.ids["fraction"],))
    return None


class _Of(TypedDict):
    of: bool
    part: bool


def _read_of(tokens: Sequence[Token], end: int, words: NumberWords) -> _Of:
    """Whether "of" follows, and whether it leads to a group known already."""
    of = end < len(tokens) and tokens[end].word in words.joins["of"]
    return {"of": of, "part": of and end + 1 < len(tokens) and tokens[end + 1].word in words.joins["group"]}


def _finish_count(
    tokens: Sequence[Token], start: int, before: Sequence[Entry], base: Amount, words: NumberWords, text: str
) -> NumberPhrase:
    """Add what stands after the number, work out the bounds, and flag what the number counts."""
    entries, end, other = list(before), base.end, False
    if base.suffix:
        entries.append(words.hyphen_after[base.suffix])
    while end < len(tokens) and not base.article and tokens[end].word in words.after:
        entry = match_phrase(words.after, tokens, end)
        if entry is None:
            break
        entries.append(entry)
        if entry.does == "others":
            other = True
            break
        other = other or entry.does == "other"
        end += len(entry.words)
    of = _read_of(tokens, end, words)
    if of["of"] and end + 1 < len(tokens) and tokens[end + 1].word in words.after:
        entry = match_phrase(words.after, tokens, end + 1)
        if entry is not None and entry.does in ("other", "others"):
            entries.append(entry)
            other = True
    kinds = [entry.does for entry in entries]
    low, high, open_, stated = bound_amount(kinds, base) if kinds else (base.low, base.high, base.open, base.stated)
    count = Count(low, high, open_, stated, text[tokens[start].start : tokens[end - 1].end])
    unit = read_unit(tokens, start, end, words, high)
    rules = (*[entry.id for entry in entries], base.rule)
    added = base.increment or "increment" in kinds
    return NumberPhrase(count, end, added, other, None, unit, of["of"], of["part"], False, rules, base.article)


def bound_amount(kinds: Sequence[str], base: Amount) -> tuple[int, int, bool, int | None]:
    """(low, high, open, stated) once the strongest of the bounding words is applied."""
    low, high, open_, stated = base.low, base.high, base.open, base.stated
    kind = next((kind for kind in _STRENGTH if kind in kinds), "")
    single = low == high and not base.vague
    if kind == "floor":
        return low, high, True, stated
    if kind == "above" and not base.vague:
        return low + 1, max(high, low + 1), True, stated
    if kind == "ceiling":
        return min(1, high), high, open_, None
    if kind == "below":
        high = high if base.vague else max(0, high - 1)
        return min(1, high), high, False, None
    if kind == "nearly" and single:
        return max(min(1, high), (9 * high + 5) // 10), high, open_, stated
    if kind == "about" and single:
        return max(min(1, high), (9 * high + 5) // 10), (11 * high + 5) // 10, open_, stated
    return low, high, open_, stated
