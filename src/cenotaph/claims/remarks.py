"""What is remarked of people between commas and tells no harm: it is left out, so that the list goes on behind it."""

from cenotaph.claims.group import groups_of
from cenotaph.claims.units import Unit, is_at

# What a list of people may stand after: "the dead were", "killed", "including", "identified as".
_BEFORE_LIST = ("be", "including", "harm_past", "harm_gerund", "but")
# Units a relative clause may have that is left out.
_LONGEST_CLAUSE = 16
# What may stand behind the last of a list.
_AFTER_LIST = ("comma", "stop", "semicolon", "preposition", "of", "and", "be", "have", "period")
# What such a clause may not hold: other people, or what befell its own.
_TELLING = ("who", "stop", "semicolon", "comma", "relative")
_BEFALLING = ("harm", "die", "dead", "hit", "hurt", "cut", "wounds", "condition", "bedded", "body", "carried", "tended")


def leave_out_remarks(units: list[Unit]) -> list[Unit]:
    """The units without the ages of several ("two men, ages 20 and 26, and a woman"), and without what a relative
    clause tells of one of a list of people ("the dead are Ali Hasan, who rented the house, and Omar Saleh")."""
    left: list[Unit] = []
    has_animals = any("animal" in unit.classes for unit in units)
    i = 0
    while i < len(units):
        if has_animals and _is_before_animals(units, i):
            left.append(units[i + 2])  # "a couple, their sons and three dogs" are a couple and their sons
            left.append(units[i + 1])
            i += 5
            continue
        if has_animals and (after := _skip_name_of_animal(units, i)) is not None:
            i = after
            continue
        if (after := _skip_told_part(units, i)) is not None:
            i = after
            continue
        left.append(units[i])
        end = _find_end(units, i) or _find_contact(units, i) if "who" in units[i].classes else None
        i = i + 1 if end is None else end
    return left


def _skip_told_part(units: list[Unit], i: int) -> int | None:
    """The index of the comma after one of those just told of, "left three people dead, one of them the gunman, and":
    he is no item of a list; None for anything else."""
    if not (is_at(units, i, "comma") and i > 0 and is_at(units, i - 1, *_OF_PARTS) and is_at(units, i + 1, "bare")):
        return None
    is_part = all(group.part for group in groups_of(units[i + 1]))
    is_closed = is_at(units, i + 2, "victims") and is_at(units, i + 3, "comma") and is_at(units, i + 4, "and")
    return i + 3 if is_part and is_closed else None


_OF_PARTS = ("dead", "hurt", "harm_participle", "die_past")


def _is_before_animals(units: list[Unit], i: int) -> bool:
    """True for the comma before the last people of a list that ends with animals."""
    is_list = i and is_at(units, i - 1, "who") and is_at(units, i, "comma") and is_at(units, i + 1, "who")
    return (
        bool(is_list)
        and is_at(units, i + 2, "and")
        and is_at(units, i + 3, "count", "bare")
        and is_at(units, i + 4, "animal")
    )


def _skip_name_of_animal(units: list[Unit], i: int) -> int | None:
    """The index after the name of an animal and the comma beside it, "Daisy, a nine-year-old cow," and "a pit bull,
    Biscuit,"; None for anything else."""
    if is_at(units, i, "named") and is_at(units, i + 1, "comma"):
        end = next((k for k in range(i + 2, min(len(units), i + _LONGEST_KIND)) if is_at(units, k, "animal")), None)
        is_told = is_at(units, i + 2, "count", "who") and end is not None and is_at(units, end + 1, "comma")
        between = units[i + 2 : end] if is_told else ()
        return i + 2 if is_told and not any(unit.classes & _ENDING for unit in between) else None
    is_named = is_at(units, i, "comma") and i > 0 and is_at(units, i - 1, "animal") and is_at(units, i + 1, "named")
    is_closed = is_at(units, i + 2, "comma") and is_at(units, i + 3, "be", "have", "die_past")  # else a list goes on
    return i + 2 if is_named and is_closed else None


_LONGEST_KIND = 7  # units from a name to the animal it is of
_ENDING = frozenset({"comma", "stop", "be", "have", "relative", "preposition", "with"})


def _find_end(units: list[Unit], i: int) -> int | None:
    """The index at which the sentence goes on after a remark on the people at `i`; None if there is none."""
    if not is_at(units, i + 1, "comma"):
        return None
    if is_at(units, i + 2, "age_word"):
        return _skip_ages(units, i + 3)
    if _are_of_ages(units, i):
        return _skip_ages(units, i + 1)
    return (
        _skip_clause(units, i) if is_at(units, i + 2, "relative") and i and is_at(units, i - 1, *_BEFORE_LIST) else None
    )


def _are_of_ages(units: list[Unit], i: int) -> bool:
    """True for several after whom an age each follows, the first of them read with the people: "three boys, ages 12,
    13 and 15"."""
    told = sum(group.count.stated or 0 for group in groups_of(units[i]))
    k = i + 1
    while is_at(units, k, "comma", "and") and is_at(units, k + 1, "count", "bare"):
        k += 2
    return told > 2 and k - i - 1 == 2 * (told - 1)


def _skip_ages(units: list[Unit], k: int) -> int | None:
    """The index after ages, and after their comma unless a list goes on there."""
    start = k
    while is_at(units, k, "count", "bare") or (
        is_at(units, k, "and", "comma") and is_at(units, k + 1, "count", "bare")
    ):
        k += 1
    if k < start + 2 or not is_at(units, k, "comma"):
        return None  # the age of one is read with him
    return k if is_at(units, k + 1, "and", "who") else k + 1


def _skip_clause(units: list[Unit], i: int) -> int | None:
    """The index of the comma after a relative clause that tells no harm, where "and" and more people follow, who do
    nothing: "and Omar Saleh fled" is no list."""
    for k in range(i + 3, min(len(units), i + 3 + _LONGEST_CLAUSE)):
        if is_at(units, k, "comma"):
            is_list = is_at(units, k + 1, "and") and is_at(units, k + 2, "who")
            return k if is_list and (k + 3 >= len(units) or is_at(units, k + 3, *_AFTER_LIST)) else None
        if is_at(units, k, *_TELLING) or any(cls.startswith(_BEFALLING) for cls in units[k].classes):
            return None
    return None


def _find_contact(units: list[Unit], i: int) -> int | None:
    """The index of the "and" behind what is told of one of a list without a pronoun of its own: "a woman he was dating
    and her son"; None if no list goes on so."""
    if not (is_at(units, i + 1, "who") and all(group.is_pronoun for group in groups_of(units[i + 1]))):
        return None
    end = i + 2
    while end < len(units) and end < i + 2 + _LONGEST_CONTACT and units[end].classes & _CONTACT:
        end += 1
    is_told = i + 2 < end and is_at(units, end, "and") and is_at(units, end + 1, "who")
    return end if is_told and not any(group.is_pronoun for group in groups_of(units[end + 1])) else None


_LONGEST_CONTACT = 4  # units, of "had been dating"
_CONTACT = frozenset({"be", "have", "word", "adverb", "modal"})
