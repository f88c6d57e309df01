"""One person described twice: "Ali Hasan, a baker,", "the head of the union of bakers, Ali Hasan,"."""

from dataclasses import replace

from cenotaph.claims.claim import PersonName
from cenotaph.claims.group import Group, groups_of, make_unit
from cenotaph.claims.offices import is_bare_plural, is_kind, is_of_no_number, skip_office
from cenotaph.claims.units import Unit, is_at

_PEOPLE = frozenset({"victims", "named"})
_TWO = 2
# Units a description such as "a former county tax assessor" may have, and their classes.
_LONGEST_DESCRIPTION = 6
_DESCRIBING = frozenset({"word", "modifier", "name", "place_noun", "target", "thing", "person", "adverb", "party"})
_ARTICLES = frozenset({"a", "an", "the"})
_BRACKETS = {"comma": "comma", "open_bracket": "close_bracket"}


def join_appositions(units: list[Unit]) -> list[Unit]:
    """The units with each person who is described twice made one."""
    joined: list[Unit] = []
    i = 0
    while i < len(units):
        # Most units are no people, or stand alone.
        is_who = "who" in units[i].classes and is_at(units, i, *_PEOPLE)
        told = None
        if is_who and is_at(units, i + 1, *_BRACKETS):
            told = _read_apposition(units, i) or _read_names(units, i)
        elif is_who and is_at(units, i + 1, "of"):
            told = _read_head(units, i)
        elif is_who and is_at(units, i + 1, "named"):
            told = _read_named(units, i)
        elif is_at(units, i, "bare") and is_at(units, i + 1, "comma"):
            told = _read_one_of(units, i)
        joined.append(told[0] if told is not None else units[i])
        i = told[1] if told is not None else i + 1
    return joined


def _read_apposition(units: list[Unit], i: int) -> tuple[Unit, int] | None:
    """One person described twice, "Ali Hasan, a baker,", and the index after it."""
    closing = _BRACKETS["open_bracket" if units[i + 1].has("open_bracket") else "comma"]
    k = _skip_naming(units, i + 2)
    if closing == "comma" and is_at(units, k, "relative") and is_at(units, k + 1, "be_one"):
        return _read_relative(units, i, k + 2)
    end = _skip_alleged(units, k)
    if end is None and closing == "comma" and is_at(units, k + 1, "period") and is_at(units, k + 2, "comma"):
        end = k + 3  # "Officer Ana Ruiz, his partner that night, was hit"
    if end is not None and is_at(units, k, *_PEOPLE):
        merged = _merge_person(groups_of(units[i]), groups_of(units[k]))
        return (make_unit("victims", (merged,)), end) if merged is not None else None
    closes = is_at(units, k + 1, closing, "stop") or k + 1 == len(units)
    closes = closes or (closing == "comma" and is_at(units, k + 1, "preposition", "of", "relative"))
    goes_on = is_at(units, k + 1, "comma") and is_at(units, k + 2, "and")
    is_list = goes_on and all(group.kin and group.definite for group in groups_of(units[k]))
    if closes and is_at(units, k, *_PEOPLE) and not is_list and not _is_next_named(units, k):
        merged = _merge_person(groups_of(units[i]), groups_of(units[k]))
        if merged is not None:
            is_closed = is_at(units, k + 1, closing) and not (closing == "comma" and _begins_list(units, k + 2))
            return make_unit("victims", (merged,)), k + 1 + is_closed
    if (told := _read_two_callings(units, i) or _read_calling(units, i)) is not None:
        return told
    if (end := _skip_description(units, i)) is not None:
        return make_unit("named", (replace(groups_of(units[i])[0], last=units[end - 1].last),)), end
    return None


def _read_relative(units: list[Unit], i: int, k: int) -> tuple[Unit, int] | None:
    """One of a list with what he is in a clause, "Ana Ruiz, who was her daughter, and two boys", and the index after
    him."""
    if not (is_at(units, k, *_PEOPLE) and is_at(units, k + 1, "comma") and is_at(units, k + 2, "and")):
        return None
    merged = _merge_person(groups_of(units[i]), groups_of(units[k]))
    return (make_unit("victims", (merged,)), k + 1) if merged is not None else None


def _read_one_of(units: list[Unit], i: int) -> tuple[Unit, int] | None:
    """One of some told of before, with what he is, "One of them, a clerk, died", and the index after him."""
    if not is_at(units, i + 2, "victims") or not is_at(units, i + 3, "comma") or not is_at(units, i + 4, *_BEFALLING):
        return None
    some, told = groups_of(units[i]), groups_of(units[i + 2])
    if len(some) != 1 or len(told) != 1 or not some[0].part or some[0].count.stated != 1:
        return None
    if told[0].count.stated != 1 or told[0].definite or told[0].harm:
        return None
    return make_unit("victims", (replace(told[0], first=some[0].first, part=True),)), i + 4


_BEFALLING = ("be", "have", "die_past", "die_third", "harm_past", "harm_participle")


def _skip_alleged(units: list[Unit], k: int) -> int | None:
    """The index of the comma after what somebody is accused of, "a doctor accused of having helped, and his wife"; None
    if nothing is told of that, or no list goes on."""
    if not is_at(units, k + 1, "alleged"):
        return None
    for end in range(k + 2, min(len(units), k + 2 + _LONGEST_DESCRIPTION + _TWO)):
        if is_at(units, end, "comma"):
            return end if is_at(units, end + 1, "and") and is_at(units, end + 2, *_PEOPLE) else None
        if is_at(units, end, "who", "stop", "semicolon"):
            return None
    return None


def _begins_list(units: list[Unit], k: int) -> bool:
    """True where others follow him in a list: "the mayor, Ali Hasan, his two aldermen, and a teacher"."""
    end = k + 1 + (is_at(units, k + 1, "comma") and is_at(units, k + 2, "and"))
    return is_at(units, k, *_PEOPLE) and is_at(units, end, "and") and is_at(units, end + 1, *_PEOPLE)


def _skip_naming(units: list[Unit], k: int) -> int:
    """The index of the name in "identified by police as Ali Hasan"; `k` itself where nobody is named so."""
    if not is_at(units, k, "identified_participle"):
        return k
    end = k + 1 + _TWO * (is_at(units, k + 1, "by") and is_at(units, k + 2, *_PEOPLE))
    return end + 1 if is_at(units, end, "role") and is_at(units, end + 1, "named") else k


def _read_two_callings(units: list[Unit], i: int) -> tuple[Unit, int] | None:
    """One person told of by two nouns under one article, "Ali Hasan, a teacher and father of three,", and the index
    after him."""
    if not (is_at(units, i, "named") and is_at(units, i + 1, "comma") and is_at(units, i + 3, "and")):
        return None
    end = i + 5 + _TWO * (is_at(units, i + 5, "of") and is_at(units, i + 6, "count"))
    if not (is_at(units, i + 2, "victims") and is_at(units, i + 4, "victims") and is_at(units, end, "comma", "stop")):
        return None
    first, second = groups_of(units[i + 2])[0], groups_of(units[i + 4])[0]
    has_article = not _COUNTING.isdisjoint(second.count.text.lower().split()) or second.definite or second.names
    if first.count.stated != 1 or second.count.stated != 1 or has_article or not _begins_with_article(first):
        return None
    merged = _merge_person(groups_of(units[i]), groups_of(units[i + 2]))
    return (make_unit("victims", (merged,)), end + is_at(units, end, "comma")) if merged is not None else None


def _read_calling(units: list[Unit], i: int) -> tuple[Unit, int] | None:
    """One person told of by his age and by what he is, "A 17-year-old, the host himself,", and the index after him; not
    two of a list."""
    k = i + 2
    if not (is_at(units, i, "victims") and is_at(units, i + 1, "comma") and is_at(units, k, "victims")):
        return None
    end = k + 1 + is_at(units, k + 1, "reflexive")
    if not is_at(units, end, "comma") or is_at(units, end + 1, "and", *_PEOPLE) or end + 1 == len(units):
        return None
    a, b = groups_of(units[i]), groups_of(units[k])
    is_one = len(a) == len(b) == 1 and a[0].count.stated == b[0].count.stated == 1
    if not is_one or a[0].age is None or b[0].age is not None or not _begins_with_article(a[0]):
        return None
    if not b[0].definite or b[0].names or a[0].names or a[0].harm or b[0].harm:
        return None
    merged = replace(a[0], last=units[end - 1].last, sex=a[0].sex or b[0].sex, anyone=b[0].anyone, noun=b[0].noun)
    return make_unit("victims", (merged,)), end + 1


_COUNTING = frozenset({"a", "an", "the", "one", "another"})


def _begins_with_article(group: Group) -> bool:
    return group.count.text.lower().split()[:1] in (["a"], ["an"])


def _read_head(units: list[Unit], i: int) -> tuple[Unit, int] | None:
    """The head of something with his name, "the head of the union of bakers, Ali Hasan,", and the index after him."""
    j = skip_office(units, i + 1)
    if j == i + 1 or not is_at(units, j, "comma") or not is_at(units, j + 1, "named"):
        return None
    if not is_at(units, j + 2, "comma", "stop", "be"):
        return None
    merged = _merge_person(groups_of(units[i]), groups_of(units[j + 1]))
    return (make_unit("victims", (merged,)), j + 2 + is_at(units, j + 2, "comma")) if merged is not None else None


def _read_named(units: list[Unit], i: int) -> tuple[Unit, int] | None:
    """People of no number before their names, "officers Ali Hasan and Omar Sattar" or "her daughters Mia, 9, and Lea,
    4", as one person for each name."""
    if not is_kind(units[i]) and not _are_some_of_kind(units[i]):
        return None
    kind, named, j = groups_of(units[i])[0], list[Group](), i + 1
    while is_at(units, j, "named"):
        named += groups_of(units[j])
        if units[j - 1].has("and"):
            break
        j += 1
        j += is_at(units, j, "comma")
        j += is_at(units, j, "and")
    if len(named) < _TWO or not is_at(units, j, "named"):
        return None
    people = [replace(each, group=kind.group, status=kind.status) for each in named]
    return make_unit("victims", (replace(people[0], first=kind.first), *people[1:])), j + 1


def _are_some_of_kind(unit: Unit) -> bool:
    """True for "her daughters" and "the brothers", of no number."""
    groups = groups_of(unit) if unit.has("victims") and not unit.has("harmed") else ()
    if len(groups) != 1 or not groups[0].definite or groups[0].names:
        return False
    return is_of_no_number(groups[0]) and not (groups[0].others or groups[0].is_pronoun)


def _skip_description(units: list[Unit], i: int) -> int | None:
    """The index after what a name in a list is said to be, in words the lexicon does not know: "Ali Hasan, a tax
    assessor, and his wife"; None if there is no such description or no list goes on."""
    if (
        not is_at(units, i, "named")
        or not is_at(units, i + 1, "comma")
        or not is_at(units, i + 2, "count", "determiner")
    ):
        return None
    for k in range(i + 3, min(len(units), i + 3 + _LONGEST_DESCRIPTION)):
        if is_at(units, k, "comma"):
            return k if k > i + 3 and is_at(units, k + 1, "and", *_PEOPLE) else None
        if units[k].classes.isdisjoint(_DESCRIBING):
            return None
    return None


def _is_next_named(units: list[Unit], k: int) -> bool:
    """True for kin with a name of their own: "Ali, 44, his wife, Dana, ..." are two people."""
    return (
        is_at(units, k, "victims")
        and all(g.kin and not g.names for g in groups_of(units[k]))
        and (is_at(units, k + 1, "comma") and is_at(units, k + 2, "named"))
    )


def _read_names(units: list[Unit], i: int) -> tuple[Unit, int] | None:
    """Several people and as many names, "their two daughters, Mia, 13, and Lea, 9,", and the index after them."""
    groups = groups_of(units[i])
    if len(groups) != 1 or groups[0].names or groups[0].harm or not is_at(units, i + 1, *_BRACKETS):
        return None
    closing = "close_bracket" if is_at(units, i + 1, "open_bracket") else "comma"
    wanted, names, j = groups[0].count.stated or 0, list[PersonName](), i + 1
    while len(names) < wanted and wanted > 1:
        is_parted = is_at(units, j, "comma") or j == i + 1
        step = is_parted + is_at(units, j + is_parted, "and")
        # "Mrs. Ana Ruiz and Mr. Egon Farkas"
        step += is_at(units, j + step, "title") and 1 + is_at(units, j + step + 1, "stop")
        if not step or not is_at(units, j + step, "named"):
            return None
        names += groups_of(units[j + step])[0].names
        j += step + 1
    if closing == "comma" and _are_some_of_kind(units[i]):
        return _read_named_kind(units, i)
    if not names or len(names) != wanted or (closing != "comma" and not is_at(units, j, closing)):
        return None
    last = groups_of(units[j - 1])[0].last
    return make_unit("victims", (replace(groups[0], last=last, names=tuple(names)),)), j + is_at(units, j, closing)


def _read_named_kind(units: list[Unit], i: int) -> tuple[Unit, int] | None:
    """People of no number and the names of all, "his neighbors, Phil and Ana Weaver,", and the index after them."""
    names, j = list[PersonName](), i + 2
    while is_at(units, j, "named"):
        names += groups_of(units[j])[0].names
        is_last = units[j - 1].has("and")
        j += 1
        if is_last:
            break
        j += is_at(units, j, "comma")
        j += is_at(units, j, "and")
    if len(names) < _TWO or not units[j - 2].has("and") or not is_at(units, j, "comma", "stop"):
        return None
    group, n = groups_of(units[i])[0], len(names)
    count = replace(group.count, low=n, high=n, open=False, stated=n)
    last = groups_of(units[j - 1])[0].last
    told = replace(group, count=count, last=last, names=tuple(names))
    return make_unit("victims", (told,)), j + is_at(units, j, "comma")


def _merge_person(first: tuple[Group, ...], second: tuple[Group, ...]) -> Group | None:
    """One person described twice ("Ali Hasan, a baker"), or None if these are two."""
    if len(first) != 1 or len(second) != 1:
        return None
    a, b = first[0], second[0]
    if is_bare_plural(b) and (a.count.stated or 0) > 1 and not a.harm and not b.harm:
        # "Two guards, members of the escort, ...": said again, not others.
        return replace(a, last=b.last)
    if a.ordinal is not None and b.count.stated == 1 and not a.names and not b.harm:
        return replace(b, first=a.first, ordinal=a.ordinal, definite=False)  # "a fourth, a girl of 12,"
    if a.count.stated != 1 or b.count.stated != 1 or bool(a.names) == bool(b.names) or a.harm or b.harm:
        return None
    if a.part or b.part:
        return None
    named, described = (a, b) if a.names else (b, a)
    name = named.names[0]
    return replace(
        described,
        first=min(a.first, b.first),
        last=max(a.last, b.last),
        names=(replace(name, age=name.age if name.age is not None else described.age),),
        definite=False,
        count=replace(described.count, text=described.count.text),
    )
