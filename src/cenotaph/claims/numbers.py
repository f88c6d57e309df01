"""Number phrases: from words at a token to a Count with its bounds, and what else the words say of it."""

from collections.abc import Sequence
from typing import NamedTuple, TypedDict

from cenotaph.claims.numbers_grammar import GRAMMARS, Value
from cenotaph.claims.numbers_units import read_unit
from cenotaph.claims.numbers_words import (
    Entry,
    NumberWords,
    is_written,
    list_candidates,
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
    or "date", "time", "age" or "name", when it counts no people. `of`: the next word is "of". `part`: out of a known
    group ("three of the"). `superseded`: the former number of a change ("rose from 20 to 30"). `rules`: ids of the
    lexicon's entries that made it.
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


class _Base(NamedTuple):
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


def read_count(tokens: Sequence[Token], start: int, words: NumberWords, text: str) -> NumberPhrase | None:
    """The longest number phrase that starts exactly at token `start`, or None. `text` is the text the tokens were cut
    from.

    Returns at once if no number phrase can start with the token.
    """
    token = tokens[start]
    word = token.word
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
    if paired or not superseded:
        ranged = _read_range(tokens, base, before, words)
        if ranged is None and paired:
            return None
        base = ranged or base
    phrase = _finish_count(tokens, start, before, base, words, text)
    return phrase._replace(superseded=True) if superseded else phrase


def _read_before(tokens: Sequence[Token], start: int, words: NumberWords) -> tuple[list[Entry], _Base | None]:
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
        base = _read_base(tokens, starts[-1], words)
        if base is not None and (not before or not base.article or all(entry.article for entry in before)):
            return before, base
        if not before:
            return before, None
        before.pop()
        starts.pop()


def _read_base(tokens: Sequence[Token], start: int, words: NumberWords) -> _Base | None:
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
    return _Base(number, number, False, number, value.end, rule, False, value.article, False, value.scale, value.suffix)


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


def _read_plural(tokens: Sequence[Token], start: int, words: NumberWords) -> _Base:
    """dozens, hundreds, tens of thousands: at least two of each, and open."""
    word = tokens[start].word
    scale = word in words.scale_plurals
    unit = words.scale_plurals[word] if scale else words.collective_plurals[word]
    low, end = 2 * unit, start + 1
    if end + 1 < len(tokens) and tokens[end].word in words.joins["of"]:
        further = words.scale_plurals.get(tokens[end + 1].word, 0)
        if further > 10:
            low, end = low * further, end + 2
    return _Base(low, low, True, None, end, words.ids["scale" if scale else "collective"], True)


def _read_whole(tokens: Sequence[Token], start: int, words: NumberWords) -> _Base | None:
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
                return _Base(low, low, True, None, end + (2 if further > unit else 1), entry.id, True)
        if entry.only_times or follower in entry.not_next or (entry.next and follower not in entry.next):
            continue
        if entry.does == "vague":
            return _Base(entry.low, entry.low, True, None, end, entry.id, True)
        return _Base(entry.low, entry.low, False, entry.low, end, entry.id, increment=entry.increment)
    return None


def _read_range(tokens: Sequence[Token], base: _Base, before: Sequence[Entry], words: NumberWords) -> _Base | None:
    """20 to 30; 12 or 13; 20-30; between 20 and 30; dozens or hundreds. The second number must be the larger."""
    at = base.end
    if at + 1 >= len(tokens) or base.article or base.suffix:
        return None
    join, joins = tokens[at], words.joins
    if join.word not in words.range_joins:
        return None
    between = any(entry.does == "between" for entry in before)
    from_to = any(entry.does == "from" for entry in before)
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
    second = _read_base(tokens, after, words)
    if second is None or second.article or second.suffix or second.vague != base.vague:
        return None
    low = base.low
    if base.scale == 1 and second.scale > 1 and low * second.scale < second.high and not base.vague:
        low *= second.scale
    if second.high <= low:
        return None
    return _Base(low, second.high, base.vague, None, second.end, base.rule, base.vague)


def _is_superseded(tokens: Sequence[Token], start: int, words: NumberWords) -> bool:
    """Whether the number at `start` is the former one of a change: rose from 20 to 30."""
    if start == 0:
        return False
    at = start if tokens[start].word in words.joins["from"] else start - 1
    if tokens[at].word not in words.joins["from"]:
        return False
    return any(token.word in words.change for token in tokens[max(0, at - words.change_reach) : at])


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
            counted = _read_base(tokens, end, words) if end < len(tokens) else None
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
    tokens: Sequence[Token], start: int, before: Sequence[Entry], base: _Base, words: NumberWords, text: str
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
    low, high, open_, stated = _bound(kinds, base) if kinds else (base.low, base.high, base.open, base.stated)
    count = Count(low, high, open_, stated, text[tokens[start].start : tokens[end - 1].end])
    unit = read_unit(tokens, start, end, words, high)
    rules = (*[entry.id for entry in entries], base.rule)
    return NumberPhrase(
        count, end, base.increment or "increment" in kinds, other, None, unit, of["of"], of["part"], False, rules
    )


def _bound(kinds: Sequence[str], base: _Base) -> tuple[int, int, bool, int | None]:
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
