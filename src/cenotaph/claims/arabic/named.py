"""Arabic phrases for people who are told of by name, with no word that says that they are people."""

from cenotaph.claims.arabic.entries import read_entries, read_listed_age
from cenotaph.claims.arabic.lists import skip
from cenotaph.claims.arabic.names import is_also, is_given, read_age, read_bare_age, read_name
from cenotaph.claims.arabic.words import ArabicWords
from cenotaph.claims.claim import PersonName
from cenotaph.claims.group import Group
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome

_BETWEEN_NAMES = {"and", "comma", "dash"}
# Units between a heading's people and its names, the colon among them; fewer names may be something else.
_HEADING, _LONG_HEADING, _LEAST_LISTED = 5, 9, 2
_NO_HEADING = frozenset({"say", "harm_past", "count", "comma"})
# Units from a parent to the kin, and what may stand between: "أم سورية من آل السالم وأطفالها".
_PARENT_REACH = 7
_OF_PARENT = frozenset({"modifier", "word", "from", "name_part", "determiner"})
_BEFALLING = frozenset({"harm_past", "suffer"})
_OBJECTS = frozenset({"count", "person", "person_group", "one"})
_EACH_OF = frozenset({"كل من", "كلا من", "كلاً من", "كلّ من"})


def read_parent(units: list[Unit], i: int, sentence: Sentence) -> tuple[str, Group, int] | None:
    """A parent whose children or spouse follow: "أم وأطفالها", where the word is no part of a name ("أم محمد")."""
    and_at = next((k for k in range(i + 1, min(i + _PARENT_REACH, len(units))) if units[k].has("and")), len(units))
    kin = units[and_at + 1] if and_at + 1 < len(units) else None
    if kin is None or not kin.marks("kin") or not all(unit.classes <= _OF_PARENT for unit in units[i + 1 : and_at]):
        return None
    text = sentence.slice(units[i].first, units[i].last)
    group = units[i].field("group") or "people"
    return "victims", Group(units[i].first, units[and_at - 1].last, Count(1, 1, False, 1, text), group), and_at


def read_named(units: list[Unit], i: int, sentence: Sentence) -> tuple[str, Group, int] | None:
    """People named without a word for a person, whose ages or common given names tell what they are: "قتل جورج العلي
    (34 عاما)", "مقتل محمد العلي وسالم الحمود"."""
    first = _skip_each(units, i, sentence)
    found, last, end = list_names(units, first, sentence, is_list=first > i)
    if not found:
        return None
    text = sentence.slice(units[i].first, last)
    count = Count(len(found), len(found), False, len(found), text)
    return "victims", Group(units[i].first, last, count, names=tuple(found)), end


def list_names(units: list[Unit], k: int, sentence: Sentence, *, is_list: bool) -> tuple[list[PersonName], int, int]:
    """The people named from unit `k` on, the token after their names and the unit after them. Each has an age or begins
    with a common given name, save in what is said to be a list."""
    found: list[PersonName] = []
    last, end = units[k - 1].last if k else 0, k
    while k < len(units):
        k = _skip_noun(units, k) if is_list else k
        run = read_name(units, k, sentence)
        if run is None:
            break
        aged = read_age(units, run[1], sentence) or (read_listed_age(units, run[1]) if is_list else None)
        is_known = is_list or is_given(units[k]) or is_also(units[k], "kunya")
        if aged is None and not (is_known and run[1] > k + 1):
            break
        found.append(PersonName(run[0], aged[0] if aged is not None else None, None))
        last, end = units[run[1] - 1].last, aged[1] if aged is not None else run[1]
        k = skip(units, end, _BETWEEN_NAMES)
        if k == end or k >= len(units) or not (is_list or is_given(units[k])):
            break
    return found, last, end


def _skip_noun(units: list[Unit], k: int) -> int:
    """The unit after what somebody in a list is said to be before the name: "وزوجته هدى", "الطفلة رهف"."""
    noun = skip(units, k, {"determiner"})
    return noun + 1 if noun + 1 < len(units) and units[noun].has("person") else k


def read_subject(units: list[Unit], i: int, sentence: Sentence) -> tuple[str, Group, int] | None:
    """Somebody named before what befell him: "سالم الحمود (33 عاما) أصيب", "\"سالم الحمود\" 45 عاما، تعرض لإصابة"."""
    run = read_name(units, i, sentence)
    if run is None or " " not in run[0].strip():
        return None
    aged = read_age(units, run[1], sentence) or read_bare_age(units, run[1])
    end = aged[1] if aged is not None else run[1]
    act = skip(units, end, {"comma"})
    if act >= len(units) or not units[act].classes & _BEFALLING:
        return None
    if units[act].has("harm_past") and aged is None and act + 1 < len(units) and units[act + 1].classes & _OBJECTS:
        return None  # "سالم الحمود قتل ثلاثة"
    name = PersonName(run[0], aged[0] if aged is not None else None)
    count = Count(1, 1, False, 1, run[0])
    return "victims", Group(units[i].first, units[end - 1].last, count, names=(name,)), end


def read_roll(units: list[Unit], i: int, sentence: Sentence) -> tuple[str, Group, int] | None:
    """Those whom a heading of the dead or wounded names on its own line: "الشهداء هم: سالم الحمود ونادر العلي"."""
    is_of_names = any(unit.has("names_of") for unit in units[max(0, i - _LONG_HEADING) : i])
    start = max(0, i - (_LONG_HEADING if is_of_names else _HEADING))
    at = next((n for n in range(i - 2, start - 1, -1) if units[n].has("person") and units[n].field("outcome")), None)
    harm = units[at].field("outcome") if at is not None else None
    if at is None or harm is None or any(unit.classes & _NO_HEADING for unit in units[at + 1 : i - 1]):
        return None
    told = read_entries(units, _skip_each(units, i, sentence), sentence)
    least = _LEAST_LISTED if units[i - 1].has("including") else 1
    if told.number < _LEAST_LISTED or len(told.names) < least:
        return None
    if harm == Outcome.CASUALTIES and (is_of_names or any(u.field("outcome") == "injured" for u in units[:at])):
        harm = Outcome.KILLED  # "أسماء ضحايا القصف"; victims beside wounded are the dead
    last = units[told.end - 1].last
    count = Count(told.number, told.number, False, told.number, sentence.slice(units[i].first, last))
    return "victims", Group(units[i].first, last, count, names=told.names, harm=Outcome(harm)), told.end


def _skip_each(units: list[Unit], i: int, sentence: Sentence) -> int:
    """The unit after "each of" and its colon, which begin a list of names; `i` if they do not stand there."""
    is_each = sentence.slice(units[i].first, units[min(i + 1, len(units) - 1)].last) in _EACH_OF
    return i + 2 + (i + 2 < len(units) and units[i + 2].has("colon")) if is_each else i


def read_quoted(units: list[Unit], i: int, sentence: Sentence) -> tuple[str, Group, int] | None:
    """People whom an act's noun is followed by the names of, in quotation marks: "مقتل \"سالم الفهد\"", "مقتل كل من
    \"سالم الفهد\" و\"نادر العلي\""."""
    k = _skip_each(units, i, sentence)
    names: list[PersonName] = []
    while k < len(units) and units[k].has("quote") and (run := read_name(units, k, sentence)) is not None:
        aged = read_age(units, run[1], sentence)
        names.append(PersonName(run[0], aged[0] if aged is not None else None))
        end = aged[1] if aged is not None else run[1]
        k = skip(units, end, {"and", "comma"})
    if not names or (len(names) == 1 and " " not in names[0].name.strip()):
        return None  # "قصف \"الجيش\"": one word may be anything
    text = sentence.slice(units[i].first, units[end - 1].last)
    count = Count(len(names), len(names), False, len(names), text)
    return "victims", Group(units[i].first, units[end - 1].last, count, names=tuple(names)), end


def read_nth(units: list[Unit], i: int, number: int, sentence: Sentence) -> tuple[str, Group, int] | None:
    """The total that the rank of one of the dead or hurt gives: "خامس شهداء القصف" are five."""
    noun = units[i + 1] if i + 1 < len(units) else None
    harm = noun.field("outcome") if noun is not None and noun.has("person") else None
    if noun is None or harm is None or noun.field("number") is not None:
        return None
    count = Count(number, number, False, number, sentence.slice(units[i].first, noun.last))
    return "victims", Group(units[i].first, noun.last, count, harm=Outcome(harm), ordinal=number), i + 2


def read_ranked(units: list[Unit], i: int, sentence: Sentence, words: ArabicWords) -> tuple[str, Group, int] | None:
    """The total that the rank of one of the dead or hurt gives behind the noun: "وهو الشهيد الخامس" are five."""
    noun, k = (units[i + 1], i + 2) if i + 1 < len(units) else (None, i)
    harm = noun.field("outcome") if noun is not None and noun.has("person") else None
    if noun is None or harm is None or k >= len(units) or not any(tag.form == "singular" for tag in noun.tags):
        return None
    k += units[k].has("determiner")
    rank = words.ordinals.get(sentence.tokens[units[k].first].word.removeprefix("ال"), 0) if k < len(units) else 0
    if rank < _LEAST_RANK or (k == i + 2 and not sentence.tokens[units[k].first].word.startswith("ال")):
        return None
    count = Count(rank, rank, False, rank, sentence.slice(units[i].first, units[k].last))
    return "victims", Group(units[i].first, units[k].last, count, harm=Outcome(harm), ordinal=rank), k + 1


_LEAST_RANK = 2


def is_lost(before: list[Unit]) -> bool:
    """True for kin whom somebody lost: "فقدت أم سالم ابنتيها"; not where a life is told to be lost."""
    at = max((n for n, unit in enumerate(before) if unit.has("lose")), default=None)
    return at is not None and not any(unit.classes & {"doom", "person", "stop"} for unit in before[at + 1 :])
