"""How old people are by the words around their noun: "a boy of 14", "two men, 23 and 25", "a shopper in her 50s"."""

import re
from dataclasses import replace

from cenotaph.claims.group import Group
from cenotaph.claims.names import is_years, read_age, skip_age_words, skip_ages
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit, is_at, list_count
from cenotaph.values.count import Count

_MOST_AGES = 12
_PAIR = 2  # a bare plural is two at least
_GROWN = 20  # years


def take_ages(group: Group, words: list[Unit], after: list[Unit], sentence: Sentence, is_one: bool) -> Group:
    """The group with what the words up to its noun, and those after it, say of ages: of one the decade and a sex told
    by a pronoun beside it, of several the age of each."""
    if not is_one:
        ages = _ages_of_each(group.count, words, after, sentence)
        if group.count.stated is None and ages:
            group = replace(group, count=Count(len(ages), len(ages), False, len(ages), group.count.text))
        return replace(group, ages=ages) if ages else group
    sex = group.sex or _find_sex(after)
    decade = _find_decade(after, sentence) if group.age is None else None
    kind = group.group
    if decade is not None and decade[0] >= _GROWN and kind == "people" and sex is not None:
        kind = "women" if sex == "f" else "men"  # "a shopper in her 50s"
    return replace(group, group=kind, sex=sex, decade=decade) if sex != group.sex or decade is not None else group


def read_ages(
    units: list[Unit], end: int, sentence: Sentence, is_counted: bool, is_one: bool
) -> tuple[tuple[int, int] | None, int]:
    """The age of one, with the index after it, and the index after what tells how old people are."""
    if not is_one and (after := skip_ages(units, end, sentence) or _skip_ages_of(units, end, sentence)) is not None:
        return None, after
    if is_one and _is_rough_age(units, end, sentence):
        return None, end + 2
    age = read_age(units, end, sentence) or (_read_age_after(units, end, sentence) if is_one else None)
    if age is not None:
        return age, age[1]
    after = skip_age_words(units, end, sentence, is_counted, is_one)
    return None, end if after is None else after


def _is_rough_age(units: list[Unit], end: int, sentence: Sentence) -> bool:
    """True for "a man, about 30, had been": how old he may be, and no people."""
    if not (is_at(units, end, "comma") and is_at(units, end + 1, "count") and is_at(units, end + 2, "comma")):
        return False
    unit = units[end + 1]
    phrase = list_count(unit)
    is_rough = phrase is not None and phrase.count is not None and phrase.count.low < phrase.count.high <= _OLDEST
    return is_rough and sentence.tokens[unit.last - 1].kind == "number"


_OLDEST = 130  # years, with what "about" adds


def _skip_ages_of(units: list[Unit], end: int, sentence: Sentence) -> int | None:
    """The index after the ages of "girls of 13 and 14", "boys of 9, 11 and 12"; None if there is none."""
    if end + 3 >= len(units) or not units[end].has("of"):
        return None
    k = end + 1
    while _is_age(units, k, sentence):
        step = k + 1 + (is_at(units, k + 1, "comma") and is_at(units, k + 2, "and"))
        if not is_at(units, step, "comma", "and") or not _is_age(units, step + 1, sentence):
            break
        k = step + 1
    return k + 1 if k > end + 1 else None


def _is_age(units: list[Unit], k: int, sentence: Sentence) -> bool:
    if k >= len(units) or units[k].last - units[k].first != 1:
        return False
    return is_years(sentence.tokens[units[k].first].text)


def _read_age_after(units: list[Unit], end: int, sentence: Sentence) -> tuple[int, int] | None:
    """The age of "a boy of 14", and the index after it; None where it counts ("a crew of 14", "a crowd of 14 boys")."""
    if end + 1 >= len(units) or not units[end].has("of") or not units[end + 1].has("count"):
        return None
    after = units[end + 2] if end + 2 < len(units) else None
    is_more = after is not None and not after.classes.isdisjoint(
        {"word", "thing", "person", "person_group", "name", "modifier"}
    )
    if is_more or not _is_age(units, end + 1, sentence):
        return None
    return int(sentence.tokens[units[end + 1].first].text), end + 2


def _ages_of_each(count: Count, words: list[Unit], after: list[Unit], sentence: Sentence) -> tuple[int, ...]:
    """The ages of several, one for each: of "two 17-year-old boys", "two men, 23 and 25," "two men, both 22,"
    and "the boys, 15 and 17,"; none where the words give fewer or more than there are people."""
    told = [k for k in range(len(after)) if _is_age(after, k, sentence)]
    ages = tuple(int(sentence.tokens[after[k].first].text) for k in told)
    if count.stated is None and count.open and count.low == _PAIR:
        return ages if _PAIR <= len(ages) <= _MOST_AGES else ()
    if count.stated is None or count.stated > _MOST_AGES:
        return ()
    if (shared := age_of(words)) is not None:
        return (shared,) * count.stated
    if len(ages) == 1:
        return ages * count.stated  # "both 22"
    return ages if len(ages) == count.stated else ()


def _find_decade(after: list[Unit], sentence: Sentence) -> tuple[int, int] | None:
    """The years between which the age of one "in her late 50s" lies; None if the words behind the noun say none."""
    for unit in after:
        found = _DECADE.fullmatch(sentence.tokens[unit.first].word)
        if found is not None:
            first = int(found.group(1))
            return first, first + 9
    return None


def _find_sex(after: list[Unit]) -> str | None:
    """The sex that "a shopper in her 50s" tells by her pronoun."""
    return next((sex for unit in after if (sex := unit.field("sex", "possessive"))), None)


_DECADE = re.compile(r"(?:(?:early|mid|late)-?)?([1-9]0)s")


def age_of(modifiers: list[Unit]) -> int | None:
    """The years of "a 17-year-old boy"; None if no word before the noun says them."""
    return next((unit.value for unit in modifiers if unit.has("age") and isinstance(unit.value, int)), None)
