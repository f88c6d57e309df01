"""Phrases for people that belong together: lists, appositions, and parts named after "including"."""

from dataclasses import replace

from cenotaph.claims.appositions import join_appositions
from cenotaph.claims.group import Group, find_age, groups_of, make_unit
from cenotaph.claims.homes import leave_out_homes
from cenotaph.claims.offices import is_bare_plural, is_item, skip_office
from cenotaph.claims.parts import attach_parts
from cenotaph.claims.remarks import leave_out_remarks
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.subjects import mark_subjects
from cenotaph.claims.units import Unit, is_at
from cenotaph.values.count import Count
from cenotaph.values.harm import Status

_PEOPLE = frozenset({"victims", "named"})
_ACTS = ("harm_participle", "dead", "die_past", "die_base", "die_third", "hurt")
_ACTING = frozenset({"harm_past", "harm_third", "harm_gerund", "harm_base"})
_TWO = 2
_ARTICLES = frozenset({"a", "an", "the"})


def join_lists(units: list[Unit], sentence: Sentence) -> list[Unit]:
    """The units with "Ali, a baker," made one person, "X, Y and Z" one phrase, and "X, including Y" one with parts."""
    told = join_appositions(leave_out_homes(_join_owners(_take_qualifiers(leave_out_remarks(units)))))
    return mark_subjects(attach_parts(_join_items(told, sentence)))


def _take_qualifiers(units: list[Unit]) -> list[Unit]:
    """The units with what qualifies somebody named, and has no article, made a part of the phrase: "and town resident
    Ali Hasan"."""
    joined: list[Unit] = []
    for unit in units:
        groups = groups_of(unit) if unit.has("victims") else ()
        if len(groups) == 1 and groups[0].names and not groups[0].definite and not unit.has("harmed"):
            k = len(joined)
            while k and len(joined) - k < _TWO and joined[k - 1].classes <= _QUALIFYING:
                k -= 1
            if 0 < k < len(joined) and not joined[k - 1].classes.isdisjoint(_BEFORE_QUALIFIED):
                unit = make_unit("victims", (replace(groups[0], first=joined[k].first),))
                del joined[k:]
        if unit.has("named") or (len(groups) == 1 and groups[0].names and not groups[0].definite):
            kind, group = "victims" if groups else "named", groups_of(unit)[0]
            if _is_after_calling(joined) and find_age(group) is not None:
                unit = make_unit(kind, (replace(group, first=joined[-1].first),))
                del joined[-1]
        joined.append(unit)
    return joined


def _is_after_calling(units: list[Unit]) -> bool:
    """True where a list of people goes on with a calling that the lexicon does not know: "Ali Hasan, 39, and tuner"."""
    if len(units) < _TWO + 1 or not units[-1].classes <= {"word"} or not (units[-2].classes & {"and", "semicolon"}):
        return False
    before = units[-3 - bool(units[-3].classes & {"comma", "semicolon"})] if len(units) > _TWO + 1 else units[-3]
    return "who" in before.classes


# What may qualify somebody named, and what stands before that.
_QUALIFYING = frozenset({"place_noun", "thing", "speaker", "target", "party", "modifier", "place_part"})
_BEFORE_QUALIFIED = frozenset({"comma", "and", "stop", "of", "be"}) | _ACTING


def _join_owners(units: list[Unit]) -> list[Unit]:
    """The units with "the mayor's two sons" made one phrase, of the sons, and "the store's owner", of the owner."""
    joined: list[Unit] = []
    for unit in units:
        is_after = unit.has("victims") and len(joined) > 1 and joined[-1].has("genitive") and not unit.has("harmed")
        if is_after and joined[-2].has("who") and _may_be_owned(groups_of(unit), groups_of(joined[-2])):
            size = 2 + (len(joined) > 2 and joined[-3].has("determiner"))
            unit = _join_owner(unit, joined, size, owned=True)
        elif is_after and len(joined) > 2 and _is_of_no_person(joined) and _may_be_owned(groups_of(unit), ()):
            unit = _join_owner(unit, joined, 3, owned=False)
        joined.append(unit)
    return joined


def _join_owner(unit: Unit, joined: list[Unit], size: int, *, owned: bool) -> Unit:
    """The phrase for people with that for whose they are, the last `size` of the units before it, which go with it."""
    group, first = groups_of(unit)[0], joined[-size].first
    del joined[-size:]
    definite = group.definite or not owned
    return make_unit("victims", (replace(group, first=first, owned=owned, definite=definite),))


def _is_of_no_person(joined: list[Unit]) -> bool:
    """True for "the store's": what is no person has somebody."""
    return joined[-3].has("determiner") and bool(joined[-2].classes & _OWNERS) and not joined[-2].has("cause_word")


_OWNERS = frozenset({"thing", "target", "place_noun", "word"})


def _may_be_owned(groups: tuple[Group, ...], owners: tuple[Group, ...]) -> bool:
    """False for "he's a baker": a pronoun before, or an article after, makes the genitive a verb."""
    if len(groups) != 1 or any(owner.is_pronoun for owner in owners):
        return False
    group = groups[0]
    has_opening = group.last - group.first > 1 and " " not in group.count.text and not group.names
    has_opening = has_opening and group.count.text.lower() != group.noun.lower()  # "daughter, 5,"
    return not (group.count.stated == 1 and has_opening)


def _join_items(units: list[Unit], sentence: Sentence) -> list[Unit]:
    joined: list[Unit] = []
    i = 0
    while i < len(units):
        if "who" not in units[i].classes:
            joined.append(units[i])
            i += 1
            continue
        is_first = is_item(units, i) or _is_pair(units, i) or _is_object(units, i)
        is_first = is_first and not (i > 0 and units[i - 1].has("according"))
        is_first = is_first and not _is_where(units, i) and not _is_told_of_kind(units, i)
        end = _end_of_list(units, i) if is_first else i
        end = i if end > i + 1 and _begins_clause(units, i, end, sentence) else end
        if end > i + 1 and (whole := _read_told_twice(units, i, end)) is not None:
            joined.append(whole)
            i = end
        elif end > i + 1:
            items = _list_items(units, i, end)
            groups = _merge_groups([group for unit in items for group in groups_of(unit)], sentence)
            joined.append(make_unit("victims" if any(u.has("victims") for u in items) else "named", groups))
            i = _skip_kind(units, end, groups)
        else:
            joined.append(units[i])
            i += 1
    return joined


def _skip_kind(units: list[Unit], end: int, groups: tuple[Group, ...]) -> int:
    """The index after what all those just named are, "Ali Hasan and Omar Said, members of a union, were killed"; `end`
    if nothing is told of that."""
    if not is_at(units, end, "comma") or not is_at(units, end + 1, "victims") or not all(g.names for g in groups):
        return end
    kinds, named = groups_of(units[end + 1]), sum(len(group.names) for group in groups)
    is_all = len(kinds) == 1 and not kinds[0].names and (is_bare_plural(kinds[0]) or kinds[0].count.stated == named)
    after = skip_office(units, end + 2)
    if is_at(units, after, "preposition"):  # "bakers from Arden"
        after = next((k for k in range(after, min(len(units), after + _LONGEST_PLACE)) if units[k].has("comma")), after)
    closes = is_at(units, after, "comma") and not is_at(units, after + 1, "and", *_PEOPLE)
    return after + 1 if is_all and closes and not units[end + 1].has("harmed") else end


_LONGEST_PLACE = 5  # units of "from the town of Arden"


def _list_items(units: list[Unit], i: int, end: int) -> list[Unit]:
    """The people of a list, without those that belong to the office of one ("the head of the union of bakers")."""
    items, k = [], i
    while k < end:
        if "who" in units[k].classes:
            items.append(units[k])
            k = skip_office(units, k + 1)
        else:
            k += 1
    return items


def _begins_clause(units: list[Unit], i: int, end: int, sentence: Sentence) -> bool:
    """True where those after the first have a verb of their own: "the raid killed a guard, and two clerks were hurt",
    "they fired on the house of a baker and two clerks died"."""
    is_two = len(_list_items(units, i, end)) == _TWO and units[end - 2].has("and")
    # No list goes "a crowd, and two guards and a clerk": where "and" stands again, the first is of the clause before.
    is_again = is_at(units, i + 1, "comma") and is_at(units, end, "and") and is_at(units, end + 1, "who")
    if (
        not is_two
        or not i
        or not is_at(units, end + _TWO * is_again, "be", "have", "die_past")
        or units[i - 1].classes.isdisjoint(_GOVERNING)
    ):
        return False
    return is_again or units[end - 3].has("comma") or _has_verb(units, i, sentence)


# What an object or complement stands after.
_GOVERNING = frozenset({"preposition", "of", "to", "be"}) | _ACTING
_VERBS = frozenset(
    {"be", "have", "say_past", "harm_past", "hit_past", "act_past", "die_past", "cause_past", "leave_past"}
)
_SUBORDINATE = frozenset({"relative", "that"})


def _has_verb(units: list[Unit], i: int, sentence: Sentence) -> bool:
    """True if a finite verb stands before unit `i` in its clause, other than that of a relative clause."""
    for k in range(i - 1, -1, -1):
        unit = units[k]
        if unit.classes & _SUBORDINATE or unit.has("stop"):
            return False
        is_past = unit.classes <= _UNKNOWN and sentence.tokens[unit.first].word.endswith("ed")
        if (is_past or unit.classes & _VERBS) and not (
            k and units[k - 1].classes & (_SUBORDINATE | {"who", "comma"}) and unit.has("harm_participle")
        ):
            return not (k and units[k - 1].classes & _SUBORDINATE)
    return False


_UNKNOWN = frozenset({"word", "name"})


def _is_where(units: list[Unit], i: int) -> bool:
    """True for a name after a preposition and its article, where something happened, "on the Beltline", and for one
    after "to", where somebody went."""
    if i > 0 and units[i].has("named") and units[i - 1].has("to"):
        return True
    return i > 1 and units[i].has("named") and units[i - 1].has("determiner") and units[i - 2].has("preposition")


def _is_told_of_kind(units: list[Unit], i: int) -> bool:
    """True for what others are said to be, where a new clause follows: "five of the dead were women, and 33 people"."""
    is_said = i > 0 and units[i - 1].has("be") and all(group.count.stated is None for group in groups_of(units[i]))
    return is_said and is_at(units, i + 1, "comma") and is_at(units, i + 2, "and")


def _is_object(units: list[Unit], i: int) -> bool:
    """True for wounded whom somebody killed: "they killed five wounded fighters and a doctor"."""
    return i > 0 and bool(units[i - 1].classes & _ACTING) and all(g.noun and g.harm for g in groups_of(units[i]))


def _is_pair(units: list[Unit], i: int) -> bool:
    """True for a number that kin follow: "a couple and their son"."""
    return (
        is_at(units, i, "bare")
        and is_at(units, i + 1, "and")
        and all(g.kin for g in groups_of(units[min(i + 2, len(units) - 1)]))
        and is_item(units, i + 2)
    )


def _read_told_twice(units: list[Unit], i: int, end: int) -> Unit | None:
    """A number and the groups it comes to ("all four victims, three men and a girl, were"), which are its parts; people
    of no number are as many as stand between dashes after them ("all passengers -- a nurse and two clerks --")."""
    groups = [group for unit in _list_items(units, i, end) for group in groups_of(unit)]
    whole, parts, opening = groups[0], groups[1:], units[skip_office(units, i + 1)]
    counts = [group.count.stated for group in parts]
    if len(parts) < 2 or not opening.has("comma") or whole.names or None in counts or len(groups_of(units[i])) > 1:
        return None
    if any(_is_no_kind_of(part, whole) for part in parts):
        return None
    is_aged = is_at(units, end, "preposition") and is_at(units, end + 1, "possessive")  # "a man and woman in their 60s"
    if end < len(units) and units[end].classes.isdisjoint({"comma", "stop"}) and not is_aged:
        return None
    number = sum(filter(None, counts))
    if whole.count.stated is None and whole.count.low > 1 and opening.has("dash") and is_at(units, end, "dash"):
        whole = replace(whole, count=Count(number, number, False, number, whole.count.text))
    return make_unit("victims", (whole,), tuple(parts)) if number == whole.count.stated else None


# Kinds of people in which those of any other kind may be.
_ANYBODY = frozenset({"people", "civilians", "men", "women", "children"})


def _is_no_kind_of(part: Group, whole: Group) -> bool:
    """True for "a woman" and "a boy" of "two men", and "a nurse" of "two policemen"."""
    is_other = part.sex is not None and whole.sex is not None and part.sex != whole.sex
    is_young = whole.group in ("men", "women") and part.group == "children"
    return is_other or is_young or (part.group != whole.group and {part.group, whole.group}.isdisjoint(_ANYBODY))


def _merge_groups(groups: list[Group], sentence: Sentence) -> tuple[Group, ...]:
    """The groups of a list, those that one number stands for made one: "a woman and her two sons" are three people,
    "a doctor and two nurses" three health workers; "23 fighters and three civilians" stay two."""
    merged: list[Group] = []
    if _is_mixed(groups):
        return (_take_kinds(groups),)
    for group in groups:
        if merged and _belong_together(merged[-1], group):
            merged[-1] = _add_groups(merged[-1], group, sentence)
        else:
            merged.append(group)
    return tuple(merged)


def _is_mixed(groups: list[Group]) -> bool:
    """True for one number of people of several kinds, "12 soldiers and civilians": large enough that some can be of
    each."""
    number, kinds = groups[0].count.stated, groups[1:]
    return (
        number is not None
        and number > _TWO * len(kinds) > 0
        and not groups[0].names
        and all(is_bare_plural(kind) and not kind.kin for kind in kinds)
    )


def _take_kinds(groups: list[Group]) -> Group:
    """The people of one number who are of several kinds."""
    first = groups[0]
    is_alike = all(kind.group == first.group for kind in groups)
    return replace(
        first,
        last=groups[-1].last,
        group=first.group if is_alike else "people",
        status=first.status if all(kind.status is first.status for kind in groups) else Status.UNKNOWN,
        sex=first.sex if all(kind.sex is first.sex for kind in groups) else None,
    )


def _belong_together(one: Group, other: Group) -> bool:
    if one.increment or other.increment or one.share or other.share or one.role is not other.role:
        return False
    # A named man and his driver are two people told of one by one; a woman and her sons are told of as one number.
    return other.kin and not one.names and not other.names


def _add_groups(one: Group, other: Group, sentence: Sentence) -> Group:
    a, b = one.count, other.count
    stated = a.stated + b.stated if a.stated is not None and b.stated is not None else None
    text = sentence.slice(one.first, other.last)
    is_alike = one.group == other.group
    return replace(
        one,
        last=other.last,
        count=Count(a.low + b.low, a.high + b.high, a.open or b.open, stated, text),
        group=one.group if is_alike else "people",
        status=one.status if one.status is other.status else Status.UNKNOWN,
        names=one.names + other.names,
        sex=None,
        age=None,
    )


def _end_of_list(units: list[Unit], i: int) -> int:
    """The index after the list that starts at `i`: items parted by commas or by semicolons, the last one by "and"."""
    if is_at(units, i + 1, "semicolon"):
        return _end_of_semicolons(units, i)
    j = skip_office(units, i + 1)
    is_object = i > 0 and not units[i - 1].classes.isdisjoint(_ACTING | {"including"})
    while True:
        if (
            is_object
            and is_at(units, j, "and", "comma")
            and is_at(units, j + 2 + is_at(units, j + 1, "and"), "hurt", "dead")
        ):
            return i + 1  # "killed ten, including a clerk, and 30 people injured": of the 30 something else is told
        if _is_clause_of_pronoun(units, i, j):
            return max(j, i + 1)
        if is_at(units, j, "and") and is_item(units, j + 1):
            j += 2
            while is_at(units, j, "and") and _is_named(units, j + 1) and is_at(units, j + 2, "stop", "comma"):
                j += 2  # "Ali Hasan and Omar Sattar and Noor Aziz."
            return j
        if is_at(units, j, "comma") and is_at(units, j + 1, "and") and is_item(units, j + 2):
            return j + 3
        if is_at(units, j, "comma") and is_item(units, j + 1):
            j = skip_office(units, j + 2)
            if is_at(units, j, "and", "comma") and is_at(units, j + 1, "reflexive"):
                # "He killed his wife, their two sons and himself."
                return j
            continue
        return j if j > i + 1 and _is_headline(units, i, j) else i + 1


def _is_clause_of_pronoun(units: list[Unit], i: int, j: int) -> bool:
    """True where "and" opens a clause of a pronoun, and nobody joins those of unit `i`: "he was a good man and he was
    murdered", "they fired at him, and he fell"."""
    k = j + 1 + (is_at(units, j, "comma") and is_at(units, j + 1, "and"))
    if not is_at(units, k - 1, "and") or not is_item(units, k) or not _is_pronoun(units, k):
        return False
    is_same = i > 0 and _is_pronoun(units, i) and not is_at(units, k + 1, "be_many")
    return is_same or is_at(units, k + 1, "be_one")


def _is_pronoun(units: list[Unit], k: int) -> bool:
    return all(group.is_pronoun for group in groups_of(units[k])) and bool(groups_of(units[k]))


def _is_named(units: list[Unit], k: int) -> bool:
    return is_item(units, k) and all(group.names for group in groups_of(units[k]))


def _is_headline(units: list[Unit], i: int, end: int) -> bool:
    """True for people without articles beside an act, as headlines list them: "Man, woman found dead", "kills wife, two
    children"."""
    items = [group for unit in units[i:end:2] for group in groups_of(unit)]
    if any(g.names or g.definite or not _ARTICLES.isdisjoint(g.count.text.lower().split()) for g in items):
        return False
    first = items[0].count
    is_alone = first.stated == 1 or (first.stated is not None and " " not in first.text)
    if not units[i].has("victims") or not is_alone or any(g.count.stated is None for g in items):
        return False
    is_object = i > 0 and not units[i - 1].classes.isdisjoint(_ACTING)
    return is_at(units, end, *_ACTS) or (is_object and not is_at(units, end, "say_past", "say_base", "comma"))


def _end_of_semicolons(units: list[Unit], i: int) -> int:
    """The index after "Ali, 20; his sister; and Omar, 22"; the one after `i` where a clause goes on ("two men died; a
    third was hurt")."""
    j = i + 1
    while is_at(units, j, "semicolon"):
        j += 1 + is_at(units, j + 1, "and")
        if not is_item(units, j) or _is_pronoun(units, j):
            return i + 1
        j += 1
    # "A, 20; B, 22; and C, 24, were hurt": three or more, the last one by "and", are the subject together.
    marks = sum(unit.has("semicolon") for unit in units[i:j])
    is_list = marks > 1 and units[j - 2].has("and")
    is_clause = is_at(units, j, "be", "have", "harm_past", "die_past", "say_past", "say_third", "act_past", "modal")
    return i + 1 if is_clause and not is_list else j
