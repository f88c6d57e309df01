"""Arabic numbers told from one to another: ranges ("من خمسة إلى سبعة جنود"), and figures that have risen ("ارتفع العدد
من 12 إلى 15")."""

from dataclasses import replace

from cenotaph.claims.numbers import NumberPhrase
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit, list_count

_WORD = frozenset({"word"})
_CHANGES = frozenset({"toll", "rise"})
_LEAST = 4  # units: from, number, to, number


def join_spans(units: list[Unit], sentence: Sentence) -> list[Unit]:
    """The units with each range made one number, and each figure that another has replaced no number any more."""
    joined = list(units)
    for k in reversed(range(len(units) - _LEAST + 1)):
        if not (units[k].has("from") and units[k + 1].has("count")):
            continue
        is_change = any(not unit.classes.isdisjoint(_CHANGES) for unit in units[:k])
        to = k + 2 + (is_change and units[k + 2].has("person"))  # "من سبعة قتلى إلى تسعة"
        if to + 1 >= len(units) or not (units[to].has("to") and units[to + 1].has("count")):
            continue
        low, high = list_count(units[k + 1]), list_count(units[to + 1])
        if (
            low is None
            or high is None
            or not (span := _join(low, high, sentence.slice(units[k].first, units[to + 1].last)))
        ):
            continue
        if is_change:
            joined[k:to] = [Unit(_WORD, units[k].first, units[to - 1].last)]
        else:
            joined[k : to + 2] = [Unit(units[k + 1].classes, units[k].first, units[to + 1].last, (), span)]
    return joined


def _join(low: NumberPhrase, high: NumberPhrase, text: str) -> NumberPhrase | None:
    """Both numbers as one range; None unless both are exact, the first counts nothing yet and the second is larger."""
    if low.count is None or high.count is None or low.unit is not None:
        return None
    if low.count.stated is None or high.count.stated is None or low.count.high >= high.count.low:
        return None
    return high._replace(count=replace(low.count, high=high.count.high, stated=None, text=text))
