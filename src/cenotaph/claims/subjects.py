"""Which phrases for people can be the subject of what follows, and which stand inside another phrase or clause."""

from dataclasses import replace

from cenotaph.claims.conjoined import leave_out_objects
from cenotaph.claims.group import VictimsPhrase, groups_of, parts_of
from cenotaph.claims.units import Unit, is_at, list_count

_HARMING = frozenset({"harm_past", "assault_past"})
# Verbs of a relative clause: those that the lexicon knows, and words that it does not.
_VERBS = frozenset({"word", "carried", "act_past", "harm_past", "assault_past", "hit_past", "recover_past"})
_SAYING = frozenset({"say_base", "say_third", "say_past"})
# What cannot follow "who police say" where the words of the clause go on after it.
_SAID = frozenset({"that", "who", "comma", "stop", "determiner", "count", "preposition", "period"})
_AFTER_OBJECT = ("be", "have", "die_past")
_OLDEST = 105
# Units of a person before the age that is told apart, and at the least with him.
_LONGEST_OF_PERSON = 4
_LEAST_BEFORE_AGE = 3
# Units from a relative pronoun to the object of its clause, and from there to the verb of the whole sentence.
_LONGEST_CLAUSE = 8
_LONGEST_REST = 10


def mark_subjects(units: list[Unit]) -> list[Unit]:
    """The units with each phrase for people marked as "inner" where it can be no subject, and as "subject" elsewhere
    and before a relative clause: inner are those after a preposition ("from three families"), before a genitive ("his
    father's car"), and the object of a relative clause whose noun has its verb after them. Of "who police say tried"
    what is said between is left out."""
    units = leave_out_objects(_leave_out_ages(_leave_out_supposed(_leave_out_sayings(units))))
    marked = []
    for i, unit in enumerate(units):
        if "who" in unit.classes:
            k = i - 1 - (i > 1 and unit.has("named") and units[i - 1].has("determiner"))  # "at the Arden Inn"
            if k > 1 and unit.has("bare") and units[k].has("nth"):
                k -= 1 + units[k - 1].has("determiner")  # "of the first three rows"
            is_led = k >= 0 and (
                units[k].classes & _LEADING or (units[k].has("along") and is_at(units, i + 1, "preposition"))
            )
            is_inner = (is_led and not _has_clause(units, i + 1)) or is_at(units, i + 1, "genitive")
            is_inner = is_inner or any(is_no_subject(units, i) for is_no_subject in _NO_SUBJECT)
            unit = unit._replace(classes=unit.classes | {"inner" if is_inner else "subject"})
        marked.append(unit)
    return marked


def _is_aim(units: list[Unit], i: int) -> bool:
    """True for kin right after what somebody meant to do: "went to pick up his daughter"."""
    if i < _LEAST_BEFORE_AIM or not all(group.kin for group in groups_of(units[i])):
        return False
    k = i - 2 - units[i - 2].has("word")
    return units[i - 1].classes == _PLAIN and units[k].classes == {"to"} and is_at(units, i + 1, "at", *_AFTER_OBJECT)


_LEAST_BEFORE_AIM = 3
_PLAIN = frozenset({"word"})

# What makes a phrase for people after it no subject.
_LEADING = frozenset({"preposition", "of", "to", "according"})


def _leave_out_sayings(units: list[Unit]) -> list[Unit]:
    """The units without a speaker that stands in a relative clause: "a boy who [police say] tried to rob a clerk"."""
    if all(unit.classes.isdisjoint(_SAYING) for unit in units):
        return units  # most sentences
    return [unit for i, unit in enumerate(units) if not (_is_saying(units, i) or (i and _is_saying(units, i - 1)))]


def _leave_out_supposed(units: list[Unit]) -> list[Unit]:
    """The units without what people are thought to be: "two men[, believed to be brothers,] were", "her brother[,
    thought to be 4,] was"."""
    left: list[Unit] = []
    for i, unit in enumerate(units):
        if unit.has("comma") and _is_supposed(units, i):
            del left[-_LONGEST_SUPPOSED:]
            continue
        if unit.has("be_one") and _is_supposed_age(units, i):
            del left[-_SUPPOSED_AGE:]  # "a boy [thought to be 5] was hurt"
            left[-1] = _give_age(left[-1], _read_number(units[i - 1]) or 0)
        left.append(unit)
    return left


_SUPPOSED_AGE = 2  # units of "thought to be 5"


def _is_supposed_age(units: list[Unit], i: int) -> bool:
    """True for the verb behind "thought to be 5"."""
    if i <= _SUPPOSED_AGE or not units[i - 2].has("alleged") or "who" not in units[i - 3].classes:
        return False
    age = _read_number(units[i - 1]) if units[i - 1].has("bare") else None
    return age is not None and age <= _OLDEST and all(group.count.stated == 1 for group in groups_of(units[i - 3]))


def _is_supposed(units: list[Unit], i: int) -> bool:
    """True for the comma behind ", believed to be 4,"."""
    if i <= _LONGEST_SUPPOSED or "who" not in units[i - 1].classes or "who" not in units[i - 4].classes:
        return False
    return units[i - 3].has("comma") and units[i - 2].has("alleged")


_LONGEST_SUPPOSED = 3  # units of ", believed to be 4"


def _leave_out_ages(units: list[Unit]) -> list[Unit]:
    """The units without an age that stands apart from its person: "a friend with him, [23,] had a wound"."""
    left: list[Unit] = []
    for i, unit in enumerate(units):
        if unit.has("and") and is_at(units, i + 1, "be", "have") and _tells_age(left):
            del left[-2:]
            continue  # "her mother [is 45 and] was a patient"
        if unit.has("comma") and left and left[-1] is units[i - 1]:
            if (told := _read_age_apart(units, i - 1)) is not None:
                who, age = told
                left[left.index(units[who])] = _give_age(units[who], age)
                if units[i - 1].has("bare"):
                    del left[-2:]
                    continue
            if (shared := _count_shared_age(units, i - 1)) is not None:
                of_all = _read_number(units[i - 1])
                del left[-shared:]
                left[-1] = _share_age(left[-1], of_all) if of_all is not None else left[-1]
                continue
        left.append(unit)
    return left


def _tells_age(units: list[Unit]) -> bool:
    """True for "is 45" at the end of some units, behind one person."""
    if len(units) < _LEAST_BEFORE_AGE or not units[-2].has("be_one") or not units[-1].has("bare"):
        return False
    age = _read_number(units[-1])
    k = -_LEAST_BEFORE_AGE - units[-_LEAST_BEFORE_AGE].has("comma")
    return age is not None and _YOUNGEST <= age <= _OLDEST and len(units) >= -k and "who" in units[k].classes


def _count_shared_age(units: list[Unit], i: int) -> int | None:
    """How many units before a comma tell the age of all of some people, or of one more of an age told before: "the
    teens, [all 18,] had wounds", "Ali and Omar, [both 20,] were hit", "Egon Farkas, [also 19,] was hit"; None if they
    do not."""
    if not units[i].has("bare"):
        return None
    text, k = groups_of(units[i])[0].count.text.lower(), i
    if not text.startswith("all "):
        k -= units[i - 1].has("adverb") or (units[i - 1].has("bare") and _is_both(units[i - 1]))
        if k == i:
            return None
    is_age = text.removeprefix("all ").isdigit() and _YOUNGEST <= int(text.removeprefix("all ")) <= _OLDEST
    return i - k + 2 if is_age and k > 1 and units[k - 1].has("comma") and "who" in units[k - 2].classes else None


def _is_both(unit: Unit) -> bool:
    return groups_of(unit)[0].count.text.lower() == "both"


def _share_age(unit: Unit, age: int) -> Unit:
    """The named people with an age that all of them are said to have."""
    groups = tuple(
        replace(group, names=tuple(replace(n, age=age if n.age is None else n.age) for n in group.names))
        for group in groups_of(unit)
    )
    return unit._replace(value=VictimsPhrase(groups, parts_of(unit)))


_YOUNGEST = 10  # fewer may be as many people


def _give_age(unit: Unit, age: int) -> Unit:
    """The person with an age that is told apart."""
    group = groups_of(unit)[0]
    if group.names:
        group = replace(group, names=(replace(group.names[0], age=age),))
    return unit._replace(value=VictimsPhrase((replace(group, age=age),), parts_of(unit)))


def _read_age_apart(units: list[Unit], i: int) -> tuple[int, int] | None:
    """The index of the one whose age is a number alone between commas after few words that belong to him, and the age;
    None if the number is no age."""
    age = _read_number(units[i])
    if i < _LEAST_BEFORE_AGE or age is None or age > _OLDEST or not units[i - 1].has("comma"):
        return None
    for k in range(i - 2, max(-1, i - 2 - _LONGEST_OF_PERSON), -1):
        if units[k].has("victims"):
            groups = groups_of(units[k])
            if groups[0].is_pronoun and units[k - 1].has("preposition"):
                continue  # "a friend with him"
            is_one = len(groups) == 1 and groups[0].count.stated == 1 and not groups[0].is_pronoun
            return (k, age) if is_one and groups[0].age is None and k < i - 2 else None
        if units[k].classes.isdisjoint(_WHERE):
            return None
    return None


def _read_number(unit: Unit) -> int | None:
    """The number of figures alone, whether they were read as people or not."""
    groups, phrase = groups_of(unit), list_count(unit)
    count = groups[0].count if groups and unit.has("bare") else phrase.count if phrase is not None else None
    return count.high if count is not None and count.text.isdigit() else None


# What may stand between a person and an age told apart: "the man in the chair, 27,".
_WHERE = frozenset(
    {"preposition", "of", "determiner", "place", "place_noun", "thing", "name", "word", "object_pronoun"}
)


def _is_saying(units: list[Unit], i: int) -> bool:
    """True for the speaker of "who police say tried", and of "a man police say shot his wife"."""
    if not 0 < i < len(units) - 2 or "who" not in units[i].classes or units[i + 1].classes.isdisjoint(_SAYING):
        return False
    if "who" in units[i - 1].classes:
        return not units[i + 2].classes.isdisjoint(_HARMING)
    return units[i - 1].has("relative") and units[i + 2].classes.isdisjoint(_SAID)


def _is_object(units: list[Unit], i: int) -> bool:
    """True for those whom the subject of a relative clause harmed or dealt with, with the verb of its noun after them:
    "the man who shot the clerk is dead", "a man who ran to help a clerk at the gate is in the hospital"."""
    k = i - 1 - (i > 1 and units[i - 1].has("adverb"))
    if k <= 0 or _has_clause(units, i + 1):
        return False
    if (
        not units[k].classes.isdisjoint(_HARMING)
        and units[k - 1].has("relative")
        and is_at(units, i + 1, *_AFTER_OBJECT)
    ):
        return True
    if _is_second_object(units, i, k) or _is_object_of_charge(units, i, k):
        return True
    return not units[k].classes.isdisjoint(_VERBS) and _is_in_clause(units, k) and _has_verb_of_one(units, i + 1)


def _is_struck(units: list[Unit], i: int) -> bool:
    """True for her of "he shot himself after shooting her and died"."""
    is_pronoun = all(group.is_pronoun for group in groups_of(units[i]))
    is_object = i > 0 and not units[i - 1].classes.isdisjoint(_STRIKING)
    return is_pronoun and is_object and is_at(units, i + 1, "and") and is_at(units, i + 2, *_AFTER_OBJECT)


def _is_beside_act(units: list[Unit], i: int) -> bool:
    """True for the daughter of "a man shot while picking up his daughter has died"."""
    before = units[max(0, i - _LONGEST_BESIDE) : i]
    at = next((k for k in range(len(before) - 1, -1, -1) if not before[k].has("word")), None)
    if at is None or at == len(before) - 1 or not before[at].has("but"):
        return False
    told = units[: max(0, i - _LONGEST_BESIDE) + at]
    return any(unit.classes & _HARMED for unit in told) and any("who" in unit.classes for unit in told)


_LONGEST_BESIDE = 6  # units of "shot while picking up"
_HARMED = frozenset({"harm_participle", "hit_participle"})


_STRIKING = _HARMING | {"harm_gerund"}


def _is_of_told(units: list[Unit], i: int) -> bool:
    """True for anyone who is told of by one of whom a clause tells: "a friend of Ali Hasan, who was killed, spoke"."""
    if not is_at(units, i + 1, "of") or not is_at(units, i + 2, "named") or not is_at(units, i + 3, "comma"):
        return False
    is_any = groups_of(units[i])[0].count.text.lower().startswith(("a ", "an ", "another ", "one "))
    return is_any and is_at(units, i + 4, "relative")


def _is_second_object(units: list[Unit], i: int, k: int) -> bool:
    """True for the second whom a relative clause harms: "the man who killed his wife and wounded a clerk died"."""
    j = k - 3
    if (
        j < 1
        or units[k].classes.isdisjoint(_HARMING)
        or not units[k - 1].has("and")
        or units[j].classes.isdisjoint(_HARMING)
    ):
        return False
    after = i + 1
    while is_at(units, after, "period", "preposition"):
        after += 1
    return "who" in units[k - 2].classes and units[j - 1].has("relative") and is_at(units, after, *_AFTER_OBJECT)


def _is_object_of_charge(units: list[Unit], i: int, k: int) -> bool:
    """True for the one whom "the man wanted for shooting his wife in the yard was found dead" tells of as shot."""
    if not units[k].has("harm_gerund") or not is_at(units, k - 1, "preposition", "of", "for", "tried_for"):
        return False
    has_subject = any("who" in unit.classes for unit in units[max(0, k - _LONGEST_CLAUSE) : k])
    return has_subject and (is_at(units, i + 1, "die_past") or _has_verb_of_one(units, i + 1))


def _is_in_clause(units: list[Unit], k: int) -> bool:
    """True if the verb at `k` is the last of a relative clause that begins shortly before it, after its noun."""
    for j in range(k, max(0, k - _LONGEST_CLAUSE), -1):
        if units[j].has("relative"):
            return j < k and "who" in units[j - 1].classes
        if not units[j].classes.isdisjoint({"comma", "stop", "who", "that", "and", "but"} | _SAYING):
            return False
    return False


def _has_verb_of_one(units: list[Unit], i: int) -> bool:
    """True if a verb of one person follows before any other person, comma or clause."""
    for unit in units[i : i + _LONGEST_REST]:
        if unit.has("be_one"):
            return True
        if not unit.classes.isdisjoint({"comma", "stop", "who", "that", "relative", "but", "have"} | _SAYING):
            return False
    return False


def _has_clause(units: list[Unit], i: int) -> bool:
    """True if a relative clause starts at `i`: "of two nurses who were killed" is of nurses that are its subject."""
    is_that = is_at(units, i, "that") and is_at(units, i + 1, "be", "have")
    return is_that or is_at(units, i, "relative") or (is_at(units, i, "comma") and is_at(units, i + 1, "relative"))


def _is_visited(units: list[Unit], i: int) -> bool:
    """True for the family of "a woman who was visiting family, was hurt"."""
    is_closed = is_at(units, i + 1, "comma") and is_at(units, i + 2, "be", "have")
    is_led = i > 2 and units[i - 1].has("word") and units[i - 2].has("be") and units[i - 3].has("relative")
    return is_led and is_closed and all(group.count.stated is None for group in groups_of(units[i]))


def _is_with_subject(units: list[Unit], i: int) -> bool:
    """True for the daughter of "a father driving his daughter home from the hall was shot"."""
    if i < _LEAST_BEFORE_AIM - 1 or not (units[i - 2].has("who") and is_at(units, i - 1, "word", "bring_past")):
        return False
    is_kin = all(group.kin for group in groups_of(units[i])) and not is_at(units, i + 1, *_AFTER_OBJECT, "comma")
    return is_kin and _has_verb_of_one(units, i + 1)


_NO_SUBJECT = (_is_object, _is_aim, _is_of_told, _is_struck, _is_beside_act, _is_with_subject, _is_visited)
