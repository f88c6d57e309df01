"""Words that tell of somebody, though they are no phrase for people: "himself", "a fatal shooting", "the killing"."""

from cenotaph.claims.group import Group, VictimsPhrase
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit, is_at
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome

_TELLING = frozenset({"reflexive", "implied", "implied_by"})


def tells_of_one(units: list[Unit], i: int) -> bool:
    """True if unit `i` is such a word; of "the killing", only where nothing behind it says whose it was."""
    return not units[i].classes.isdisjoint(_TELLING) or _is_act_alone(units, i)


def read_telling(unit: Unit, sentence: Sentence) -> Unit:
    """The unit of a word that tells of somebody, though it is no phrase for people: "himself", and "a fatal shooting",
    where somebody died. Only rules that ask for these words see whom they tell of."""
    text = sentence.slice(unit.first, unit.last)
    sex = unit.field("sex", "reflexive")
    if unit.has("reflexive") and sex is None:
        return unit
    least = int(unit.field("number", "implied") or 1)
    count = Count(1, 1, False, 1, text) if unit.has("reflexive") else Count(least, least, True, None, text)
    is_self = unit.has("reflexive")
    one = Group(unit.first, unit.last, count, definite=is_self, sex=sex, harm=_implied(unit), is_pronoun=is_self)
    return unit._replace(value=VictimsPhrase((one,)))


def _is_act_alone(units: list[Unit], i: int) -> bool:
    """True for "the killing", "the city's 14th killing", "charged in a 2012 killing", "life for killing", that nothing
    behind it says whose it was."""
    if not units[i].has("implied_act") or i == 0:
        return False
    k = i - 1
    while k > 0 and i - k < _LONGEST and units[k].classes & _RANKING:
        k -= 1
    is_ranked = k < i - 1 and units[k].classes & {"determiner", "genitive", "preposition"}
    if not is_ranked and units[i - 1].classes.isdisjoint({"determiner", "preposition"}):
        return False
    is_since = i > 1 and units[i - 2].classes & {"before", "since"} and not is_at(units, i + 1, "of")
    end = i + 1
    if is_at(units, end, "of"):  # "the 14th homicide of 2017", "of the year"
        is_year = is_at(units, i + 2, "determiner") and is_at(units, i + 3, "span")
        end += 3 if is_year else is_at(units, i + 2, "period")
    return end == len(units) or bool(is_since) or not units[end].classes.isdisjoint(_CLOSING)


# What may stand before it: "2012", "14th", "deadly".
_RANKING = frozenset({"word", "period", "number", "calendar", "name", "place", "count"})
_LONGEST = 4  # units
_CLOSING = frozenset(
    {"stop", "comma", "semicolon", "quote", "and", "preposition", "period", "calendar", "have", "be", "adverb"}
)


def _implied(unit: Unit) -> Outcome | None:
    word = next(filter(None, (unit.field("outcome", cls) for cls in ("implied", "implied_by", "implied_act"))), None)
    return Outcome(word) if word is not None else None
