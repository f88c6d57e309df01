"""Names of persons in running text: where a run of name words starts and ends, with its title and age."""

import re
from typing import NamedTuple

from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit, is_at, list_count

# Long enough for four names and particles; a longer run of capitals is a headline.
_LONGEST = 6
_AGE = re.compile(r"\d{1,3}$")
_OLDEST = 115
_NAMES = frozenset({"name", "name_suffix"})
_LONGEST_INITIAL = 2
# Units between the quotes of a nickname.
_LONGEST_NICKNAME = 3
# Classes of words that a capital letter makes no part of a name ("In", "The" after a stop, "Monday").
_PLAIN = frozenset(
    {"calendar", "period", "pronoun", "person_pronoun", "be", "have", "modal", "preposition"}
    | {"and", "of", "but", "that", "relative", "mark", "count"}
)


class NameRun(NamedTuple):
    """A name: the units from `first` up to `last` (exclusive) and its words as written."""

    first: int
    last: int
    text: str


def read_name(units: list[Unit], i: int, sentence: Sentence) -> NameRun | None:
    """The run of name words that starts exactly at unit `i`, or None.

    In text with small letters a name word is a capitalised word the lexicon does not know, or one that it knows
    after another; in capitals only, a word it does not know.
    """
    j, known, aside = i, 0, 0
    while j < len(units) and j - i - aside < _LONGEST:
        unit = units[j]
        classes = unit.classes
        if "name" in classes:
            known += 1
        elif (j > i and "name_suffix" in classes) or ("particle" in classes and _at_name(units, j + 1)):
            pass
        elif j > i and (after := _skip_nickname(units, j, sentence)) is not None:
            j, aside = after, aside + after - j
            continue
        elif not (j > i and _is_capitalised(unit, sentence)) and not _is_initial(units, j, sentence):
            break
        j += 1
    while j > i and not (
        units[j - 1].classes & _NAMES or _is_capitalised(units[j - 1], sentence) or _ends_suffix(units, j)
    ):
        j -= 1
    if not known or (j == i + 1 and _is_letter(units[i], sentence)):
        return None
    return NameRun(
        i, j, sentence.text[sentence.tokens[units[i].first].start : sentence.tokens[units[j - 1].last - 1].end]
    )


def is_surname(units: list[Unit], i: int, k: int, sentence: Sentence) -> bool:
    """True for a calling at unit `k` that is the last name of whom the units from `i` name, "John Baker was killed";
    not in a title where every word begins with a capital, "Arden Baker Killed"."""
    is_named = k > i and all(unit.has("name") for unit in units[i:k]) and _is_capitalised(units[k], sentence)
    if not is_named or any(tag.form == "plural" for tag in units[k].tags if tag.cls == "person"):
        return False
    words = (token.text for token in sentence.tokens[units[k].last :] if token.kind == "word")
    return not next(words, "a")[0].isupper()


def drop_acronyms(units: list[Unit], sentence: Sentence) -> list[Unit]:
    """The units without the short names of bodies in brackets after their long ones, "the People's Front [PF]", which
    are nobody's."""
    kept: list[Unit] = []
    i = 0
    while i < len(units):
        if not kept or units[i].classes != _OPEN or not _is_acronym(units, i + 1, sentence):
            kept.append(units[i])
            i += 1
        else:
            i += 3
    return kept


_OPEN = frozenset({"open_bracket"})
_LONGEST_ACRONYM = 12  # letters


def _is_acronym(units: list[Unit], k: int, sentence: Sentence) -> bool:
    """True for one word of capitals with the closing bracket after it."""
    if k + 1 >= len(units) or not units[k + 1].has("close_bracket") or units[k].last - units[k].first != 1:
        return False
    text = sentence.tokens[units[k].first].text
    return text.isupper() and 1 < len(text) <= _LONGEST_ACRONYM and not units[k].classes.isdisjoint({"name", "party"})


def read_age(units: list[Unit], j: int, sentence: Sentence) -> tuple[int, int] | None:
    """An age that starts at unit `j` (", 24," or "(24)" or ", aged 24"): the age and the index after it."""
    if j < len(units) and (clumsy := _read_bare_age(units, j, sentence)) is not None:
        return clumsy
    if j >= len(units) or not (units[j].has("comma") or units[j].has("open_bracket")):
        return None
    closing = "close_bracket" if units[j].has("open_bracket") else "comma"
    k = j + 1
    if closing == "comma" and is_at(units, k, "relative") and is_at(units, k + 1, "be_one"):
        k += 2  # "Ali Hasan, who was 60, and"
        k += is_at(units, k, "adverb")
    if k < len(units) and units[k].has("age_word"):
        k += 1
    if k + 1 < len(units) and units[k].has("adverb"):
        k += 1  # "Ali Hasan, then 9, was hit"
    if k >= len(units) or not (units[k].has("count") or units[k].has("number")):
        return None
    written = sentence.tokens[units[k].first].text
    if units[k].last - units[k].first != 1 or not _AGE.match(written) or int(written) > _OLDEST:
        return None
    k += 1
    if k < len(units) and units[k].has("age_word"):
        k += 1
    is_clumsy = closing == "comma" and k < len(units) and units[k].has("be_one")  # "Ali Hasan, 24 was hit"
    if k == len(units) or units[k].has(closing) or units[k].has("stop") or is_clumsy:
        # A bracket closes with the age; a comma may open what follows ("Ali, 20, a baker").
        return int(written), k + (closing == "close_bracket" and k < len(units))
    return None


def _read_bare_age(units: list[Unit], j: int, sentence: Sentence) -> tuple[int, int] | None:
    """An age that nothing parts from the name, before a verb of one person: "Ali Hasan 34, was", "Ali Hasan 34 was"."""
    k = j + 1 + (j + 1 < len(units) and units[j + 1].has("comma"))
    if not units[j].classes & {"count", "number"} or k >= len(units) or not units[k].has("be_one"):
        return None
    written = sentence.tokens[units[j].first].text
    is_age = units[j].last - units[j].first == 1 and _AGE.match(written) and int(written) <= _OLDEST
    return (int(written), j + 1) if is_age else None


def skip_ages(units: list[Unit], j: int, sentence: Sentence) -> int | None:
    """The index after several people's ages that start at unit `j` (", 20 and 22," or " - ages 4, 6 and 9 -"); None
    if there are none."""
    if j >= len(units) or units[j].classes.isdisjoint(_AGE_MARKS):
        return None
    k, ages = j + 1, 0
    is_shared = k + 1 < len(units) and _is_shared(units[k], units[k + 1], sentence)
    if is_shared:
        k, ages = k + 1, 1  # "both 22": one age is that of each of them
    elif is_at(units, k, "count") and (phrase := list_count(units[k])) is not None and phrase.share == "all":
        return _skip_kind(units, k + 1) if is_at(units, k + 1, "and") else None  # "all 17 and all clerks,"
    while k < len(units):
        unit = units[k]
        if is_shared and unit.has("and"):
            return _skip_kind(units, k)
        if unit.has("count") or unit.has("number"):
            written = sentence.tokens[unit.first].text
            if unit.last - unit.first != 1 or not _AGE.match(written) or int(written) > _OLDEST:
                return None
            ages += 1
        elif not unit.has("age_word") and not unit.has("and") and not (unit.has("comma") and _goes_on(units, k)):
            break
        k += 1
    if ages < 2 or (k < len(units) and units[k].classes.isdisjoint(_AGE_MARKS | {"stop"})):
        return None
    return k + (k < len(units) and units[k].has("close_bracket"))


def _is_letter(unit: Unit, sentence: Sentence) -> bool:
    """True for one letter, which is nobody's name: "the corner of 29th and P"."""
    return unit.last - unit.first == 1 and len(sentence.tokens[unit.first].text) == 1


def _skip_kind(units: list[Unit], k: int) -> int | None:
    """The index of the comma behind what else those of one age are: ", both 22 and members of the team,"."""
    end = next((n for n in range(k + 1, min(len(units), k + _LONGEST_KIND)) if is_at(units, n, "comma", "stop")), None)
    acts = {"be", "have", "harm_participle", "harm_past", "die_past", "say_past"}
    return end if end is not None and not any(unit.classes & acts for unit in units[k:end]) else None


_LONGEST_KIND = 9  # units, of "and juniors at the high school"


def skip_age_words(units: list[Unit], j: int, sentence: Sentence, is_counted: bool, is_one: bool) -> int | None:
    """The index after what tells about how old somebody is: "in his mid-40s", "between the ages of 21 and 35", and,
    where a number or an article stands before the noun (`is_counted`), "between 21 and 35,"; None if there is none.
    What is told of several is not of one alone (`is_one`): "a man and a woman in their 60s"."""
    k = j + is_at(units, j, "comma")
    if is_at(units, k, "preposition") and is_at(units, k + 1, "possessive"):
        if is_one and units[k + 1].field("sex") is None:
            return None
        k += 2
        while is_at(units, k, "adverb", "modifier"):
            k += 1
        if not (k < len(units) and _DECADE.match(sentence.tokens[units[k].first].word)):
            return None
    elif is_at(units, k, "preposition"):
        k += 1 + is_at(units, k + 1, "determiner")
        told = is_at(units, k, "age_word") and is_at(units, k + 1, "of") and is_at(units, k + 3, "and")
        if not told or not (_is_age(units, k + 2, sentence) and _is_age(units, k + 4, sentence)):
            return None
        k += 4
    elif not is_counted or not _is_age_range(units, k, sentence):
        return None
    k += 1
    return k + (is_at(units, j, "comma") and is_at(units, k, "comma"))


_DECADE = re.compile(r"(?:(?:early|mid|late)-?)?(?:[1-9]0s|teens|twenties|thirties|forties|fifties|sixties|seventies)$")


def _is_age_range(units: list[Unit], k: int, sentence: Sentence) -> bool:
    """True for "between 21 and 35" that counts nobody."""
    if not is_at(units, k, "count") or units[k].last - units[k].first != _PAIR_WORDS:
        return False
    tokens = sentence.tokens[units[k].first : units[k].last]
    is_pair = tokens[0].kind == "word" and all(is_years(token.text) for token in tokens[1::2])
    return is_pair and (k + 1 == len(units) or is_at(units, k + 1, "comma", "stop", "be", "have", "relative"))


_PAIR_WORDS = 4  # "between 21 and 35"


def _is_age(units: list[Unit], k: int, sentence: Sentence) -> bool:
    is_number = is_at(units, k, "count", "number") and units[k].last - units[k].first == 1
    return is_number and is_years(sentence.tokens[units[k].first].text)


def is_years(written: str) -> bool:
    """True for figures that may be somebody's age."""
    return _AGE.match(written) is not None and int(written) <= _OLDEST


def _is_shared(unit: Unit, age: Unit, sentence: Sentence) -> bool:
    """True for "both" or "each" with a number after it."""
    is_word = not unit.classes.isdisjoint({"adverb", "all"}) or unit.has("count")
    return is_word and age.has("count") and not sentence.tokens[unit.first].text[0].isdigit()


_AGE_MARKS = frozenset({"comma", "open_bracket", "close_bracket", "mark"})


def _goes_on(units: list[Unit], k: int) -> bool:
    """True if another age follows the comma at `k`, or its "and"."""
    return k + 1 < len(units) and not units[k + 1].classes.isdisjoint({"count", "number", "and", "age_word"})


def _is_capitalised(unit: Unit, sentence: Sentence) -> bool:
    """A known word written as part of a name ("Grace Field"), in text where capitals mean something."""
    token = sentence.tokens[unit.first]
    if sentence.is_caps or token.kind != "word" or not unit.classes.isdisjoint(_PLAIN):
        return False
    return token.text[0].isupper() and token.start != sentence.start


def _is_initial(units: list[Unit], j: int, sentence: Sentence) -> bool:
    """The stop of an initial or a "Jr." inside a name: "John F. Doe"."""
    if j == 0 or j + 1 >= len(units) or sentence.tokens[units[j].first].text != ".":
        return False
    before = sentence.tokens[units[j].first - 1]
    if before.end != sentence.tokens[units[j].first].start or len(before.text) > _LONGEST_INITIAL:
        return False
    return units[j + 1].has("name") or units[j - 1].has("name_suffix")


def _at_name(units: list[Unit], j: int) -> bool:
    return j < len(units) and units[j].has("name")


def _ends_suffix(units: list[Unit], j: int) -> bool:
    """True after the stop of "Jr."."""
    return 1 < j < len(units) and units[j - 1].has("stop") and bool(units[j - 2].classes & _NAMES)


def _skip_nickname(units: list[Unit], j: int, sentence: Sentence) -> int | None:
    """The index after a nickname in quotes between two names (Ali "Abu Salim" Hasan); None if there is none."""
    if not units[j].has("quote"):
        return None
    closing = next((k for k in range(j + 2, min(len(units), j + 2 + _LONGEST_NICKNAME)) if units[k].has("quote")), None)
    if closing is None or closing + 1 >= len(units) or not units[closing + 1].has("name"):
        return None
    inner = sentence.tokens[units[j + 1].first]
    return closing + 1 if inner.text[0].isupper() else None
