"""How a language joins its number words: a strategy for each way, from tokens to a value."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from cenotaph.claims.numbers_words import NumberWords
from cenotaph.claims.tokens import Token

_SEPARATORS = str.maketrans({"٬": ",", "٫": "."})
# Spaces that group digits by three: space, no-break space, thin space, narrow no-break space.
_GROUP_SPACES = frozenset((" ", "\u00a0", "\u2009", "\u202f"))
_HYPHENS = str.maketrans({"‐": "-", "‑": "-"})


class Value(NamedTuple):
    """A number read at some tokens: `end` is after its last token. `scale` is the last multiplier if nothing was added
    after it ("three hundred": 100), else 1. `article` marks a bare "a". `suffix` is what a joined ending adds
    ("50-odd": "odd").
    """

    value: int
    end: int
    scale: int = 1
    article: bool = False
    suffix: str = ""


Grammar = Callable[[Sequence[Token], int, NumberWords], Value | None]


def read_digits(written: str) -> tuple[int, int] | None:
    """Digits as (digits, decimals): "1,200" is (1200, 0), "1.5" (15, 1), "1.200.000" (1200000, 0); None if they are no
    number ("0945", "12,5", "24.1.2016").
    """
    if written.isdecimal():
        return None if len(written) > 1 and int(written[0]) == 0 else (int(written), 0)
    written = written.translate(_SEPARATORS)
    commas, points = written.count(","), written.count(".")
    if commas and points > 1:
        return None
    whole, _, fraction = written.partition(".") if points == 1 else (written, "", "")
    parts = whole.split("," if commas else ".")
    if len(parts) > 1 and not (
        len(parts[0]) <= 3 and int(parts[0][0]) != 0 and all(len(part) == 3 for part in parts[1:])
    ):
        return None
    return int("".join(parts) + fraction), len(fraction)


def _read_group_of_digits(tokens: Sequence[Token], start: int) -> tuple[int, int, int] | None:
    """(digits, decimals, end) at `start`, joining "1 200 000"; None if the token is a piece of a date or the like."""
    token = tokens[start]
    read = read_digits(token.text)
    if read is None:
        return None
    digits, decimals = read
    end = start + 1
    if end < len(tokens):
        following = tokens[end]
        if following.word in "./:" and following.start == token.end and end + 1 < len(tokens):
            after = tokens[end + 1]
            if after.start == following.end and after.text[0].isdecimal():
                return None
        while (
            following.kind == "number"
            and decimals == 0
            and len(following.text) == 3
            and following.text.isdecimal()
            and following.start - tokens[end - 1].end == 1
            and len(token.text) <= 3
            and token.text.isdecimal()
            and digits
        ):
            digits, end = digits * 1000 + int(following.text), end + 1
            if end == len(tokens):
                break
            following = tokens[end]
    return digits, decimals, end


def _read_multiplier(token: Token, words: NumberWords) -> int:
    """The multiplier that `token` is after a number, or 0; a plural may be one (two scores, 3 millions)."""
    word = token.word
    found = words.scales.get(word) or words.collectives.get(word)
    if found is None:
        found = words.collective_plurals.get(word) or words.scale_plurals.get(word) or 0
        found = found if found not in (10, 100) else 0
    return found


def _read_half(tokens: Sequence[Token], start: int, words: NumberWords) -> Value | None:
    """half a million, half a dozen, half-dozen, a quarter of a million; None for other halves."""
    numerator, denominator = words.halves[tokens[start].word]
    end = start + 1
    if end < len(tokens) and tokens[end].word in words.joins["of"]:
        end += 1
    if end < len(tokens) and tokens[end].word in words.articles:
        end += 1
    if end == len(tokens):
        return None
    whole = words.scales.get(tokens[end].word) or words.collectives.get(tokens[end].word) or 0
    return Value(whole * numerator // denominator, end + 1, whole) if whole else None


def _read_pieces(token: Token, words: NumberWords, grammar: Grammar) -> tuple[int, str] | None:
    """The value of a number written as one word with hyphens (two-hundred, half-a-dozen, 60-plus), with its ending."""
    pieces = token.word.translate(_HYPHENS).split("-")
    ending = pieces.pop() if pieces[-1] in words.hyphen_after else ""
    split = [
        Token(piece, piece, token.start, token.end, "number" if piece.isdecimal() else "word")
        for piece in pieces
        if piece
    ]
    if not split:
        return None
    read = grammar(split, 0, words)
    if read is None or read.end != len(split) or read.article:
        return None
    return read.value, ending


def read_additive(tokens: Sequence[Token], start: int, words: NumberWords) -> Value | None:
    """The longest number at `start` where scales multiply what stands before them and the rest is added.

    It reads digits (1,200; 1 200; 1.5 million), words (twenty-three; two hundred and five thousand), collectives (three
    dozen) and halves (half a million). A bare article is 1.
    """
    token = tokens[start]
    count, article, last_scale, total = len(tokens), False, 0, 0
    current: int | None
    if token.kind == "number":
        read = _read_group_of_digits(tokens, start)
        if read is None:
            return None
        current, decimals, end = read
        if decimals:
            return _read_decimal(tokens, current, decimals, end, words)
    else:
        word = token.word
        current, end = words.cardinals.get(word), start + 1
        if current is None:
            if word in words.articles:
                current, article = 1, True
                if end < count and tokens[end].word in words.halves:
                    half = _read_half(tokens, end, words)
                    if half is not None:
                        return half
            elif word in words.bare:
                current, end = 1, start
            elif word in words.halves:
                return _read_half(tokens, start, words)
            elif "-" in word or "‐" in word or "‑" in word:
                pieces = _read_pieces(token, words, read_additive)
                if pieces is None:
                    return None
                current = pieces[0]
                if pieces[1]:
                    return Value(current, end, suffix=pieces[1])
            else:
                return None
    scale = 1
    if end == count:
        return Value(current, end, 1, article)
    half = _read_and_half(tokens, current, end, words)
    if half is not None:
        return half
    if token.kind != "number":
        current, end = _add_unit(tokens, current, end, words, article)
    return _read_scales(tokens, current, end, words, article, scale, total, last_scale)


def _read_and_half(tokens: Sequence[Token], current: int, end: int, words: NumberWords) -> Value | None:
    """two and a half million."""
    if (
        end + 3 >= len(tokens)
        or tokens[end].word not in words.joins["and"]
        or tokens[end + 1].word not in words.articles
    ):
        return None
    numerator, denominator = words.halves.get(tokens[end + 2].word, (0, 1))
    scale = words.scales.get(tokens[end + 3].word, 0)
    if not numerator or not scale:
        return None
    return Value(current * scale + scale * numerator // denominator, end + 4, scale)


def _add_unit(tokens: Sequence[Token], current: int, end: int, words: NumberWords, article: bool) -> tuple[int, int]:
    """twenty three: a unit right after the tens, or after a word between them ("treinta y cinco"); tens and units after
    hundreds that are one word ("doscientos treinta y cinco")."""
    if article or end >= len(tokens):
        return current, end
    if current >= 100 and current % 100 == 0 and 0 < (below := words.cardinals.get(tokens[end].word, 0)) < 100:
        current, end = current + below, end + 1
    if 20 <= current % 100 <= 90 and current % 10 == 0:
        at = end + (end < len(tokens) and tokens[end].word in words.joins["tens_and"])
        unit = words.cardinals.get(tokens[at].word, 0) if at < len(tokens) else 0
        if 1 <= unit <= 9:
            return current + unit, at + 1
    return current, end


def _read_decimal(tokens: Sequence[Token], digits: int, decimals: int, end: int, words: NumberWords) -> Value | None:
    """1.5 million; 1.200 people, where three decimals before a plain word can only group thousands."""
    if end < len(tokens):
        scale = words.scales.get(tokens[end].word)
        if scale:
            return Value(digits * scale // 10**decimals, end + 1, scale)
        word = tokens[end]
        if decimals == 3 and 1000 <= digits < 1000000 and word.kind == "word" and word.word not in words.unit_after:
            return Value(digits, end)
    return None


def _read_scales(
    tokens: Sequence[Token],
    current: int,
    end: int,
    words: NumberWords,
    article: bool,
    scale: int,
    total: int,
    last_scale: int,
) -> Value:
    """Go on from a first group with hundreds, scales, collectives and what is added to them."""
    count = len(tokens)
    hundred_done = current >= 100
    while end < count:
        token = tokens[end]
        word = token.word
        multiplier = _read_multiplier(token, words)
        if multiplier:
            if multiplier == 100:
                if hundred_done or (last_scale and current > 9):
                    break
                current, hundred_done, scale = current * 100, True, 100
            elif word in words.collectives or word in words.collective_plurals:
                if total or scale != 1:
                    break
                return Value(current * multiplier, end + 1, multiplier)
            else:
                if last_scale and multiplier >= last_scale:
                    break
                pure = scale == 100 and not total
                total, current, last_scale, hundred_done = total + current * multiplier, 0, multiplier, False
                scale = multiplier * 100 if pure else multiplier
            end, article = end + 1, False
            continue
        added = _read_addition(tokens, end, words, current, scale, last_scale)
        if added is None:
            break
        current, end, scale, hundred_done = current + added[0], added[1], 1, hundred_done or added[0] >= 100
    return Value(total + current, end, scale, article)


def _read_addition(
    tokens: Sequence[Token], start: int, words: NumberWords, current: int, scale: int, last_scale: int
) -> tuple[int, int] | None:
    """(value, end) of what may be added after a scale: [and] twenty-three; two and a half million is left to the
    caller.
    """
    if scale == 1:
        return None
    end = start
    if tokens[end].word in words.joins["and"]:
        end += 1
        if end == len(tokens):
            return None
    value = words.cardinals.get(tokens[end].word)
    if not value or (value >= 100 and (current or value >= last_scale)):
        return None
    if current and current % 100:
        return None
    return _add_unit(tokens, value, end + 1, words, False)


GRAMMARS: Mapping[str, Grammar] = {"additive": read_additive}
