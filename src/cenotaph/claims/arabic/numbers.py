"""Arabic numbers: digits, words with their agreement, and the words that bound them."""

from typing import NamedTuple

from cenotaph.claims.arabic.words import ArabicWords, match_phrase
from cenotaph.claims.numbers import NumberPhrase, bound_amount
from cenotaph.claims.numbers_amounts import Amount
from cenotaph.claims.tokens import Token
from cenotaph.values.count import Count

_AND, _THE = "و", "ال"
_TANWIN = ("\u064b", "\u064b\u0627", "\u0627\u064b")
_ALIF = "\u0627"
_PERCENT, _SPLITS = frozenset({"%", "٪"}), frozenset({":", "/"})
_DASHES = frozenset({"-", "–", "—"})
_TENS, _HUNDREDS, _THOUSAND, _MILLION = 10, 100, 1000, 1_000_000
_LARGEST = 100_000_000


class _Number(NamedTuple):
    value: int
    end: int


def read_number(tokens: list[Token], start: int, words: ArabicWords) -> tuple[int, int] | None:
    """The whole number that starts exactly at a token, in digits or words, and the token after it."""
    token = tokens[start]
    if (compound := match_phrase(words.compounds, tokens, start)) is not None:
        return int(compound[0]), compound[1]
    if token.kind == "number":
        digits = token.word.replace(",", "").replace("٬", "")
        if not digits.isdecimal() or int(digits) > _LARGEST:
            return None
        found = _Number(int(digits), start + 1)
    elif token.word in words.values or token.word in words.scales:
        found = _read_words(tokens, start, words)
    else:
        return None
    # "15 ألف", "4 آلاف"
    if token.kind == "number" and found.end < len(tokens) and tokens[found.end].word in words.scales:
        found = _Number(found.value * words.scales[tokens[found.end].word], found.end + 1)
    if found.value and found.value % _THOUSAND == 0 and tokens[found.end - 1].kind != "number":
        rest = _read_rest(tokens, found.end, words)
        if rest is not None and rest.value < (_THOUSAND if found.value % _MILLION else _MILLION):
            found = _Number(found.value + rest.value, rest.end)  # "21 ألفا و630"
    return found


def _read_rest(tokens: list[Token], at: int, words: ArabicWords) -> _Number | None:
    """The number in digits that "and" adds at a token."""
    if at + 1 >= len(tokens) or tokens[at].word != _AND or tokens[at + 1].kind != "number":
        return None
    rest = read_number(tokens, at + 1, words)
    return _Number(*rest) if rest is not None else None


def _read_words(tokens: list[Token], start: int, words: ArabicWords) -> _Number:
    """ "ألف ومئتان وخمسة وعشرون": parts that are joined by "and", each smaller than the one before, save that units
    stand before tens."""
    total = current = 0
    i = start
    while i < len(tokens):
        at = i
        if i > start and tokens[i].word == _AND:
            at = i + 1
        word = tokens[at].word if at < len(tokens) else ""
        compound = match_phrase(words.compounds, tokens, at) if at > i else None
        if compound is not None and current and current % _HUNDREDS == 0:
            current, i = current + int(compound[0]), compound[1]  # "مئتان وأحد عشر"
            continue
        if word in words.scales and not (at == start and _is_two_thousand(tokens, at, words)):
            if at > i:
                # "مئة وألف" is no number; "ثلاثة وألف" are two.
                break
            total += max(current, 1) * words.scales[word]
            current = 0
        elif word in words.values and _goes_on(total, current, words.values[word], joined=at > i, first=i == start):
            value = words.values[word]
            current = current * value if value == _HUNDREDS and 0 < current < _TENS and at == i else current + value
        else:
            break
        i = at + 1
    return _Number(total + current, i)


def _is_two_thousand(tokens: list[Token], at: int, words: ArabicWords) -> bool:
    """True for the dual before its noun ("ألفا قتيل"), which but for its sign is written as the singular is after
    eleven and more ("21 ألفا") and before "and" ("ألفا ومئتين")."""
    is_dual = tokens[at].word in words.values and not tokens[at].text.endswith(_TANWIN)
    return is_dual and at + 1 < len(tokens) and tokens[at + 1].word != _AND


def _goes_on(total: int, current: int, value: int, *, joined: bool, first: bool) -> bool:
    """True if a number word belongs to the number before it."""
    if first:
        return True
    if not joined:
        # "خمسة عشر", "ثلاث مئة": nothing stands between; anything else is another number.
        return (value == _TENS and 0 < current % _HUNDREDS < _TENS) or (value == _HUNDREDS and 2 < current < _TENS)
    if not current:
        return 0 < value < 1000 <= total
    if current % _HUNDREDS and current % _HUNDREDS < _TENS:
        return _TENS < value < _HUNDREDS  # "خمسة وعشرون"
    return current >= _HUNDREDS and current % _HUNDREDS == 0 and value < _HUNDREDS


def read_count(tokens: list[Token], start: int, words: ArabicWords, text: str) -> NumberPhrase | None:
    """The number phrase that starts exactly at a token: what bounds it, the number, and whether it counts things."""
    kinds: list[str] = []
    at = start
    while (bound := match_phrase(words.before, tokens, at)) is not None and bound[1] < len(tokens):
        kinds.append(bound[0])
        at = bound[1]
    if kinds and tokens[at].word == _THE and at + 1 < len(tokens):
        at += 1  # "حاجز الـ500"
    if "between" in kinds:
        return _read_between(tokens, start, at, words, text)
    vague = match_phrase(words.vague, tokens, at)
    if vague is not None and not (kinds and at == start):
        low = int(vague[0])
        count = Count(low, low, True, None, _slice(tokens, start, vague[1], text))
        return NumberPhrase(count, vague[1])
    number = read_number(tokens, at, words)
    if number is None:
        return None
    value, end = number
    join = match_phrase(words.joins, tokens, end) if end + 1 < len(tokens) and not kinds else None
    if join is not None or (end + 1 < len(tokens) and tokens[end].word in _DASHES):
        upper = read_number(tokens, join[1] if join is not None else end + 1, words)
        if upper is not None and upper[0] > value:
            count = Count(value, upper[0], False, None, _slice(tokens, start, upper[1], text))
            return NumberPhrase(count, upper[1], unit=_read_unit(tokens, upper[1], words))
    low, high, is_open, stated = (
        bound_amount(kinds, _make_amount(value, end)) if kinds else (value, value, False, value)
    )
    count = Count(low, high, is_open, stated, _slice(tokens, start, end, text))
    return NumberPhrase(count, end, unit=_read_unit(tokens, end, words))


def _read_between(tokens: list[Token], start: int, at: int, words: ArabicWords, text: str) -> NumberPhrase | None:
    low = read_number(tokens, at, words)
    if low is None or low[1] >= len(tokens) or tokens[low[1]].word not in {_AND, "الي"}:
        return None
    high = read_number(tokens, low[1] + 1, words)
    if high is None or high[0] <= low[0]:
        return None
    count = Count(low[0], high[0], False, None, _slice(tokens, start, high[1], text))
    return NumberPhrase(count, high[1], unit=_read_unit(tokens, high[1], words))


def bound_after(tokens: list[Token], end: int, words: ArabicWords, count: Count) -> tuple[Count, int]:
    """A count with what is said of it after the people it counts ("على الأقل"), and the token after that."""
    bound = match_phrase(words.after, tokens, end)
    if bound is None or count.stated is None or count.low != count.high:
        return count, end
    low, high, is_open, stated = bound_amount([bound[0]], _make_amount(count.low, end))
    return Count(low, high, is_open, stated, count.text), bound[1]


def _make_amount(value: int, end: int) -> Amount:
    return Amount(value, value, False, value, end, "")


def _read_unit(tokens: list[Token], end: int, words: ArabicWords) -> str | None:
    """What a number measures, if it counts no people: the noun after it is one of things, or a sign of a percentage."""
    if end >= len(tokens):
        return None
    is_split = tokens[end].text in _SPLITS and end + 1 < len(tokens) and tokens[end + 1].kind == "number"
    word = tokens[end].word
    is_thing = word in words.units or word.removesuffix(_ALIF) in words.units  # "40 رأسا"
    return word if is_thing or tokens[end].text in _PERCENT or is_split else None


def _slice(tokens: list[Token], start: int, end: int, text: str) -> str:
    return text[tokens[start].start : tokens[end - 1].end]
