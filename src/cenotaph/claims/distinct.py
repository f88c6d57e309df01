"""Whether two claims of one report, each of a single victim, tell of two people."""

from cenotaph.claims.claim import is_of_family
from cenotaph.claims.draft import Draft, is_own_doing
from cenotaph.claims.group import Group, find_age, find_years
from cenotaph.claims.persons import ADULT

# What a gunman may also be called.
_COMBATANTS = frozenset({"combatants", "people", "men", "civilians"})
# Nouns that say nothing of what somebody is.
_ANYONE = frozenset(
    {"", "man", "woman", "person", "boy", "girl", "teen", "teenager", "child", "victim", "youth", "driver", "brother"}
)


def is_beside(a: Draft, b: Draft) -> bool:
    """True if the words of two single victims say that they are two: "the suspect" is no "clerk", and "a cook was shot
    and a guard was hit" introduces both."""
    if _is_doer_beside(a.group, b.group):
        return True
    if a.sentence == b.sentence and is_of_family(b.finding.rule.id, "along"):
        return True  # "He was killed together with his driver"
    if a.sentence == b.sentence and is_of_family(b.finding.rule.id, "gapped") and b.group.count.text.lower() == "one":
        return True  # "One was hit in the chest, one in a leg"
    if a.sentence == b.sentence and b.group.others:
        return True  # "One of them was hit in a leg, the other in the chest"
    if b.group.fellow and a.group.names:
        return True  # "The co-worker was hit, too": not the one with a name
    if a.sentence == b.sentence and _is_named_after(a, b):
        return True
    if not is_introduced(b.group):
        return False
    # "Officer Petra Novik was hit. A clerk was hit, too."
    is_other = bool(a.group.names) and not b.group.anyone
    return is_other or (a.sentence == b.sentence and not a.group.is_pronoun)


def _is_named_after(a: Draft, b: Draft) -> bool:
    """True for "her boyfriend was hit in the side, and Petra Novik lost a finger": each with a verb after it."""
    one, other = a.group, b.group
    is_told = bool(other.names) and not one.names and not one.is_pronoun
    is_subject = b.finding.first == b.finding.who  # not "the death of Petra Novik"
    return is_told and is_subject and a.finding.last <= b.finding.who


def is_next_listed(draft: Draft, before: Draft) -> bool:
    """True for the next one of a list of people who are part of a number: "two were hurt: Petra Novik and a guard"."""
    is_list = before.whole is draft.whole and before.sentence == draft.sentence
    is_next = draft.group.first - before.group.last <= _LIST_MARKS
    return is_list and is_next and before.group.count.stated == draft.group.count.stated == 1


_LIST_MARKS = 4  # tokens between two of a list: ", 19, and"


def is_introduced(group: Group) -> bool:
    """True for one who is told of for the first time: "a clerk", "another clerk"."""
    is_known = group.definite or group.is_pronoun or group.part or bool(group.names)
    return not is_known and group.count.text.lower().split()[:1] in (["a"], ["an"], ["another"])


def _is_doer_beside(one: Group, other: Group) -> bool:
    doer, who = (one, other) if one.accused else (other, one)
    is_told = who.noun.lower() not in _ANYONE and who.ordinal is None  # "a fourth is fighting for his life"
    return doer.accused and bool(doer.noun) and not who.accused and is_told


def _is_officer_beside(officer: Group, other: Group) -> bool:
    """True for "the officer" and "the driver", or "the suspect"; not for "the man" or a name, which may be his."""
    is_officer = officer.group == "police" and bool(officer.noun) and not officer.accused
    is_told = bool(other.noun) and not (other.anyone or other.names or other.is_pronoun or other.kin)
    return is_officer and is_told and other.group in _CIVIL and other.noun.lower() not in _ANYONE - {"driver"}


# Groups that no officer is told of as; "the victim" and "the patient" may be anybody.
_CIVIL = frozenset({"people", "men", "women", "civilians"})


def are_two_persons(a: Draft, b: Draft) -> bool:
    """True if names or sex tell two single victims apart, or one of them did it to himself."""
    one, other = a.group, b.group
    if one.sex and other.sex and one.sex != other.sex:
        return True
    if _is_officer_beside(one, other) or _is_officer_beside(other, one):
        return True
    if "combatants" in (one.group, other.group) and not {one.group, other.group} <= _COMBATANTS:
        return True
    ages = find_age(one), find_age(other)
    if any(
        a == "children" and age is not None and age >= ADULT
        for a, age in ((one.group, ages[1]), (other.group, ages[0]))
    ):
        return True  # "the child" is no "clerk, 26"
    years = find_years(one), find_years(other)
    if years[0] is not None and years[1] is not None and not _may_be_of_one(years[0], years[1], 0):
        # Reports slip by a year; but "a man of 19" and "a man of 20" are two.
        points_back = other.definite or bool(other.names) or None in ages
        return not points_back or not _may_be_of_one(years[0], years[1], 1)
    if any(
        age is not None and age < _YOUNG and group in ("men", "women")
        for age, group in ((ages[0], other.group), (ages[1], one.group))
    ):
        return True  # "her 4-year-old" is no "woman"; a boy of 17 may be called a man
    if one.names and other.names:
        if _are_of_family(one.names[0].name, other.names[0].name):
            return True
        ends = {name.name.lower().rstrip(".").rpartition(" ")[2] for name in (one.names[0], other.names[0])}
        if ends == _GENERATIONS:
            return True  # father and son
        words = {word for name in one.names for word in name.name.lower().split()}
        return not any(word in words for name in other.names for word in name.name.lower().split())
    return is_own_doing(a) != is_own_doing(b)


def _may_be_of_one(years: tuple[int, int], others: tuple[int, int], slip: int) -> bool:
    """True unless two spans of years lie more than `slip` apart."""
    return years[0] <= others[1] + slip and others[0] <= years[1] + slip


_YOUNG = 16
_GENERATIONS = frozenset({"jr", "sr"})


def _are_of_family(one: str, other: str) -> bool:
    """True for two whole names that share the last of their words and not the first."""
    words, others = one.lower().split(), other.lower().split()
    return len(words) > 1 and len(others) > 1 and words[-1] == others[-1] and words[0] != others[0]
