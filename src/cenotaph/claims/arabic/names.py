"""Arabic names of people: words the lexicon does not know, after a noun for one person; ages beside them."""

from cenotaph.claims.arabic.lists import skip
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit, list_count

_ADVERB = "\u064b"
_AND, _VOWEL = "و", "\u064e"
_LONGEST = 5
_NAME_ENDS = frozenset(
    {"close_bracket", "stop", "harm_past", "harm_noun", "semicolon", "in", "with", "period", "while"}
)
_OLDEST = 120
_BEFORE_AGE = frozenset({"open_bracket", "comma", "aged", "with", "dash"})
# Words of a name that the lexicon knows as something else ("عبد الله", "أبو العطا").
_INSIDE = frozenset({"name_part", "determiner"})


def read_name(units: list[Unit], i: int, sentence: Sentence, *, is_joined: bool = False) -> tuple[str, int] | None:
    """The name that starts exactly at unit `i` and the unit after it: two words or more, or one before an age or a
    comma, or any number in quotation marks. None if no name stands there. With `is_joined` it may have "and" written on
    to it."""
    if i < len(units) and units[i].has("quote"):
        return _read_quoted(units, i, sentence)
    k = i + _is_name_of_place(units, i)
    while k < len(units) and k - i < _LONGEST:
        is_word = units[k].classes == {"word"} or _is_inside(units[k], sentence)
        if not is_word and not _is_family_name(units, i, k):
            break
        k += 1
    while k > i and units[k - 1].has("determiner"):
        k -= 1
    # A word with the ending of an adverb is no name ("متأثرا").
    k = next((n for n in range(i, k) if _ADVERB in sentence.slice(units[n].first, units[n].last)), k)
    if k == i or not any(unit.classes == {"word"} for unit in units[i:k]):
        return None
    if not is_joined and _begins_with_and(units[i], sentence):
        return None
    if k - i == 1 and read_age(units, k, sentence) is None:
        return None
    return sentence.slice(units[i].first, units[k - 1].last), k


def _is_family_name(units: list[Unit], i: int, k: int) -> bool:
    """True for a word for people that is the second part of a name: "عمر الشيخ بكري"."""
    if k < i + 2 or not units[k - 1].has("determiner") or not units[k].marks("anyone"):
        return False
    return units[k].has("name_head") and k + 1 < len(units) and units[k + 1].classes == {"word"}


def _is_name_of_place(units: list[Unit], i: int) -> bool:
    """True for a given name that is a village's too, with another name after it: "ليلى حسن"."""
    is_one = i + 1 < len(units) and units[i].classes == {"place"} and units[i].last - units[i].first == 1
    return is_one and is_given(units[i + 1])


def is_given(unit: Unit) -> bool:
    """True for a common given name."""
    return is_also(unit, "given_name")


def is_one_person(unit: Unit) -> bool:
    """True for a noun for one person."""
    return any(tag.cls == "person" and tag.form == "singular" for tag in unit.tags)


def is_also(unit: Unit, cls: str) -> bool:
    """True for a word that the lexicon knows to be something that no rule asks for."""
    return any(tag.cls == cls for tag in unit.tags)


def _begins_with_and(unit: Unit, sentence: Sentence) -> bool:
    """True for a word that "and" is written on to: "المصاب ورفع الأنقاض"; a name that begins so is a common one."""
    return sentence.slice(unit.first, unit.last).startswith(_AND) and not is_given(unit)


def _read_quoted(units: list[Unit], i: int, sentence: Sentence) -> tuple[str, int] | None:
    """The name in quotation marks that begin at unit `i`, and the unit after them: "الشهيدة \"جود الناصر\""."""
    k = i + 1
    while k < len(units) and k - i <= _LONGEST and (units[k].classes == {"word"} or _is_inside(units[k], sentence)):
        k += 1
        k += k < len(units) and units[k].has("person") and not units[k].has("quote")  # "سالم نجار الفهد"
    if k == i + 1 or k >= len(units) or not units[k].has("quote"):
        return None
    is_named = any(unit.classes == {"word"} for unit in units[i + 1 : k])
    return (sentence.slice(units[i + 1].first, units[k - 1].last), k + 1) if is_named else None


def read_names(
    units: list[Unit], i: int, number: int, sentence: Sentence
) -> tuple[list[tuple[str, int | None]], int] | None:
    """As many names with their ages as `number` tells ("الشهيدان سالم الحمود (22 عاما) ونادر العلي"), from unit `i` on,
    and the unit after them. None if there are fewer: then it is not known who is named."""
    found: list[tuple[str, int | None]] = []
    k = i
    while len(found) < number:
        start = skip(units, k, {"and", "comma"}) if found else k
        run = _read_kin(units, start, sentence) if found else None
        run = run or read_name(units, start, sentence, is_joined=bool(found))
        if run is None:
            return None
        name = _part_and(run[0], units[start - 1], found[-1] if start == k else None) if found else run[0]
        if name is None or (number > 1 and f" {_AND}" in name):
            return None
        aged = read_age(units, run[1], sentence)
        found.append((name, aged[0] if aged is not None else None))
        k = aged[1] if aged is not None else run[1]
    return found, k


def _read_kin(units: list[Unit], k: int, sentence: Sentence) -> tuple[str, int] | None:
    """The name after a word for one of somebody's kin, which may be a first name alone: "وشقيقته سعاد"."""
    if k + 1 >= len(units) or not units[k].marks("kin") or units[k].field("number") != "1":
        return None
    if (run := read_name(units, k + 1, sentence)) is not None:
        return run
    is_name = units[k + 1].classes == {"word"} or is_given(units[k + 1])
    return (sentence.slice(units[k + 1].first, units[k + 1].last), k + 2) if is_name else None


def count_names(units: list[Unit], k: int, sentence: Sentence) -> int:
    """How many are named by first names alone behind a colon or in a bracket at unit `k`: "أطفالهما: سما وكريم"; 0 if
    something else stands there."""
    if k >= len(units) or units[k].classes.isdisjoint({"colon", "open_bracket"}):
        return 0
    found, is_next, k = 0, True, k + 1
    while k < len(units) and units[k].classes.isdisjoint(_NAME_ENDS):
        if units[k].classes & {"and", "comma"}:
            is_next = True
        elif units[k].classes == {"word"} and (is_next or sentence.slice(units[k].first, units[k].last)[:1] == _AND):
            found, is_next = found + 1, False
        else:
            return 0
        k += 1
    return found if found > 1 else 0


def _part_and(name: str, before: Unit, joined: tuple[str, int | None] | None) -> str | None:
    """A name in a row without the "and" that is written on to it; None if that letter may be the name's own ("وائل").

    No "and" is cut off a word nobody knows, and a name is not guessed at: only right after the age of the one `joined`
    to it can it be nothing else.
    """
    if joined is not None:
        return name[1:].lstrip(_VOWEL) if joined[1] is not None and name.startswith(_AND) else None
    return name if before.has("and") or not name.startswith(_AND) else None


def _is_inside(unit: Unit, sentence: Sentence) -> bool:
    """True for a word of a name that the lexicon knows as something else; Ali is not written as "on" is."""
    return bool(unit.classes & _INSIDE) or is_given(unit) or sentence.slice(unit.first, unit.last) == "علي"


def read_age(units: list[Unit], i: int, sentence: Sentence) -> tuple[int, int] | None:
    """The age in years at unit `i` and the unit after it: "(29 عاما)", "، 35 عاما،", "/ 12 سنة", "البالغ من العمر 7
    سنوات"."""
    k = i
    while k < len(units) and k < i + 3 and (units[k].classes & _BEFORE_AGE or _is_slash(units[k], sentence)):
        k += 1
    phrase = list_count(units[k]) if k < len(units) else None
    if k == i or phrase is None or phrase.count is None or phrase.count.stated is None:
        return None
    after = units[k + 1] if k + 1 < len(units) else None
    is_years = after is not None and after.has("years")
    is_bracketed = units[i].has("open_bracket") and after is not None and after.has("close_bracket")
    if not (is_years or is_bracketed) or phrase.count.stated > _OLDEST:
        return None
    end = k + 1 + is_years
    return phrase.count.stated, end + (end < len(units) and units[end].has("close_bracket"))


def _is_slash(unit: Unit, sentence: Sentence) -> bool:
    return unit.has("mark") and sentence.slice(unit.first, unit.last) == "/"


def read_bare_age(units: list[Unit], k: int) -> tuple[int, int] | None:
    """An age without a mark before it, as rolls of names give it ("سالم الحمود 61 عاما"), and the unit after it."""
    phrase = list_count(units[k]) if k < len(units) else None
    if phrase is None or phrase.count is None or phrase.count.stated is None:
        return None
    is_years = k + 1 < len(units) and units[k + 1].has("years")
    return (phrase.count.stated, k + 2) if is_years and phrase.count.stated <= _OLDEST else None
